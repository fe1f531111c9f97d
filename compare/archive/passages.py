"""Passages that articles share: an index of sampled word runs finds the pairs, every pair is matched word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from compare.archive.dedupe import Copies
from compare.copies.match import Match, match
from compare.copies.sketch import shingles
from compare.copies.words import Hashes, Ints
from compare.engines.base import Engine, Postings

RUN = 8  # words of a sampled run
SAMPLED = 4  # one run in so many is sampled, the same ones in every text
WIDEST = 32  # articles with one run; more carry a fixed text, which finds no pair
LEAST_RUNS = 2  # sampled runs in common
SHORTEST = 12  # equal words of a passage
_BUCKETS = 1 << 22
_CHUNK = 256  # texts or pairs handled at once


class Carriers:
    """In how many texts each sampled run stands; runs share 4 million counters."""

    def __init__(self) -> None:
        self._counts = np.zeros(_BUCKETS, dtype=np.int32)

    def add(self, runs: Hashes) -> None:
        """Count the runs of one text."""
        self._counts[np.unique(_bucket(runs))] += 1

    def share(self, words: Hashes, found: Match, least: int) -> float:
        """The share of the passages' runs, in the left text, that stand in at least `least` texts."""
        runs = [sampled(words[p.left : p.left_end]) for p in found.passages]
        counts = self._counts[_bucket(np.concatenate([np.zeros(0, dtype=np.uint64), *runs]))]
        return float((counts >= least).mean()) if len(counts) else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Two rows of the index and what they share."""

    left: int
    right: int
    match: Match
    words: Hashes  # of the left row


def sampled(words: Hashes) -> Hashes:
    """The sampled runs of a text."""
    found, _ = shingles(words, np.array([0, len(words)]), RUN)
    return np.asarray(found[found % np.uint64(SAMPLED) == 0])


def find_shared(copies: Copies, engine: Engine, carriers: Carriers) -> Iterator[Shared]:
    """Pairs of kept articles that share a passage, by rank; `carriers` gets all runs first."""
    rows = np.argsort(copies.ranks)
    rows = rows[(copies.kept[rows] == rows) & (copies.index.counts[rows] >= RUN)]
    postings = engine.postings()
    for start in range(0, len(rows), _CHUNK):
        _post(postings, copies, rows, start, carriers)
    edges = engine.edges(postings, np.arange(len(rows)), WIDEST, WIDEST)
    told = edges.votes >= LEAST_RUNS
    left, right = rows[edges.left[told]], rows[edges.right[told]]
    for start in range(0, len(left), _CHUNK):
        yield from _matched(copies, left[start : start + _CHUNK], right[start : start + _CHUNK])


def _post(postings: Postings, copies: Copies, rows: Ints, start: int, carriers: Carriers) -> None:
    texts = copies.index.words.read(rows[start : start + _CHUNK].tolist())
    runs = [sampled(text.astype(np.uint64)) for text in texts]
    for found in runs:
        carriers.add(found)
    whole = np.concatenate(runs)
    owner = np.repeat(np.arange(start, start + len(runs), dtype=np.uint32), [len(found) for found in runs])
    part = (whole >> np.uint64(58)).astype(np.int64)
    order = np.argsort(part, kind="stable")
    cuts = np.searchsorted(part[order], np.arange(65))
    for number in range(64):
        chosen = order[cuts[number] : cuts[number + 1]]
        postings.add(number, (whole[chosen] >> np.uint64(8)).astype(np.uint32), owner[chosen])


def _matched(copies: Copies, left: Ints, right: Ints) -> Iterator[Shared]:
    lefts = [text.astype(np.uint64) for text in copies.index.words.read(left.tolist())]
    rights = [text.astype(np.uint64) for text in copies.index.words.read(right.tolist())]
    found = match(lefts, rights, SHORTEST)
    for one, other, words, shared in zip(left.tolist(), right.tolist(), lefts, found, strict=True):
        if shared.passages:
            yield Shared(one, other, shared, words)


def _bucket(runs: Hashes) -> Ints:
    return ((runs >> np.uint64(4)) & np.uint64(_BUCKETS - 1)).astype(np.int64)
