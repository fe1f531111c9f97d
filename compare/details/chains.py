"""Descriptions tied to a name elsewhere in the article: "the president" after "President Trump"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from compare.tables import table
from compare.text import Word, fold, stem
from compare.values import Detail, MentionValue, NameValue, Span, Statement

_REACH = 3  # sentences back in which the last name of a kind is still meant
_BEFORE = 3  # words before a name that may hold its title

Role = tuple[int, int, str]  # sentence, offset, canonical name


def tie_back(statements: Sequence[Statement], rows: Sequence[tuple[Word, ...]], text: str) -> tuple[Statement, ...]:
    """The statements of one article; descriptions that point back to a name get it as their entity.

    `rows` holds the words of each statement. A head that an apposition or a title gave to a name stands for the last
    such name before it; a nationality stands for its country; else the last name of the fitting kind, if it is near.
    """
    roles = _roles(statements, rows, text)
    return tuple(
        replace(s, details=tuple(_tied(d, at, statements, rows, roles) for d in s.details))
        for at, s in enumerate(statements)
    )


def _roles(statements: Sequence[Statement], rows: Sequence[tuple[Word, ...]], text: str) -> dict[str, list[Role]]:
    """Which names each head noun has been given in the article, in reading order."""
    found: defaultdict[str, list[Role]] = defaultdict(list)
    for at, (statement, row) in enumerate(zip(statements, rows, strict=True)):
        for detail in statement.details:
            if isinstance(detail.value, MentionValue) and detail.value.entity:
                found[detail.value.head].append((at, detail.span.start, detail.value.entity))
            elif isinstance(detail.value, NameValue) and detail.value.kind in ("person", "other"):
                for head in _titles(detail.span, row, text):
                    found[head].append((at, detail.span.start, detail.value.canonical))
    return {head: sorted(places) for head, places in found.items()}


def _titles(name: Span, row: tuple[Word, ...], text: str) -> Iterator[str]:
    """Stems of the nouns right before a name: "C.I.A. director Mike Pompeo", "Sen. Lee"."""
    end = name.start
    for word in reversed([w for w in row if w.span.end <= name.start][-_BEFORE:]):
        if text[word.span.end : end].strip(". \u00a0"):
            return
        head = stem(_title_words().get(word.folded, word.folded))
        if head in _person_heads():
            yield head
        end = word.span.start


def _tied(
    detail: Detail,
    at: int,
    statements: Sequence[Statement],
    rows: Sequence[tuple[Word, ...]],
    roles: dict[str, list[Role]],
) -> Detail:
    value = detail.value
    if not isinstance(value, MentionValue) or value.entity or (value.count or 1) > 1:
        return detail
    own = [w for w in rows[at] if detail.span.covers(w.span)]
    country = next((_demonyms()[w.folded] for w in own if w.folded in _demonyms()), None)
    if country and value.head in _stems("country"):
        return replace(detail, value=replace(value, entity=country))
    if not own or own[0].folded not in _set("pointing") or own[-1].folded != _singular(own[-1]):
        return detail
    given = [role for role in roles.get(value.head, ()) if role[:2] < (at, detail.span.start)]
    entity = given[-1][2] if given else _near(value.head, detail.span, at, statements)
    return replace(detail, value=replace(value, entity=entity)) if entity else detail


def _near(head: str, span: Span, at: int, statements: Sequence[Statement]) -> str | None:
    """The last name of the kind that the head asks for, in this sentence or shortly before."""
    wanted = "place" if head in _stems("country") | _stems("city") | _stems("state") else None
    wanted = wanted or ("organization" if head in _heads("organization") else None)
    wanted = wanted or ("person" if head in _heads("person") else None)
    if wanted is None:
        return None
    for statement in reversed(statements[max(0, at - _REACH) : at + 1]):
        for detail in reversed(statement.details):
            if detail.span.end <= span.start and isinstance(detail.value, NameValue) and detail.value.kind == wanted:
                return detail.value.canonical
    return None


def _singular(word: Word) -> str:
    """The word itself unless it looks like a plural."""
    plural = word.folded.endswith("s") and not word.folded.endswith("ss")
    return "" if plural or word.folded in ("people", "men", "women", "children") else word.folded


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("chains")[name].split())


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(fold(word)) for word in table("chains")[name].split())


@cache
def _pairs(name: str) -> dict[str, str]:
    return dict(row.split() for row in table("chains")[name].strip().splitlines())


def _demonyms() -> dict[str, str]:
    return _pairs("demonyms")


def _title_words() -> dict[str, str]:
    return _pairs("titles")


@cache
def _heads(kind: str) -> frozenset[str]:
    return frozenset(stem(fold(word)) for word in table("mentions")["heads"][kind].split())


def _person_heads() -> frozenset[str]:
    return _heads("person")
