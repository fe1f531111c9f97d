"""Measures: lengths, weights, areas, speeds, temperatures and their compounds behind an amount."""

from __future__ import annotations

from dataclasses import replace

from compare.details.line import Line
from compare.details.number_words import Amount, joined, listed, names, number_of
from compare.details.quantity import Quantity, extended
from compare.values import Span

_WEATHER_REACH = 8
_BLANKS = " \u00a0\u202f"


def with_measure(line: Line, quantity: Quantity) -> Quantity:
    """The amount with the unit of measure behind it, where there is one."""
    return _with_degrees(line, quantity) or _with_pair(line, quantity) or _with_unit(line, quantity)


def unit_at(line: Line, index: int) -> str | None:
    """The unit that a word names: symbols count as they are written ("W", "g"), words in any case."""
    word = line.word(index)
    if not word:
        return None
    unit = names("short_units").get(line.raw(index)) or names("units").get(word)
    return str(unit) if unit else None


def _with_pair(line: Line, quantity: Quantity) -> Quantity | None:
    """Metric tons, basis points, pound-feet."""
    last = quantity.last
    if not (joined(line, last) or line.glued(last)) or not joined(line, last + 1):
        return None
    unit = names("paired_units").get(f"{line.word(last)} {line.word(last + 1)}")
    return extended(line, quantity, last + 2, unit) if unit else None


def _with_unit(line: Line, quantity: Quantity) -> Quantity:
    last = quantity.last
    power = names("squares").get(line.word(last), "") if joined(line, last) or line.glued(last) else ""
    at = last + 1 if power and unit_at(line, last + 1) else last
    near = joined(line, at) or (line.glued(at) and at == last)
    if line.glued(at) and line.raw(at) in ("C", "F") and _is_weather(line, at):
        return extended(line, quantity, at + 1, names("temperatures")[line.word(at)])
    if line.spaced(at) and line.word(at) in listed("warmth"):
        return extended(line, quantity, at + 1, names("temperatures")[line.word(at)])
    unit = unit_at(line, at) if near else None
    if not unit or not _is_measure(line, at, quantity.amount):
        return _in_metres(line, quantity)
    if unit == "degree" and line.word(at + 1) in names("temperatures") and line.spaced(at + 1):
        return extended(line, quantity, at + 2, names("temperatures")[line.word(at + 1)])
    speed = _with_speed(line, quantity, at, unit) if at == last else None
    return speed or _with_inches(line, extended(line, quantity, at + 1, (power if at > last else "") + unit))


def _is_weather(line: Line, index: int) -> bool:
    """Whether the words around tell that a "C" is Celsius."""
    return any(line.word(at) in listed("weather") for at in range(index - _WEATHER_REACH, index + _WEATHER_REACH))


def _in_metres(line: Line, quantity: Quantity) -> Quantity:
    """1.8m tall: metres where the word behind them measures."""
    amount, at = quantity.amount, quantity.amount.last - 1
    short = amount.digits and amount.scale == 1e6 and at > amount.first and line.raw(at) == "m"
    if not short or line.word(quantity.last) not in listed("extents") or not line.spaced(quantity.last):
        return quantity
    metres = replace(amount, low=round(amount.low / 1e6, 9), scale=1.0)
    return replace(quantity, amount=metres, unit="metre")


def _with_speed(line: Line, quantity: Quantity, at: int, unit: str) -> Quantity | None:
    """Miles per hour, miles an hour, km/h, metres a second."""
    if unit not in listed("lengths"):
        return None
    last = at + 1
    if line.gap(last) == "/":
        time = names("per").get(line.word(last))
    elif line.word(last) in ("per", "an", "a") and line.spaced(last) and line.spaced(last + 1):
        last += 1
        time = names("per").get(line.word(last))
    else:
        return None
    written = f"{unit}/{time}"
    return extended(line, quantity, last + 1, names("speeds").get(written, written)) if time else None


def _with_inches(line: Line, quantity: Quantity) -> Quantity:
    """A 6-foot-2 guard, 5 ft 2 in."""
    last, word = quantity.last, line.word(quantity.last)
    inches = number_of(word) or names("ones").get(word, 0)
    if quantity.unit != "foot" or not 0 < inches < 12:
        return quantity
    written = line.word(last + 1) == "in" and not line.raw(last + 2)[:1].isdecimal() and not line.hyphened(last)
    if not (line.hyphened(last) or (written and (line.spaced(last) or line.glued(last)))):
        return quantity
    amount = replace(quantity.amount, low=quantity.amount.low + inches / 12)
    return replace(extended(line, quantity, last + 1 + written, "foot"), amount=amount)


def _is_measure(line: Line, index: int, amount: Amount) -> bool:
    """Whether a unit word behind an amount is meant as one: "two second chances" are no time."""
    word = line.word(index)
    several = amount.low != 1 and not amount.part
    singular = word in listed("long_times") or word in ("second", "minute", "hour", "point")
    return not (several and singular and not line.hyphened(index)) or _is_compound(line, index, amount)


def _is_compound(line: Line, index: int, amount: Amount) -> bool:
    """Whether a decimal before it makes a singular a measure: "a 4.3 second dash"."""
    return amount.digits and amount.low != int(amount.low) and line.word(index) == "second"


def _with_degrees(line: Line, quantity: Quantity) -> Quantity | None:
    """30°C, 86 °F, 45°, 100° Celsius."""
    gap = line.gap(quantity.last)
    if gap.lstrip(_BLANKS)[:1] != "°":
        return None
    unit = names("temperatures").get(line.word(quantity.last))
    if unit and (gap[-1:] == "°" or (gap.rstrip()[-1:] == "°" and line.word(quantity.last) in listed("warmth"))):
        return extended(line, quantity, quantity.last + 1, unit)
    end = quantity.span.end + gap.index("°") + 1
    return replace(quantity, span=Span(quantity.span.start, end), unit="degree")


def in_one(line: Line, left: Quantity, right: Quantity) -> Quantity | None:
    """Two neighbours that are one measure: "5 feet 2 inches", "3 dollars and 50 cents"."""
    part = names("compounds").get(f"{left.unit} {right.unit}")
    between = line.text[left.span.end : right.span.start]
    whole = left.amount.low == int(left.amount.low) and left.amount.low > 0 and left.amount.high is None
    if not part or not whole or between not in (" ", " and ", "", "\u00a0") or not 0 < right.amount.low < part:
        return None
    amount = replace(left.amount, low=left.amount.low + right.amount.low / part, last=right.amount.last)
    return replace(left, amount=amount, last=right.last, span=Span(left.span.start, right.span.end))
