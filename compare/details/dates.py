"""Dates of an article as intervals; relative ones are resolved against the day it was published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from compare.details.absolute_dates import day_first, month_date, numeric_date, season, year_alone
from compare.details.base import Draft
from compare.details.date_parts import Reader, Reading, small_numbers, words_of
from compare.details.intervals import published_day
from compare.details.line import Line, in_order
from compare.details.relative_dates import ago, named_day, shifted, weekday
from compare.values import DateValue, Detail, Span

_TOLD_BEFORE = 4  # sentences
_SURELY_NEAR = 45  # days


def find_dates(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The dates of every sentence, by place."""
    published = published_day(draft.article.published)
    text = draft.article.text
    found = [
        _dates_of(Line(text, sentence.span, words), published)
        for sentence, words in zip(draft.sentences, draft.words, strict=True)
    ]
    return tuple(_settled(found, index, published) for index in range(len(found)))


def _settled(found: list[tuple[Detail, ...]], index: int, published: date | None) -> tuple[Detail, ...]:
    """The dates of a sentence, without the guessed years that the dates told just before speak against."""
    before = [detail for row in found[max(0, index - _TOLD_BEFORE) : index] for detail in row]
    settled: list[Detail] = []
    for detail in found[index]:
        told = _year_told([*before, *settled])
        settled.append(_unguessed(detail, told, published) if told and published else detail)
    return tuple(settled)


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
    near = abs((date.fromisoformat(value.start) - published).days) <= _SURELY_NEAR
    return detail if near else replace(detail, value=replace(value, start=None, end=None))


def _dates_of(line: Line, published: date | None) -> tuple[Detail, ...]:
    found: list[Detail] = []
    triggers, last = _triggers(), 0
    for index, word in enumerate(line.words):
        if index >= last and (word.folded in triggers or word.folded[0].isdecimal()):
            reading = _read(line, index, published)
            if reading:
                found.append(_detail(line, reading))
                last = reading.last
    return in_order(found)


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
