"""An amount with its unit, as the readers of units hand it on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from compare.details.line import Line
from compare.details.number_words import Amount
from compare.values import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its unit: the words `first` to `last` (exclusive), and the span of its characters."""

    amount: Amount
    first: int
    last: int
    span: Span
    bare: Span  # of the amount alone, with its sign
    unit: str | None = None
    of: str | None = None


def extended(line: Line, quantity: Quantity, last: int, unit: str | None, of: str | None = None) -> Quantity:
    """The quantity with its unit, up to the word `last` (exclusive)."""
    span = Span(quantity.span.start, line.words[last - 1].span.end)
    return replace(quantity, last=last, span=span, unit=unit, of=of)


def widened(line: Line, quantity: Quantity, first: int, unit: str | None) -> Quantity:
    """The quantity with the unit that stands before it, from the word `first`."""
    span = Span(line.words[first].span.start, quantity.span.end)
    return replace(quantity, first=first, span=span, unit=unit)
