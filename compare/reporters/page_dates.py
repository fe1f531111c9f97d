"""The dates that articles claim, on a line: one lane an outlet, one column a time; distances are not to scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from compare.reporters import view
from compare.text import visible
from compare.values import Comparison, DateValue

_COLUMNS = 14  # times shown; those that fewest outlets name are left out
_GUTTER, _STEP, _LANE, _HEAD = 150, 76, 24, 40  # pixels
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WIDTHS = {"hour": 9, "day": 9, "week": 24, "month": 34, "quarter": 42, "season": 42}  # of a mark; the rest is wider
_WIDEST = 58


class Claim(NamedTuple):
    """The words by which one outlet names a time, and the sentence they stand in."""

    outlet: int
    time: tuple[str, str]
    granularity: str
    words: str
    anchor: str


class Time(NamedTuple):
    """One column: when, in two short lines, and what each outlet calls it."""

    x: int
    upper: str
    lower: str
    words: tuple[str, ...]  # one an outlet


class Dot(NamedTuple):
    """One outlet names one time."""

    x: int
    y: int
    width: int
    anchor: str
    told: str


class Timeline(NamedTuple):
    """The picture, in pixels."""

    width: int
    height: int
    lanes: tuple[tuple[int, str], ...]
    times: tuple[Time, ...]
    dots: tuple[Dot, ...]
    left_out: int


def timeline(comparison: Comparison) -> Timeline | None:
    """All dates that could be resolved; None where there are fewer than two times."""
    outlets = view.outlets(comparison)
    claims = _claims(comparison, outlets)
    kept, left_out = _kept(claims)
    if len(kept) < 2:
        return None
    places = {time: _GUTTER + _STEP * number + _STEP // 2 for number, time in enumerate(kept)}
    first = _first(claim for claim in claims if claim.time in places)
    dots = tuple(_dot(claim, places[claim.time]) for claim in first.values())
    times = tuple(_time(time, places[time], len(outlets), first) for time in kept)
    lanes = tuple((_HEAD + _LANE * n + _LANE // 2, visible(outlet)) for n, outlet in enumerate(outlets))
    return Timeline(_GUTTER + _STEP * len(kept), _HEAD + _LANE * len(outlets), lanes, times, dots, left_out)


def _claims(comparison: Comparison, outlets: Sequence[str]) -> list[Claim]:
    numbers = {article.id: number for number, article in enumerate(comparison.articles)}
    by_article = {article.id: outlets.index(article.outlet) for article in comparison.articles}
    return [
        Claim(
            by_article[s.sentence.article],
            (detail.value.start, detail.value.end or detail.value.start),
            detail.value.granularity,
            visible(detail.text),
            f"a{numbers[s.sentence.article]}s{s.sentence.index}",
        )
        for s in comparison.statements
        for detail in s.details
        if isinstance(detail.value, DateValue) and detail.value.start
    ]


def _kept(claims: Iterable[Claim]) -> tuple[list[tuple[str, str]], int]:
    """The times that most outlets name, in order of time, and how many are left out."""
    named: dict[tuple[str, str], set[int]] = {}
    for claim in claims:
        named.setdefault(claim.time, set()).add(claim.outlet)
    ranked = sorted(named, key=lambda time: (-len(named[time]), time))
    return sorted(ranked[:_COLUMNS]), max(len(ranked) - _COLUMNS, 0)


def _first(claims: Iterable[Claim]) -> dict[tuple[int, tuple[str, str]], Claim]:
    found: dict[tuple[int, tuple[str, str]], Claim] = {}
    for claim in claims:
        found.setdefault((claim.outlet, claim.time), claim)
    return found


def _dot(claim: Claim, x: int) -> Dot:
    width = _WIDTHS.get(claim.granularity, _WIDEST)
    return Dot(x - width // 2, _HEAD + _LANE * claim.outlet + _LANE // 2, width, claim.anchor, claim.words)


def _time(time: tuple[str, str], x: int, outlets: int, first: dict[tuple[int, tuple[str, str]], Claim]) -> Time:
    claims = [first.get((outlet, time)) for outlet in range(outlets)]
    granularity = next(claim.granularity for claim in claims if claim)
    upper, lower = _named(time[0], granularity)
    return Time(x, upper, lower, tuple(claim.words if claim else "" for claim in claims))


def _named(start: str, granularity: str) -> tuple[str, str]:
    """A time in two short lines.

    >>> _named("2025-08-13", "day"), _named("2025-08-13T18:00", "hour"), _named("2009-01-01", "year")
    (('13 Aug', '2025'), ('13 Aug', '18:00'), ('2009', ''))
    """
    year, month, day = (*start[:10].split("-"), "", "")[:3]
    named = _MONTHS[int(month) - 1] if month.isdigit() and 1 <= int(month) <= 12 else month
    match granularity:
        case "hour":
            return f"{int(day or 0)} {named}", start[11:16]
        case "day":
            return f"{int(day or 0)} {named}", year
        case "week":
            return f"from {int(day or 0)} {named}", year
        case "month":
            return named, year
        case "quarter" | "season":
            return f"from {named}", year
        case "year":
            return year, ""
    return f"from {year}", granularity
