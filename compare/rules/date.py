"""Rules about dates: the same thing at another time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from compare.details.clock import clock_at
from compare.details.line import Line
from compare.rules.base import REMEMBERED, Both, Difference, Pair, Piece, Rule, Said, moved, once
from compare.rules.confidence import Draft, common_of, surest_of
from compare.rules.slots import facing, keys, stops, tokens
from compare.text import words
from compare.values import DateValue, Detail, Relation

_BESIDE = 4  # words on either side that tell what happened then
_SURE = 2  # shared words around two dates from which they can contradict each other
_HANDLE = 30  # characters before a date in which the name of an account may stand
_SIGNED = re.compile(r"\(@\w+\)\s*$")
_LOOSE = (
    "week",
    "month",
    "quarter",
    "season",
    "year",
    "decade",
    "century",
)  # "two weeks ago" is rarely meant to the day


@dataclass(frozen=True, slots=True)
class _Time:
    """A resolved date of one side and the words around it."""

    detail: Detail
    value: DateValue
    start: str
    end: str
    beside: frozenset[str]


def check_date(pair: Pair) -> Iterator[Difference]:
    """The time of the same thing differs.

    Fires: "opened on 3 March" against "opened on 5 March" (conflict); "in March" against "on 3 March" (precision).
    Does not fire: "Sunday" against "23 December" where that was the Sunday; "9.40am" against "09:40 local time". No
    conflict: dates that cannot be resolved; a day against a month that does not hold it, seldom about one thing.
    """
    found = list(moved(_compared(pair.both, alone=pair.link.degree == "same"), pair))
    yield from found
    yield from surest_of("DAT001", find_dates, pair, found)


def find_dates(both: Both) -> Iterator[Draft]:
    """Every two dates of which neither sentence gives the other's, resolved or not."""
    left, right = _open(both.left, both.right), _open(both.right, both.left)
    together = facing(both)
    for one in left:
        for other in right:
            minute = _minute(one, both.left)
            same_clock = minute is not None and minute == _minute(other, both.right)
            if one.text.casefold() != other.text.casefold() and not same_clock:
                ends = Piece(one.span, _meaning(one)), Piece(other.span, _meaning(other))
                message = "told with another time"
                found = Difference("date", "precision", *ends, 0.0, ("dates that answer each other",), message)
                beside = len(_beside(one, both.left) & _beside(other, both.right))
                features = {
                    "only ones": float(len(left) == 1 == len(right)),
                    "facing": float((one.span, other.span) in together),
                    "beside": min(beside, 2) / 2,
                    **_between(one, other),
                }
                yield Draft(found, {**common_of(both), **features})


def _minute(detail: Detail, side: Said) -> int | None:
    """The minute of the day that a detail tells; None for one that is no time of day, or more than that."""
    line = Line(side.article.text, side.statement.sentence.span, side.words)
    inside = [at for at, word in enumerate(side.words) if detail.span.covers(word.span)]
    clock = clock_at(line, inside[0]) if inside else None
    return clock.minute if clock and clock.last == inside[-1] + 1 else None


def _open(here: Said, there: Said) -> list[Detail]:
    """The dates of a sentence that the other one does not give."""
    given = keys(there)
    closed = {token.span for token in tokens(here) if token.detail and token.key in given}
    return [d for d in _told(here) if d.span not in closed]


def _told(side: Said) -> list[Detail]:
    """The dates of a sentence without those that only sign a post: "(@analund) 2 April 2018"."""
    text = side.article.text
    start = side.statement.sentence.span.start
    dates = (d for d in side.statement.details if isinstance(d.value, DateValue))
    return [d for d in dates if not _SIGNED.search(text, max(start, d.span.start - _HANDLE), d.span.start)]


def _between(one: Detail, other: Detail) -> dict[str, float]:
    """How two dates lie to each other."""
    assert isinstance(one.value, DateValue)
    assert isinstance(other.value, DateValue)
    same = {w.stem for w in words(one.text)} & {w.stem for w in words(other.text)}
    exact = {
        "same exactness": float(one.value.granularity == other.value.granularity),
        "days": float(one.value.granularity == "day" == other.value.granularity),
        "shared words": float(bool(same)),
    }
    spans = [(v.start, v.end) for v in (one.value, other.value)]
    (start, end), (begin, stop) = spans
    if start is None or end is None or begin is None or stop is None:
        return {**exact, "unresolved": 1.0}
    within = (start <= begin and stop <= end) or (begin <= start and end <= stop)
    return {**exact, "within": float(within), "apart": float(stop <= start or end <= begin)}


def _meaning(detail: Detail) -> str:
    assert isinstance(detail.value, DateValue)
    value = detail.value
    return f"{value.start}/{value.end}" if value.start else " ".join(w.folded for w in words(detail.text))


@once
def _compared(both: Both, *, alone: bool) -> Iterator[Difference]:
    found = _lone_pair(_times(both.left), _times(both.right))
    if found is None:
        return
    left, right = found
    shared = sorted(left.beside & right.beside)
    if not alone and not shared:
        return
    within = _contains(left, right) or _contains(right, left)
    if not within and not (_comparable(left, right) and len(shared) >= _SURE and _apart(left, right)):
        return
    score, reason = (0.85, "the same words around both dates") if shared else (0.65, "the only dates that differ")
    message = "one date more exact" if within else "a different date"
    relation: Relation = "precision" if within else "conflict"
    yield Difference("date", relation, _piece(left), _piece(right), score, (reason,), message)


def _comparable(one: _Time, other: _Time) -> bool:
    """Whether two dates are told to the same exactness, and not in the same words ("Saturday" a week apart)."""
    same_words = one.detail.text.casefold() == other.detail.text.casefold()
    return one.value.granularity == other.value.granularity and not same_words


@lru_cache(maxsize=REMEMBERED)
def _times(side: Said) -> list[_Time]:
    return [
        _Time(d, d.value, d.value.start, d.value.end, _beside(d, side))
        for d in _told(side)
        if isinstance(d.value, DateValue) and d.value.start is not None and d.value.end is not None
    ]


def _beside(detail: Detail, side: Said) -> frozenset[str]:
    before = [w for w in side.words if w.span.end <= detail.span.start][-_BESIDE:]
    after = [w for w in side.words if w.span.start >= detail.span.end][:_BESIDE]
    return frozenset(w.stem for w in before + after if w.folded not in stops() and w.folded.isalpha())


def _lone_pair(left: list[_Time], right: list[_Time]) -> tuple[_Time, _Time] | None:
    """The one date of each side that the other does not give; None where there are more, or fewer."""
    one, other = _without(left, right, _equal), _without(right, left, _equal)
    if len(one) > 1 or len(other) > 1:
        one, other = _without(one, other, _nested), _without(other, one, _nested)
    return (one[0], other[0]) if len(one) == len(other) == 1 else None


def _without(times: list[_Time], others: list[_Time], same: Callable[[_Time, _Time], bool]) -> list[_Time]:
    return [time for time in times if not any(same(time, other) for other in others)]


def _equal(one: _Time, other: _Time) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _nested(one: _Time, other: _Time) -> bool:
    return _contains(one, other) or _contains(other, one)


def _contains(whole: _Time, part: _Time) -> bool:
    """Whether one lies within the other; ISO texts sort by time."""
    return whole.start <= part.start and part.end <= whole.end


def _apart(one: _Time, other: _Time) -> bool:
    """Whether the two have nothing in common, even taken loosely."""
    first, second = sorted((one, other), key=lambda time: (time.start, time.end))
    if second.start < first.end:
        return False
    gap = (_day(second.start) - _day(first.end)).days
    return gap >= max(_slack(first), _slack(second))


def _slack(time: _Time) -> int:
    loose = time.value.kind == "relative" and time.value.granularity in _LOOSE
    return (_day(time.end) - _day(time.start)).days if loose else 0


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def _piece(time: _Time) -> Piece:
    return Piece(time.detail.span, f"{time.start}/{time.end}")


RULES: tuple[Rule, ...] = (
    Rule(
        "DAT001",
        "date",
        "a different time of the same thing",
        {"conflict": "error", "precision": "note", "omission": "note"},
        check_date,
    ),
)
