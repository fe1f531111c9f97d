"""Figures on which outlets differ, as marks on one scale: exact, about, over, under, between."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from compare.reporters.page_findings import Finding, Side
from compare.values import Comparison, Evidence, NumberValue, Span

WIDTH = 260  # pixels of a strip
_MOST = 24  # figures drawn, most serious first
_MARGIN = 22
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_LOGARITHMIC = 50  # times the smallest figure from which on a plain scale would hide the small ones


class Mark(NamedTuple):
    """One figure: where it begins and ends, and which way it is open."""

    low: float
    high: float
    approx: str
    side: Side


class Figure(NamedTuple):
    """One divergence of numbers on a scale of its own."""

    finding: Finding
    marks: tuple[Mark, ...]
    least: str
    most: str
    logarithmic: bool


Numbers = Mapping[str, Sequence[tuple[Span, NumberValue]]]


def figures(comparison: Comparison, findings: Iterable[Finding]) -> tuple[Figure, ...]:
    """A figure for every divergence of numbers whose sides can stand on one scale."""
    numbers = _numbers(comparison)
    made = (_figure(finding, numbers) for finding in findings if finding.found.type == "number")
    return tuple(islice((figure for figure in made if figure), _MOST))


def _numbers(comparison: Comparison) -> Numbers:
    found: dict[str, list[tuple[Span, NumberValue]]] = {}
    for statement in comparison.statements:
        for detail in statement.details:
            if isinstance(detail.value, NumberValue) and math.isfinite(detail.value.low + detail.value.high):
                found.setdefault(statement.sentence.article, []).append((Span(*detail.span), detail.value))
    return found


def _figure(finding: Finding, numbers: Numbers) -> Figure | None:
    valued = [(side, _value(finding, side, numbers)) for side in finding.sides if side.letter]
    told = [(side, value) for side, value in valued if value]
    unit = told[0][1].unit if told else None
    alike = [(side, value) for side, value in told if value.unit == unit]
    if len(alike) < 2:
        return None
    least, most = min(v.low for _, v in alike), max(v.high for _, v in alike)
    logarithmic = least > 0 and most / least > _LOGARITHMIC
    marks = (_mark(side, value, least, most, logarithmic) for side, value in alike)
    return Figure(finding, tuple(marks), _plain(least, unit), _plain(most, unit), logarithmic)


def _value(finding: Finding, side: Side, numbers: Numbers) -> NumberValue | None:
    """The number that the evidence of a side covers best."""
    pieces = [e for e in finding.found.evidence if not e.missing and e.variant == side.variant]
    found = (value for piece in pieces for value in _under(piece, numbers))
    return next(found, None)


def _under(piece: Evidence, numbers: Numbers) -> list[NumberValue]:
    if piece.field != "text":
        return []
    near = [(span, value) for span, value in numbers.get(piece.article, ()) if span.overlaps(piece.span)]
    return [value for _, value in sorted(near, key=lambda pair: _apart(pair[0], piece.span))]


def _apart(one: Span, other: Span) -> int:
    return abs(one.start - other.start) + abs(one.end - other.end)


def _mark(side: Side, value: NumberValue, least: float, most: float, logarithmic: bool) -> Mark:
    low, high = (_place(number, least, most, logarithmic) for number in (value.low, value.high))
    return Mark(low, high, value.approx.rstrip("=") or "=", side)


def _place(number: float, least: float, most: float, logarithmic: bool) -> float:
    """Where a number stands on a strip, in pixels."""
    if least == most:
        return WIDTH / 2
    low, at, high = (math.log(n) for n in (least, number, most)) if logarithmic else (least, number, most)
    return round(_MARGIN + (at - low) / (high - low) * (WIDTH - 2 * _MARGIN), 1)


def _plain(number: float, unit: str | None) -> str:
    """A number for an axis, in words where it is large.

    >>> _plain(96_000_000, None), _plain(2.3, "%"), _plain(1200, "EUR")
    ('96 million', '2.3 %', '1,200 EUR')
    """
    scale, word = next(((n, w) for n, w in _SCALES if abs(number) >= n), (1, ""))
    shown = f"{number / scale:,.2f}".rstrip("0").rstrip(".")
    return " ".join(part for part in (shown, word, unit) if part)
