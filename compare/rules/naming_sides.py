"""What a side offers the rule about names: the names of its sentence, the descriptions, and what explains them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from compare.rules.base import REMEMBERED, Side
from compare.rules.titles import words_of
from compare.rules.within import in_dateline
from compare.tables import table
from compare.text import Word, words
from compare.values import Detail, MentionValue, NameValue, Span

_CLOSE = 3  # sentences within which a name explains a description
_MARKS = (",", "(", "—", "–", "-")  # what parts a name from its apposition
_QUOTES = " \"'“”‘’"


@dataclass(frozen=True, slots=True)
class Named:
    """One name, or several joined as in "WhatsApp and Telegram"."""

    span: Span
    names: tuple[Detail, ...]
    parts: frozenset[str]  # the folded words that tell the names


def _named(*names: Detail) -> Named:
    span = Span(names[0].span.start, names[-1].span.end)
    return Named(span, names, frozenset().union(*(parts(name.text) for name in names)))


@lru_cache(maxsize=REMEMBERED)
def parts(name: str) -> frozenset[str]:
    """The folded words of a name that tell it."""
    return frozenset({word.folded for word in words(name) if len(word.folded) > 2})


def is_given_here(side: Side, named: Named) -> bool:
    """Whether the sentence gives any of the names, or a part of one."""
    return not _capitals(side).isdisjoint(named.parts)


@lru_cache(maxsize=REMEMBERED)
def _capitals(side: Side) -> frozenset[str]:
    return frozenset(word.folded for word in side.words if not _is_small(word, side))


def _is_small(word: Word, side: Side) -> bool:
    return side.article.text[word.span.start].islower()


def where_given(side: Side, named: Named) -> Literal["", "before", "after", "elsewhere"]:
    """Where the article of a description names any of them: shortly before it, shortly after, elsewhere, or nowhere."""
    if named.parts.isdisjoint(side.vocabulary):
        return ""
    if not named.parts.isdisjoint(_close_forms(side, 0)):
        return "before"
    return "elsewhere" if named.parts.isdisjoint(_close_forms(side, _CLOSE)) else "after"


@lru_cache(maxsize=REMEMBERED)
def _close_forms(side: Side, after: int) -> frozenset[str]:
    """The folded words with a capital of the sentences shortly before, and of this one and so many after it."""
    at = side.statement.sentence.index
    close = [s for s in side.elsewhere if at - _CLOSE <= s.sentence.index < at + after + bool(after)]
    return frozenset(word.folded for s in close for word in words_of(s) if not _is_small(word, side))


@lru_cache(maxsize=REMEMBERED)
def open_mentions(side: Side) -> tuple[Detail, ...]:
    """Descriptions at which no name stands that explains them: "the province of Guanacaste"."""
    mentions = [d for d in side.statement.details if isinstance(d.value, MentionValue)]
    return tuple(d for d in mentions if not any(_stands_at(d, name, side) for name in _names(side)))


def _names(side: Side) -> list[Detail]:
    return [d for d in side.statement.details if isinstance(d.value, NameValue)]


def _stands_at(mention: Detail, name: Detail, side: Side) -> bool:
    """Whether a name explains a description: it ends it, follows it, or stands before it and a mark."""
    text = side.article.text
    if mention.span.overlaps(name.span):
        return name.span.end >= mention.span.end and not is_owner(name.span, side)
    if name.span > mention.span:
        gap = text[mention.span.end : name.span.start]
        return gap.strip(_QUOTES) in ("", *_MARKS) or (gap == " of " and "place" in kinds_listed(mention))
    marked = text[name.span.end : mention.span.start].strip(_QUOTES) in _MARKS
    return marked and not _differ(mention, name) and not in_dateline(name.span, side)


def _differ(mention: Detail, name: Detail) -> bool:
    """Whether their kinds forbid that they are one: "In Utah, the governor"."""
    assert isinstance(name.value, NameValue)
    listed = kinds_listed(mention)
    return name.value.kind != "other" and bool(listed) and name.value.kind not in listed


def is_owner(name: Span, side: Side) -> bool:
    """Whether a name only says whose it is: "Lund's lawyer" does not name the lawyer."""
    return side.article.text[name.end : name.end + 2] in ("'s", "’s")


def kinds_listed(mention: Detail) -> set[str]:
    """The kinds of name that the table lets a description stand for."""
    assert isinstance(mention.value, MentionValue)
    return {kind for kind, heads in table("rules_naming")["kinds"].items() if mention.value.head in heads}


def is_tied_here(mention: Detail, side: Side) -> bool:
    """Whether the article ties the description to a name of its sentence."""
    assert isinstance(mention.value, MentionValue)
    tied = parts(mention.value.entity or "")
    return any(not tied.isdisjoint(parts(name.text)) for name in _names(side))


def follows_person(mention: Detail, side: Side) -> bool:
    """Whether it points back to a person: "Laura Chinchilla ... the former leader"."""
    pointing = mention.text.lower().startswith(tuple(table("rules_naming")["pointing"]))
    return pointing and "person" in kinds_listed(mention) and any(_may_be_person(d, mention) for d in _names(side))


def _may_be_person(name: Detail, mention: Detail) -> bool:
    assert isinstance(name.value, NameValue)
    return name.span < mention.span and name.value.kind in ("person", "other")


@lru_cache(maxsize=REMEMBERED)
def names_of(side: Side) -> tuple[Named, ...]:
    """The names of a sentence, joined ones first."""
    names = _names(side)
    found = [_named(name) for name in names]
    joined: list[Detail] = []
    for name in [*names, None]:
        if name and joined and _gap(joined[-1], name, side) in ("", "and", "or", "&"):
            joined.append(name)
            continue
        if len(joined) > 1 and _gap(joined[-2], joined[-1], side) in ("and", "&"):
            found.append(_named(*joined))
        joined = [name] if name else []
    return tuple(sorted(found, key=lambda run: (-len(run.names), run.span)))


def _gap(one: Detail, other: Detail, side: Side) -> str:
    """What stands between two names, without commas and quotation marks; more than a conjunction as it is."""
    between = side.article.text[one.span.end : other.span.start]
    return between.replace(",", " ").strip(_QUOTES) if len(between) <= len(" , and ") else between
