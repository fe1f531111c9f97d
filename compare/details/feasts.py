"""Days with a name: New Year's Eve, Christmas Day 2016."""

from __future__ import annotations

from datetime import date
from functools import cache

from compare.details.absolute_dates import day_reading
from compare.details.date_parts import Reading, year_after
from compare.details.intervals import UNKNOWN
from compare.details.line import Line
from compare.details.tense import tense_around
from compare.tables import table

_AT_HAND = 45  # days


def feast(line: Line, index: int, published: date | None) -> Reading | None:
    """New Year's Eve, Christmas Day 2016."""
    after, month, number = _feast_at(line, index)
    if not month:
        return None
    last, year = year_after(line, after)
    reading = day_reading(line, (index, last), (year, month, number, number), published)
    start = reading.interval[0]
    if year or not start or not published or reading.last > last or _is_at_hand(line, reading, start, published):
        return reading
    return reading._replace(interval=UNKNOWN)


def _is_at_hand(line: Line, reading: Reading, start: str, published: date) -> bool:
    """Whether "on New Year's Eve" is that of this winter; old ones are told of so often that others stay open."""
    away = (date.fromisoformat(start) - published).days
    looks_ahead = tense_around(line, reading.first, reading.last)[0] == "future"
    return line.word(reading.first - 1) == "on" and abs(away) <= _AT_HAND and looks_ahead == (away > 0)


@cache
def _feasts() -> dict[str, tuple[tuple[str, ...], int, int]]:
    """The rest of the words, the month and the day of each named day, by its first words."""
    found = {}
    for row in table("dates")["feasts"]:
        name, _, day = row.partition(": ")
        month, _, number = day.partition("-")
        found[name] = (tuple(name.split()), int(month), int(number))
    return found


@cache
def feast_openers() -> frozenset[str]:
    """The first words of named days."""
    return frozenset(names[0] for names, _, _ in _feasts().values())


def _feast_at(line: Line, index: int) -> tuple[int, int, int]:
    """The index after a named day, its month and its day; zeros where there is none."""
    if not line.capital(index) or line.word(index) not in feast_openers():
        return index, 0, 0
    for names, month, day in _feasts().values():
        end = index + len(names)
        joined = all(line.gap(at) in (" ", ". ", "\u00a0") for at in range(index + 1, end))
        if joined and line.capital(end - 1) and all(line.word(index + i) == name for i, name in enumerate(names)):
            return end, month, day
    return index, 0, 0
