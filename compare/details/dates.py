"""Dates of an article as intervals; relative ones are resolved against the day it was published."""

from __future__ import annotations

from datetime import date
from functools import cache

from compare.details.absolute_dates import day_first, month_date, numeric_date, season, year_alone
from compare.details.base import Draft
from compare.details.date_parts import Reader, Reading, small_numbers, words_of
from compare.details.intervals import published_day
from compare.details.line import Line, in_order
from compare.details.relative_dates import ago, named_day, shifted, weekday
from compare.values import DateValue, Detail, Span


def find_dates(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The dates of every sentence, by place."""
    published = published_day(draft.article.published)
    text = draft.article.text
    return tuple(
        _dates_of(Line(text, sentence.span, words), published)
        for sentence, words in zip(draft.sentences, draft.words, strict=True)
    )


def _dates_of(line: Line, published: date | None) -> tuple[Detail, ...]:
    found: list[Detail] = []
    index = 0
    while index < len(line.words):
        reading = _read(line, index, published)
        if reading:
            found.append(_detail(line, reading))
        index = reading.last if reading else index + 1
    return in_order(found)


def _detail(line: Line, reading: Reading) -> Detail:
    start, end = line.words[reading.first].span.start, line.words[reading.last - 1].span.end
    if line.raw(reading.last - 1)[-2:] in ("'s", "’s"):
        end -= 2
    value = DateValue(*reading.interval, reading.granularity, reading.kind)
    return Detail("date", Span(start, end), line.text[start:end], value)


def _read(line: Line, index: int, published: date | None) -> Reading | None:
    word = line.word(index)
    if word not in _triggers() and not word[0].isdecimal():
        return None
    for reader in _READERS:
        reading = reader(line, index, published)
        if reading:
            return reading
    return None


@cache
def _triggers() -> frozenset[str]:
    maps = ("months", "weekdays", "seasons", "shifts", "named")
    return words_of("edges").union(*map(words_of, maps), small_numbers())


def _edge(line: Line, index: int, published: date | None) -> Reading | None:
    """Early Sunday, late in 2015, earlier this month; the interval stays that of the whole date."""
    if line.word(index) not in words_of("edges"):
        return None
    after = index + 2 if line.word(index + 1) in ("on", "in", "of") else index + 1
    if not (line.spaced(after) or line.hyphened(after)) or line.word(after) in words_of("edges"):
        return None
    reading = _read(line, after, published)
    return reading and reading._replace(first=index)


_READERS: tuple[Reader, ...] = (
    _edge,
    numeric_date,
    weekday,
    month_date,
    day_first,
    ago,
    season,
    shifted,
    named_day,
    year_alone,
)
