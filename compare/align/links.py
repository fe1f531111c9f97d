"""Candidates -> Links: the pairs that are likely enough, with reasons in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.align.features import Candidates, find_candidates
from compare.align.model import card_of, contributions, score
from compare.align.scene import Column
from compare.values import Degree, Link, Statement

_MOST_WORDS = 4
_MOST_REASONS = 4
_LIKELY_SAME = 0.5  # probability from which the degree is "same"


def align(statements: Sequence[Statement], encoder: str | None = None) -> tuple[Link, ...]:
    """The links between sentences of different articles, m:n, sorted by their two ends.

    `statements` holds those of all articles, article by article in the order of ids, in reading order.
    `encoder` names a sentence encoder for the strong mode; an OptionError says what is missing.
    """
    if not statements:
        return ()
    candidates = find_candidates(statements, encoder)
    card = card_of(candidates.features)
    chances, same = score(candidates.features), score(candidates.features, "same")
    parts = contributions(candidates.features)
    links = [
        _link(candidates, row, float(chances[row]), degree_of(float(same[row])), at(parts, row))
        for row in (chances >= card["threshold"]).nonzero()[0].tolist()
    ]
    return tuple(sorted(links, key=link_key))


def link_key(link: Link) -> tuple[str, int, str, int]:
    """Where a link stands in every list of links."""
    left, right = link.left.sentence, link.right.sentence
    return left.article, left.index, right.article, right.index


def degree_of(same: float) -> Degree:
    """The degree of a link by the probability that one sentence could stand in for the other."""
    return "same" if same >= _LIKELY_SAME else "partial"


def at(columns: Mapping[str, Column], row: int) -> dict[str, float]:
    """One row of named columns."""
    return {name: float(column[row]) for name, column in columns.items()}


def shared_words(candidates: Candidates, row: int) -> tuple[str, ...]:
    """The words of the first sentence whose stems the second holds too, heaviest first, as they are written."""
    scene, i, j = candidates.scene, int(candidates.left[row]), int(candidates.right[row])
    other = set(scene.rows[j].tolist())
    held = zip(scene.weights[i].tolist(), scene.rows[i].tolist(), scene.written[i], strict=True)
    both = sorted((-weight, stem, written) for weight, stem, written in held if stem in other)
    return tuple(written for _, _, written in both)


def _link(candidates: Candidates, row: int, chance: float, degree: Degree, parts: Mapping[str, float]) -> Link:
    left, right = (candidates.scene.statements[int(side[row])] for side in (candidates.left, candidates.right))
    return Link(left, right, chance, degree, _reasons(candidates, row, parts))


def _reasons(candidates: Candidates, row: int, parts: Mapping[str, float]) -> tuple[str, ...]:
    """The shared words that weigh most, then what else spoke for the link, strongest first."""
    shown = shared_words(candidates, row)[:_MOST_WORDS]
    said = card_of(candidates.features)["reasons"]
    told = at(candidates.features, row)
    strongest = sorted((n for n in said if parts[n] > 0 and told[n] > 0), key=lambda n: (-parts[n], n))
    named = [f"shared words: {', '.join(shown)}"] if shown else []
    return tuple((named + list(dict.fromkeys(said[n] for n in strongest)))[:_MOST_REASONS]) or (said["cover"],)
