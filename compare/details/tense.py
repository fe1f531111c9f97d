"""Which way a date looks, told from the words around it: a weekday alone may be the last or the next."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

from compare.details.line import Line
from compare.tables import table

Tense = Literal["past", "future", "unclear"]
_REACH = 8
_INFINITIVE_REACH = 3
_OPENING = 2  # words: "On Friday, the court …"


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("dates")[name])


def tense_around(line: Line, first: int, last: int) -> tuple[Tense | None, int]:
    """The tense of the words `first` to `last` (exclusive), and how many words before it was read.

    The words before decide; those after are asked only where nothing before shows a tense, and count as far off.
    """
    before = range(first - 1, max(-1, first - 1 - _REACH), -1)
    found = _nearest(line, before)
    if found[0]:
        return found
    after = _nearest(line, range(last, min(len(line.words), last + _REACH)))[0]
    return (after if first <= _OPENING or after == "future" else None), _REACH + 1


def _nearest(line: Line, indexes: Iterable[int]) -> tuple[Tense | None, int]:
    for distance, index in enumerate(indexes, 1):
        tense = _infinitive(line, index) if distance <= _INFINITIVE_REACH else None
        tense = tense or _tense_of(line, index)
        if tense:
            return tense, distance
    return None, _REACH + 1


def _infinitive(line: Line, index: int) -> Tense | None:
    """What follows "to" lies ahead where the words before say so: "due to appear", but not "refused to appear"."""
    noun = line.capital(index) or line.word(index) in _listed("before_noun")
    if line.word(index - 1) != "to" or noun or line.word(index - 2) in _listed("before_to"):
        return None
    announced = line.word(index - 2) in _listed("future") and line.word(index - 3) not in _listed("was")
    return "future" if announced else "unclear"


def _tense_of(line: Line, index: int) -> Tense | None:
    word, before = line.word(index), line.word(index - 1)
    if word == "set" and line.word(index + 1) not in ("to", "for"):
        return "unclear" if line.capital(index + 1) else "past"  # "has set Nov. 10 as the deadline"
    if word in _listed("future") or word.endswith("'ll"):
        return "unclear" if before in _listed("was") else "future"
    if word in _listed("unclear"):
        return "unclear"
    if before in ("be", "to"):
        return None
    adjective = before in _listed("before_noun")
    return "past" if word in _listed("past") or (_is_participle(word) and not adjective) else None


def _is_participle(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed") and word not in _listed("present_edges")
