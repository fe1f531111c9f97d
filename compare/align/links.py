"""Candidates -> Links: the pairs that are likely enough, with reasons in words."""

from __future__ import annotations

from collections.abc import Sequence

from compare.align.features import Candidates, find_candidates
from compare.align.model import contributions, score
from compare.tables import table
from compare.text import words
from compare.values import Degree, Link, Statement

_MOST_WORDS = 4
_MOST_REASONS = 4


def align(statements: Sequence[Statement]) -> tuple[Link, ...]:
    """The links between sentences of different articles, m:n, sorted by their two ends.

    `statements` holds those of all articles, article by article in the order of ids, in reading order.
    """
    if not statements:
        return ()
    candidates = find_candidates(statements)
    chances = score(candidates.features)
    parts = contributions(candidates.features)
    links = [
        _link(candidates, row, float(chances[row]), {name: float(part[row]) for name, part in parts.items()})
        for row in (chances >= table("alignment")["threshold"]).nonzero()[0].tolist()
    ]
    return tuple(sorted(links, key=link_key))


def link_key(link: Link) -> tuple[str, int, str, int]:
    """Where a link stands in every list of links."""
    left, right = link.left.sentence, link.right.sentence
    return left.article, left.index, right.article, right.index


def _link(candidates: Candidates, row: int, chance: float, parts: dict[str, float]) -> Link:
    i, j = int(candidates.left[row]), int(candidates.right[row])
    left, right = candidates.statements[i], candidates.statements[j]
    if left.sentence.article > right.sentence.article:
        left, right = right, left
    same = candidates.features["containment"][row] >= table("alignment")["same"]
    degree: Degree = "same" if same else "partial"
    return Link(left, right, chance, degree, _reasons(candidates, i, j, left, parts))


def _reasons(candidates: Candidates, i: int, j: int, left: Statement, parts: dict[str, float]) -> tuple[str, ...]:
    """The shared words that weigh most, then what else spoke for the link, strongest first."""
    both = set(candidates.stems[i]) & set(candidates.stems[j])
    shown: dict[str, str] = {}
    for word in words(left.sentence.text):
        if word.stem in both and candidates.weights[word.stem] > 0:
            shown.setdefault(word.stem, left.sentence.text[word.span.start : word.span.end])
    heaviest = sorted(shown, key=lambda stem: (-candidates.weights[stem], stem))[:_MOST_WORDS]
    said = table("alignment")["reasons"]
    strongest = sorted((n for n in parts if n in said and parts[n] > 0), key=lambda n: (-parts[n], n))
    named = [f"shared words: {', '.join(shown[stem] for stem in heaviest)}"] if heaviest else []
    return tuple((named + [said[n] for n in strongest])[:_MOST_REASONS])
