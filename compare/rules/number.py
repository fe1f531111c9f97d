"""Rules about numbers: the same thing measured differently."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product

from compare.rules.base import Both, Difference, Pair, Piece, Rule, Said, moved, once
from compare.rules.confidence import Draft, common_of, surest_of
from compare.rules.figures import Figure, figures, states
from compare.rules.slots import facing, names_differ
from compare.tables import table
from compare.values import Relation

_ABOUT = 0.1  # "about 100" is right for 90 to 110
_CONVERTED = 0.03  # what rounding does to miles given as kilometres
_FAR = 5  # times: further apart, two figures need the same thing counted in words
_SURE_LINK = 0.4  # score of a link under which two numbers may be of two things
_NEAR = 0.3  # share by which two figures differ that are close
_MANY = 5  # times the least that "dozens" can mean: two dozen; ten dozen are no longer dozens
_ROUNDED = 0.05  # how far a round figure may lie from the exact one


def check_number(pair: Pair) -> Iterator[Difference]:
    """A quantity of the same thing differs.

    Fires: "12 people were killed" against "at least 21 dead" (conflict); "about 100 homes" against "98 homes"
    (precision).
    Does not fire: "12 people were killed" against "30 people were injured"; "10 miles" against "16 km"; a number that
    the other sentence gives too.
    """
    alone, sure = pair.link.degree == "same", pair.link.score >= _SURE_LINK
    found = list(moved(_compared(pair.both, alone=alone, sure=sure), pair))
    yield from found
    yield from surest_of("NUM001", find_numbers, pair, found)


def find_numbers(both: Both) -> Iterator[Draft]:
    """Every two numbers of which neither sentence gives the other's."""
    left, right = figures(both.left), figures(both.right)
    open_left = [f for f in left if not _given(f, right, both.right)]
    open_right = [f for f in right if not _given(f, left, both.left)]
    if not open_left or not open_right or names_differ(both):
        return
    together = facing(both)
    for one, other in product(open_left, open_right):
        if not _comparable(one, other):
            continue
        thing = _thing(one, other)
        ends = _piece(one, thing), _piece(other, thing)
        message = f"another number of {_shown(one, both.left) or _shown(other, both.right) or thing}"
        found = Difference(thing, "precision", *ends, 0.0, ("numbers that answer each other",), message)
        features = {
            "only ones": float(len(open_left) == 1 == len(open_right)),
            "facing": float((one.detail.span, other.detail.span) in together),
            **_likeness(one, other),
        }
        yield Draft(found, {**common_of(both), **features})


def _comparable(one: Figure, other: Figure) -> bool:
    """Whether two numbers may measure one thing: no dead against injured, no dollars against euros."""
    ends = {one.role, other.role} - {None}
    return one.unit == other.unit and len({one.state, other.state} - {None}) < 2 and len(ends) < 2


def _likeness(one: Figure, other: Figure) -> dict[str, float]:
    """What speaks for two numbers measuring one thing."""
    of = {one.value.of, other.value.of}
    return {
        "same unit": float(one.unit == other.unit),
        "a unit": float(one.unit is not None and one.unit == other.unit),
        "same thing": float(len(of) == 1 and of != {None}),
        "thing unknown": float(None in of),
        "beside": min(len(one.beside & other.beside), 2) / 2,
        "same state": float(one.state is not None and one.state == other.state),
        "other state": float(one.state != other.state),
        "vague": float(one.vague or other.vague),
        "far": float(_far(one, other)),
        "close": float(_distance(one, other) < _NEAR),
        "both exact": float(one.value.approx == "=" == other.value.approx),
        "ages": float("age" in of),
    }


@once
def _compared(both: Both, *, alone: bool, sure: bool) -> Iterator[Difference]:
    """Of a link that tells one fact alone or not, surely or not."""
    left, right = figures(both.left), figures(both.right)
    if not left or not right:
        return
    open_left = [f for f in left if not _given(f, right, both.right)]
    open_right = [f for f in right if not _given(f, left, both.left)]
    if names_differ(both):
        return
    for one, other in _matched(open_left, open_right, alone=alone):
        relation, score, reason = _relation(one, other)
        thing = _thing(one, other)
        pieces = _piece(one, thing), _piece(other, thing)
        shown = _shown(one, both.left) or _shown(other, both.right) or thing
        evolving = one.state is not None or other.state is not None
        message = f"a different number of {shown}" if relation == "conflict" else f"one number of {shown} more exact"
        doubtful = relation == "conflict" and not (sure and _surely_one(one, other))
        yield Difference(thing, relation, *pieces, score, (reason,), message, evolving, doubtful)


def _surely_one(one: Figure, other: Figure) -> bool:
    """Whether two numbers that contradict each other surely measure one thing: two words in common say so.

    What is counted is one of them; what became of those counted, or percent against points, is enough.
    """
    of = one.value.of is not None and one.value.of == other.value.of
    beside = len((one.beside & other.beside) - {one.value.of})
    told = one.state is not None or one.unit != other.unit or _same_topic(one, other)
    if _one_move(one, other) and not _same_topic(one, other):
        return False  # net profit here, operating profit there
    near = of or beside > 1 or not _far(one, other)
    return near and (told or of + beside > 1)


def _one_move(one: Figure, other: Figure) -> bool:
    """Whether something of one name rises, or falls, to both figures."""
    ends = one.role is not None and one.role == other.role and one.upward == other.upward
    return ends and bool(one.topic & other.topic)


def _same_topic(one: Figure, other: Figure) -> bool:
    """Whether it is one thing: not net profit here and operating profit there."""
    return _one_move(one, other) and (one.topic <= other.topic or other.topic <= one.topic)


def _given(figure: Figure, others: list[Figure], side: Said) -> bool:
    """Whether the other sentence gives the number too, be it as part of a name."""
    if any(_equal(figure, other) for other in others):
        return True
    taken = [other.detail.span for other in others]
    plain = f"{figure.value.low:.12g}"
    return any(w.stem == plain and not any(span.covers(w.span) for span in taken) for w in side.words)


def _equal(one: Figure, other: Figure) -> bool:
    if one.unit != other.unit or {one.value.change, other.value.change} == {"up", "down"}:
        return False
    slack = 1e-9 if one.value.unit == other.value.unit else _CONVERTED
    return math.isclose(one.low, other.low, rel_tol=slack) and math.isclose(one.high, other.high, rel_tol=slack)


def _matched(left: list[Figure], right: list[Figure], *, alone: bool) -> Iterator[tuple[Figure, Figure]]:
    """Each number with at most one of the other side, the surest first."""
    ranked = []
    for (i, one), (j, other) in product(enumerate(left), enumerate(right)):
        single = alone and sum(f.unit == one.unit for f in left) == 1 == sum(f.unit == one.unit for f in right)
        sureness = _sureness(one, other, single=single)
        if sureness:
            ends = sorted((one.place, other.place))
            ranked.append((-sureness, _distance(one, other), ends, i, j))
    used_left: set[int] = set()
    used_right: set[int] = set()
    for *_, i, j in sorted(ranked):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            yield left[i], right[j]


def _distance(one: Figure, other: Figure) -> float:
    return abs(one.low - other.low) / (max(abs(one.low), abs(other.low)) or 1)


def _sureness(one: Figure, other: Figure, *, single: bool) -> int:
    """How surely two numbers measure the same thing; 0 where they may well not."""
    if _percent_and_points(one, other):
        return 1
    if one.role and other.role and one.role != other.role:
        return 0
    if one.unit != other.unit or (one.value.change is None) != (other.value.change is None):
        return 0
    if one.value.of != other.value.of and _far(one, other):
        return 0
    shared, of = len(one.beside & other.beside), {one.value.of, other.value.of} - {None}
    if one.unit and _one_move(one, other):
        return 6 + len(one.topic & other.topic) + shared
    if "age" in of:
        return shared if len(of) == 1 and one.value.of == other.value.of else 0
    if one.state or other.state:
        people = of <= {*table("rules")["generic"], *states()} or len(of) == 1
        return 10 + shared if one.state == other.state and people else 0
    if one.vague != other.vague and one.value.of != other.value.of:
        return 0
    if len(of) == 2:
        return 0
    if one.value.of == other.value.of and not of & set(table("rules")["generic"]):
        known = bool(of) or single
        return (5 if known and (one.unit or of) else 0) + shared if known or (shared and one.unit) else 0
    return shared + single if shared or (of and one.value.of == other.value.of and single) else 0


def _percent_and_points(one: Figure, other: Figure) -> bool:
    """Whether both tell one rise or fall, in percent here and in points there."""
    units = {one.unit, other.unit}
    return "%" in units and bool(units & {"pp", "point"}) and one.value.change == other.value.change is not None


def _far(one: Figure, other: Figure) -> bool:
    """Whether two values are too far apart to be taken for one quantity on the words around them alone."""
    low, high = sorted((abs(one.low), abs(other.low)))
    return high > _FAR * max(low, 1e-9)


def _relation(one: Figure, other: Figure) -> tuple[Relation, float, str]:
    if one.unit != other.unit:
        return "conflict", 0.8, "percent are not percentage points"
    if {one.value.change, other.value.change} == {"up", "down"}:
        return "conflict", 0.9, "one rises, the other falls"
    loose = not (one.vague and other.vague)  # "hundreds" may be a hundred, but not where another says "thousands"
    (low, high), (other_low, other_high) = _admitted(one, loose=loose), _admitted(other, loose=loose)
    if low <= other_high and other_low <= high:
        return "precision", 0.7, "the bounds leave room for both"
    if _rounds(one, other) or _rounds(other, one):
        return "precision", 0.7, "one is the other rounded"
    return "conflict", 0.9 if one.state or one.value.of == other.value.of else 0.7, "both cannot hold"


def _admitted(figure: Figure, *, loose: bool) -> tuple[float, float]:
    """From the least to the greatest value for which the words are still right."""
    if figure.vague:
        return figure.low / (2 if loose else 1), figure.low * _MANY
    match figure.value.approx:
        case "~":
            slack = _ABOUT * max(abs(figure.low), abs(figure.high))
            return figure.low - slack, figure.high + slack
        case ">" | ">=":
            return figure.low, math.inf
        case "<" | "<=":
            return -math.inf, figure.high
    return figure.low, figure.high


def _rounds(rough: Figure, exact: Figure) -> bool:
    """Whether a figure in thousands, or with a decimal fraction, is the other one rounded."""
    one, other = rough.value.low, exact.value.low
    if rough.low != rough.high or exact.low != exact.high or _digits(one) >= _digits(other) or not one:
        return False
    coarse = abs(one) >= 1000 or other != int(other)
    return (
        coarse
        and abs(rough.low - exact.low) <= _ROUNDED * abs(rough.low)
        and (math.isclose(float(f"{other:.{_digits(one)}g}"), one) or abs(one) >= 1000)
    )


def _digits(value: float) -> int:
    """How many significant digits a number has."""
    return len(f"{value:.12e}".split("e")[0].replace(".", "").replace("-", "").rstrip("0"))


def _thing(one: Figure, other: Figure) -> str:
    """What is measured, in one name for both sides."""
    state = one.state or other.state
    of = sorted({one.value.of, other.value.of} - {None}, key=str)
    return state or " ".join(str(part) for part in (one.unit, of[0] if of else None) if part) or "count"


def _shown(figure: Figure, side: Said) -> str | None:
    """What is counted or measured, as the outlet writes it; None where it does not say."""
    if figure.value.of == "age":
        return "years of age"
    if figure.state or figure.value.of is None:
        return figure.state or (figure.value.unit and f"the same unit ({figure.value.unit})")
    after = (w for w in side.words if w.span.start >= figure.detail.span.start and w.stem == figure.value.of)
    return next((w.folded for w in after), None)


def _piece(figure: Figure, thing: str) -> Piece:
    value = figure.value
    amount = f"{figure.low:.12g}" if value.low == value.high else f"{figure.low:.12g}-{figure.high:.12g}"
    turn = f" {value.change}" if value.change else ""
    unit = f"{figure.unit} " if figure.unit and figure.unit not in thing.split() else ""
    return Piece(figure.detail.span, f"{amount} {value.approx} {unit}{thing}{turn}")


RULES: tuple[Rule, ...] = (
    Rule(
        "NUM001",
        "number",
        "a different number of the same thing",
        {"conflict": "error", "precision": "note", "omission": "note"},
        check_number,
    ),
)
