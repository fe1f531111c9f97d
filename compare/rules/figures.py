"""Numbers of a sentence as a rule needs them: in base units, with what is counted and what became of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from compare.rules.base import REMEMBERED, Said
from compare.rules.slots import stops
from compare.tables import table
from compare.text import Word, words
from compare.values import Detail, NumberValue

_MOST = 40  # numbers in a sentence; more of them are a table, in which no words tell them apart
_BESIDE = 3  # words on either side that tell what is measured
_STATE_REACH = 5  # words on either side that tell what became of those counted
_ENDS = ("to", "from")
_WAYS = ("rises", "falls", "raisers", "cutters")
_MOVE_REACH = 10  # words before a figure in which the verb stands that moves something to it
_SUBJECT = 5  # words before that verb that tell what moves
_SMALL = 10  # a number up to this after "the" points back


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of one side, in base units, with what the words around it say."""

    detail: Detail
    value: NumberValue
    low: float
    high: float
    unit: str | None
    state: str | None
    beside: frozenset[str]
    vague: bool
    place: int
    role: str | None  # "to" or "from", where something rises or falls to it or from it
    upward: bool  # whether it rises so
    topic: frozenset[str]  # stems of what does


@lru_cache(maxsize=REMEMBERED)
def figures(side: Said) -> list[Figure]:
    numbers = [d for d in side.statement.details if d.kind == "number" and isinstance(d.value, NumberValue)]
    if len(numbers) > _MOST:
        return []
    told = [d for d in numbers if not _pointing(d, side)]
    return [_figure(d, d.value, numbers, side) for d in told if isinstance(d.value, NumberValue)]


def _pointing(detail: Detail, side: Said) -> bool:
    """Whether a number only points back or adds to another: "the two apps", "three other women"."""
    assert isinstance(detail.value, NumberValue)
    after = [w for w in side.words if w.span.start >= detail.span.end][:1]
    if after and after[0].folded in table("rules")["further"]:
        return True
    before = [w for w in side.words if w.span.end <= detail.span.start][-1:]
    if before and before[0].folded in table("rules")["adding"]:
        return True
    small = detail.value.unit is None and detail.value.high <= _SMALL
    return small and bool(before) and before[0].folded in table("rules")["pointers"]


def _figure(detail: Detail, value: NumberValue, numbers: list[Detail], side: Said) -> Figure:
    unit, factor = table("rules")["measures"].get(value.unit, (value.unit, 1))
    vague = any(word.folded in table("numbers")["many"] for word in words(detail.text))
    place = detail.span.start - side.statement.sentence.span.start
    state = _state(detail, value, numbers, side)
    low, high = value.low * factor, value.high * factor
    move = _moved(detail, numbers, side)
    return Figure(detail, value, low, high, unit, state, _beside(detail, side), vague, place, *move)


def _moved(detail: Detail, numbers: list[Detail], side: Said) -> tuple[str | None, bool, frozenset[str]]:
    """Whether something moves to the number or from it, whether up, and what: the subject, or what is raised or cut."""
    plain = (w for w in side.words if not any(number.span.covers(w.span) for number in numbers))
    before = [w for w in plain if w.span.end <= detail.span.start]
    role = before[-1].folded if before and before[-1].folded in _ENDS else None
    verbs = [at for at, word in enumerate(before) if at >= len(before) - _MOVE_REACH and word.folded in _movers(*_WAYS)]
    if role is None or not verbs:
        return None, False, frozenset()
    last = verbs[-1]
    end = next(at for at, word in enumerate(before) if at > last and word.folded in _ENDS)
    raised = frozenset() if before[last + 1].folded == "by" else _content(before[last + 1 : end])
    upward = before[last].folded in _movers("rises", "raisers")
    return role, upward, raised or _content(before[max(0, last - _SUBJECT) : last])


@cache
def _movers(*ways: str) -> frozenset[str]:
    every = (table("numbers")[way] for way in ways)
    return frozenset(word for row in every for word in row) - {"up", "down"}


def _content(row: Sequence[Word]) -> frozenset[str]:
    return frozenset(word.stem for word in row if word.folded not in stops())


def _beside(detail: Detail, side: Said) -> frozenset[str]:
    before = [w for w in side.words if w.span.end <= detail.span.start][-_BESIDE:]
    after = [w for w in side.words if w.span.start >= detail.span.end][:_BESIDE]
    return frozenset(w.stem for w in before + after if w.folded not in stops() and not w.folded[0].isdigit())


@cache
def states() -> dict[str, str]:
    return {stem: state for state, stems in table("rules")["states"].items() for stem in stems}


def _state(detail: Detail, value: NumberValue, numbers: list[Detail], side: Said) -> str | None:
    """The nearest word that tells what became of those counted, with no other number in between."""
    if value.unit is not None:
        return None
    if value.of in states():
        return states()[value.of]
    told = _told_before(detail, value, numbers, side)
    if told:
        return told
    floor = max((d.span.end for d in numbers if d.span.end <= detail.span.start), default=0)
    roof = min((d.span.start for d in numbers if d.span.start >= detail.span.end), default=math.inf)
    before = [w for w in side.words if floor <= w.span.start and w.span.end <= detail.span.start][-_STATE_REACH:]
    after = [w for w in side.words if w.span.start >= detail.span.end and w.span.end <= roof][:_STATE_REACH]
    after = [w for w in after if "," not in side.article.text[detail.span.end : w.span.start]]
    if roof < math.inf:  # "trapping five people and injuring another 40"
        after = after[: next((n for n, w in enumerate(after) if w.folded == "and"), len(after))]
    near = [*enumerate(reversed(before)), *enumerate(after)]
    found = [(distance, states()[w.stem]) for distance, w in near if w.stem in states()]
    return min(found)[1] if found else None


def _told_before(detail: Detail, value: NumberValue, numbers: list[Detail], side: Said) -> str | None:
    """The state of a bare figure that closes a clause: "the number of people known to have died rose to 21"."""
    if value.of is not None or any(d.span.end <= detail.span.start for d in numbers):
        return None
    before = [w for w in side.words if w.span.end <= detail.span.start]
    if not before or before[-1].folded not in table("rules")["arrivals"]:
        return None
    return next((states()[w.stem] for w in reversed(before) if w.stem in states()), None)
