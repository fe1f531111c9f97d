"""Dates in figures: 2025-08-15, 15.08.2025, 25/12/2024, 9/11."""

from __future__ import annotations

from datetime import date

from compare.details.date_parts import Reading, absolute, plain_before
from compare.details.intervals import day_or_none
from compare.details.line import Line


def numeric_date(line: Line, index: int, published: date | None) -> Reading | None:
    """2025-08-15, 15.08.2025, 25/12/2024; one that can be read in two ways has no value."""
    parts, last, dotted = _numeric_parts(line, index)
    if not parts:
        return _nine_eleven(line, index, published)
    if len(parts) != 3 or not all(part.isdecimal() and len(part) in (1, 2, 4) for part in parts):
        return None
    a, b, c = map(int, parts)
    if len(parts[0]) == 4 and max(len(parts[1]), len(parts[2])) <= 2:
        return absolute(index, last, day_or_none(a, b, c))
    if len(parts[2]) != 4 or max(len(parts[0]), len(parts[1])) > 2:
        return None
    return absolute(index, last, _day_of_pair(a, b, c, dotted))


def _numeric_parts(line: Line, index: int) -> tuple[list[str], int, bool]:
    if "." in line.word(index):
        return line.word(index).split("."), index + 1, True
    gaps = (line.gap(index + 1), line.gap(index + 2))
    if line.word(index + 2) and gaps in (("-", "-"), ("/", "/")) and line.gap(index + 3) != gaps[0]:
        return [line.word(index), line.word(index + 1), line.word(index + 2)], index + 3, False
    return [], index, False


def _day_of_pair(a: int, b: int, year: int, dotted: bool) -> date | None:
    """Day and month of 25/12/2024; None where both orders are possible, as outlets differ on it."""
    if dotted or a > 12 or a == b:
        return day_or_none(year, b, a)
    return day_or_none(year, a, b) if b > 12 else None


def _nine_eleven(line: Line, index: int, published: date | None) -> Reading | None:
    """9/11, which is not of each year."""
    written = line.word(index) == "9" and line.word(index + 1) == "11" and line.gap(index + 1) == "/"
    apart = plain_before(line, index) and line.gap(index + 2)[:1] not in ("/", "%")
    known = not published or published >= date(2001, 9, 11)
    return absolute(index, index + 2, date(2001, 9, 11)) if written and apart and known else None
