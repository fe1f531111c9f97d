"""Which contradictions a build may stop for; the others stay in the report as warnings.

Measured on nine thousand articles (docs/ci.md): most false errors compare two facts in sentences that are only partly
alike, two figures of one unit that measure different things, or two passages of one speech.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from compare.text import words
from compare.values import Comparison, Divergence, Evidence, NumberValue, Span

LIKE = 0.8  # score of a link from which two sentences are about one fact
_BESIDE = 2  # words
_CHANGED = 3  # words of a quotation that differ: more are another passage of the speech

Key = tuple[str, int | None]
Scores = Mapping[frozenset[Key], float]  # of the link between two sentences
Texts = Mapping[str, str]  # of the articles
Units = Mapping[str, tuple[Span, ...]]  # by article the numbers that have a unit


def weaken(comparison: Comparison) -> tuple[Divergence, ...]:
    """The divergences of a comparison; an error not sure enough to stop a build is a warning that says why."""
    scores, units = _scores(comparison), _with_unit(comparison)
    texts = {article.id: article.text for article in comparison.articles}
    return tuple(_weakened(found, scores, units, texts) for found in comparison.divergences)


def _weakened(found: Divergence, scores: Scores, units: Units, texts: Texts) -> Divergence:
    doubt = _doubt(found, scores, units, texts) if found.severity == "error" else None
    return replace(found, severity="warning", reasons=(*found.reasons, f"no error: {doubt}")) if doubt else found


def _doubt(found: Divergence, scores: Scores, units: Units, texts: Texts) -> str | None:
    told = [piece for piece in found.evidence if not piece.missing]
    unlike = [pair for pair in combinations(told, 2) if pair[0].variant != pair[1].variant]
    sure = [pair for pair in unlike if scores.get(frozenset(map(_key, pair)), 0.0) >= LIKE]
    if not sure:
        return "the sentences are only partly alike"
    if any(one.article == other.article for one, other in unlike) or any(_both(pair, texts) for pair in sure):
        return "one article says both"
    if found.type == "number" and any(_overlaps(piece, units) for piece in told):
        return "two figures of one unit may measure different things"
    if found.type == "quote" and any(character.isdigit() for piece in told for character in piece.text):
        return "a figure may be spelt in two ways"
    if found.type == "quote" and max(len(piece.text.split()) for piece in told) > _CHANGED:
        return "another passage may be quoted"
    return None


def _both(pair: tuple[Evidence, Evidence], texts: Texts) -> bool:
    one, other = pair
    return _says(one, other, texts) or _says(other, one, texts)


def _says(one: Evidence, other: Evidence, texts: Texts) -> bool:
    """Whether the article of `one` has the words of `other`, too: a figure alone, or words with those beside them."""
    mine, theirs = texts[one.article], texts[other.article]
    if any(character.isdigit() for character in other.text):
        return _folded(other.text) in _folded(mine)
    before = [word.span.start for word in words(theirs) if word.span.end <= other.span.start][-_BESIDE:]
    after = [word.span.end for word in words(theirs) if word.span.start >= other.span.end][:_BESIDE]
    phrases = [theirs[start : other.span.end] for start in before[:1]]
    phrases += [theirs[other.span.start : end] for end in after[-1:]]
    return any(_folded(phrase) in _folded(mine) for phrase in phrases)


def _folded(text: str) -> str:
    """The words of a text between blanks, so that whole words are found."""
    return f" {' '.join(word.folded for word in words(text))} "


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
