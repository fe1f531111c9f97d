"""Candidates -> Links: the pairs that are likely enough, with reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from compare.align.features import Candidates, find_candidates
from compare.align.model import card_of, contributions, score
from compare.align.scene import Column, Scene
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
    chances = score(candidates.features)
    likely = chances >= card_of(candidates.features)["threshold"]
    found = _chosen(candidates, likely)
    columns = chances[likely].tolist(), score(found.features, "same").tolist(), _reasons(found)
    links = [_link(found, row, *told) for row, told in enumerate(zip(*columns, strict=True))]
    return tuple(sorted(links, key=link_key))


def _chosen(candidates: Candidates, wanted: NDArray[np.bool_]) -> Candidates:
    """Some of the candidates, with their features."""
    features = {name: column[wanted] for name, column in candidates.features.items()}
    return replace(candidates, left=candidates.left[wanted], right=candidates.right[wanted], features=features)


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
    return tuple(_held(_by_weight(scene, i), frozenset(scene.rows[j].tolist())))


def _by_weight(scene: Scene, index: int) -> list[tuple[int, str]]:
    """The stems of a sentence as it writes them, heaviest first."""
    columns = scene.weights[index].tolist(), scene.rows[index].tolist(), scene.written[index]
    ranked = sorted((-weight, stem, written) for weight, stem, written in zip(*columns, strict=True))
    return [(stem, written) for _, stem, written in ranked]


def _held(ranked: Iterable[tuple[int, str]], other: frozenset[int]) -> list[str]:
    return [written for stem, written in ranked if stem in other]


def _link(candidates: Candidates, row: int, chance: float, same: float, reasons: tuple[str, ...]) -> Link:
    left, right = (candidates.scene.statements[int(side[row])] for side in (candidates.left, candidates.right))
    return Link(left, right, chance, degree_of(same), reasons)


def _reasons(candidates: Candidates) -> Iterator[tuple[str, ...]]:
    """The shared words that weigh most, then what else spoke for the link, strongest first."""
    scene, said = candidates.scene, card_of(candidates.features)["reasons"]
    ranked = [_by_weight(scene, index) for index in range(len(scene.rows))]
    held = [frozenset(row.tolist()) for row in scene.rows]
    ends = candidates.left.tolist(), candidates.right.tolist()
    for i, j, strongest in zip(*ends, _strongest(candidates, sorted(said)), strict=True):
        shown = _held(ranked[i], held[j])[:_MOST_WORDS]
        named = [f"shared words: {', '.join(shown)}"] if shown else []
        yield tuple((named + list(dict.fromkeys(said[n] for n in strongest)))[:_MOST_REASONS]) or (said["cover"],)


def _strongest(candidates: Candidates, names: Sequence[str]) -> Iterator[list[str]]:
    """For each candidate those of the named features that spoke for a link, strongest first."""
    parts = contributions(candidates.features)
    given, told = (np.array([columns[n] for n in names]).T for columns in (parts, candidates.features))
    order = np.argsort(-given, axis=1, kind="stable")
    spoke = np.take_along_axis((given > 0) & (told > 0), order, axis=1)
    for places, kept in zip(order.tolist(), spoke.tolist(), strict=True):
        yield [names[place] for place, good in zip(places, kept, strict=True) if good]
