"""Clusters that do not chain: every member was matched against the one article its cluster keeps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.copies.judge import is_near, score_of
from compare.copies.match import Match, match
from compare.copies.words import Hashes, Ints
from compare.engines.base import Column, Edges, Engine

REACH = 2  # articles of a group with one key that the later ones are held against
MOST_TRIED = 24  # candidates of one article
_CHUNK = 256  # pairs verified at once
_NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """By rank: the article that stands for it (itself where it is kept), and how it matches that one."""

    centre: Ints
    scores: NDArray[np.float64]
    matches: Column  # passages, five numbers each, of the dropped articles in the order of `stored`
    stored: Ints  # by rank: the row in `matches`, or -1


def first_of_each(prints: Hashes, ranks: Ints) -> Ints:
    """By row: the row of lowest rank that has the same print; a print of 0 is shared with nobody."""
    order = np.lexsort((ranks, prints))
    sorted_prints = prints[order]
    fresh = np.append(True, (sorted_prints[1:] != sorted_prints[:-1]) | (sorted_prints[1:] == 0))[: len(order)]
    leaders = order[np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))]
    found = np.empty(len(order), dtype=np.int64)
    found[order] = leaders
    return found


def cluster(edges: Edges, size: int, words: Column, rows: Ints, engine: Engine) -> Clusters:
    """Articles in the order of their ranks: each joins the kept one it shares most keys with and matches, or is kept.

    `rows` gives the row of each rank in `words`.
    """
    queue = _Queue(edges, size)
    centre = np.where(queue.waiting, _NONE, np.arange(size))
    scores, stored = np.ones(size), np.full(size, _NONE)
    matches = engine.column(np.int32)
    refused: set[tuple[int, int]] = set()
    kept_rows = 0
    while len(pending := np.flatnonzero(centre == _NONE)):
        target = centre[queue.next_of(pending)]
        for one, other in _unrefused(pending[target != _NONE], target[target != _NONE], refused, queue, centre):
            verdicts = _verify(words, rows[one], rows[other])
            for number, kept, verdict in zip(one.tolist(), other.tolist(), verdicts, strict=True):
                if is_near(verdict):
                    centre[number], scores[number], stored[number] = kept, score_of(verdict), kept_rows
                    matches.add(_flat(verdict), np.array([5 * len(verdict.passages)]))
                    kept_rows += 1
                else:
                    refused.add((number, kept))
                    queue.drop(number, centre)
    return Clusters(centre, scores, matches, stored)


class _Queue:
    """The candidates of each article, best first, and how far each has got."""

    def __init__(self, edges: Edges, size: int) -> None:
        order = np.lexsort((edges.left, -edges.votes, edges.right))
        self._left, right = edges.left[order], edges.right[order]
        self._at = np.searchsorted(right, np.arange(size))
        self._end = np.minimum(np.searchsorted(right, np.arange(size), side="right"), self._at + MOST_TRIED)
        self.waiting = self._at < self._end

    def next_of(self, numbers: Ints) -> Ints:
        """The best candidate left of each article."""
        return np.asarray(self._left[self._at[numbers]])

    def drop(self, number: int, centre: Ints) -> None:
        """Go on to the next candidate; an article without one is kept."""
        self._at[number] += 1
        if self._at[number] >= self._end[number]:
            centre[number] = number


def _unrefused(
    numbers: Ints, targets: Ints, refused: set[tuple[int, int]], queue: _Queue, centre: Ints
) -> list[tuple[Ints, Ints]]:
    """The pairs that were not tried yet, in chunks; for the others the queue moves on."""
    fresh = np.ones(len(numbers), dtype=bool)
    for place, pair in enumerate(zip(numbers.tolist(), targets.tolist(), strict=True) if refused else ()):
        if pair in refused:
            fresh[place] = False
            queue.drop(pair[0], centre)
    numbers, targets = numbers[fresh], targets[fresh]
    return [(numbers[k : k + _CHUNK], targets[k : k + _CHUNK]) for k in range(0, len(numbers), _CHUNK)]


def _verify(words: Column, ones: Ints, others: Ints) -> tuple[Match, ...]:
    lefts = [row.astype(np.uint64) for row in words.read(ones.tolist())]
    rights = [row.astype(np.uint64) for row in words.read(others.tolist())]
    return match(lefts, rights)


def _flat(found: Match) -> NDArray[np.int32]:
    return np.array(found.passages, dtype=np.int32).reshape(-1)
