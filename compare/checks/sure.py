"""Which contradictions a build may stop for; the others stay in the report as warnings.

Measured on nine thousand articles (docs/ci.md): most false errors compare two facts in sentences that are only partly
alike, two figures of one unit that measure different things, or two passages of one speech.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from compare.values import Comparison, Divergence, Evidence, NumberValue, Span

LIKE = 0.8  # score of a link from which two sentences are about one fact
_CHANGED = 3  # words of a quotation that differ: more are another passage of the speech

Key = tuple[str, int | None]
Scores = Mapping[frozenset[Key], float]  # of the link between two sentences
Units = Mapping[str, tuple[Span, ...]]  # by article the numbers that have a unit


def weaken(comparison: Comparison) -> tuple[Divergence, ...]:
    """The divergences of a comparison; an error not sure enough to stop a build is a warning that says why."""
    scores = _scores(comparison)
    units = _with_unit(comparison)
    found = comparison.divergences
    return tuple(_weakened(each, scores, units) if each.severity == "error" else each for each in found)


def _weakened(found: Divergence, scores: Scores, units: Units) -> Divergence:
    doubt = _doubt(found, scores, units)
    return replace(found, severity="warning", reasons=(*found.reasons, f"no error: {doubt}")) if doubt else found


def _doubt(found: Divergence, scores: Scores, units: Units) -> str | None:
    told = [piece for piece in found.evidence if not piece.missing]
    unlike = [pair for pair in combinations(told, 2) if pair[0].variant != pair[1].variant]
    if max((scores.get(frozenset(map(_key, pair)), 0.0) for pair in unlike), default=0.0) < LIKE:
        return "the sentences are only partly alike"
    if found.type == "number" and any(_overlaps(piece, units) for piece in told):
        return "two figures of one unit may measure different things"
    if found.type == "quote" and max(len(piece.text.split()) for piece in told) > _CHANGED:
        return "another passage may be quoted"
    return None


def _scores(comparison: Comparison) -> dict[frozenset[Key], float]:
    ends = ((link, link.left.sentence, link.right.sentence) for link in comparison.links)
    return {frozenset(((a.article, a.index), (b.article, b.index))): link.score for link, a, b in ends}


def _with_unit(comparison: Comparison) -> dict[str, tuple[Span, ...]]:
    """By article the numbers that have a unit: shares, money, measures."""
    found: dict[str, tuple[Span, ...]] = {}
    for statement in comparison.statements:
        article = statement.sentence.article
        for detail in statement.details:
            if isinstance(detail.value, NumberValue) and detail.value.unit is not None:
                found[article] = (*found.get(article, ()), detail.span)
    return found


def _overlaps(piece: Evidence, units: Units) -> bool:
    return any(piece.span.overlaps(span) for span in units.get(piece.article, ()))


def _key(piece: Evidence) -> Key:
    return piece.article, piece.sentence
