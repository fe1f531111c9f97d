"""How sure a rule is: features of a candidate, weighed; weights and their card are in the table `confidence`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from compare.rules.base import REMEMBERED, Both, Difference, Pair, Piece, Said, moved
from compare.rules.slots import keys, slots, tokens
from compare.tables import table
from compare.values import Span

_MANY = 8  # shared tokens from which more of them say no more
_LONG = 30  # tokens, the same
_RULES = 10  # rules that weigh candidates

Ask = Callable[[Pair], float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A difference that a rule might report, and what speaks for and against it (each from 0 to 1)."""

    difference: Difference
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate as far as two sentences by themselves tell; a feature may ask the articles around them."""

    difference: Difference
    features: Mapping[str, float | Ask]


Find = Callable[[Both], Iterable[Draft]]


def surest(rule: str, candidates: Iterable[Candidate], found: Sequence[Difference] = ()) -> Iterator[Difference]:
    """The candidates that are sure enough, surest first, each with its score.

    No two of them stand at one place, and none where something was `found` already. One that is not sure enough, or was
    doubtful before, is doubtful.
    """
    row = table("confidence")[rule]
    scored = ((_chance(row, candidate.features), candidate.difference) for candidate in candidates)
    return _chosen(row, _likely(row, scored), found)


def surest_of(rule: str, find: Find, pair: Pair, found: Sequence[Difference] = ()) -> Iterable[Difference]:
    """The same of drafts, which are found once for all pairs of the same two sentences."""
    drafts = _weighed(rule, find, pair.both)
    if not drafts:
        return ()
    row = table("confidence")[rule]
    likely = _likely(row, ((draft.chance(pair), draft.difference) for draft in drafts))
    if not likely:
        return ()
    differences = moved([difference for _, difference in likely], pair)
    return _chosen(row, list(zip([score for score, _ in likely], differences, strict=True)), found)


def candidates(find: Find, pair: Pair) -> Iterator[Candidate]:
    """The drafts of a pair with every question answered."""
    drafts = list(find(pair.both))
    for draft, difference in zip(drafts, moved([draft.difference for draft in drafts], pair), strict=True):
        features = {name: value(pair) if callable(value) else value for name, value in draft.features.items()}
        yield Candidate(difference, features)


def _likely(row: Mapping[str, Any], scored: Iterable[tuple[float, Difference]]) -> list[tuple[float, Difference]]:
    lowest = round(_lowest(row), 4)
    return [told for told in scored if round(told[0], 4) >= lowest]


def _lowest(row: Mapping[str, Any]) -> float:
    """The chance from which a candidate may at least join a surer one of its slot."""
    return float(row.get("joins", row["least"]))


def _chosen(
    row: Mapping[str, Any], scored: list[tuple[float, Difference]], found: Sequence[Difference]
) -> Iterator[Difference]:
    taken = [(difference.left.span, difference.right.span) for difference in found]
    for score, difference in sorted(scored, key=_order):
        if score < _lowest(row) or len(taken) >= row["most"] + len(found):
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
    return _logistic(float(row["bias"]) + sum([weights.get(name, 0.0) * value for name, value in features.items()]))


def _logistic(summed: float) -> float:
    return 1 / (1 + math.exp(-summed))


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A draft with the weight of what is known, and what is still to be asked, in the order of its features."""

    difference: Difference
    bias: float
    terms: tuple[float, ...]
    open: tuple[tuple[int, float, Ask], ...]  # the place among the terms, the weight, the question

    def chance(self, pair: Pair) -> float:
        terms = [*self.terms]
        for place, weight, ask in self.open:
            terms[place] = weight * ask(pair)
        return _logistic(self.bias + sum(terms))


@lru_cache(maxsize=_RULES * REMEMBERED)
def _weighed(rule: str, find: Find, both: Both) -> tuple[_Weighed, ...]:
    row = table("confidence")[rule]
    return tuple(_weigh(row, draft) for draft in find(both))


def _weigh(row: Mapping[str, Any], draft: Draft) -> _Weighed:
    weights = row["weights"]
    told = [(weights[name], value) for name, value in draft.features.items() if weights.get(name)]
    terms = tuple(0.0 if callable(value) else weight * value for weight, value in told)
    asked = tuple((place, weight, value) for place, (weight, value) in enumerate(told) if callable(value))
    return _Weighed(draft.difference, float(row["bias"]), terms, asked)


def common(pair: Pair) -> dict[str, float]:
    """What every rule looks at: how sure the link is and how much the two sentences share."""
    return {"link": pair.link.score, **_shared(pair.both)}


def common_of(both: Both) -> dict[str, float | Ask]:
    """The same for a draft."""
    return {"link": _link, **_shared(both)}


def covered(both: Both) -> float:
    """The share of the shorter sentence that the other has too."""
    return _shared(both)["covered"]


def _link(pair: Pair) -> float:
    return pair.link.score


def known(words: frozenset[str], *, right: bool) -> Ask:
    """Whether the article on that side uses all of these words."""
    return lambda pair: float(words <= pair.side(right=right).vocabulary)


def both_known(left: frozenset[str], right: frozenset[str]) -> Ask:
    """Whether each article uses the words of the other side: 0 for none, 1 for one, 2 for both."""
    return lambda pair: float(left <= pair.right.vocabulary) + float(right <= pair.left.vocabulary)


@lru_cache(maxsize=REMEMBERED)
def _shared(both: Both) -> dict[str, float]:
    left, right = both.left, both.right
    sizes = len(tokens(left)), len(tokens(right))
    shared = min(_told_by(left, right), _told_by(right, left))
    return {
        "shared": min(shared, _MANY) / _MANY,
        "covered": shared / max(1, min(sizes)),
        "length": min(max(sizes), _LONG) / _LONG,
        "gaps": min(len(slots(both)), _MANY) / _MANY,
    }


def _told_by(here: Said, there: Said) -> int:
    """How many tokens of one sentence the other has too."""
    other = keys(there)
    return sum([token.key in other for token in tokens(here)])


def ordered(here: Piece, there: Piece, *, flipped: bool) -> tuple[Piece, Piece]:
    """The two pieces as left and right."""
    return (there, here) if flipped else (here, there)
