"""Amounts with their unit: sign, suffix, percent and age; money and measures have modules of their own."""

from __future__ import annotations

from dataclasses import replace

from compare.details.line import Line
from compare.details.measures import unit_at, with_measure
from compare.details.money import with_money
from compare.details.number_words import Amount, Bound, joined, listed, names
from compare.details.quantity import Quantity, extended
from compare.values import Span

_PERCENT_SIGNS = tuple("%٪")
_BLANKS = " \u00a0\u202f"


def quantity_of(line: Line, amount: Amount) -> Quantity:
    """The amount with the currency before it and the unit behind it, where there are any."""
    span = Span(line.words[amount.first].span.start, line.words[amount.last - 1].span.end)
    bare = _with_suffix(line, _signed(line, Quantity(amount, amount.first, amount.last, span, span)))
    named = with_money(line, bare) or _with_percent(line, bare) or _with_age(line, bare)
    return _and_a_half(line, named or _with_magnitude(line, bare) or with_measure(line, bare))


def _with_magnitude(line: Line, quantity: Quantity) -> Quantity | None:
    """Magnitude 6.1, a magnitude of 6.1, a magnitude-6.1 quake."""
    near = joined(line, quantity.first) or line.hyphened(quantity.first)
    before = quantity.first - 1 - (line.word(quantity.first - 1) == "of")
    if not near or line.word(before) not in listed("strengths"):
        return None
    return replace(quantity, unit="magnitude")


def _and_a_half(line: Line, quantity: Quantity) -> Quantity:
    """A year and a half, two hours and a half."""
    last = quantity.last
    if not quantity.unit or quantity.amount.low != int(quantity.amount.low) or quantity.last == quantity.amount.last:
        return quantity
    if [line.word(at) for at in range(last, last + 3)] != ["and", "a", "half"] or not line.spaced(last):
        return quantity
    amount = replace(quantity.amount, low=quantity.amount.low + 0.5)
    return replace(extended(line, quantity, last + 3, quantity.unit, quantity.of), amount=amount)


def _signed(line: Line, quantity: Quantity) -> Quantity:
    """Minus 5, negative five, −5, -5, $-5."""
    first, amount = quantity.first, quantity.amount
    negative = replace(amount, low=-amount.low)
    if line.negative(first) and amount.digits:
        span = Span(quantity.span.start - 1, quantity.span.end)
        return replace(quantity, amount=negative, span=span, bare=span)
    if line.word(first - 1) in listed("minus") and joined(line, first):
        span = Span(line.words[first - 1].span.start, quantity.span.end)
        return replace(quantity, amount=negative, first=first - 1, span=span, bare=span)
    return quantity


def _with_suffix(line: Line, quantity: Quantity) -> Quantity:
    """20-plus, 40-odd, 500+."""
    last, end = quantity.last, quantity.span.end
    bound: Bound = "~" if line.word(last) in ("odd", "some") else ">="
    if line.hyphened(last) and line.word(last) in listed("suffixes"):
        amount = replace(quantity.amount, bound=bound)
        return replace(extended(line, quantity, last + 1, None), amount=amount)
    if line.gap(last)[:1] == "+" and line.gap(last)[1:2] in ("", " "):
        amount = replace(quantity.amount, bound=">=")
        return replace(quantity, amount=amount, span=Span(quantity.span.start, end + 1))
    return quantity


def _with_percent(line: Line, quantity: Quantity) -> Quantity | None:
    last, gap = quantity.last, line.gap(quantity.last)
    if gap.lstrip(_BLANKS)[:1] in _PERCENT_SIGNS and gap.strip():
        end = quantity.span.end + len(gap) - len(gap.lstrip(_BLANKS)) + 1
        return replace(quantity, span=Span(quantity.span.start, end), unit="%")
    if not (joined(line, last) or line.word(last) in ("pc", "pct")):
        return None
    if line.word(last) == "per" and line.word(last + 1) == "cent":
        return extended(line, quantity, last + 2, "%")
    unit = names("percents").get(line.word(last))
    if unit == "pp":
        points = line.word(last + 1) in listed("percent_points")
        return extended(line, quantity, last + 2, "pp") if points else None
    return extended(line, quantity, last + 1, unit) if unit else None


def _with_age(line: Line, quantity: Quantity) -> Quantity | None:
    """A four-year-old, 52 years old, 18 years of age, a 4yo."""
    last, unit = quantity.last, unit_at(line, quantity.last)
    if (line.glued(last) or line.spaced(last)) and line.word(last) in ("yo", "yr") and unit is None:
        return extended(line, quantity, last + 1, "year", "age")
    if unit not in listed("long_times") or not joined(line, last):
        return None
    if joined(line, last + 1) and line.word(last + 1) in listed("olds"):
        return extended(line, quantity, last + 2, unit, "age")
    if line.word(last + 1) == "of" and line.word(last + 2) == "age":
        return extended(line, quantity, last + 3, unit, "age")
    return None
