"""Reads amounts: digits and number words with their scale, before anything is known of unit or meaning."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from compare.details.line import Line
from compare.tables import table

Bound = Literal["=", "~", ">="]
_PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,12})?")
_GROUPED = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d{1,6})?")
_SHARED_BY = (2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100)  # what a fraction in digits may be over


@dataclass(frozen=True, slots=True)
class Amount:
    """A number read from the words `first` to `last` (exclusive)."""

    low: float
    first: int
    last: int
    digits: bool  # written in digits
    scale: float = 1.0  # of its last scale word
    bound: Bound = "="
    part: bool = False  # a fraction of something
    high: float | None = None
    loose: bool = False  # may as well be no amount: "a third", "zero"


@cache
def names(name: str) -> dict[str, Any]:
    """A section of the number table."""
    return dict(table("numbers")[name])


@cache
def listed(name: str) -> frozenset[str]:
    """A list of the number table."""
    return frozenset(table("numbers")[name])


@cache
def starting_words() -> frozenset[str]:
    """The folded words that, besides digits, can be the first of an amount."""
    words = {"a", "an", "half", "quarter", "tens", *listed("vague"), *listed("zeros"), *names("scales")}
    return frozenset((*words, *names("ones"), *names("tens"), *names("many")))


def number_of(word: str) -> float | None:
    """The value of a word in digits; None for identifiers and foreign decimals."""
    if _PLAIN.fullmatch(word) or _GROUPED.fullmatch(word):
        leading_zero = len(word) > 1 and word[0] == "0" and word[1:2] != "."
        return None if leading_zero else float(word.replace(",", ""))
    return None


def exact(value: float) -> float:
    """The value without the dust of binary fractions: 16.4 million is 16,400,000."""
    return float(f"{value:.15g}")


def joined(line: Line, index: int) -> bool:
    """Whether white space or a hyphen alone joins a word to the one before it."""
    return line.spaced(index) or line.hyphened(index)


def is_number_word(word: str) -> bool:
    """Whether the word is a cardinal below a hundred."""
    return word in names("ones") or word in names("tens")


def scale_after(line: Line, index: int) -> tuple[float, int]:
    """The scale word behind digits and the index after it: " million", "-million", "bn", "m"; else 1."""
    word = line.word(index)
    if line.glued(index) or (line.spaced(index) and word in listed("spaced_scales")):
        short = names("short_scales").get(word)
        return (float(short), index + 1) if short else (1.0, index)
    return big_scale(line, index)


def big_scale(line: Line, index: int) -> tuple[float, int]:
    """The scale words at an index and the index after them: "thousand", "hundred thousand", "lakh crore"; else 1."""
    factor = float(names("scales").get(line.word(index), 1)) if joined(line, index) else 1.0
    if factor == 1:
        return 1.0, index
    if line.word(index) not in ("hundred", "lakh"):
        return factor, index + 1
    following = float(names("scales").get(line.word(index + 1), 1)) if joined(line, index + 1) else 1.0
    return (factor * following, index + 2) if following > factor else (factor, index + 1)


def below_hundred(line: Line, index: int) -> tuple[int, int]:
    """The value of "seven" or "twenty-one" and the index after it; 0 where there is none."""
    word = line.word(index)
    if word not in names("tens"):
        return int(names("ones").get(word, 0)), index + 1
    unit = int(names("ones").get(line.word(index + 1), 0)) if joined(line, index + 1) else 0
    if 1 <= unit <= 9:
        return int(names("tens")[word]) + unit, index + 2
    return int(names("tens")[word]), index + 1


def _below_thousand(line: Line, index: int) -> tuple[int, int]:
    value, last = below_hundred(line, index)
    if not value or line.word(last) != "hundred" or not joined(line, last):
        return value, last
    at = last + 2 if line.word(last + 1) == "and" else last + 1
    rest, end = below_hundred(line, at) if joined(line, at) else (0, 0)
    below = int(names("parts").get(line.word(end), 0))
    if rest and line.word(last + 1) == "and" and (rest < below or _is_new_count(line, end)):
        return value * 100, last + 1
    return (value * 100 + rest, end) if rest else (value * 100, last + 1)


def _is_new_count(line: Line, index: int) -> bool:
    """Whether what follows "and" is a number of its own: "three hundred and two dozen"."""
    return line.word(index) == "hundred" and line.spaced(index)


def cardinal(line: Line, index: int) -> Amount | None:
    """Two hundred and five thousand; twenty-one trillion and three hundred; no fraction is read."""
    total, last, limit, scale = 0.0, index, float("inf"), 1.0
    while last < len(line.words) and (last == index or joined(line, last)):
        at = last + 1 if scale > 1 and line.word(last) == "and" and joined(line, last + 1) else last
        value, after = _below_thousand(line, at)
        factor, end = big_scale(line, after)
        if not value or factor >= limit or (at > last and value < names("parts").get(line.word(end), 0)):
            break
        total, last, limit, scale = total + value * factor, end, factor, factor
        if factor == 1:
            break
    return Amount(total, index, last, False, scale) if total else None


def spelled(line: Line, index: int) -> Amount | None:
    """A cardinal in words with its decimals or its fraction: "three point five", "three and a half million"."""
    zero = line.word(index) in listed("zeros")
    whole = Amount(0.0, index, index + 1, False, loose=True) if zero else cardinal(line, index)
    if not whole:
        return None
    pointed = _with_decimals(line, whole)
    if pointed:
        return pointed
    amount = with_fraction(line, whole)
    return None if runs_on(line, amount.last) else amount


def _with_decimals(line: Line, whole: Amount) -> Amount | None:
    if line.word(whole.last) != "point" or not line.spaced(whole.last) or not line.spaced(whole.last + 1):
        return None
    digits, last = "", whole.last + 1
    while line.word(last) and joined(line, last):
        value, after = (0, last + 1) if line.word(last) in listed("zeros") else below_hundred(line, last)
        if not value and line.word(last) not in listed("zeros"):
            break
        digits, last = digits + str(value), after
    if not digits:
        return None
    scale, end = big_scale(line, last)
    return Amount((whole.low + float(f"0.{digits[:12]}")) * scale, whole.first, end, False, scale)


def with_fraction(line: Line, whole: Amount) -> Amount:
    """The amount with the fraction that "and" adds to it: "and a half", "and three quarters"."""
    at = whole.last + 1
    if line.word(whole.last) != "and" or not joined(line, whole.last) or not joined(line, at):
        return whole
    part, last, _ = fraction(line, at)
    if not part:
        return whole
    sure = line.word(last - 1) in ("half", "quarter", "quarters") or line.word(at) not in ("a", "an", "one")
    scale, end = big_scale(line, last)
    base = scale if scale > 1 else whole.scale if whole.scale >= 1000 else 1.0
    low = (whole.low + part) * scale if scale > whole.scale else whole.low + part * base
    return replace(whole, low=low, last=end, scale=max(scale, whole.scale), loose=whole.loose or not sure)


def fraction(line: Line, index: int) -> tuple[float, int, bool]:
    """A proper or improper fraction in words, the index after it, and whether it can be nothing else; 0 for none."""
    word = line.word(index)
    top = Amount(1, index, index + 1, False) if word in ("a", "an") else cardinal(line, index)
    below = int(names("parts").get(line.word(top.last), 0)) if top and joined(line, top.last) else 0
    if not top or not below or (line.hyphened(top.last + 1) and not line.hyphened(top.last)):
        return 0.0, index, False
    plural = line.word(top.last)[-1] == "s"
    if plural != (top.low > 1):
        return 0.0, index, False
    of_something = line.word(top.last + 1) == "of" and line.spaced(top.last + 1)
    sure = top.low < below and (line.hyphened(top.last) or of_something or top.low > 1)
    return top.low / below, top.last + 1, sure


def runs_on(line: Line, index: int) -> bool:
    """Whether another number word follows at once: years ("nineteen ninety-six") and digits read out."""
    return joined(line, index) and is_number_word(line.word(index))


def digits(line: Line, index: int) -> Amount | None:
    """A number in digits with its fraction and its scale: "1,234", "2½ million", "10 1/2", "3 million and a half"."""
    vulgar, last = _vulgar(line, index)
    if vulgar:
        return Amount(vulgar, index, last, True, part=True)
    value = number_of(line.word(index))
    if value is None:
        return None
    over, last = slash(line, index)
    if over:
        return Amount(over, index, last, True, part=True, loose=not _halves_a_thing(line, last))
    extra, last = _vulgar(line, index + 1)
    if not extra and line.spaced(index + 1) and value == int(value):
        extra, last = slash(line, index + 1)
        last = last if extra else index + 1
    scale, last = scale_after(line, last)
    return with_fraction(line, Amount(exact((value + extra) * scale), index, last, True, scale))


def _vulgar(line: Line, index: int) -> tuple[float, int]:
    """The value of "½" and its kind, alone or behind a whole number."""
    raw = line.raw(index)
    value = unicodedata.numeric(raw, 0.0) if len(raw) == 1 and not raw.isascii() else 0.0
    return (value, index + 1) if 0 < value < 1 else (0.0, index)


def slash(line: Line, index: int) -> tuple[float, int]:
    """The value of "3/4" and the index after it; 0 for dates, links and the like."""
    top, below = line.word(index), line.word(index + 1)
    if line.gap(index + 1) not in ("/", "⁄") or line.gap(index)[-1:] in ("/", "⁄") or line.gap(index + 2)[:1] == "/":
        return 0.0, index
    if not (top.isdecimal() and below.isdecimal() and len(top) <= 2 and len(below) <= 3):
        return 0.0, index
    fits = int(below) in _SHARED_BY and 0 < int(top) < int(below)
    return (int(top) / int(below), index + 2) if fits else (0.0, index)


def _halves_a_thing(line: Line, index: int) -> bool:
    """Whether a unit, or "of", behind a fraction in digits tells that it is no date."""
    word = line.word(index)
    return (word in names("units") or word in ("of", "pound", "pounds")) and joined(line, index)
