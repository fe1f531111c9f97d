"""What all date readers share: the reading, its tables, and the smallest pieces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from compare.details import intervals
from compare.details.intervals import LAST_YEAR, UNKNOWN, Interval
from compare.details.line import Line
from compare.tables import table

Granularity = Literal["hour", "day", "week", "month", "quarter", "season", "year", "decade", "century"]
Kind = Literal["absolute", "relative", "partial"]


class Told(NamedTuple):
    """How a date hangs on one told before it: "a year earlier" is a year (`unit`) off by -1 (`shift`)."""

    unit: Literal["day", "month", "quarter", "year"]
    shift: int
    needed: bool = False  # no date at all where nothing told before fits: "the quarter"


class Reading(NamedTuple):
    """What was read from the words `first` to `last` (exclusive)."""

    first: int
    last: int
    interval: Interval
    granularity: Granularity
    kind: Kind
    told: Told | None = None


Reader = Callable[[Line, int, date | None], Reading | None]


@cache
def words_of(name: str) -> frozenset[str]:
    return frozenset(table("dates")[name])


@cache
def map_of(name: str) -> dict[str, Any]:
    return dict(table("dates")[name])


@cache
def small_numbers() -> dict[str, int]:
    ones: dict[str, int] = table("numbers")["ones"]
    return {**ones, "a": 1, "an": 1, "couple": 2}


def plain_before(line: Line, index: int) -> bool:
    return index == 0 or line.gap(index)[-1:].isspace() or line.gap(index)[-1:] in '("“‘—–'


def month_at(line: Line, index: int) -> int:
    return int(map_of("months").get(line.word(index), 0)) if line.capital(index) else 0


def year_after(line: Line, index: int) -> tuple[int, int | None]:
    """The index after a year that belongs to the month or season before it, and the year."""
    at = index + 1 if line.word(index) in ("of", "in") and line.spaced(index) else index
    year = year_number(line, at)
    near = line.gap(at).strip() in ("", ",", ".") if at == index else line.spaced(at)
    if year and near and not line.glued(at) and not is_counted(line, at):
        return at + 1, year
    end, year = spelled_year(line, at)
    return (end, year) if year and line.spaced(at) else (index, None)


def spelled_year(line: Line, index: int) -> tuple[int, int | None]:
    """The index after "nineteen ninety-six", "twenty sixteen" or "two thousand four", and the year; or None."""
    century, ones = map_of("spelled_centuries").get(line.word(index), 0), small_numbers()
    tens = ones.get(line.word(index + 1), 0) or map_of("spelled_tens").get(line.word(index + 1), 0)
    if not century or tens < 10 or line.word(index + 1) in ("a", "an", "couple") or not line.spaced(index + 1):
        return index, None
    one = ones.get(line.word(index + 2), 0) if line.word(index + 2) not in ("a", "an", "couple") else 0
    joined = line.hyphened(index + 2) or line.spaced(index + 2)
    if tens >= 20 and 0 < one < 10 and joined:
        return index + 3, century + tens + one
    return index + 2, century + tens


def year_number(line: Line, index: int) -> int | None:
    word = line.word(index)
    return int(word) if len(word) == 4 and word.isdecimal() and 1000 <= int(word) <= LAST_YEAR else None


def is_counted(line: Line, index: int) -> bool:
    """Whether the next word is what the number counts: "2000 homes", "1500 people"."""
    after, year = line.word(index + 1), int(line.word(index))
    if not line.spaced(index + 1):
        return line.hyphened(index + 1) and not line.word(index + 1).isdecimal()
    if after in words_of("counted"):
        return True
    plural = line.raw(index + 1)[:1].islower() and after[-1:] == "s" and after not in ("was", "as", "is")
    return plural and year % 50 == 0


def absolute(first: int, last: int, day: date | None) -> Reading:
    """A day that needs no day of publication; without a value where the calendar has none such."""
    return Reading(first, last, intervals.days(day) if day else UNKNOWN, "day", "absolute")


def season_interval(year: int, month: int) -> Interval:
    return UNKNOWN if month == 12 else intervals.months(year, month, 3)
