"""Which way a date looks, told from the words around it: a weekday alone may be the last or the next."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

from compare.details.line import Line
from compare.tables import table

Tense = Literal["past", "future", "unclear"]
_REACH = 8


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("dates")[name])


def tense_around(line: Line, first: int, last: int) -> tuple[Tense | None, int]:
    """The tense of the words `first` to `last` (exclusive), and how many words away it was read.

    The words before decide; those after are asked only where nothing before shows a tense.
    """
    before = range(first - 1, max(-1, first - 1 - _REACH), -1)
    found = _nearest(line, before)
    return found if found[0] else _nearest(line, range(last, min(len(line.words), last + _REACH)))


def _nearest(line: Line, indexes: Iterable[int]) -> tuple[Tense | None, int]:
    for distance, index in enumerate(indexes, 1):
        tense = _tense_of(line, index)
        if tense:
            return tense, distance
    return None, _REACH + 1


def _tense_of(line: Line, index: int) -> Tense | None:
    word, before = line.word(index), line.word(index - 1)
    if word in _listed("future") or word.endswith("'ll"):
        return "unclear" if before in _listed("was") else "future"
    if word in _listed("unclear"):
        return "unclear"
    if before in ("be", "to"):
        return None
    return "past" if word in _listed("past") or _is_participle(word) else None


def _is_participle(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed") and word not in _listed("present_edges")
