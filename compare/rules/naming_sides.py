"""What a side offers the rule about names: the names of its sentence, and the descriptions that none explains."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from compare.rules.base import REMEMBERED, Said
from compare.tables import table
from compare.text import words
from compare.values import Detail, MentionValue, NameValue, Span


@dataclass(frozen=True, slots=True)
class Named:
    """One name, or several joined as in "WhatsApp and Telegram"."""

    span: Span
    names: tuple[Detail, ...]


def names_here(side: Said, named: Named) -> bool:
    """Whether the sentence gives any of the names."""
    return any(not _forms(side).isdisjoint(parts_of(name.text)) for name in named.names)


@lru_cache(maxsize=REMEMBERED)
def _forms(side: Said) -> frozenset[str]:
    return frozenset(word.folded for word in side.words)


@lru_cache(maxsize=REMEMBERED)
def open_mentions(side: Said) -> list[Detail]:
    """Descriptions that no name in the sentence explains."""
    return [
        d
        for d in side.statement.details
        if d.kind == "mention" and isinstance(d.value, MentionValue) and not _explained(d, d.value, side)
    ]


def _explained(mention: Detail, value: MentionValue, side: Said) -> bool:
    """Whether a name stands right with it: "the province of Guanacaste", "Laura Chinchilla ... the former leader"."""
    kinds = table("rules_naming")["kinds"]
    names = [d for d in side.statement.details if d.kind == "name"]
    if value.entity and parts_of(value.entity) & {part for d in names for part in parts_of(d.text)}:
        return True
    if any(mention.span.overlaps(d.span) and not _owns(d, side) for d in names):
        return True
    if value.head in kinds["place"]:
        return any(side.article.text[mention.span.end : d.span.start] == " of " for d in names)
    pointing = mention.text.lower().startswith(tuple(table("rules_naming")["pointing"]))
    return pointing and value.head in kinds["person"] and any(_may_be_person(d) for d in names if d.span < mention.span)


def _owns(name: Detail, side: Said) -> bool:
    """Whether a name only says whose it is: "Lund's lawyer" does not name the lawyer."""
    return side.article.text[name.span.end : name.span.end + 2] in ("'s", "’s")


def _may_be_person(name: Detail) -> bool:
    return isinstance(name.value, NameValue) and name.value.kind in ("person", "other")


@lru_cache(maxsize=REMEMBERED)
def parts_of(name: str) -> frozenset[str]:
    """The folded words of a name that tell it."""
    return frozenset({word.folded for word in words(name) if len(word.folded) > 2})


@lru_cache(maxsize=REMEMBERED)
def runs(side: Said) -> list[Named]:
    """The names of a sentence, joined ones first."""
    names = [d for d in side.statement.details if d.kind == "name" and isinstance(d.value, NameValue)]
    runs = [Named(name.span, (name,)) for name in names]
    joined: list[Detail] = []
    for name in [*names, None]:
        if name and joined and _joins(side.article.text[joined[-1].span.end : name.span.start]):
            joined.append(name)
            continue
        if len(joined) > 1:
            runs.append(Named(Span(joined[0].span.start, joined[-1].span.end), tuple(joined)))
        joined = [name] if name else []
    return sorted(runs, key=lambda run: (-len(run.names), run.span))


def _joins(between: str) -> bool:
    return between.replace(",", " ").strip(" ”\"’'“‘") in ("and", "", "or", "&") and len(between) <= len(" , and ")
