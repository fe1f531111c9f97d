"""Reads amounts: digits and number words with their scale, before anything is known of unit or meaning."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from compare.details.line import Line
from compare.tables import table

Bound = Literal["=", "~", ">="]
_LARGEST = 1e16
_PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,6})?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,2}(?:,\d{2})+,\d{3}")


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


@cache
def names(name: str) -> dict[str, Any]:
    """A section of the number table."""
    return dict(table("numbers")[name])


@cache
def listed(name: str) -> frozenset[str]:
    """A list of the number table."""
    return frozenset(table("numbers")[name])


def read_amount(line: Line, index: int) -> Amount | None:
    """The longest amount that starts at a word, or None."""
    for reader in (_digits, _many, _vague, _ratio, _fraction, _with_article, _spelled):
        amount = reader(line, index)
        if amount:
            return amount if abs(amount.low) < _LARGEST else None
    return None


@cache
def starting_words() -> frozenset[str]:
    """The folded words that, besides digits, can be the first of an amount."""
    words = {"a", "an", "half", "tens", *listed("vague"), *names("ones"), *names("tens"), *names("many")}
    return frozenset(words)


def _number(word: str) -> float | None:
    if _PLAIN.fullmatch(word) or _GROUPED.fullmatch(word):
        leading_zero = len(word) > 1 and word[0] == "0" and word[1:2] != "."
        return None if leading_zero else float(word.replace(",", ""))
    return None


def _digits(line: Line, index: int) -> Amount | None:
    value = _number(line.word(index))
    if value is None:
        return None
    ratio = _one_in(line, index, value)
    if ratio:
        return ratio
    extra, last = _vulgar(line, index + 1)
    scale, last = _scale_after(line, last)
    return Amount((value + extra) * scale, index, last, True, scale)


def _vulgar(line: Line, index: int) -> tuple[float, int]:
    """The value of "½" and its kind behind a whole number."""
    raw = line.raw(index)
    value = unicodedata.numeric(raw, 0.0) if len(raw) == 1 else 0.0
    fits = 0 < value < 1 and (line.glued(index) or line.spaced(index))
    return (value, index + 1) if fits else (0.0, index)


def _scale_after(line: Line, index: int) -> tuple[float, int]:
    """The scale word behind digits: " million", "-million", "bn", "m"."""
    word = line.word(index)
    if line.glued(index) or (line.spaced(index) and word in ("bn", "mn", "tn", "mln")):
        short = names("short_scales").get(word)
        return (float(short), index + 1) if short else (1.0, index)
    if word in names("scales") and (line.spaced(index) or line.hyphened(index)):
        factor, last = float(names("scales")[word]), index + 1
        following, end = _scale_after(line, last) if word in ("hundred", "lakh") else (1.0, last)
        return factor * following, end
    return 1.0, index


def _joined(line: Line, index: int) -> bool:
    return line.spaced(index) or line.hyphened(index)


def _below_hundred(line: Line, index: int) -> tuple[int, int]:
    """The value of "seven" or "twenty-one" and the index after it; 0 where there is none."""
    word = line.word(index)
    if word not in names("tens"):
        return int(names("ones").get(word, 0)), index + 1
    unit = int(names("ones").get(line.word(index + 1), 0)) if _joined(line, index + 1) else 0
    if 1 <= unit <= 9:
        return int(names("tens")[word]) + unit, index + 2
    return int(names("tens")[word]), index + 1


def _below_thousand(line: Line, index: int) -> tuple[int, int]:
    value, last = _below_hundred(line, index)
    if not value or line.word(last) != "hundred" or not _joined(line, last):
        return value, last
    at = last + 2 if line.word(last + 1) == "and" else last + 1
    rest, end = _below_hundred(line, at) if _joined(line, at) else (0, 0)
    return (value * 100 + rest, end) if rest else (value * 100, last + 1)


def _spelled(line: Line, index: int) -> Amount | None:
    """Two hundred and five thousand; three and a half million."""
    total, last, limit, scale = 0.0, index, float("inf"), 1.0
    while last < len(line.words) and (last == index or _joined(line, last)):
        value, after = _below_thousand(line, last)
        half, after = _and_a_half(line, after) if value and last == index else (0.0, after)
        factor, end = _big_scale(line, after)
        if not value or factor >= limit:
            break
        total, last, limit, scale = total + (value + half) * factor, end, factor, factor
        if factor == 1:
            break
    return Amount(total, index, last, False, scale) if total and not _runs_on(line, last) else None


def _and_a_half(line: Line, index: int) -> tuple[float, int]:
    if [line.word(index + step) for step in range(3)] == ["and", "a", "half"]:
        return 0.5, index + 3
    return 0.0, index


def _big_scale(line: Line, index: int) -> tuple[float, int]:
    scale = float(names("scales").get(line.word(index), 1)) if _joined(line, index) else 1.0
    return (scale, index + 1) if scale != 1 else (1.0, index)


def _runs_on(line: Line, index: int) -> bool:
    """Whether another number word follows at once: years ("nineteen ninety-six") and digits read out."""
    word = line.word(index)
    return _joined(line, index) and (word in names("ones") or word in names("tens"))


def _with_article(line: Line, index: int) -> Amount | None:
    """A hundred, a dozen, half a million, a couple of."""
    word, after = line.word(index), line.word(index + 1)
    if word == "half":
        return _half_a(line, index)
    if word not in ("a", "an") or not line.spaced(index + 1):
        return None
    if after == "couple" and line.word(index + 2) == "of" and line.spaced(index + 2):
        return Amount(2, index, index + 2, False, bound="~")
    if after in names("scales"):
        scale, end = _scale_after(line, index + 1)
        return Amount(scale, index, end, False, scale)
    return None


def _half_a(line: Line, index: int) -> Amount | None:
    if line.word(index + 1) == "a" and line.word(index + 2) in names("scales"):
        scale = float(names("scales")[line.word(index + 2)])
        return Amount(scale / 2, index, index + 3, False, scale)
    before = line.word(index - 1)
    alone = before not in ("first", "second", "other", "a", "and", "better", "this", "that", "one")
    if alone and line.word(index + 1) in listed("fraction_tails") and line.spaced(index + 1):
        return Amount(0.5, index, index + 1, False, part=True)
    return None


def _many(line: Line, index: int) -> Amount | None:
    """Dozens, hundreds of thousands, tens of millions: at least two of them."""
    word = line.word(index)
    size = 10.0 if word == "tens" else float(names("many").get(word, 0))
    if not size or line.hyphened(index) or line.word(index - 1) in names("parts"):
        return None
    inner = float(names("many").get(line.word(index + 2), 0)) if line.word(index + 1) == "of" else 0.0
    if inner and word not in ("scores", "dozens") and line.spaced(index + 1) and line.spaced(index + 2):
        return Amount(2 * size * inner, index, index + 3, False, inner, ">=")
    if word == "tens" or (word == "scores" and line.word(index + 1) != "of"):
        return None
    return Amount(2 * size, index, index + 1, False, size, ">=")


def _vague(line: Line, index: int) -> Amount | None:
    """Several hundred, a few dozen: at least two of them."""
    at = index + 1 if line.word(index) == "a" and line.word(index + 1) == "few" else index
    scale = float(names("scales").get(line.word(at + 1), 0))
    if line.word(at) not in listed("vague") or not scale or not line.spaced(at + 1):
        return None
    following, end = _scale_after(line, at + 2) if scale == 100 else (1.0, at + 2)
    return Amount(2 * scale * following, index, end, False, scale * following, ">=")


def _fraction(line: Line, index: int) -> Amount | None:
    """One-third, two thirds of, a quarter of."""
    word, after = line.word(index), line.word(index + 1)
    top = 1 if word == "a" else int(names("ones").get(word, 0))
    below = int(names("parts").get(after, 0))
    if not top or not below or not _joined(line, index + 1) or top >= below:
        return None
    plural = after.endswith("s") or after == "halves"
    of_something = line.word(index + 2) == "of" and line.spaced(index + 2)
    sure = line.hyphened(index + 1) or of_something or (top > 1 and plural)
    if not sure or plural != (top > 1) or line.hyphened(index + 2):
        return None
    return Amount(top / below, index, index + 2, False, part=True)


def _ratio(line: Line, index: int) -> Amount | None:
    value, after = _below_hundred(line, index)
    return _one_in(line, index, value) if value and after == index + 1 else None


def _one_in(line: Line, index: int, value: float) -> Amount | None:
    """One in three, 9 out of 10: a share."""
    out = line.word(index + 1) == "out" and line.word(index + 2) in ("of",)
    at = index + 3 if out else index + 2
    if not out and line.word(index + 1) != "in":
        return None
    whole, last = _whole(line, at)
    if not 0 < value < whole or not all(_joined(line, step) for step in range(index + 1, at + 1)):
        return None
    sure = out or value == 1 or whole == 10 or line.hyphened(index + 1)
    if not sure and line.word(last) not in listed("odds"):
        return None
    measured = line.word(last) in names("units") or line.word(last) in names("scales")
    if measured or line.gap(last)[:1] in tuple("%/:"):
        return None
    return Amount(value / whole, index, last, line.word(index).isdecimal(), part=True)


def _whole(line: Line, index: int) -> tuple[float, int]:
    value = _number(line.word(index))
    if value is not None:
        return (value, index + 1) if not line.glued(index + 1) and value <= 1000 else (0.0, index)
    return _below_hundred(line, index)
