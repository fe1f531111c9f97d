"""Dates of an article as intervals; relative ones are resolved against the day it was published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from compare.details.absolute_dates import day_first, month_date, season, year_alone
from compare.details.base import Draft
from compare.details.clock import alone, clock_at, is_one_day, timed
from compare.details.date_parts import Reader, Reading, Told, map_of, small_numbers, words_of
from compare.details.eras import century, decade, vague, year_in_words
from compare.details.feasts import feast, feast_openers
from compare.details.intervals import UNKNOWN, published_day
from compare.details.line import Line, in_order
from compare.details.numeric_dates import numeric_date
from compare.details.quarters import quarter, told_quarter
from compare.details.relative_dates import ago, named_day, shifted, weekday, weekend
from compare.details.told_dates import Found, hung, is_reported, told_date
from compare.values import DateValue, Detail, Span

_TOLD_BEFORE = 4  # sentences
_SURELY_NEAR = 45  # days


def find_dates(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The dates of every sentence, by place."""
    published = published_day(draft.article.published)
    text = draft.article.text
    rows: list[list[Found]] = []
    for sentence, words in zip(draft.sentences, draft.words, strict=True):
        found = _dates_of(Line(text, sentence.span, words), published)
        rows.append([])
        _settle(found, rows, published)
    return tuple(in_order([found.detail for found in row]) for row in rows)


def _settle(found: list[Found], rows: list[list[Found]], published: date | None) -> None:
    """Add the dates of a sentence to its row, the last: those told of others placed, badly guessed years dropped."""
    for one in found:
        before = rows[-_TOLD_BEFORE - 1 :]
        detail = hung(one, before)
        if detail:
            told = _year_told([known.detail for row in before for known in row])
            settled = _unguessed(detail, told, published) if told and published else detail
            rows[-1].append(one._replace(detail=settled))


def _year_told(details: list[Detail]) -> str | None:
    """The year of the last day or month that was given with its year."""
    values = [detail.value for detail in reversed(details) if isinstance(detail.value, DateValue)]
    full = (v for v in values if v.kind == "absolute" and v.start and v.granularity in ("day", "month"))
    return next((str(v.start)[:4] for v in full), None)


def _unguessed(detail: Detail, told: str, published: date) -> Detail:
    """In a story told of 2016, "Oct. 7" may not be that of the year of publication."""
    value = detail.value
    if not isinstance(value, DateValue) or value.kind != "partial" or not value.start or value.start[:4] == told:
        return detail
    near = abs((date.fromisoformat(value.start[:10]) - published).days) <= _SURELY_NEAR
    return detail if near else replace(detail, value=replace(value, start=None, end=None))


def _dates_of(line: Line, published: date | None) -> list[Found]:
    found: list[Found] = []
    triggers, last = _triggers(), 0
    after_article = map_of("ago_units").keys() | {"couple", "day"}  # most articles are of nothing else
    for index, word in enumerate(line.words):
        starts = word.folded in triggers or word.folded[0].isdecimal()
        if index >= last and starts and (word.folded not in ("a", "an") or line.word(index + 1) in after_article):
            reading = _timed(line, index, published)
            if reading and reading.first >= last:
                firm = not is_reported(line, reading) and not (reading.told and reading.told.shift)
                found.append(Found(_detail(line, reading), reading.told, firm))
                last = reading.last
    return found


def _timed(line: Line, index: int, published: date | None) -> Reading | None:
    """A date with the time of the clock that stands beside it; a time alone has no place."""
    clock = clock_at(line, index)
    if clock:
        at = clock.last + 1 if line.word(clock.last) == "on" else clock.last
        day = _read(line, at, published) if line.gap(at) in (" ", ", ") else None
        return timed(clock, day) if day and is_one_day(day) else alone(clock)
    reading = _read(line, index, published)
    if not reading or not is_one_day(reading):
        return reading
    at = next((n for n in range(reading.last, reading.last + 3) if line.word(n) not in words_of("before_clock")), 0)
    clock = clock_at(line, at) if line.gap(reading.last) in (" ", ", ") and at > reading.last else None
    return timed(clock, reading) if clock else reading


def _detail(line: Line, reading: Reading) -> Detail:
    start, end = line.words[reading.first].span.start, line.words[reading.last - 1].span.end
    if line.raw(reading.last - 1)[-2:] in ("'s", "’s"):
        end -= 2
    value = DateValue(*reading.interval, reading.granularity, reading.kind)
    return Detail("date", Span(start, end), line.text[start:end], value)


def _read(line: Line, index: int, published: date | None) -> Reading | None:
    for reader in _READERS:
        reading = reader(line, index, published)
        if reading:
            return reading
    return None


@cache
def _triggers() -> frozenset[str]:
    maps = ("months", "weekdays", "seasons", "shifts", "named", "quarters", "centuries", "decades", "spelled_centuries")
    lists = ("edges", "edge_nouns", "vague", "vague_before", "same", "after_it", "before_it", "other_starts")
    return feast_openers().union(*map(words_of, (*maps, *lists)), small_numbers())


def _edge(line: Line, index: int, published: date | None) -> Reading | None:
    """Early Sunday, late in 2015, earlier this month; the interval stays that of the whole date."""
    if line.word(index) not in words_of("edges"):
        return None
    after = index + 2 if line.word(index + 1) in ("on", "in", "of") else index + 1
    if line.word(index + 1) == "in" and line.word(after) == "the" and line.word(after + 1) == "day":
        return Reading(index, after + 2, UNKNOWN, "day", "relative", Told("day", 0))
    joined = line.spaced(after) or line.hyphened(after) or line.gap(after) in (" '", " ’", " ‘")
    if not joined or line.word(after) in words_of("edges"):
        return None
    reading = _read(line, after, published)
    return reading and reading._replace(first=index)


def _edge_noun(line: Line, index: int, published: date | None) -> Reading | None:
    """The end of November, the start of this week, the middle of 2015."""
    if line.word(index) not in words_of("edge_nouns") or line.word(index + 1) != "of":
        return None
    if not (line.spaced(index + 1) and line.spaced(index + 2)):
        return None
    reading = _read(line, index + 2, published)
    return reading and reading._replace(first=index)


_READERS: tuple[Reader, ...] = (
    _edge,
    _edge_noun,
    feast,
    numeric_date,
    weekday,
    month_date,
    day_first,
    quarter,
    told_quarter,
    century,
    decade,
    ago,
    told_date,
    season,
    shifted,
    weekend,
    named_day,
    year_alone,
    year_in_words,
    vague,
)
