"""Dates that hang on one told just before: "a year earlier", "the next day", "that year", "the year-ago quarter"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from compare.details import intervals
from compare.details.date_parts import Reading, Told, words_of
from compare.details.intervals import FIRST_YEAR, LAST_YEAR, UNKNOWN
from compare.details.line import Line
from compare.values import DateValue, Detail

_SENTENCES = 1  # before the own one, in which days and years are looked for
_QUARTER_SENTENCES = 4


class Found(NamedTuple):
    """A date, what it hangs on, and whether others may hang on it."""

    detail: Detail
    told: Told | None
    firm: bool


def told_date(line: Line, index: int, published: date | None) -> Reading | None:
    """Reads what `hung` gives a place."""
    return _earlier(line, index) or _year_ago(line, index) or _following(line, index)


def _earlier(line: Line, index: int) -> Reading | None:
    """A year earlier, one day later, a month before."""
    unit, way = line.word(index + 1), line.word(index + 2)
    if line.word(index) not in ("a", "one") or unit not in ("day", "month", "year"):
        return None
    if way not in ("earlier", "later", "before") or not (line.spaced(index + 1) and line.spaced(index + 2)):
        return None
    if line.word(index - 1) in words_of("bounds") | words_of("about"):
        return Reading(index, index + 3, UNKNOWN, "year" if unit == "year" else "day", "relative")
    if line.word(index + 3) == "than" or (way == "before" and line.spaced(index + 3)):
        return None
    return _reading(index, index + 3, unit, 1 if way == "later" else -1)


def _year_ago(line: Line, index: int) -> Reading | None:
    """Year-ago, the year-earlier quarter."""
    if line.word(index) != "year" or not line.hyphened(index + 1) or line.word(index + 1) not in ("ago", "earlier"):
        return None
    last = index + 3 if line.word(index + 2) in ("quarter", "period") and line.spaced(index + 2) else index + 2
    return _reading(index, last, "year", -1)


def _following(line: Line, index: int) -> Reading | None:
    """That day, the same year, the following month, the previous day; the day before."""
    word, unit = line.word(index), line.word(index + 1)
    if unit not in ("day", "month", "year") or not line.spaced(index + 1) or line.hyphened(index + 2):
        return None
    if word == "the" and line.word(index + 2) in ("before", "after") and not line.spaced(index + 3):
        return _reading(index, index + 3, unit, -1 if line.word(index + 2) == "before" else 1)
    if line.word(index - 1) != "the" and word != "that":
        return None
    for name, shift in (("same", 0), ("after_it", 1), ("before_it", -1)):
        if word in words_of(name):
            return _reading(index, index + 2, unit, shift)
    return None


def _reading(first: int, last: int, unit: Literal["day", "month", "year"] | str, shift: int) -> Reading:
    told = Told("day" if unit == "day" else "month" if unit == "month" else "year", shift)
    return Reading(first, last, UNKNOWN, told.unit, "relative", told)


def is_reported(line: Line, reading: Reading) -> bool:
    """Whether a day is when something was said ("told reporters Friday") rather than when it happened."""
    before = range(max(0, reading.first - 3), reading.first)
    return reading.granularity == "day" and any(line.word(at) in words_of("saying") for at in before)


def hung(found: Found, before: Sequence[Sequence[Found]]) -> Detail | None:
    """The date, resolved against those told before it (`before`: sentences, its own so far last); None for no date."""
    told, value = found.told, found.detail.value
    if told is None or not isinstance(value, DateValue):
        return found.detail
    quarter = _quarter(before) if told.unit in ("quarter", "year") else None
    if quarter and _is_of_quarter(found.detail, told):
        return replace(found.detail, value=_shifted(quarter, told.shift if told.unit == "year" else 0))
    if told.needed:
        return None
    if value.start:
        return found.detail
    anchor = _anchor(told, before)
    shifted = _placed(anchor, told) if anchor else None
    return replace(found.detail, value=shifted) if shifted else found.detail


def _is_of_quarter(detail: Detail, told: Told) -> bool:
    ends = detail.text.casefold().split()[-1]
    return told.unit == "quarter" or ends in ("ago", "earlier", "quarter", "period", "year-ago", "year-earlier")


def _quarter(before: Sequence[Sequence[Found]]) -> DateValue | None:
    """The only quarter told that is not itself told of another; None where there are several."""
    known = [found.detail.value for row in before[-_QUARTER_SENTENCES - 1 :] for found in row if found.firm]
    quarters = [v for v in known if isinstance(v, DateValue) and v.granularity == "quarter"]
    return quarters[-1] if len({(v.start, v.end) for v in quarters}) == 1 else None


def _anchor(told: Told, before: Sequence[Sequence[Found]]) -> DateValue | None:
    """The only date of its kind in the nearest sentence that has one; None where there are several."""
    for row in reversed(before[-_SENTENCES - 1 :]):
        values = [value for found in row if found.firm and (value := _fit(found.detail.value, told))]
        if values:
            return values[-1] if len({(value.start, value.end) for value in values}) == 1 else None
    return None


def _fit(value: object, told: Told) -> DateValue | None:
    if not isinstance(value, DateValue) or not value.start or not value.end:
        return None
    if told.unit == "day":
        one = value.granularity == "day" and _day(value.end) - _day(value.start) == timedelta(1)
        return value if one else None
    if value.granularity == "month":
        return value
    whole = value.granularity == "year" and value.end[4:] == "-01-01" and int(value.end[:4]) - int(value.start[:4]) == 1
    return value if whole and told.unit == "year" else None


def _placed(anchor: DateValue, told: Told) -> DateValue | None:
    start = _day(anchor.start or "")
    if not FIRST_YEAR < start.year < LAST_YEAR:
        return None
    if told.unit == "day":
        return DateValue(*intervals.days(start + timedelta(told.shift)), "day", "relative")
    if told.unit == "month":
        return DateValue(*intervals.months(start.year, start.month + told.shift), "month", "relative")
    return DateValue(*intervals.years(start.year + told.shift), "year", "relative")


def _shifted(quarter: DateValue, years: int) -> DateValue:
    if not quarter.start:
        return DateValue(None, None, "quarter", "relative")
    start = _day(quarter.start)
    return DateValue(*intervals.months(start.year + years, start.month, 3), "quarter", "relative")


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])
