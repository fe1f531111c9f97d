"""Articles grouped into events: the same happening, not the same topic, within a time window.

Likeness is the cosine of the strongest terms, less for articles that are days apart. What an article has in common with
its whole surroundings (the topic of the season) is taken off, so that one threshold serves archives of any density.
Groups grow by average likeness and so do not chain. Copies of one text count once.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.archive.terms import TOP, TermTable
from compare.copies.words import Ints
from compare.engines.base import Engine

WINDOW = 21.0  # days between two articles of one event, at most
FADE = 15.0  # days in which likeness falls to a third
THRESHOLD = 0.15
AROUND = (10, 30)  # the neighbours, by likeness, that stand for the surroundings
POSTED = 16  # terms of an article by which others are found
WIDEST = 48  # articles that share a term and a time, or else the term tells nothing
LEAST = 0.02
_KEPT = 40  # neighbours of an article
_CHUNK = 1 << 14  # pairs measured at once
_MIX = np.uint64(0x9E3779B97F4A7C15)

Likeness = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Pairs of articles that are alike: `left < right`."""

    left: Ints
    right: Ints
    likeness: Likeness


def group(table: TermTable, days: Likeness, engine: Engine) -> Ints:
    """By article the least number of its event; `days` are days since 1970, infinite where no date is known."""
    near = _away_from_surroundings(neighbours(table, days, engine), len(days))
    return _joined(near, len(days))


def neighbours(table: TermTable, days: Likeness, engine: Engine) -> Neighbours:
    """All pairs that share two telling terms and stand within the window."""
    postings = engine.postings()
    _post(postings, table, days)
    edges = engine.edges(postings, np.arange(len(days)), WIDEST, WIDEST)
    told = edges.votes >= 2
    left, right = edges.left[told].astype(np.int64), edges.right[told].astype(np.int64)
    with np.errstate(invalid="ignore"):
        apart = np.abs(days[left] - days[right])
    apart = np.where(np.isfinite(apart), apart, 0.0)
    left, right, apart = left[apart <= WINDOW], right[apart <= WINDOW], apart[apart <= WINDOW]
    chunks = [_cosine(table, left[k : k + _CHUNK], right[k : k + _CHUNK]) for k in range(0, len(left), _CHUNK)]
    likeness = np.concatenate([np.zeros(0), *chunks]) * np.exp(-apart / FADE)
    alike = likeness > LEAST
    return Neighbours(left[alike], right[alike], likeness[alike])


def _post(postings: object, table: TermTable, days: Likeness) -> None:
    """Each article under its best terms: alone, and with the two windows of time that it may share."""
    best = np.argsort(-table.weights, axis=1, kind="stable")[:, :POSTED]
    terms = np.take_along_axis(table.terms, best, axis=1).astype(np.uint64)
    told = np.take_along_axis(table.weights, best, axis=1) > 0
    articles = np.broadcast_to(np.arange(len(days), dtype=np.uint32)[:, None], terms.shape)
    dated = np.isfinite(days)
    block = np.where(dated, days, 0.0) // WINDOW
    for shift in (None, 0, 1):
        salt = np.zeros(len(days)) if shift is None else block + shift + 1e6
        keys = (terms + salt.astype(np.uint64)[:, None] * _MIX) * np.uint64(0xD6E8FEB86659FD93)
        keys = np.asarray(keys ^ (keys >> np.uint64(32)))
        chosen = told if shift is None else told & dated[:, None]
        _add(postings, keys[chosen], articles[chosen])


def _add(postings: object, keys: NDArray[np.uint64], articles: NDArray[np.uint32]) -> None:
    part = (keys >> np.uint64(58)).astype(np.int64)
    order = np.argsort(part, kind="stable")
    cuts = np.searchsorted(part[order], np.arange(65))
    low = keys.astype(np.uint32)
    for number in range(64):
        rows = order[cuts[number] : cuts[number + 1]]
        postings.add(number, low[rows], articles[rows])  # type: ignore[attr-defined]


def _cosine(table: TermTable, left: Ints, right: Ints) -> Likeness:
    pair = np.repeat(np.arange(len(left), dtype=np.uint64) << np.uint64(32), TOP)
    mine = pair | table.terms[left].reshape(-1)
    their = pair | table.terms[right].reshape(-1)
    order = np.argsort(mine, kind="stable")  # rows are padded at their end
    mine, weights = mine[order], table.weights[left].reshape(-1)[order]
    at = np.minimum(np.searchsorted(mine, their), len(mine) - 1)
    products = np.where(mine[at] == their, weights[at] * table.weights[right].reshape(-1), 0.0)
    return np.asarray(np.round(products.reshape(-1, TOP).sum(axis=1), 9))


def _away_from_surroundings(near: Neighbours, size: int) -> Neighbours:
    ends = np.concatenate([near.left, near.right])
    other = np.concatenate([near.right, near.left])
    both = np.concatenate([near.likeness, near.likeness])
    order = np.lexsort((other, -both, ends))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order)) - np.searchsorted(ends[order], ends[order])
    around = (place >= AROUND[0]) & (place < AROUND[1])
    usual = np.bincount(ends[around], both[around], size) / (AROUND[1] - AROUND[0])
    half = len(near.left)
    kept = (place[:half] < _KEPT) | (place[half:] < _KEPT)
    likeness = np.round(near.likeness - (usual[near.left] + usual[near.right]) / 2, 9)
    kept &= likeness > LEAST
    return Neighbours(near.left[kept], near.right[kept], likeness[kept])


def _joined(near: Neighbours, size: int) -> Ints:
    """Average linkage: the two groups that are most alike on average are joined, while that is enough."""
    links: list[dict[int, float]] = [{} for _ in range(size)]
    rows = list(zip(near.left.tolist(), near.right.tolist(), near.likeness.tolist(), strict=True))
    for left, right, likeness in rows:
        links[left][right] = links[right][left] = likeness
    heap = [(-likeness, left, right) for left, right, likeness in rows if likeness >= THRESHOLD]
    heapq.heapify(heap)
    sizes, home = [1] * size, list(range(size))
    while heap:
        likeness, left, right = heapq.heappop(heap)
        if links[left].get(right) != -likeness:
            continue  # one of the two has grown since
        home[right] = left
        for found in _merge(links, sizes, left, right):
            heapq.heappush(heap, found)
    return np.array([_root(home, number) for number in range(size)], dtype=np.int64)


def _merge(links: list[dict[int, float]], sizes: list[int], left: int, right: int) -> Iterator[tuple[float, int, int]]:
    """Add the right group to the left one; yields the likenesses that are still enough."""
    mine, their = links[left], links[right]
    mine.pop(right), their.pop(left)
    whole = sizes[left] + sizes[right]
    links[right] = {}
    for other in sorted(mine.keys() | their.keys()):
        likeness = (mine.get(other, 0.0) * sizes[left] + their.get(other, 0.0) * sizes[right]) / whole
        links[other].pop(right, None)
        links[left][other] = links[other][left] = likeness
        if likeness >= THRESHOLD:
            yield -likeness, min(left, other), max(left, other)
    sizes[left] = whole


def _root(home: list[int], number: int) -> int:
    while home[number] != number:
        number = home[number]
    return number
