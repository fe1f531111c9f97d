"""Long times: centuries, decades in words or short, and times without a place in the calendar."""

from __future__ import annotations

from datetime import date

from compare.details import intervals
from compare.details.date_parts import (
    Granularity,
    Reading,
    map_of,
    plain_before,
    spelled_year,
    words_of,
)
from compare.details.intervals import FIRST_YEAR, UNKNOWN
from compare.details.line import Line


def century(line: Line, index: int, published: date | None) -> Reading | None:
    """The 20th century, the nineteenth-century church; it ends with its hundredth year."""
    number, at = map_of("centuries").get(line.word(index), 0), index + 1
    if line.word(index).isdecimal() and line.glued(at) and line.word(at) in ("st", "nd", "rd", "th"):
        number, at = int(line.word(index)[:3]), at + 1
    elif number == 1 and line.word(index - 1) == "twenty" and line.hyphened(index):
        number, index = 21, index - 1
    if line.word(at) != "century" or not (line.spaced(at) or line.hyphened(at)) or not 0 < number <= 22:
        return None
    before = line.word(at + 1) in ("bc", "b.c.", "bce", "b.c.e.")
    first = number * 100 - 99
    interval = intervals.years(first, 100) if first >= FIRST_YEAR and not before else UNKNOWN
    return Reading(index, at + 1, interval, "century", "absolute")


def decade(line: Line, index: int, published: date | None) -> Reading | None:
    """The nineties, the '90s."""
    first, at = map_of("decades").get(line.word(index), 0), index + 1
    opened = line.word(index - 1) in ("the", "early", "late", "mid")
    short = line.word(index)
    if short.isdecimal() and len(short) == 2 and line.gap(index)[-1:] in ("'", "’", "‘") and line.glued(at):
        ten = int(short) if line.word(at) == "s" and short[1] == "0" else 0
        first, at, opened = 1900 + ten if ten >= 30 else 0, at + 1, True
    if not first or not opened or any(word.folded in words_of("degrees") for word in line.words):
        return None
    return Reading(index, at, intervals.years(first, 10), "decade", "absolute")


def year_in_words(line: Line, index: int, published: date | None) -> Reading | None:
    """Nineteen ninety-six, the year two thousand."""
    before = line.word(index - 1)
    if line.word(index) == "two" and line.word(index + 1) == "thousand" and before == "year":
        return Reading(index, index + 2, intervals.years(2000), "year", "absolute")
    end, year = spelled_year(line, index)
    if not year or not plain_before(line, index) or _counts(line, end):
        return None
    if year < 1900 or (year >= 2000 and before not in words_of("strong_year_openers")):
        return None
    return Reading(index, end, intervals.years(year), "year", "absolute")


def _counts(line: Line, end: int) -> bool:
    after = line.word(end)
    plural = line.raw(end)[:1].islower() and after.endswith("s") and after not in ("was", "as", "is")
    return line.spaced(end) and (plural or after in words_of("counted"))


def vague(line: Line, index: int, published: date | None) -> Reading | None:
    """Now, recently, in recent years, the past few weeks, in the future: known to be a time, but not which."""
    word = line.word(index)
    if word in words_of("vague"):
        said = (line.capital(index) and not line.opens(index)) or line.hyphened(index + 1) or line.hyphened(index)
        return None if said or line.word(index + 1) in words_of("not_now") else _unknown(index, index + 1, "day")
    if word in words_of("vague_before") and line.spaced(index + 1):
        unit = map_of("ago_units").get(line.word(index + 1))
        return _unknown(index, index + 2, unit) if unit and line.word(index + 1).endswith("s") else None
    return _lasting(line, index) or _past_or_future(line, index)


def _lasting(line: Line, index: int) -> Reading | None:
    """The past decade, the last year, the next few days: a length of time up to now or from now on."""
    if line.word(index) not in words_of("lasting_words") or line.word(index - 1) not in words_of("lasting"):
        return None
    at = index + 1
    if line.word(at) in words_of("some"):
        at += 2 if line.word(at + 1) == "of" else 1
    unit = map_of("ago_units").get(line.word(at)) if line.spaced(at) else None
    if not unit or line.capital(at) or line.hyphened(at + 1) or line.word(at + 1) == "of":
        return None
    return _unknown(index, at + 1, unit)


def _past_or_future(line: Line, index: int) -> Reading | None:
    """In the past, in the near future; not "the past president", which has no "in"."""
    ends = not line.spaced(index + 1) or line.word(index + 1) in words_of("after_past")
    at = index - 1 if line.word(index - 1) in ("near", "recent", "distant", "foreseeable") else index
    opened = line.word(at - 1) == "the" and line.word(at - 2) in ("in", "into", "for", "about", "from")
    if line.word(index) not in ("past", "future") or not ends or not opened:
        return None
    return _unknown(at, index + 1, "year")


def _unknown(first: int, last: int, unit: Granularity) -> Reading:
    return Reading(first, last, UNKNOWN, unit, "relative")
