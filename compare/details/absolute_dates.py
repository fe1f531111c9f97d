"""Dates that name their day, month or year; what they leave out is filled in from the day of publication."""

from __future__ import annotations

from datetime import date

from compare.details import intervals
from compare.details.date_parts import (
    Reading,
    absolute,
    is_counted,
    map_of,
    month_at,
    plain_before,
    season_interval,
    words_of,
    year_after,
    year_number,
)
from compare.details.intervals import LAST_YEAR, UNKNOWN, day_or_none
from compare.details.line import DASHES, Line
from compare.details.tense import tense_around

_MONTH_REACH = 5  # words: "pleaded guilty to fraud in August"
_NEAR = 130  # days: further off, the nearest year is a guess


def month_date(line: Line, index: int, published: date | None) -> Reading | None:
    """Aug. 15, 2025; Dec. 23; February 2022; December: a month and what belongs to it on its right."""
    month = month_at(line, index)
    if not month:
        return None
    day_end, low, high = _days_after(line, index + 1)
    if low and _is_named_day(line, index, day_end):
        return _event_day(line, index, day_end, published)
    year_end, year = year_after(line, day_end)
    if low:
        return day_reading(line, (index, year_end), (year, month, low, high), published)
    if year:
        return Reading(index, year_end, intervals.months(year, month), "month", "absolute")
    return _month_of_shifted_year(line, index, month, published) or _bare_month(line, index, month, published)


def _month_of_shifted_year(line: Line, index: int, month: int, published: date | None) -> Reading | None:
    """July this year, May last year."""
    shift = map_of("shifts").get(line.word(index + 1))
    at = index + (3 if line.word(index + 2) == "year" else 0)
    if shift is None or at == index or not (line.spaced(index + 1) and line.spaced(index + 2)):
        return None
    known = published and not line.quoted(index)
    interval = intervals.months(published.year + shift, month) if published and known else UNKNOWN
    return Reading(index, at, interval, "month", "relative")


def day_first(line: Line, index: int, published: date | None) -> Reading | None:
    """15 August 2025, the 15th of August, 15-17 August."""
    low, after = _day_number(line, index)
    if not low or not (plain_before(line, index)):
        return None
    high = low
    if line.gap(after) in DASHES and _day_number(line, after)[0] > low:
        high, after = _day_number(line, after)
    place = after + 1 if line.word(after) == "of" and line.spaced(after) else after
    month = month_at(line, place) if line.spaced(place) else 0
    if not month or _day_follows(line, place + 1):
        return None
    year_end, year = year_after(line, place + 1)
    return day_reading(line, (index, year_end), (year, month, low, high), published)


def _day_follows(line: Line, index: int) -> bool:
    """Whether "15 August" is followed by another day: "killed 15 August 3"."""
    return bool(_day_number(line, index)[0]) and line.spaced(index)


def _day_number(line: Line, index: int) -> tuple[int, int]:
    """A day of the month, "15" or "15th", and the index after it; 0 where there is none."""
    word = line.word(index)
    if not (word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31):
        return 0, index
    if not line.glued(index + 1):
        return int(word), index + 1
    return (int(word), index + 2) if line.word(index + 1) in ("st", "nd", "rd", "th") else (0, index)


def _days_after(line: Line, index: int) -> tuple[int, int, int]:
    """The index after the days of a month, the first and the last of them; zeros where none is named."""
    low, after = _day_number(line, index)
    if not low or line.gap(index) not in (" ", ". ", "\u00a0", ".\u00a0") or _counts(line, index, after):
        return index, 0, 0
    high, end = _day_number(line, after)
    if high > low and line.gap(after) in DASHES:
        return end, low, high
    return after, low, low


def _counts(line: Line, index: int, after: int) -> bool:
    """Whether the number after a month counts something: "in May 20 people died", "May 20 percent"."""
    if line.gap(after)[:1] in ("%", "/") or line.gap(after) == ":" or line.word(after) in words_of("counted"):
        return True
    follows = line.spaced(after) and line.raw(after)[:1].islower()
    return follows and line.word(index - 2) == "in" and line.word(after).endswith("s")


def _is_named_day(line: Line, index: int, after: int) -> bool:
    """The attacks of Sept. 11 have a year of their own."""
    name = f"{month_at(line, index)}-{line.word(index + 1)}"
    known = name in map_of("named_days") and not line.word(after).isdecimal()
    return known and any(line.word(after + step) in words_of("after_named_day") for step in range(3))


def _event_day(line: Line, index: int, after: int, published: date | None) -> Reading | None:
    """The day of the Sept. 11 attacks; "the Sept. 11 attack" may be another one."""
    month, number = month_at(line, index), int(line.word(index + 1))
    day = date(map_of("named_days")[f"{month}-{number}"], month, number)
    alone = any(line.word(after + step) in ("attack", "riot") for step in range(3))
    return None if alone or (published and published < day) else absolute(index, after, day)


def day_reading(
    line: Line, where: tuple[int, int], parts: tuple[int | None, int, int, int], published: date | None
) -> Reading:
    """A day, or days of one month, given as year (None where left out), month, first and last day, at some words."""
    year, month, low, high = parts
    first, last = where
    weekday = _weekday_before(line, first)
    if weekday is not None:
        first -= 1
    if year:
        start = day_or_none(year, month, low)
        fits = start and day_or_none(year, month, high)
        interval = intervals.days(start, high - low + 1) if start and fits else UNKNOWN
        return Reading(first, last, interval, "day", "absolute")
    shift, after = _shifted_year(line, first, last)
    if shift is not None:
        last = after
        start = day_or_none(published.year + shift, month, low) if published and not line.quoted(first) else None
        return Reading(first, last, intervals.days(start, high - low + 1) if start else UNKNOWN, "day", "partial")
    that_year = line.word(last) == "that" or (line.word(last) == "of" and line.word(last + 1) == "that")
    start = None if that_year else _nearest_day(line, where, (month, low, weekday), published)
    return Reading(first, last, intervals.days(start, high - low + 1) if start else UNKNOWN, "day", "partial")


def _shifted_year(line: Line, first: int, last: int) -> tuple[int | None, int]:
    """How far off the year is, and the index after it: "Oct. 7 last year", "last year on Oct. 7"."""
    at = last + 1 if line.word(last) == "of" else last
    before = first - 3 if line.word(first - 1) == "on" else first - 2
    places = [at] if line.spaced(at) else []
    for place in (*places, before):
        if line.word(place + 1) == "year" and line.word(place) in ("last", "this", "next"):
            return int(map_of("shifts")[line.word(place)]), place + 2 if place >= last else last
    return None, last


def _weekday_before(line: Line, index: int) -> int | None:
    """The weekday that stands before "April 25" and belongs to it."""
    belongs = index > 0 and line.gap(index).strip() in ("", ",") and line.capital(index - 1)
    return map_of("weekdays").get(line.word(index - 1)) if belongs else None


def _nearest_day(
    line: Line, where: tuple[int, int], parts: tuple[int, int, int | None], published: date | None
) -> date | None:
    """The year that brings the day nearest to publication; the weekday, where given, must fit."""
    month, number, weekday = parts
    if not published:
        return None
    nearby = [day_or_none(published.year + shift, month, number) for shift in (-1, 0, 1)]
    known = [day for day in nearby if day]
    fitting = [day for day in known if weekday is None or day.weekday() == weekday]
    return _choose(line, where, fitting or known, published)


def _choose(line: Line, where: tuple[int, int], options: list[date], published: date, reach: int = 2) -> date | None:
    """The nearest of the days, unless the words beside it look the other way or it is far off."""
    tense, distance = tense_around(line, *where)
    told = tense == "past" and distance <= reach and line.word(where[0] - 1) not in words_of("end_openers")
    looks = tense if tense == "future" or told else None
    far_looks = tense if tense in ("past", "future") else None
    sides = {"past": [d for d in options if d <= published], "future": [d for d in options if d >= published]}
    by_distance = sorted(options, key=lambda d: abs((d - published).days))
    if not by_distance:
        return None
    nearest = by_distance[0]
    far = abs((nearest - published).days) > _NEAR
    wanted = far_looks if far else looks
    if wanted and nearest not in sides[wanted]:
        return next((d for d in by_distance if d in sides[wanted]), None)
    return None if far and not wanted else nearest


def _bare_month(line: Line, index: int, month: int, published: date | None) -> Reading | None:
    """A month alone: "in December"; its year may follow a second month ("between June and August 2016")."""
    if not _may_stand_alone(line, index):
        return None
    borrowed = _borrowed_year(line, index, month)
    if borrowed:
        return Reading(index, index + 1, intervals.months(borrowed, month), "month", "absolute")
    if not published:
        return Reading(index, index + 1, UNKNOWN, "month", "partial")
    options = [date(published.year + shift, month, 15) for shift in (-1, 0, 1)]
    same = [day for day in options if (day.year, day.month) == (published.year, published.month)]
    start = same[0] if same else _choose(line, (index, index + 1), options, published, _MONTH_REACH)
    if start and start > published and not same and tense_around(line, index, index + 1)[0] != "future":
        start = None
    interval = intervals.months(start.year, month) if start else UNKNOWN
    return Reading(index, index + 1, interval, "month", "partial")


def _may_stand_alone(line: Line, index: int) -> bool:
    word, before, after = line.word(index), line.word(index - 1), line.word(index + 1)
    if (len(word) == 3 and word != "may") or before in ("each", "every"):
        return False
    if before == "of" and line.word(index - 2) == "fourth":
        return False
    if word in words_of("given_names") and line.capital(index + 1) and line.spaced(index + 1):
        return after in words_of("weekdays")
    if word in words_of("verb_like"):
        return before in words_of("strict_openers") and line.spaced(index)
    if line.capital(index - 1) and not line.opens(index - 1) and line.spaced(index):
        return False
    opened = before in words_of("month_openers") or before in ("the", "and", "or", "a")
    return opened or word not in words_of("given_names")


def _borrowed_year(line: Line, index: int, month: int) -> int | None:
    joined = line.word(index + 1) in ("to", "and", "through", "until") or line.gap(index + 1) in DASHES
    other = index + 1 if line.gap(index + 1) in DASHES else index + 2
    if not joined or month >= month_at(line, other):
        return None
    return year_after(line, other + 1)[1]


def year_alone(line: Line, index: int, published: date | None) -> Reading | None:
    """2022, 2004-2008, the 1990s."""
    year = year_number(line, index)
    if not year:
        return None
    if line.glued(index + 1):
        return _decade(line, index, year)
    if not plain_before(line, index) and not line.hyphened(index):
        return None
    if not _is_year(line, index, year):
        return None
    last_year, last = _year_range(line, index, year)
    return Reading(index, last, intervals.years(year, last_year - year + 1), "year", "absolute")


def _decade(line: Line, index: int, year: int) -> Reading | None:
    if line.word(index + 1) != "s" or year % 10 or year % 100 == 0:
        return None
    return Reading(index, index + 2, intervals.years(year, 10), "decade", "absolute")


def _is_year(line: Line, index: int, year: int) -> bool:
    """Whether a number of four digits is a year rather than an amount or part of a name."""
    before = line.word(index - 1)
    if line.hyphened(index) and before in words_of("edges"):
        return not is_counted(line, index)
    marked = line.gap(index + 1)[:1] in tuple("%/:") or line.gap(index)[-1:] in tuple("$£€¥#-")
    if marked or is_counted(line, index):
        return False
    if before in words_of("year_openers") and line.spaced(index):
        return before in words_of("strong_year_openers") or 1700 <= year <= 2100
    if not 1900 <= year <= 2100:
        return False
    bracketed = line.gap(index)[-1:] == "(" and line.gap(index + 1)[:1] in tuple("),-–;")
    listed = before.isdecimal() and len(before) == 4 and line.gap(index) == ", "
    determined = before in words_of("year_determiners") or line.raw(index - 1)[-2:] in ("'s", "’s")
    return bracketed or listed or determined


def _year_range(line: Line, index: int, year: int) -> tuple[int, int]:
    """The last year of "2004-2008" or "2016–17", and the index after it."""
    after = line.word(index + 1)
    if line.gap(index + 1) in DASHES and after.isdecimal() and len(after) in (2, 4):
        last = int(after) if len(after) == 4 else year // 100 * 100 + int(after)
        if year < last <= min(year + 150, LAST_YEAR) and not line.glued(index + 2):
            return last, index + 2
    return year, index + 1


def season(line: Line, index: int, published: date | None) -> Reading | None:
    """Summer of 2016, spring 2018."""
    month = map_of("seasons").get(line.word(index))
    last, year = year_after(line, index + 1)
    if not month or not year:
        return None
    return Reading(index, last, season_interval(year, month), "season", "absolute")
