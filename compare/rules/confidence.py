"""How sure a rule is: features of a candidate, weighed; weights and their card are in the table `confidence`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from compare.rules.base import REMEMBERED, Difference, Pair, Piece, Side
from compare.rules.slots import keys, slots, tokens
from compare.tables import table
from compare.values import Span

_MANY = 8  # shared tokens from which more of them say no more
_LONG = 30  # tokens, the same


@dataclass(frozen=True, slots=True)
class Candidate:
    """A difference that a rule might report, and what speaks for and against it (each from 0 to 1)."""

    difference: Difference
    features: Mapping[str, float]


def surest(rule: str, candidates: Iterable[Candidate], found: Sequence[Difference] = ()) -> Iterator[Difference]:
    """The candidates that are sure enough, surest first, each with its score.

    No two of them stand at one place, and none where something was `found` already. One that is not sure enough, or was
    doubtful before, is doubtful.
    """
    row = table("confidence")[rule]
    chances = [(_chance(row, candidate.features), candidate.difference) for candidate in candidates]
    lowest = row.get("joins", row["least"])
    scored = [told for told in chances if round(told[0], 4) >= round(lowest, 4)]
    taken = [(difference.left.span, difference.right.span) for difference in found]
    for score, difference in sorted(scored, key=_order):
        if score < lowest or len(taken) >= row["most"] + len(found):
            return
        if not any(clashes(difference, spans) for spans in taken):
            taken.append((difference.left.span, difference.right.span))
            doubtful = difference.doubtful or score < row["sure"]
            yield replace(difference, score=round(score, 4), doubtful=doubtful, tentative=score < row["least"])


def _order(scored: tuple[float, Difference]) -> tuple[float, list[tuple[Span, str]]]:
    """Surest first, then by place, whichever side is left."""
    score, found = scored
    return -round(score, 4), sorted((piece.span, piece.variant) for piece in (found.left, found.right))


def clashes(found: Difference, taken: tuple[Span, Span]) -> bool:
    """Whether a place is used already; the sentence of a side that lacks the detail is no place."""
    sides = zip((found.left, found.right), taken, strict=True)
    return any(not piece.missing and piece.span.overlaps(span) for piece, span in sides)


def _chance(row: Mapping[str, Any], features: Mapping[str, float]) -> float:
    weights = row["weights"]
    summed = float(row["bias"]) + sum([weights.get(name, 0.0) * value for name, value in features.items()])
    return 1 / (1 + math.exp(-summed))


def common(pair: Pair) -> dict[str, float]:
    """What every rule looks at: how sure the link is and how much the two sentences share."""
    return {"link": pair.link.score, **_shared(pair.left, pair.right, len(slots(pair)))}


@lru_cache(maxsize=REMEMBERED)
def _shared(left: Side, right: Side, gaps: int) -> dict[str, float]:
    sizes = len(tokens(left)), len(tokens(right))
    shared = min(_told_by(left, right), _told_by(right, left))
    return {
        "shared": min(shared, _MANY) / _MANY,
        "covered": shared / max(1, min(sizes)),
        "length": min(max(sizes), _LONG) / _LONG,
        "gaps": min(gaps, _MANY) / _MANY,
    }


def _told_by(here: Side, there: Side) -> int:
    """How many tokens of one sentence the other has too."""
    other = keys(there)
    return sum([token.key in other for token in tokens(here)])


def ordered(here: Piece, there: Piece, *, flipped: bool) -> tuple[Piece, Piece]:
    """The two pieces as left and right."""
    return (there, here) if flipped else (here, there)
