"""Times of the clock: 3 p.m., 17:52, noon. They have a place only with their day, and without a named time zone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from compare.details.date_parts import Reading, map_of, words_of
from compare.details.intervals import UNKNOWN, Interval
from compare.details.line import Line


class Clock(NamedTuple):
    """A time of the words `first` to `last` (exclusive): minutes since midnight, and how many minutes are meant."""

    first: int
    last: int
    minute: int
    width: int
    exact: bool  # not "around 3 p.m.", and in the time of the place


def clock_at(line: Line, index: int) -> Clock | None:
    """The time that is written at a word; None where there is none, or where it may be a score or a verse."""
    if line.word(index) == "noon":
        return _clock(line, index, index + 1, 720, 1)
    hour, minute, last = _digits(line, index)
    if hour < 0 or (not line.gap(index)[-1:].isspace() and index):
        return None
    half = map_of("clock").get(line.word(last)) if line.spaced(last) or line.glued(last) else None
    width = 60 if minute < 0 else 1
    if half is not None and 1 <= hour <= 12:
        return _clock(line, index, last + 1, (hour % 12 + half) * 60 + max(minute, 0), width)
    told = line.word(index - 1) in words_of("clock_openers") and (hour >= 13 or len(line.word(index)) == 2)
    if minute < 0 or not told or hour > 23 or line.gap(last)[:1] == ":" or "." in line.word(index):
        return None
    return _clock(line, index, last, hour * 60 + minute, width)


def _digits(line: Line, index: int) -> tuple[int, int, int]:
    """Hour, minute (-1 where none is written) and the index after them; an hour of -1 where there is no time."""
    hour, _, minute = line.word(index).partition(".")
    last = index + 1
    if not minute and line.gap(index + 1) == ":":
        minute, last = line.word(index + 1), index + 2
    fits = hour.isdecimal() and len(hour) <= 2 and int(hour) < 24
    if not fits or (minute and not (minute.isdecimal() and len(minute) == 2 and int(minute) < 60)):
        return -1, -1, index
    return int(hour), int(minute) if minute else -1, last


def _clock(line: Line, first: int, last: int, minute: int, width: int) -> Clock:
    exact = not any(line.word(at) in words_of("roughly") for at in (first - 1, first - 2))
    ranged = line.gap(last).strip() in ("-", "–", "—") or line.gap(first).strip() in ("-", "–", "—")
    if line.word(last) == "local" and line.word(last + 1) == "time":
        return Clock(first, last + 2, minute, width, exact and not ranged)
    if line.word(last) in words_of("zones") and line.spaced(last):
        end = last + 2 if line.word(last + 1) in ("time", "standard", "daylight") else last + 1
        return Clock(first, end, minute, width, False)
    return Clock(first, last, minute, width, exact and not ranged)


def timed(clock: Clock, day: Reading) -> Reading:
    """A day with its time; the whole day where the time is not exact, as outlets round it differently."""
    first, last = min(clock.first, day.first), max(clock.last, day.last)
    start, end = day.interval
    if not clock.exact or not start or not end:
        return day._replace(first=first, last=last)
    return Reading(first, last, _moments(date.fromisoformat(start), clock), "hour", day.kind)


def alone(clock: Clock) -> Reading:
    """A time without its day."""
    return Reading(clock.first, clock.last, UNKNOWN, "hour", "partial")


def _moments(day: date, clock: Clock) -> Interval:
    return _moment(day, clock.minute), _moment(day, clock.minute + clock.width)


def _moment(day: date, minute: int) -> str:
    """A minute of a day; midnight is the day itself, as everywhere."""
    if minute >= 1440:
        return (day + timedelta(1)).isoformat()
    return day.isoformat() + (f"T{minute // 60:02}:{minute % 60:02}" if minute else "")


def is_one_day(reading: Reading) -> bool:
    """Whether a reading is of one day, known or not."""
    start, end = reading.interval
    if reading.granularity != "day" or reading.told:
        return False
    return not start or not end or date.fromisoformat(end) - date.fromisoformat(start) == timedelta(1)
