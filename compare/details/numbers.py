"""Quantities of an article: counts, money, percentages, measures and ages, with their bounds and ranges."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from compare.details.amounts import read_amount
from compare.details.base import Draft
from compare.details.counted import counted_noun
from compare.details.line import Line, in_order
from compare.details.measures import in_one
from compare.details.number_context import (
    approximator,
    bound_after,
    chain_end,
    change,
    connector,
    follows_name,
    is_name,
    is_vote,
)
from compare.details.number_tokens import split_codes
from compare.details.number_words import listed, starting_words
from compare.details.quantities import quantity_of
from compare.details.quantity import Quantity
from compare.text import Word
from compare.values import Detail, NumberValue, Sentence, Span

_OLDEST = 115
_YEARS = range(1700, 2101)


def find_numbers(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The quantities of every sentence, by place; the words of dates are not read again."""
    text = draft.article.text
    rows = zip(draft.sentences, draft.words, draft.details, strict=True)
    return tuple(_numbers_of(_line(text, *row)) for row in rows)


def _line(text: str, sentence: Sentence, words: tuple[Word, ...], details: Sequence[Detail]) -> Line:
    fine = split_codes(text, words)
    return Line(text, sentence.span, fine, _taken(fine, details))


def every_quantity(line: Line) -> tuple[Quantity, ...]:
    """All amounts of a line with their units, be they pronouns, labels or parts of identifiers; ranges stay apart."""
    fine = replace(line, words=split_codes(line.text, line.words))
    found: list[Quantity] = []
    last = 0
    for index in range(len(fine.words)):
        amount = read_amount(fine, index) if index >= last else None
        if amount:
            found.append(quantity_of(fine, amount))
            last = max(found[-1].last, amount.last)
    return _in_ones(fine, found)


def _in_ones(line: Line, quantities: list[Quantity]) -> tuple[Quantity, ...]:
    """The quantities, with the two of "5 feet 2 inches" as one."""
    kept: list[Quantity] = []
    for quantity in quantities:
        whole = in_one(line, kept[-1], quantity) if kept else None
        kept[-1:] = [whole] if whole else [*kept[-1:], quantity]
    return tuple(kept)


def _taken(words: tuple[Word, ...], details: Sequence[Detail]) -> frozenset[int]:
    dates = [detail.span for detail in details if detail.kind == "date"]
    if not dates:
        return frozenset()
    starts = [word.span.start for word in words]
    ends = [word.span.end for word in words]
    return frozenset(i for date in dates for i in range(bisect_right(ends, date.start), bisect_left(starts, date.end)))


def _numbers_of(line: Line) -> tuple[Detail, ...]:
    quantities = _ranges(line, _in_ones(line, _quantities(line)))
    return in_order([detail for quantity in quantities if (detail := _detail(line, quantity))])


def _quantities(line: Line) -> list[Quantity]:
    found: list[Quantity] = []
    starters, last = starting_words(), 0
    for index, word in enumerate(line.words):
        if index >= last and (word.folded in starters or word.folded[0].isdecimal()):
            quantity, last = _quantity_at(line, index)
            if quantity:
                found.append(quantity)
    return found


def _quantity_at(line: Line, index: int) -> tuple[Quantity | None, int]:
    """The quantity that starts at a word, if any, and where to read on."""
    if not line.word(index):
        return None, index + 1
    strung = chain_end(line, index)
    if strung > index:
        return None, strung
    amount = read_amount(line, index)
    if not amount:
        return None, index + 1
    if amount.loose or is_name(line, amount):
        return None, amount.last
    quantity = quantity_of(line, amount)
    bare_letter = line.glued(quantity.last) and line.raw(quantity.last) in ("C", "F")
    if bare_letter and not quantity.unit:
        return None, quantity.last + 1
    if quantity.amount.low < 0 and not quantity.unit and line.word(index - 1) not in listed("minus"):
        return None, quantity.last  # a hyphen as likely as a sign
    return quantity, max(quantity.last, amount.last)


def _ranges(line: Line, quantities: tuple[Quantity, ...]) -> list[Quantity]:
    """Neighbours that form one range joined; their scale and unit shared."""
    joined: list[Quantity] = []
    for quantity in quantities:
        link = connector(line, joined[-1], quantity) if joined else None
        if link and joined[-1].amount.high is None:
            joined[-1:] = _pair(line, joined[-1], quantity, link)
        else:
            joined.append(quantity)
    return joined


def _pair(line: Line, left: Quantity, right: Quantity, link: str) -> list[Quantity]:
    opener = line.word(left.first - 1)
    if left.unit and right.unit and left.unit != right.unit:
        return [left, right]
    between = link == "and" and opener == "between"
    if link == "and" and not between:
        return [left, right]
    low = _same_scale(left, right)
    if opener == "from" and line.word(left.first - 2) in listed("ranging") and link == "to":
        opener = ""
    moved = opener == "from" or (left.unit is not None and change(line, left, left.first) is not None)
    apart = (link == "to" and moved) or is_vote(line, replace(left, last=right.last))
    wide = link == "or" and right.amount.low > 2 * low.amount.low + 1
    if apart or wide or low.amount.low >= right.amount.low:
        return [low if link in ("to", "-") else left, right]
    return [_range(line, low, right, between)]


def _same_scale(left: Quantity, right: Quantity) -> Quantity:
    """The left end with the scale and unit of the right: "10 to 12 million euros"."""
    shares = left.amount.scale == 1 and right.amount.scale > 1 and left.amount.low < 1000
    factor = right.amount.scale if shares and not (left.unit and not right.unit and left.unit == "%") else 1.0
    amount = replace(left.amount, low=left.amount.low * factor, scale=left.amount.scale * factor)
    return replace(left, amount=amount, unit=left.unit or right.unit, of=left.of or right.of)


def _range(line: Line, low: Quantity, right: Quantity, between: bool) -> Quantity:
    start = line.words[low.first - 1].span.start if between else low.span.start
    amount = replace(right.amount, low=low.amount.low, high=right.amount.low, first=low.amount.first)
    first = low.first - 1 if between else low.first
    unit = right.unit or low.unit
    span = Span(start, right.span.end)
    return Quantity(amount, first, right.last, span, span, unit, right.of or low.of)


def _detail(line: Line, quantity: Quantity) -> Detail | None:
    aged = _aged(line, _with_points(line, quantity))
    counted = replace(aged, of=aged.of or counted_noun(line, aged))
    approx, first = approximator(line, counted)
    after = bound_after(line, counted.last) if approx == "=" else None
    if _is_doubtful(line, counted, bounded=approx != "="):
        return None
    start = line.words[first].span.start if first < counted.first else counted.span.start
    end = line.words[after[1] - 1].span.end if after else counted.span.end
    low, high = counted.amount.low, counted.amount.high
    bound = after[0] if after else approx if approx != "=" else counted.amount.bound
    value = NumberValue(
        low, low if high is None else high, counted.unit, counted.of, bound, change(line, counted, first)
    )
    return Detail("number", Span(start, end), line.text[start:end], value)


def _with_points(line: Line, quantity: Quantity) -> Quantity:
    """Points are percentage points in a sentence that has spoken of percentages."""
    before = line.text[line.span.start : quantity.span.start]
    points = quantity.unit == "point" and ("%" in before or "percent" in before or "per cent" in before)
    return replace(quantity, unit="pp") if points else quantity


def _aged(line: Line, quantity: Quantity) -> Quantity:
    """Ages that only their surroundings tell: "aged 4", "Smith, 52,"."""
    amount, first = quantity.amount, quantity.first
    if quantity.unit or not 0 < amount.low <= _OLDEST or amount.scale != 1 or amount.part:
        return quantity
    if line.word(first - 1) in listed("ages") and line.spaced(first):
        span = Span(line.words[first - 1].span.start, quantity.span.end)
        return replace(quantity, first=first - 1, span=span, unit="year", of="age")
    if line.word(first - 1) == "age" and line.gap(first) == ", ":
        return replace(quantity, unit="year", of="age")
    if line.word(first - 1) == "turned" or (line.word(first - 1) == "of" and line.word(first - 2) == "age"):
        return replace(quantity, unit="year", of="age")
    whole = amount.digits and amount.high is None and amount.low == int(amount.low)
    if whole and _of_somebody(line, quantity):
        return replace(quantity, unit="year", of="age")
    apposed = line.gap(first) == ", " and line.gap(quantity.last)[:2] in (", ", ",")
    who = line.capital(first - 1) or line.word(first - 1) in listed("ages_apposed")
    if whole and apposed and who and not line.word(first - 2).isdecimal():
        return replace(quantity, unit="year", of="age")
    return quantity


def _of_somebody(line: Line, quantity: Quantity) -> bool:
    """Whether somebody is the number and nothing follows that it could count: "he is 3,", "who was 19 when"."""
    first, last = quantity.first, quantity.last
    closed = line.gap(last)[:1] in (",", ".", ";", "") or line.word(last) in listed("age_closers")
    is_one = line.word(first - 1) in ("is", "was") and line.word(first - 2) in listed("age_subjects")
    return is_one and closed and line.spaced(first) and line.spaced(first - 1)


def _is_doubtful(line: Line, quantity: Quantity, *, bounded: bool) -> bool:
    """Whether a bare number may as well be a name or a year, or its "m" metres rather than millions."""
    amount = quantity.amount
    if quantity.unit or amount.part:
        return False
    short = line.text[line.words[amount.last - 1].span.start : line.words[amount.last - 1].span.end]
    if amount.digits and amount.scale > 1 and short in ("k", "m", "b", "K", "M", "B"):
        return not quantity.of
    if not amount.digits:
        return amount.low in _YEARS and amount.low % 1000 != 0 and not quantity.of
    if amount.scale > 1:
        return False
    plain = amount.low in _YEARS and "," not in line.raw(amount.first)
    counts = quantity.of and (amount.low % 50 == 0 or quantity.of == "peopl")
    return (plain and not bounded and not counts) or follows_name(line, quantity)
