"""Calendar arithmetic: ISO intervals [start, end) for days, weeks, months, seasons, years and decades."""

from __future__ import annotations

import re
from datetime import date, timedelta

from compare.tables import table
from compare.text import words

Interval = tuple[str | None, str | None]
UNKNOWN: Interval = (None, None)
FIRST_YEAR, LAST_YEAR = 1000, 2200
_ISO = re.compile(r"\s*(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?!\d)", re.ASCII)
_DAYPARTS = {"morning": ("", "T12:00"), "afternoon": ("T12:00", "T18:00")}


def published_day(published: str | None) -> date | None:
    """The day of an ISO date or date-time, "August 15, 2025" and the like; None where unreadable.

    The day counts as written, whatever the time zone.
    """
    match = _ISO.match(published or "")
    if match:
        return day_or_none(*map(int, match.groups()))
    return _spelled_day(published or "")


def _spelled_day(published: str) -> date | None:
    """Day, month name and year in any order; the first of each counts."""
    months: dict[str, int] = table("dates")["months"]
    found = words(published[:80])
    month = next((months[w.folded] for w in found if w.folded in months), None)
    numbers = [int(w.folded) for w in found if w.folded.isdecimal() and len(w.folded) <= 4]
    year = next((n for n in numbers if n >= FIRST_YEAR), None)
    day = next((n for n in numbers if 1 <= n <= 31), None)
    return day_or_none(year, month, day) if year and month and day else None


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar or common sense has none such."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def between(start: date, end: date) -> Interval:
    """From one day up to, and without, another."""
    return (start.isoformat(), end.isoformat())


def days(start: date, count: int = 1) -> Interval:
    """`count` days from `start`."""
    return between(start, start + timedelta(count))


def daypart(day: date, part: str) -> Interval:
    """A morning, afternoon, evening or night; the night lasts until six of the next day."""
    after = day + timedelta(1)
    if part in _DAYPARTS:
        start, end = _DAYPARTS[part]
        return (day.isoformat() + start, day.isoformat() + end)
    if part == "night":
        return (day.isoformat() + "T18:00", after.isoformat() + "T06:00")
    return (day.isoformat() + "T17:00", after.isoformat())


def month_start(year: int, month: int) -> date:
    """The first day of a month; months beyond 12 or below 1 run on into the neighbouring years."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def months(year: int, month: int, count: int = 1) -> Interval:
    """`count` months from the first of `month`."""
    return between(month_start(year, month), month_start(year, month + count))


def years(year: int, count: int = 1) -> Interval:
    """`count` years from 1 January of `year`."""
    return between(date(year, 1, 1), date(year + count, 1, 1))


def week(day: date, shift: int) -> Interval:
    """The week `shift` weeks off; on a Sunday two of them, as outlets differ on where a week starts."""
    monday = day - timedelta(day.weekday()) + timedelta(weeks=shift)
    return days(monday, 14 if day.weekday() == 6 else 7)


def ago(day: date, count: int, unit: str) -> tuple[Interval, str] | None:
    """Three weeks ago: an interval as wide as the unit around that day, as nobody counts to the day."""
    sizes = {"day": 1, "week": 7, "month": 30, "year": 365}
    limits = {"day": 90, "week": 60, "month": 60, "year": 500}
    if not 0 < count <= limits[unit]:
        return None
    width = sizes[unit]
    middle = day - timedelta(round(count * {"month": 30.44, "year": 365.25}.get(unit, width)))
    return days(middle - timedelta(width // 2), width), unit
