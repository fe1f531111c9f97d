"""The longest amount at a word: plain numbers first, then vague ones, shares and fractions."""

from __future__ import annotations

from collections.abc import Callable

from compare.details.line import Line
from compare.details.number_words import (
    Amount,
    below_hundred,
    big_scale,
    cardinal,
    digits,
    fraction,
    is_number_word,
    joined,
    listed,
    names,
    number_of,
    spelled,
)

_LARGEST = 1e16


def read_amount(line: Line, index: int) -> Amount | None:
    """The longest amount that starts at a word, or None."""
    for reader in _readers(line.word(index), line.word(index + 1)):
        amount = reader(line, index)
        if amount:
            return amount if abs(amount.low) < _LARGEST else None
    return None


def _readers(word: str, after: str) -> tuple[Callable[[Line, int], Amount | None], ...]:
    """The readers that a first word may be for: most words are for none."""
    if word[:1].isdecimal():
        return (_over, _share, digits) if after in ("in", "out", "over") else (digits,)
    if word in ("a", "an"):
        begins = after in names("scales") or after in names("parts") or after in ("couple", "few", "quarter")
        return (_vague, _fraction, _with_article) if begins else (_before_half,)
    if is_number_word(word):
        return _over, _share, _fraction, spelled
    return _many, _vague, _with_article, spelled, _bare_scale


def _with_article(line: Line, index: int) -> Amount | None:
    """A hundred, a dozen, half a million, a couple of."""
    word, after = line.word(index), line.word(index + 1)
    if word in ("half", "quarter"):
        return _half(line, index)
    if word not in ("a", "an") or not line.spaced(index + 1):
        return None
    if after == "couple" and line.word(index + 2) == "of" and line.spaced(index + 2):
        scale, end = big_scale(line, index + 3)
        return Amount(2 * scale, index, end if scale > 1 else index + 2, False, scale, bound="~")
    if after == "half":
        scale, end = big_scale(line, index + 2)
        return Amount(scale / 2, index, end, False, scale) if scale > 1 else None
    scale, end = big_scale(line, index + 1)
    return Amount(scale, index, end, False, scale) if scale > 1 else None


def _before_half(line: Line, index: int) -> Amount | None:
    """The "a" of "a year and a half"."""
    half = [line.word(at) for at in range(index + 2, index + 5)] == ["and", "a", "half"]
    timed = half and names("units").get(line.word(index + 1)) in listed("times")
    return Amount(1, index, index + 1, False) if timed and line.spaced(index + 1) else None


def _half(line: Line, index: int) -> Amount | None:
    """Half a million, half million, half of, half the."""
    share = 0.5 if line.word(index) == "half" else 0.25
    at = index + 2 if line.word(index + 1) == "a" and line.spaced(index + 1) else index + 1
    scale, end = big_scale(line, at)
    if scale > 1:
        return Amount(share * scale, index, end, False, scale)
    before = line.word(index - 1)
    alone = before not in ("first", "second", "other", "a", "and", "better", "this", "that", "one")
    if share == 0.5 and alone and line.word(index + 1) in listed("fraction_tails") and line.spaced(index + 1):
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
    if line.word(at) not in listed("vague") or not line.spaced(at + 1):
        return None
    scale, end = big_scale(line, at + 1)
    return Amount(2 * scale, index, end, False, scale, ">=") if scale > 1 else None


def _fraction(line: Line, index: int) -> Amount | None:
    """One-third, two thirds of, a quarter of; a quarter million, two thirds of a million."""
    part, last, sure = fraction(line, index)
    if not part:
        return None
    at = last + 2 if line.word(last) == "of" and line.word(last + 1) == "a" else last
    scale, end = big_scale(line, at)
    if scale > 1:
        return Amount(part * scale, index, end, False, scale)
    return Amount(part, index, last, False, part=True, loose=not sure)


def _bare_scale(line: Line, index: int) -> Amount | None:
    """Hundred thousand; a million-dollar house."""
    scale = float(names("scales").get(line.word(index), 0))
    if not scale:
        return None
    following, end = big_scale(line, index + 1) if line.word(index) in ("hundred", "lakh") else (1.0, index + 1)
    priced = joined(line, end) and line.word(end) in names("currencies")
    return Amount(scale * following, index, end, False, scale * following, loose=not priced)


def _over(line: Line, index: int) -> Amount | None:
    """One over three, where nothing follows that the second number might count."""
    top, below = _whole(line, index) if line.word(index + 1) == "over" else (0.0, index), _whole(line, index + 2)
    open_end = line.gap(below[1]).strip() or below[1] == len(line.words)
    if not top[0] or not below[0] or top[1] != index + 1 or not open_end:
        return None
    return Amount(top[0] / below[0], index, below[1], line.word(index).isdecimal(), part=True, loose=True)


def _share(line: Line, index: int) -> Amount | None:
    """One in three, 9 out of 10."""
    value, after = below_hundred(line, index)
    if value and after == index + 1:
        return _one_in(line, index, value)
    number = number_of(line.word(index)) if line.word(index)[:1].isdecimal() else None
    return _one_in(line, index, number) if number else None


def _one_in(line: Line, index: int, value: float) -> Amount | None:
    out = line.word(index + 1) == "out" and line.word(index + 2) == "of"
    at = index + 3 if out else index + 2
    if not out and line.word(index + 1) != "in":
        return None
    whole, last = _whole(line, at)
    if not 0 < value < whole or not all(joined(line, step) for step in range(index + 1, at + 1)):
        return None
    sure = out or value == 1 or whole == 10 or line.hyphened(index + 1)
    if not sure and line.word(last) not in listed("odds"):
        return None
    measured = line.word(last) in names("units") or line.word(last) in names("scales")
    if measured or line.gap(last)[:1] in tuple("%/:"):
        return None
    return Amount(value / whole, index, last, line.word(index).isdecimal(), part=True)


def _whole(line: Line, index: int) -> tuple[float, int]:
    value = number_of(line.word(index))
    if value is not None:
        return (value, index + 1) if not line.glued(index + 1) and value <= 10000 else (0.0, index)
    amount = cardinal(line, index)
    return (amount.low, amount.last) if amount else (0.0, index)
