"""Quarters of a year: the third quarter, fourth-quarter, Q3 2023, last year's first quarter."""

from __future__ import annotations

from datetime import date

from compare.details import intervals
from compare.details.date_parts import Reading, Told, map_of, words_of, year_after, year_number
from compare.details.intervals import UNKNOWN, Interval
from compare.details.line import Line
from compare.details.tense import tense_around


def quarter(line: Line, index: int, published: date | None) -> Reading | None:
    """The third quarter, with its year on either side or, without one, the one that publication suggests."""
    at, year, told = _year_before(line, index, published)
    number, last = _quarter_at(line, at)
    if not number or any(word.folded in words_of("match_words") for word in line.words):
        return None
    if not told:
        last, year, told = _year_behind(line, last, published)
    if line.word(last) == "of" and line.spaced(last) and not told:
        return Reading(index, last, UNKNOWN, "quarter", "partial")  # "of the fiscal year", "of the moon"
    if line.word(last) in words_of("quarter_ended") or line.word(at - 1) == "fiscal":
        return Reading(index, last, UNKNOWN, "quarter", "partial")  # a year of the company's own
    if told:
        interval = intervals.months(year, number * 3 - 2, 3) if year else UNKNOWN
        return Reading(index, last, interval, "quarter", "absolute" if told == "year" else "relative")
    known = published if not line.quoted(index) else None
    return Reading(index, last, _nearest(line, (index, last), number, known), "quarter", "partial")


def _quarter_at(line: Line, index: int) -> tuple[int, int]:
    """The number of a quarter and the index after it; zero where none is named."""
    number, word = map_of("quarters").get(line.word(index), 0), line.word(index)
    if word[:1] == "q":
        return (number, index + 1) if line.capital(index) else (0, index)
    joined = line.spaced(index + 1) or line.hyphened(index + 1)
    named = line.word(index + 1) == "quarter" and joined and not line.hyphened(index + 2)
    return (number, index + 2) if number and named else (0, index)


def _year_before(line: Line, index: int, published: date | None) -> tuple[int, int | None, str]:
    """Where the quarter stands, its year and how that was told: "the 2023 third quarter", "last year's quarter"."""
    if not line.spaced(index + 1):
        return index, None, ""
    year = year_number(line, index)
    if year:
        return index + 1, year, "year"
    shift = map_of("shifts").get(line.word(index))
    if shift is None or line.word(index + 1) != "year" or not line.spaced(index + 2):
        return index, None, ""
    return index + 2, published.year + shift if published else None, "shift"


def _year_behind(line: Line, index: int, published: date | None) -> tuple[int, int | None, str]:
    """The index after the quarter with its year: "of 2023", "of last year", "this year"."""
    end, year = year_after(line, index)
    if year:
        return end, year, "year"
    at = index + 1 if line.word(index) == "of" else index
    shift = map_of("shifts").get(line.word(at)) if line.spaced(at) else None
    if shift is not None and line.word(at + 1) == "year" and line.spaced(at + 1):
        return at + 2, published.year + shift if published else None, "shift"
    return index, None, ""


def _nearest(line: Line, where: tuple[int, int], number: int, published: date | None) -> Interval:
    """The quarter in progress or just over; one further off only where the words around look that way."""
    if not published:
        return UNKNOWN
    current = published.year * 4 + (published.month - 1) // 3
    back = (current - number + 1) % 4
    tense = tense_around(line, *where)[0] if back > 1 else "past"
    if tense not in ("past", "future") or (tense == "past" and back == 3):
        return UNKNOWN
    chosen = current - back + (4 if tense == "future" else 0)
    return intervals.months(chosen // 4, chosen % 4 * 3 + 1, 3)


def told_quarter(line: Line, index: int, published: date | None) -> Reading | None:
    """The quarter, the latest period: the quarter the story is about."""
    before = line.word(index - 1) if line.spaced(index) else ""
    word = line.word(index)
    ended = line.word(index + 1) in ("of", "to", "past") or line.hyphened(index + 1) or line.hyphened(index)
    if ended or word not in ("quarter", "period"):
        return None
    if before in words_of("latest") and line.word(index - 2) == "the":
        return Reading(index - 1, index + 1, UNKNOWN, "quarter", "relative", Told("quarter", 0, True))
    if word == "quarter" and before in ("the", "that"):
        return Reading(index, index + 1, UNKNOWN, "quarter", "relative", Told("quarter", 0, True))
    return None
