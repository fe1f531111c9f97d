"""Rules about quantities of the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from compare.rules.base import Difference, Pair, Piece, Rule, Side
from compare.tables import table
from compare.values import Detail, NumberValue, Relation, Span

_NEAR = 0.1  # share by which "about 100" and 98 may be apart
_BESIDE = 3  # words on either side that say what is measured


def check_number(pair: Pair) -> Iterator[Difference]:
    """The same thing is counted or measured differently.

    Fires: "12 dead" against "at least 21 dead" (conflict); "about 100" against "98" (precision).
    Does not fire: equal values in other words; quantities of different things or in different units.
    """
    left, right = _open(pair.left, pair.right), _open(pair.right, pair.left)
    taken: set[Span] = set()
    for one in left:
        for other in right:
            if other.span not in taken and _same_thing(one, other, pair):
                taken.add(other.span)
                yield _difference(one, other)
                break


def _open(side: Side, against: Side) -> list[Detail]:
    """Numbers whose value the other side does not give at all."""
    given = {_value(d) for d in against.statement.details if isinstance(d.value, NumberValue)}
    return [d for d in side.statement.details if isinstance(d.value, NumberValue) and _value(d) not in given]


def _value(detail: Detail) -> tuple[float, float, str | None, str]:
    assert isinstance(detail.value, NumberValue)
    value = detail.value
    return value.low, value.high, value.unit, value.approx


def _same_thing(one: Detail, other: Detail, pair: Pair) -> bool:
    assert isinstance(one.value, NumberValue)
    assert isinstance(other.value, NumberValue)
    a, b = one.value, other.value
    if a.unit != b.unit or a.change != b.change:
        return False
    if a.of and b.of:
        return a.of == b.of
    beside = _around(one.span, pair.left) & _around(other.span, pair.right)
    return bool(beside) and (a.unit is not None or len(beside) > 1)


def _around(span: Span, side: Side) -> set[str]:
    before = [w for w in side.words if w.span.end <= span.start][-_BESIDE:]
    after = [w for w in side.words if w.span.start >= span.end][:_BESIDE]
    return {w.stem for w in before + after if len(w.folded) > 3}


def _difference(one: Detail, other: Detail) -> Difference:
    assert isinstance(one.value, NumberValue)
    assert isinstance(other.value, NumberValue)
    thing = min(filter(None, (one.value.of, other.value.of)), default=None) or one.value.unit or "number"
    return Difference(
        slot=f"{thing} {one.value.unit or ''}".strip(),
        relation=relation(one.value, other.value),
        left=Piece(one.span, _variant(one.value)),
        right=Piece(other.span, _variant(other.value)),
        score=0.9 if one.value.of and one.value.of == other.value.of else 0.7,
        reasons=(f"both count or measure '{thing}'",),
        message="different figures for the same thing",
        evolving=thing in table("rules_number")["evolving"].split(),
    )


def _variant(value: NumberValue) -> str:
    span = f"{value.low:.12g}" if value.low == value.high else f"{value.low:.12g}-{value.high:.12g}"
    return " ".join(filter(None, (value.approx, span, value.unit, value.change)))


def relation(one: NumberValue, other: NumberValue) -> Relation:
    """Precision where both can be right as written, conflict where they cannot."""
    (low, high), (floor, ceiling) = _range(one), _range(other)
    return "precision" if low <= ceiling and floor <= high else "conflict"


def _range(value: NumberValue) -> tuple[float, float]:
    """What a quantity can stand for, given how it is hedged."""
    slack = _NEAR * max(abs(value.low), abs(value.high))
    low = {"~": value.low - slack, "<": float("-inf"), "<=": float("-inf")}.get(value.approx, value.low)
    high = {"~": value.high + slack, ">": float("inf"), ">=": float("inf")}.get(value.approx, value.high)
    return low, high


RULES = (
    Rule("NUM001", "number", "different figures", {"conflict": "error", "precision": "note"}, check_number),
)
