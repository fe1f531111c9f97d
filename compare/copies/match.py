"""What two texts share word for word, and in which stretches: the evidence of a copy or a borrowed passage.

Many pairs are matched at once. A seed is a run of `SEED` equal words; seeds that follow each other in both texts make a
block; blocks with a short gap in both texts make a passage, which is a stretch of one text that was edited into the
other. Blocks may stand in another order in the second text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compare.copies.sketch import shingles
from compare.copies.words import NUMBER, Hashes, Ints, mixed

SEED = 4  # words
GAP = 8  # words between two blocks of one passage, at most
_LONGEST = 1 << 22  # words of a text that are matched
_PLACE_BITS = np.uint64(24)
_LOW = np.uint64((1 << 24) - 1)
_LEFT = np.uint64(1 << 23)  # set in the place of a left word, so that it sorts after the right ones
_PLACE = np.uint64((1 << 23) - 1)
_SALT = np.uint64(0x9E3779B97F4A7C15)
_BATCH = 1 << 15  # words matched at once: what stays in the cache of a core; a place must fit its bits
_NONE = -1


class Passage(NamedTuple):
    """A stretch of words of one text and the stretch of another that it matches; `equal` words are the same in both."""

    left: int
    left_end: int
    right: int
    right_end: int
    equal: int


@dataclass(frozen=True, slots=True)
class Match:
    """What two texts share; sizes are words."""

    left_size: int
    right_size: int
    passages: tuple[Passage, ...]  # in the order of the left text
    numbers: tuple[int, int] = (0, 0)  # different numbers in the text that has fewer, and how many the other has too

    @property
    def equal(self) -> float:
        """The share of the shorter text that stands word for word in the other."""
        return min(1.0, sum(p.equal for p in self.passages) / max(1, min(self.left_size, self.right_size)))

    @property
    def covered(self) -> float:
        """The share of the shorter text that passages cover, edits included."""
        return max(self.left_covered, self.right_covered)

    @property
    def left_covered(self) -> float:
        """The share of the left text that passages cover."""
        return _union([(p.left, p.left_end) for p in self.passages]) / max(1, self.left_size)

    @property
    def right_covered(self) -> float:
        """The share of the right text that passages cover."""
        return _union([(p.right, p.right_end) for p in self.passages]) / max(1, self.right_size)


@dataclass(frozen=True, slots=True, eq=False)
class _Blocks:
    pair: Ints
    left: Ints
    right: Ints
    size: Ints


def match(lefts: Sequence[Hashes], rights: Sequence[Hashes], shortest: int = SEED) -> tuple[Match, ...]:
    """Match each left text with the right one of the same place; passages with fewer equal words are left out."""
    found: list[Match] = []
    lefts, rights = ([text[:_LONGEST] for text in texts] for texts in (lefts, rights))
    for first, last in _batches(lefts, rights):
        found += _match(lefts[first:last], rights[first:last], shortest)
    return tuple(found)


def _batches(lefts: Sequence[Hashes], rights: Sequence[Hashes]) -> list[tuple[int, int]]:
    cuts, size = [0], 0
    for number, (left, right) in enumerate(zip(lefts, rights, strict=True)):
        size += max(len(left), len(right))
        if size > _BATCH and number > cuts[-1]:
            cuts.append(number)
            size = max(len(left), len(right))
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(lefts)], strict=True) if a < b]


def _match(lefts: Sequence[Hashes], rights: Sequence[Hashes], shortest: int) -> list[Match]:
    left, left_bounds = _end_to_end(lefts)
    right, right_bounds = _end_to_end(rights)
    blocks = _blocks(_seeds(left, left_bounds, right, right_bounds), left_bounds, right_bounds)
    rows: list[list[Passage]] = [[] for _ in lefts]
    for pair, *stretch in _passages(blocks):
        if stretch[4] >= shortest:
            rows[pair].append(Passage(*stretch))
    numbers = _numbers(left, left_bounds, right, right_bounds)
    return [
        Match(len(a), len(b), tuple(row), shared)
        for a, b, row, shared in zip(lefts, rights, rows, numbers, strict=True)
    ]


def _numbers(left: Hashes, left_bounds: Ints, right: Hashes, right_bounds: Ints) -> list[tuple[int, int]]:
    """For each pair how many numbers the text with fewer has, and how many of them the other has as well."""
    mine, my_row = _numbers_of(left, left_bounds)
    their, their_row = _numbers_of(right, right_bounds)
    _, places, _ = np.intersect1d(mine, their, assume_unique=True, return_indices=True)
    pairs = len(left_bounds) - 1
    fewer = np.minimum(np.bincount(my_row, minlength=pairs), np.bincount(their_row, minlength=pairs))
    shared = np.bincount(my_row[places], minlength=pairs)
    return list(zip(fewer.tolist(), shared.tolist(), strict=True))


def _numbers_of(words: Hashes, bounds: Ints) -> tuple[Hashes, Ints]:
    """The different numbers of each row as (number of pair and word, row)."""
    places = np.flatnonzero(words & NUMBER)
    rows = _rows(bounds)[places]
    found, first = np.unique(mixed(words[places] + rows.astype(np.uint64) * _SALT), return_index=True)
    return found, rows[first]


def _end_to_end(texts: Sequence[Hashes]) -> tuple[Hashes, Ints]:
    bounds = np.cumsum([0, *map(len, texts)])
    return np.concatenate([np.zeros(0, dtype=np.uint64), *texts]), bounds


def _seeds(left: Hashes, left_bounds: Ints, right: Hashes, right_bounds: Ints) -> Ints:
    """For each left word the place of a right word from which the same `SEED` words follow, or -1."""
    partner = np.full(len(left) + 1, _NONE, dtype=np.int64)
    packed = np.concatenate([_packed(right, right_bounds), _packed(left, left_bounds) | _LEFT])
    packed.sort()
    mine = (packed & _LEFT) != 0
    nearest = np.maximum.accumulate(np.where(mine, _NONE, np.arange(len(packed))))
    nearest, found = nearest[mine], packed[mine]
    near = packed[nearest]
    hit = (nearest != _NONE) & (near >> _PLACE_BITS == found >> _PLACE_BITS)
    here, there = (found[hit] & _PLACE).astype(np.int64), (near[hit] & _PLACE).astype(np.int64)
    true = _equal(left, here, right, there)
    partner[here[true]] = there[true]
    return _continued(partner, left, right, right_bounds)


def _packed(words: Hashes, bounds: Ints) -> Hashes:
    """Each seed of a pair as one number: what it is above, where it stands below."""
    found, places = shingles(words, bounds, SEED)
    salted = found + _rows(bounds)[places].astype(np.uint64) * _SALT
    return np.asarray((mixed(salted) & ~_LOW) | places.astype(np.uint64))


def _rows(bounds: Ints) -> Ints:
    """The row of each word."""
    return np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))


def _equal(left: Hashes, here: Ints, right: Hashes, there: Ints) -> NDArray[np.bool_]:
    """Whether the words at two places and the ones that follow are the same: hashes of seeds alone may err."""
    same = np.ones(len(here), dtype=bool)
    for k in range(SEED):
        same &= left[here + k] == right[there + k]
    return same


def _continued(partner: Ints, left: Hashes, right: Hashes, right_bounds: Ints) -> Ints:
    """A seed that the right text repeats goes on with the one that its forerunner matched."""
    rows = _rows(right_bounds)
    for _ in range(2):
        wish = partner[:-1] + 1
        here = np.flatnonzero((partner[:-1] != _NONE) & (partner[1:] != _NONE) & (partner[1:] != wish)) + 1
        there = wish[here - 1]
        inside = there + SEED <= len(right)
        here, there = here[inside], there[inside]
        same = (rows[partner[here]] == rows[there]) & (rows[there] == rows[there + SEED - 1])
        same &= _equal(left, here, right, there)
        partner[here[same]] = there[same]
    return partner


def _blocks(partner: Ints, left_bounds: Ints, right_bounds: Ints) -> _Blocks:
    here = np.flatnonzero(partner != _NONE)
    there = partner[here]
    pair = _rows(left_bounds)[here]
    fresh = np.ones(len(here), dtype=bool)
    fresh[1:] = (np.diff(here) != 1) | (np.diff(there) != 1) | (np.diff(pair) != 0)
    first = np.flatnonzero(fresh)
    size = np.diff(np.append(first, len(here))) + SEED - 1
    pair = pair[first]
    return _Blocks(pair, here[first] - left_bounds[pair], there[first] - right_bounds[pair], size)


def _passages(blocks: _Blocks) -> list[list[int]]:
    """Rows of pair, left, left end, right, right end, equal words: blocks joined over short gaps."""
    if not len(blocks.pair):
        return []
    left_gap = blocks.left[1:] - blocks.left[:-1] - blocks.size[:-1]
    right_gap = blocks.right[1:] - blocks.right[:-1] - blocks.size[:-1]
    apart = (np.diff(blocks.pair) != 0) | (left_gap > GAP) | (right_gap > GAP) | (right_gap < 1 - SEED)
    first = np.flatnonzero(np.append(True, apart))
    last = np.append(first[1:], len(blocks.pair)) - 1
    shared = np.append(0, np.where(apart, 0, np.minimum(0, np.minimum(left_gap, right_gap))))
    equal = np.add.reduceat(blocks.size + shared, first)
    rows = (
        blocks.pair[first],
        blocks.left[first],
        blocks.left[last] + blocks.size[last],
        blocks.right[first],
        blocks.right[last] + blocks.size[last],
        equal,
    )
    return np.stack(rows, axis=1).tolist()  # type: ignore[no-any-return]


def _union(stretches: Sequence[tuple[int, int]]) -> int:
    total, reached = 0, 0
    for start, end in sorted(stretches):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
