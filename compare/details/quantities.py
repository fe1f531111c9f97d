"""Amounts with their unit: money, percent, measures, ages; and the noun that a plain count counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from compare.details.line import HYPHENS, Line
from compare.details.number_words import Amount, Bound, listed, names
from compare.values import Span

_WEIGHT_REACH = 6
_NOUN_REACH = 5
_PERCENT_SIGNS = tuple("%٪")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its unit: the words `first` to `last` (exclusive), and the span of its characters."""

    amount: Amount
    first: int
    last: int
    span: Span
    unit: str | None = None
    of: str | None = None


def quantity_of(line: Line, amount: Amount) -> Quantity:
    """The amount with the currency before it and the unit behind it, where there are any."""
    span = Span(line.words[amount.first].span.start, line.words[amount.last - 1].span.end)
    bare = _with_suffix(line, _signed(line, Quantity(amount, amount.first, amount.last, span)))
    priced = _with_symbol(line, bare) or _with_code(line, bare)
    if priced:
        return priced
    named = _with_percent(line, bare) or _with_currency(line, bare) or _with_age(line, bare)
    return named or _with_measure(line, bare)


def _signed(line: Line, quantity: Quantity) -> Quantity:
    """Minus 5, −5."""
    first, gap, amount = quantity.first, line.gap(quantity.first), quantity.amount
    negative = replace(amount, low=-amount.low)
    if gap[-1:] == "−":
        return replace(quantity, amount=negative, span=Span(quantity.span.start - 1, quantity.span.end))
    if line.word(first - 1) == "minus" and (line.spaced(first) or line.hyphened(first)):
        span = Span(line.words[first - 1].span.start, quantity.span.end)
        return replace(quantity, amount=negative, first=first - 1, span=span)
    return quantity


def _extended(line: Line, quantity: Quantity, last: int, unit: str | None, of: str | None = None) -> Quantity:
    span = Span(quantity.span.start, line.words[last - 1].span.end)
    return replace(quantity, last=last, span=span, unit=unit, of=of)


def _with_suffix(line: Line, quantity: Quantity) -> Quantity:
    """20-plus, 40-odd, 500+."""
    last, end = quantity.last, quantity.span.end
    bound: Bound = "~" if line.word(last) in ("odd", "some") else ">="
    if line.hyphened(last) and line.word(last) in listed("suffixes"):
        amount = replace(quantity.amount, bound=bound)
        return replace(_extended(line, quantity, last + 1, None), amount=amount)
    if line.gap(last)[:1] == "+" and line.gap(last)[1:2] in ("", " "):
        amount = replace(quantity.amount, bound=">=")
        return replace(quantity, amount=amount, span=Span(quantity.span.start, end + 1))
    return quantity


def _with_symbol(line: Line, quantity: Quantity) -> Quantity | None:
    """A currency symbol right before the amount: "$3m", "US$ 5 million"."""
    before = line.gap(quantity.first)
    symbol = before.rstrip(" \u00a0")[-1:]
    unit = names("symbols").get(symbol)
    if not unit or len(before) - len(before.rstrip(" \u00a0")) > 1:
        return None
    start, first = quantity.span.start - len(before) + before.rindex(symbol), quantity.first
    dollars = names("symbol_prefixes").get(line.word(first - 1))
    if dollars and before[0] == symbol == "$" and line.raw(first - 1).isupper():
        unit, first = dollars, first - 1
        start = line.words[first].span.start
    return replace(quantity, first=first, span=Span(start, quantity.span.end), unit=unit)


def _with_code(line: Line, quantity: Quantity) -> Quantity | None:
    """A currency code before or after the amount: "EUR 5 million", "5m USD", "Rs. 500"."""
    code = names("codes").get(line.word(quantity.first - 1))
    written = line.raw(quantity.first - 1)
    if code and (written.isupper() or written == "Rs") and line.gap(quantity.first) in ("", " ", ". ", "."):
        span = Span(line.words[quantity.first - 1].span.start, quantity.span.end)
        return replace(quantity, first=quantity.first - 1, span=span, unit=code)
    code = names("codes").get(line.word(quantity.last))
    if code and line.raw(quantity.last).isupper() and line.spaced(quantity.last):
        return _extended(line, quantity, quantity.last + 1, code)
    return None


def _with_percent(line: Line, quantity: Quantity) -> Quantity | None:
    last, gap = quantity.last, line.gap(quantity.last)
    if gap.lstrip(" \u00a0")[:1] in _PERCENT_SIGNS and gap.strip():
        end = quantity.span.end + len(gap) - len(gap.lstrip(" \u00a0")) + 1
        return replace(quantity, span=Span(quantity.span.start, end), unit="%")
    if not (line.spaced(last) or line.hyphened(last) or line.word(last) in ("pc", "pct")):
        return None
    if line.word(last) == "per" and line.word(last + 1) == "cent":
        return _extended(line, quantity, last + 2, "%")
    unit = names("percents").get(line.word(last))
    if unit == "pp":
        points = line.word(last + 1) in listed("percent_points")
        return _extended(line, quantity, last + 2, "pp") if points else None
    return _extended(line, quantity, last + 1, unit) if unit else None


def _with_currency(line: Line, quantity: Quantity) -> Quantity | None:
    """A currency written out: "5 million euros", "10 Hong Kong dollars", "two million pounds"."""
    last = quantity.last
    if not (line.spaced(last) or line.hyphened(last)):
        return None
    if quantity.amount.bound == ">=" and line.word(last) == "of" and line.spaced(last + 1):
        last += 1
    unit = names("currencies").get(line.word(last))
    if unit:
        return _extended(line, quantity, last + 1, unit)
    for step in (1, 2):
        land = names("dollars").get(line.word(last))
        if land and line.word(last + step) in ("dollar", "dollars"):
            return _extended(line, quantity, last + step + 1, land)
    if line.word(last) in ("pound", "pounds"):
        return _with_pounds(line, quantity)
    return None


def _with_pounds(line: Line, quantity: Quantity) -> Quantity:
    """Pounds are money by the million, weight where something weighs; else nobody can tell."""
    last = quantity.last
    if line.word(last + 1) == "sterling":
        return _extended(line, quantity, last + 2, "GBP")
    nearby = {line.word(step) for step in range(last - _WEIGHT_REACH, last + _WEIGHT_REACH)}
    if quantity.amount.scale >= 1e6:
        unit = "GBP"
    else:
        unit = "lb" if line.hyphened(last) or nearby & listed("weigh") else "pound"
    return _extended(line, quantity, last + 1, unit)


def _with_age(line: Line, quantity: Quantity) -> Quantity | None:
    """A four-year-old, 52 years old, 18 years of age, a 4yo."""
    last, unit = quantity.last, names("units").get(line.word(quantity.last))
    if line.glued(last) and line.word(last) in ("yo", "yr"):
        return _extended(line, quantity, last + 1, "year", "age")
    if unit not in listed("long_times") or not (line.spaced(last) or line.hyphened(last)):
        return None
    joined = line.spaced(last + 1) or line.hyphened(last + 1)
    if joined and line.word(last + 1) in listed("olds"):
        return _extended(line, quantity, last + 2, unit, "age")
    if line.word(last + 1) == "of" and line.word(last + 2) == "age":
        return _extended(line, quantity, last + 3, unit, "age")
    return None


def _with_measure(line: Line, quantity: Quantity) -> Quantity:
    degrees = _with_degrees(line, quantity)
    if degrees:
        return degrees
    last = quantity.last
    power = names("squares").get(line.word(last), "") if line.spaced(last) or line.hyphened(last) else ""
    at = last + 1 if power else last
    joined = line.spaced(at) or line.hyphened(at) or (line.glued(at) and at == last)
    unit = names("units").get(line.word(at)) if joined else None
    if line.spaced(at) and line.word(at) in ("celsius", "fahrenheit"):
        return _extended(line, quantity, at + 1, names("temperatures")[line.word(at)])
    if not unit or not _is_measure(line, at, quantity.amount):
        return quantity
    if unit == "degree" and line.word(at + 1) in names("temperatures") and line.spaced(at + 1):
        return _extended(line, quantity, at + 2, names("temperatures")[line.word(at + 1)])
    return _extended(line, quantity, at + 1, power + unit)


def _is_measure(line: Line, index: int, amount: Amount) -> bool:
    """Whether a unit word behind an amount is meant as one: "two second chances" are no time."""
    word = line.word(index)
    several = amount.low != 1 and not amount.part
    singular = word in listed("long_times") or word in ("second", "minute", "hour", "point")
    return not (several and singular and not line.hyphened(index))


def _with_degrees(line: Line, quantity: Quantity) -> Quantity | None:
    """30°C, 86 °F, 45°."""
    gap = line.gap(quantity.last)
    if gap.lstrip(" \u00a0")[:1] != "°":
        return None
    letter = line.word(quantity.last)
    if gap[-1:] == "°" and letter in ("c", "f"):
        return _extended(line, quantity, quantity.last + 1, names("temperatures")[letter])
    end = quantity.span.end + gap.index("°") + 1
    return replace(quantity, span=Span(quantity.span.start, end), unit="degree")


def counted_noun(line: Line, quantity: Quantity) -> str | None:
    """The stem of what a count counts: the first plural noun behind it, or None where that is unclear."""
    last, of_phrase = quantity.last, False
    if line.hyphened(quantity.first):
        return None  # the second half of a vote or a score
    if line.gap(last) in HYPHENS and not quantity.unit:
        return _hyphened_noun(line, last)
    if quantity.unit in listed("not_counting") or quantity.unit in names("codes").values():
        return None
    if line.word(last) == "of" and line.spaced(last) and line.spaced(last + 1):
        last, of_phrase = last + 1, True
        while _before_noun(line.word(last)) and line.spaced(last + 1):
            last += 1
    elif quantity.unit or (quantity.amount.part and quantity.amount.last - quantity.amount.first < 3):
        return None
    if line.word(last) in ("were", "are") and line.word(last + 1) in listed("casualties"):
        return line.words[last + 1].stem  # "31 were killed"
    return _head(line, last, quantity, of_phrase or quantity.amount.low == 1)


def _before_noun(word: str) -> bool:
    """Whether the word may stand between "of" and the noun: "nine of the 15 judges"."""
    return word in listed("articles") or word.isdecimal() or word in names("ones")


def _hyphened_noun(line: Line, index: int) -> str | None:
    """A 12-member panel counts members."""
    word = line.word(index)
    fits = word.isalpha() and word not in listed("not_counted") and not word.endswith(("ed", "ing"))
    return line.words[index].stem if fits and line.raw(index)[:1].islower() else None


def _is_toll(line: Line, start: int, index: int) -> bool:
    """Whether the count is of dead, wounded and the like, without a noun: "12 killed"."""
    return index == start and line.word(index) in listed("casualties") and not _is_plural(line, index + 1)


def _head(line: Line, start: int, quantity: Quantity, singular: bool) -> str | None:
    index, single = start, quantity.amount.low == 1
    while index < start + _NOUN_REACH and _continues(line, index):
        if not single and (_is_plural(line, index) or _is_toll(line, start, index)):
            compound = _continues(line, index + 1) and _is_plural(line, index + 1)  # "rights groups"
            return line.words[index + 1 if compound else index].stem
        if single and index > start and _is_plural(line, index):
            break  # a verb: "one country invades"
        index += 1
    ended = index < start + _NOUN_REACH and index > start
    word = line.word(index - 1)
    noun = word.isalpha() and not word.endswith(("ly", "ed", "ing")) and word not in listed("not_plural")
    noun = noun and line.raw(index - 1)[:1].islower()
    return line.words[index - 1].stem if singular and ended and noun else None


def _continues(line: Line, index: int) -> bool:
    """Whether the noun phrase goes on with this word."""
    joined = line.spaced(index) or line.hyphened(index) or line.gap(index) in ("' ", "’ ")
    word, before = line.word(index), line.word(index - 1)
    paired = word in ("and", "or") and before in listed("paired_adjectives")
    stops = word in listed("stops") and not paired and line.raw(index) != "US"
    return joined and word[:1].isalpha() and not stops


def _is_plural(line: Line, index: int) -> bool:
    word, written = line.word(index), line.raw(index)
    if line.hyphened(index + 1):
        return False
    if word in listed("plural_nouns") or (len(word) > 5 and word.endswith("men")):
        return True
    if line.gap(index + 1)[:2] in ("' ", "’ ") or "'" in written or "’" in written:
        return False
    ending = word[-1:] == "s" and word[-2:] not in ("ss", "us", "is")
    return len(word) > 2 and ending and word not in listed("not_plural")
