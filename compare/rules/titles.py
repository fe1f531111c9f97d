"""What an article calls those it names: the titles and appositions at a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from compare.details.mentions import head_kind
from compare.rules.base import REMEMBERED, Side
from compare.rules.slots import stops
from compare.tables import table
from compare.text import Word, words
from compare.values import Statement

_BEFORE_NAME = 5  # words of a title
_BEHIND_NAME = 8  # words of an apposition


class Called(NamedTuple):
    """Stems of the nouns that say what a name is ("spokesman"), and of all words about it ("longtime", "spokesman")."""

    heads: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=REMEMBERED)
def called(name: str, side: Side) -> Called:
    """What stands in titles and appositions at a name anywhere in its article."""
    return _joined(_called_in(statement, name, side) for statement in side.elsewhere)


@lru_cache(maxsize=REMEMBERED)
def called_here(name: str, side: Side) -> Called:
    """The same, in this sentence."""
    return _called_in(side.statement, name, side)


def _joined(found: Iterable[Called]) -> Called:
    every = tuple(found)
    return Called(frozenset().union(*(c.heads for c in every)), frozenset().union(*(c.words for c in every)))


def _called_in(statement: Statement, name: str, side: Side) -> Called:
    last = [w.folded for w in words(name)][-1:]
    size = len(words(name))
    row = words_of(statement)
    found = []
    for at, word in enumerate(row):
        if word.folded in last and not side.article.text[word.span.start].islower():
            found += [_title(row, max(0, at - size + 1), side), _title(row, at, side), *_appositions(row, at, side)]
    return _joined(found)


def _title(row: tuple[Word, ...], at: int, side: Side) -> Called:
    """Up to five words right before a name, with nothing but blanks between; the last of them is the head."""
    first = at
    while first > 0 and at - first < _BEFORE_NAME:
        gap = side.article.text[row[first - 1].span.end : row[first].span.start]
        if gap.strip(" .") or row[first - 1].folded in stops():
            break
        first -= 1
    return _called(row[first:at])


def _appositions(row: tuple[Word, ...], at: int, side: Side) -> Iterator[Called]:
    """The noun phrase after a name and a comma, a bracket or "is", and the next one after "and"."""
    if at + 1 >= len(row):
        return
    gap = side.article.text[row[at].span.end : row[at + 1].span.start].strip()
    start = at + 1
    if not gap and row[start].folded in ("is", "was"):
        start += 1
    elif gap not in (",", "(") and (gap not in ("—", "–", "-") or row[at].span.of(side.article.text).isupper()):
        return  # "WASHINGTON — The special counsel"
    part: list[Word] = []
    for index in range(start, min(start + _BEHIND_NAME, len(row))):
        word = row[index]
        between = side.article.text[row[index - 1].span.end : word.span.start].strip("-") if index > start else ""
        if between.strip() or word.folded in _ends():
            break
        if word.folded == "and":
            yield _apposition(part, side)
            part = []
        else:
            part.append(word)
    yield _apposition(part, side)


def _apposition(part: list[Word], side: Side) -> Called:
    """What a stretch calls somebody, up to its last noun: "a messenger built" calls Max a messenger."""
    heads = [index for index, word in enumerate(part) if head_kind(word.folded)]
    last = heads[-1] + 1 if heads else 0
    if last < len(part) and side.article.text[part[last].span.start].isupper() and part[0].folded not in stops():
        return _called(())  # "Washington, law firm Patton Boggs"
    return _called(tuple(w for w in part[:last] if w.folded not in stops()))


def _called(row: tuple[Word, ...]) -> Called:
    """The last word is the head; a short title stands for what it means."""
    titles = table("rules_naming")["titles"]
    heads = {row[-1].stem} if row else set()
    heads |= {full for short in heads for full in titles.get(short, ())}
    return Called(frozenset(heads), frozenset(heads | {w.stem for w in row}))


@cache
def _ends() -> frozenset[str]:
    """Words that end a noun phrase."""
    return frozenset(table("mentions")["words"]["breaks"].split()) - {"and", "only", "now", "once"}


def words_of(statement: Statement) -> tuple[Word, ...]:
    """The words of a sentence with their places in the article."""
    return words(statement.sentence.text, statement.sentence.span.start)
