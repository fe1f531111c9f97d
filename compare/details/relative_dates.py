"""Dates that only the day of publication gives a place: Sunday, last week, three days ago."""

from __future__ import annotations

from datetime import date, timedelta

from compare.details import intervals
from compare.details.absolute_dates import day_first, month_date
from compare.details.date_parts import Reading, Told, map_of, month_at, season_interval, small_numbers, words_of
from compare.details.intervals import UNKNOWN, Interval
from compare.details.line import Line
from compare.details.tense import tense_around

_EARLY = 2  # Wednesday


def weekday(line: Line, index: int, published: date | None) -> Reading | None:
    """Sunday, Tuesday night: the last one, or the next where the words around look ahead."""
    number = map_of("weekdays").get(line.word(index))
    if number is None or not line.capital(index) or _is_named_weekday(line, index):
        return None
    dated = _dated_weekday(line, index, published)
    if dated:
        return dated
    return _with_daypart(line, index, index + 1, published and _day_of_week(line, index, number, published))


def _is_named_weekday(line: Line, index: int) -> bool:
    before = line.word(index - 1) if line.spaced(index) else ""
    if before in ("every", "each") or (line.capital(index - 1) and before in words_of("before_weekday")):
        return True
    at = index + 2 if line.word(index + 1) == "night" else index + 1
    return line.spaced(index + 1) and line.capital(at) and line.word(at) in words_of("after_weekday")


def _dated_weekday(line: Line, index: int, published: date | None) -> Reading | None:
    """A weekday with its date after it: "Saturday, April 25" is one expression."""
    if line.gap(index + 1).strip() not in ("", ","):
        return None
    reading = month_date(line, index + 1, published) or day_first(line, index + 1, published)
    return reading if reading and reading.first == index else None


def _day_of_week(line: Line, index: int, number: int, published: date) -> date | None:
    tense = tense_around(line, index, index + 1)[0]
    if tense == "unclear" or (tense == "future" and line.quoted(index)):
        return None
    return _next_weekday(published, number) if tense == "future" else _last_weekday(published, number)


def _next_weekday(published: date, number: int) -> date:
    return published + timedelta((number - published.weekday()) % 7)


def _last_weekday(published: date, number: int) -> date:
    return published - timedelta((published.weekday() - number) % 7)


def _with_daypart(line: Line, first: int, last: int, day: date | None) -> Reading:
    part = line.word(last)
    if part in words_of("dayparts") and line.spaced(last) and not line.raw(last - 1).endswith(("'s", "’s")):
        interval = intervals.daypart(day, part) if day else UNKNOWN
        return Reading(first, last + 1, interval, "hour", "relative")
    return Reading(first, last, intervals.days(day) if day else UNKNOWN, "day", "relative")


def named_day(line: Line, index: int, published: date | None) -> Reading | None:
    """Today, yesterday morning, tonight."""
    shift = map_of("named").get(line.word(index))
    if shift is None or (line.capital(index) and not line.opens(index)):
        return None
    day = published + timedelta(shift) if published and not line.quoted(index) else None
    if line.word(index) == "tonight":
        interval = intervals.daypart(day, "night") if day else UNKNOWN
        return Reading(index, index + 1, interval, "hour", "relative")
    return _with_daypart(line, index, index + 1, day)


def shifted(line: Line, index: int, published: date | None) -> Reading | None:
    """Last, this, next or coming, and what it is said of."""
    shift = map_of("shifts").get(line.word(index))
    at = index + 1
    if line.word(index) == "this" and line.word(at) in ("past", "coming"):
        shift, at = map_of("shifts")[line.word(at)], at + 1
    if shift is None or not line.spaced(at):
        return None
    day = published if line.word(at) == "year" or not line.quoted(index) else None
    for reader in (_shifted_period, _shifted_weekday, _shifted_part, _shifted_month, _shifted_season):
        reading = reader(line, (index, at), shift, day)
        if reading:
            return reading
    return None


def _shifted_period(line: Line, where: tuple[int, int], shift: int, day: date | None) -> Reading | None:
    unit = map_of("periods").get(line.word(where[1]))
    lasting = line.word(where[0] - 1) in ("the", "this") and unit != "weekend"  # "in the last year"
    title = line.capital(where[1]) and not line.raw(where[1]).isupper()  # "This Week with …"
    if not unit or lasting or title or line.word(where[0]) in ("past", "coming"):
        return None
    if unit == "weekend":
        return Reading(where[0], where[1] + 1, _weekend(day, shift) if day else UNKNOWN, "day", "relative")
    interval = UNKNOWN
    if day:
        spans = {
            "week": intervals.week(day, shift),
            "month": intervals.months(day.year, day.month + shift),
            "quarter": intervals.months(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * shift, 3),
        }
        interval = spans.get(unit) or intervals.years(day.year + shift)
    return Reading(where[0], where[1] + 1, interval, unit, "relative")


def weekend(line: Line, index: int, published: date | None) -> Reading | None:
    """The weekend: the one just over, told early in the week; later on, the coming one may be meant."""
    before = line.word(index - 2)
    if line.word(index) != "weekend" or line.word(index - 1) != "the" or before not in words_of("before_weekend"):
        return None
    back = published and published.weekday() <= _EARLY and tense_around(line, index - 1, index + 1)[0] in ("past", None)
    known = published if back and not line.quoted(index) and line.word(index + 1) != "of" else None
    return Reading(index - 1, index + 1, _weekend(known, -1) if known else UNKNOWN, "day", "relative")


def _weekend(day: date, shift: int) -> Interval:
    """Saturday and Sunday; None where outlets would differ on which weekend is meant."""
    if day.weekday() >= 5 and shift:
        return UNKNOWN
    if day.weekday() < 5 and shift != -1:
        return UNKNOWN
    saturday = day - timedelta((day.weekday() - 5) % 7)
    return intervals.days(saturday, 2)


def _shifted_weekday(line: Line, where: tuple[int, int], shift: int, day: date | None) -> Reading | None:
    number = map_of("weekdays").get(line.word(where[1]))
    if number is None or not line.capital(where[1]):
        return None
    resolved = day and _shifted_day(line.word(where[0]), shift, number, day)
    return _with_daypart(line, where[0], where[1] + 1, resolved)


def _shifted_day(word: str, shift: int, number: int, published: date) -> date | None:
    if shift < 0:
        return _last_weekday(published - timedelta(1), number)
    day = _next_weekday(published + timedelta(1) if word == "next" else published, number)
    # "Next Friday" is the coming one to some and the one after to others; across a weekend both agree.
    agreed = word != "next" or day.weekday() <= published.weekday()
    return day if agreed else None


def _shifted_part(line: Line, where: tuple[int, int], shift: int, day: date | None) -> Reading | None:
    """This morning, last night."""
    part, word = line.word(where[1]), line.word(where[0])
    if part not in words_of("dayparts") or not (word == "this" or (word == "last" and part == "night")):
        return None
    interval = intervals.daypart(day + timedelta(shift), part) if day else UNKNOWN
    return Reading(where[0], where[1] + 1, interval, "hour", "relative")


def _shifted_month(line: Line, where: tuple[int, int], shift: int, day: date | None) -> Reading | None:
    """Last May, next January, this September; none where it may mean either of two years."""
    month = month_at(line, where[1])
    if not month or line.word(where[1] + 1).isdecimal():
        return None
    if not day:
        return Reading(where[0], where[1] + 1, UNKNOWN, "month", "relative")
    passed, ahead = month < day.month, month > day.month
    settled = shift == 0 or (shift < 0 and ahead) or (shift > 0 and passed) or month == day.month
    interval = intervals.months(day.year + shift, month) if settled else UNKNOWN
    return Reading(where[0], where[1] + 1, interval, "month", "relative")


def _shifted_season(line: Line, where: tuple[int, int], shift: int, day: date | None) -> Reading | None:
    month = map_of("seasons").get(line.word(where[1]))
    if not month or line.word(where[0]) == "past" or line.word(where[1] + 1) in ("of", "in"):
        return None
    if not day or month == 12:
        return Reading(where[0], where[1] + 1, UNKNOWN, "season", "relative")
    passed, ahead = month + 2 < day.month, month > day.month
    settled = shift == 0 or (shift < 0 and not passed) or (shift > 0 and not ahead)
    interval = season_interval(day.year + shift, month) if settled else UNKNOWN
    return Reading(where[0], where[1] + 1, interval, "season", "relative")


def ago(line: Line, index: int, published: date | None) -> Reading | None:
    """Three days ago, a week ago, a couple of years ago."""
    word = line.word(index)
    count = small_numbers().get(word) or (int(word) if word.isdecimal() and len(word) <= 3 else 0)
    at = index + 1
    if line.word(at) == "couple" and word == "a":
        count, at = 0, at + (2 if line.word(at + 1) == "of" else 1)
    unit = map_of("ago").get(line.word(at))
    if not unit or line.word(at + 1) != "ago" or not line.spaced(at + 1) or not line.spaced(at):
        return None
    bounded = line.word(index - 1) in words_of("bounds")
    day = published if count and not bounded and not line.quoted(index) else None
    resolved = intervals.ago(day, count, unit) if day else None
    told = Told("year", -1) if unit == "year" and count == 1 and _is_compared(line, index) else None
    return Reading(index, at + 2, resolved[0] if resolved else UNKNOWN, unit, "relative", told)


def _is_compared(line: Line, index: int) -> bool:
    """Whether a figure of a year ago is set beside one of today: "up from 10 million a year ago"."""
    return any(line.word(at) in words_of("compared") for at in range(max(0, index - 12), index))
