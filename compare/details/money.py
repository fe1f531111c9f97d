"""Money: a symbol, a code or a currency written out, before or behind an amount."""

from __future__ import annotations

from dataclasses import replace

from compare.details.line import Line
from compare.details.number_words import exact, joined, listed, names, scale_after
from compare.details.quantity import Quantity, extended, widened
from compare.values import Span

_WEIGHT_REACH = 6
_BLANKS = " \u00a0\u202f"
_MINUS = "-−"


def with_money(line: Line, quantity: Quantity) -> Quantity | None:
    """The amount as money, or None where no currency stands beside it."""
    for reader in (_with_symbol, _with_code_before, _with_code_after, _with_symbol_after, with_currency):
        priced = reader(line, quantity)
        if priced:
            return priced
    return None


def _with_symbol(line: Line, quantity: Quantity) -> Quantity | None:
    """A currency symbol right before the amount: "$3m", "US$ 5 million", "-$3", "$-3bn"."""
    gap = line.gap(quantity.first)
    before = gap.rstrip(_BLANKS + (_MINUS if gap[-1:] in _MINUS else ""))
    unit = names("symbols").get(before[-1:])
    if not unit or len(gap) - len(before) > 1:
        return None
    start = quantity.span.end - (quantity.span.end - line.words[quantity.first].span.start) - len(gap) + len(before) - 1
    priced = _with_prefix(line, replace(quantity, span=Span(start, quantity.span.end), unit=unit), before)
    priced = _ends_in_name(line, priced)
    opens = before[-3:-2] in tuple(" (") or (before[-3:-2] == "" and priced.first == 0)
    lone = len(before) > 1 and before[-2:-1] in _MINUS and opens
    if lone and quantity.amount.low > 0 and priced.first == quantity.first:
        amount = replace(priced.amount, low=-priced.amount.low)
        return replace(priced, amount=amount, span=Span(start - 1, priced.span.end))
    return priced


def _ends_in_name(line: Line, quantity: Quantity) -> Quantity:
    """ "$10 dollars" says it twice."""
    word = line.word(quantity.last)
    doubled = line.spaced(quantity.last) and word in ("dollars", "euros") and names("currencies").get(word)
    return extended(line, quantity, quantity.last + 1, quantity.unit) if doubled == quantity.unit else quantity


def _with_prefix(line: Line, quantity: Quantity, before: str) -> Quantity:
    """The dollar of a country: "US$", "A$", "HK $", "aud$"."""
    at = quantity.first - 1
    word, glued = line.word(at), before == "$"
    land = names("symbol_prefixes").get(word) or names("codes").get(word)
    written = line.raw(at)
    spaced = before == " $" and (len(word) > 1 or (word == "c" and line.gap(quantity.first)[-1:] == " "))
    tokenised = spaced and line.gap(quantity.first)[-1:] == " " and word != "ca"
    telling = written.isupper() or tokenised or (glued and (len(word) > 2 or word == "us")) or word == "u.s"
    if land and before[-1:] == "$" and (glued or spaced) and telling:
        return widened(line, quantity, at, land)
    return quantity


def _code(line: Line, index: int) -> tuple[str | None, float]:
    """The currency of a code and how many of it the code stands for: "EUR", "MEUR"."""
    word, written = line.word(index), line.raw(index)
    telling = written.isupper() or written == "Rs" or word in listed("plain_codes")
    unit = names("codes").get(word) if telling else None
    if unit or not (written.isupper() and len(word) == 4 and word[0] == "m"):
        return unit, 1.0
    return (names("codes").get(word[1:]), 1e6) if word[1:] in names("codes") else (None, 1.0)


def _scaled(quantity: Quantity, factor: float) -> Quantity:
    amount = quantity.amount
    if factor == 1:
        return quantity
    return replace(quantity, amount=replace(amount, low=exact(amount.low * factor), scale=amount.scale * factor))


def _with_code_before(line: Line, quantity: Quantity) -> Quantity | None:
    """EUR 5 million, Rs. 500, USD10m, $US160m."""
    at = quantity.first - 1
    code, factor = _code(line, at)
    if line.spaced(at) and line.raw(at - 1)[:1].isdecimal() and not _code(line, at - 2)[0]:
        return None  # it belongs to the number before: "10 rmb 20 usd"
    if code and line.gap(quantity.first) in ("", " ", ". ", ".", "\u00a0"):
        return widened(line, _scaled(quantity, factor), at, code)
    land = names("symbol_prefixes").get(line.word(at))
    if land and line.gap(at)[-1:] == "$" and not line.gap(quantity.first):
        start = line.words[at].span.start - 1
        return replace(quantity, first=at, span=Span(start, quantity.span.end), unit=land)
    return None


def _with_code_after(line: Line, quantity: Quantity) -> Quantity | None:
    """5m USD, 115USD, 75 USD million, 30 MEUR."""
    last = quantity.last
    code, factor = _code(line, last) if line.spaced(last) or line.glued(last) else (None, 1.0)
    if not code:
        return None
    scale, end = scale_after(line, last + 1) if line.spaced(last + 1) and quantity.amount.scale == 1 else (1.0, last)
    if scale > 1:
        return extended(line, _scaled(quantity, scale), end, code)
    return extended(line, _scaled(quantity, factor), last + 1, code)


def _with_symbol_after(line: Line, quantity: Quantity) -> Quantity | None:
    """10 €, 100 $."""
    gap = line.gap(quantity.last)
    symbol = gap.lstrip(_BLANKS)[:1]
    unit = names("symbols").get(symbol)
    if not unit:
        return None
    at = gap.index(symbol)
    if at > 1 or (at + 1 == len(gap) and line.raw(quantity.last)):
        return None
    return replace(quantity, span=Span(quantity.span.start, quantity.span.end + at + 1), unit=unit)


def with_currency(line: Line, quantity: Quantity) -> Quantity | None:
    """A currency written out: "5 million euros", "10 Hong Kong dollars", "two million pounds", "100元"."""
    last = quantity.last
    if line.glued(last) and line.word(last) in listed("glued_currencies"):
        return extended(line, quantity, last + 1, names("currencies")[line.word(last)])
    if not joined(line, last):
        return None
    if quantity.amount.bound == ">=" and line.word(last) == "of" and line.spaced(last + 1):
        last += 1
    unit = names("currencies").get(line.word(last))
    if unit:
        return extended(line, quantity, last + 1, unit)
    for step in (1, 2):
        land = names("dollars").get(line.word(last))
        if land and line.word(last + step) in ("dollar", "dollars"):
            return extended(line, quantity, last + step + 1, land)
    of_nation = names("national_money").get(f"{line.word(last)} {line.word(last + 1).removesuffix('s')}")
    if of_nation and line.spaced(last + 1):
        return extended(line, quantity, last + 2, of_nation)
    return _with_pounds(line, quantity) if line.word(last) in ("pound", "pounds") else None


def _with_pounds(line: Line, quantity: Quantity) -> Quantity | None:
    """Pounds are money by the million, weight where something weighs; else nobody can tell."""
    last = quantity.last
    if line.word(last + 1) == "sterling":
        return extended(line, quantity, last + 2, "GBP")
    if line.hyphened(last + 1) and line.word(last + 1) in ("foot", "feet", "force"):
        return None
    nearby = {line.word(step) for step in range(last - _WEIGHT_REACH, last + _WEIGHT_REACH)}
    if quantity.amount.scale >= 1e6:
        unit = "GBP"
    else:
        unit = "lb" if line.hyphened(last) or nearby & listed("weigh") else "pound"
    return extended(line, quantity, last + 1, unit)
