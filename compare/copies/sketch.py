"""Small numbers that near copies share: fingerprints, shingles, and the bands of a MinHash signature.

The signature is one permutation hashing (Li, Owen and Zhang 2012): a shingle falls into one of `BINS` bins by its top
bits and each bin keeps its least hash; an empty bin borrows from the next one that is not (Shrivastava and Li 2014).
Two rows make a band: of two texts that share 0.4 of their shingles, 64 bands miss one pair in 70,000.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compare.copies.words import Hashes, Ints, WordTable, mixed, powers

SHINGLE = 5  # words
BINS, ROWS = 128, 2
BANDS = BINS // ROWS
_STEP = 0xA0761D6478BD642F  # odd: position weight of a word
_EMPTY = np.uint32(0xFFFFFFFF)
_BIN_BITS = np.uint64(57)  # the top seven bits name one of 128 bins


def fingerprints(table: WordTable) -> Hashes:
    """One number for the whole sequence of words of each row; rows without words have 0."""
    ladder = powers(_STEP, int(table.counts().max(initial=0)) + 1)
    place = np.arange(len(table.hashes)) - np.repeat(table.bounds[:-1], table.counts())
    sums = np.zeros(len(table.hashes) + 1, dtype=np.uint64)
    np.cumsum(table.hashes * ladder[place], out=sums[1:])
    whole = mixed(sums[table.bounds[1:]] - sums[table.bounds[:-1]] + table.counts().astype(np.uint64))
    return np.where(table.counts() > 0, whole | np.uint64(1), np.uint64(0))


def shingles(hashes: Hashes, bounds: Ints, size: int = SHINGLE) -> tuple[Hashes, Ints]:
    """Every run of `size` words inside a row, as a number, and the place of its first word in `hashes`."""
    whole = max(0, len(hashes) - size + 1)
    weights = powers(_STEP, size)
    summed = np.zeros(whole, dtype=np.uint64)
    for k in range(size):
        summed += hashes[k : k + whole] * weights[k]
    inside = np.ones(whole, dtype=bool)
    for k in range(1, size):  # a run that crosses the start of a row belongs to none
        crossing = bounds[1:-1] - k
        inside[crossing[(crossing >= 0) & (crossing < whole)]] = False
    places = np.flatnonzero(inside)
    return mixed(summed[places]), places


def bands(table: WordTable) -> NDArray[np.uint32]:
    """The band keys of each row, rows x `BANDS`; a row too short for a shingle is one shingle as a whole."""
    found, places = shingles(table.hashes, table.bounds)
    rows = np.searchsorted(table.bounds, places, side="right") - 1
    short = np.flatnonzero((table.counts() > 0) & (table.counts() < SHINGLE))
    if len(short):
        found = np.concatenate([found, fingerprints(table)[short]])
        rows = np.concatenate([rows, short])
    least = np.full(len(table.counts()) * BINS, _EMPTY, dtype=np.uint32)
    np.minimum.at(least, rows * BINS + (found >> _BIN_BITS).astype(np.int64), found.astype(np.uint32))
    return _joined(_filled(least.reshape(-1, BINS)))


def _filled(least: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Empty bins take what the next full one holds, and how far off it stands."""
    twice = np.concatenate([least, least], axis=1)
    place = np.where(twice != _EMPTY, np.arange(2 * BINS), 2 * BINS)
    nearest = np.minimum.accumulate(place[:, ::-1], axis=1)[:, ::-1][:, :BINS]
    distance = (nearest - np.arange(BINS)).astype(np.uint32)
    taken = np.take_along_axis(twice, np.minimum(nearest, 2 * BINS - 1), axis=1)
    return np.asarray(taken + distance * np.uint32(0x85EBCA6B))


def _joined(signature: NDArray[np.uint32]) -> NDArray[np.uint32]:
    first, second = signature[:, ::ROWS].astype(np.uint64), signature[:, 1::ROWS].astype(np.uint64)
    return mixed((first << np.uint64(32)) | second).astype(np.uint32)
