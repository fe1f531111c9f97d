"""What an article calls those it names: the titles and appositions at a name."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from compare.rules.base import REMEMBERED, Said, Side
from compare.rules.slots import stops
from compare.tables import table
from compare.text import Word, words
from compare.values import Statement

_BEFORE_NAME = 5  # words of a title
_BEHIND_NAME = 8  # words of an apposition


@lru_cache(maxsize=REMEMBERED)
def called(name: str, side: Side) -> frozenset[str]:
    """Stems of the titles and appositions that stand at a name anywhere in its article."""
    return frozenset().union(*(_called_in(statement, name, side) for statement in side.elsewhere))


@lru_cache(maxsize=REMEMBERED)
def called_here(name: str, side: Said) -> frozenset[str]:
    """The same, in this sentence."""
    return _called_in(side.statement, name, side)


def _called_in(statement: Statement, name: str, side: Said) -> frozenset[str]:
    last = [w.folded for w in words(name)][-1:]
    row = words_of(statement)
    places = [at for at, word in enumerate(row) if word.folded in last]
    found = {stem for at in places for stem in _titles(row, at, side) | _apposition(row, at, side)}
    titles = table("rules_naming")["titles"]
    return frozenset(found | {full for short in found for full in titles.get(short, ())})


def _titles(row: tuple[Word, ...], at: int, side: Said) -> set[str]:
    """Up to five words right before a name, with nothing but blanks between."""
    first = at
    while first > 0 and at - first < _BEFORE_NAME:
        gap = side.article.text[row[first - 1].span.end : row[first].span.start]
        if gap.strip(" .") or row[first - 1].folded in stops():
            break
        first -= 1
    return {w.stem for w in row[first:at]}


def _apposition(row: tuple[Word, ...], at: int, side: Said) -> set[str]:
    """Up to eight words after a name and a comma, a bracket or "is", to the next mark."""
    if at + 1 >= len(row):
        return set()
    gap = side.article.text[row[at].span.end : row[at + 1].span.start].strip()
    if gap not in (",", "(") and row[at + 1].folded not in ("is", "was"):
        return set()
    found = [row[at + 1]]
    for one, other in pairwise(row[at + 1 : at + 1 + _BEHIND_NAME]):
        if side.article.text[one.span.end : other.span.start].strip():
            break
        found.append(other)
    return {w.stem for w in found if w.folded not in stops()}


def words_of(statement: Statement) -> tuple[Word, ...]:
    """The words of a sentence with their places in the article."""
    return words(statement.sentence.text, statement.sentence.span.start)
