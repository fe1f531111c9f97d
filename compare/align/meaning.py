"""Words that mean nearly the same, by the static embedding that ships with the tagger: exact integers all the way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from compare.align.scene import Matrix, Part, Scene
from compare.tagger.features import pieces_of
from compare.tagger.net import WEIGHTS

Bytes = NDArray[np.uint8]

_ONE = 250  # similarity is kept in steps of 1/250
_LENGTH = 120.0  # of a vector before it is rounded: sums of products stay exact in float32
_BLOCK = 512  # words compared at once
_POWER = 3  # related words hardly count, synonyms do
_STEPS = 1000  # rarities are counted in steps of 1/1000 where vectors are summed, for exact sums too
_SUM_LENGTH = 2000.0  # of the vector of a sentence before it is rounded: products stay below 2 to the 24th


@cache
def _table() -> tuple[Matrix, dict[str, int]]:
    """One vector for each word piece and the row of each piece; about 50 ms, once a process."""
    with np.load(WEIGHTS) as stored:
        pieces = bytes(stored["pieces"].astype(np.uint8)).decode("utf-8").split("\n")
        return stored["static"] * stored["static:scale"], {piece: row for row, piece in enumerate(pieces)}


def likeness(words: Sequence[str]) -> Bytes:
    """Word by word, the cosine of their vectors in steps of 1/250, 250 for a word and itself; 0 for opposites.

    A word without vector is like itself alone, and so is a number.
    """
    return likeness_of(vectors_of(words))


def likeness_of(vectors: Matrix) -> Bytes:
    """The likeness of words by their vectors."""
    found = np.empty((len(vectors), len(vectors)), dtype=np.uint8)
    for start in range(0, len(vectors), _BLOCK):
        block = vectors[start : start + _BLOCK] @ vectors.T
        found[start : start + _BLOCK] = np.clip(np.rint(block * (_ONE / _LENGTH**2)), 0, _ONE)
    np.fill_diagonal(found, _ONE)
    return found


def vectors_of(words: Sequence[str]) -> Matrix:
    """The mean vector of the pieces of each word, rounded to whole numbers at one length; zeros where it has none."""
    vectors, rows = _table()
    pieces = [() if word[:1].isdigit() else pieces_of(word, rows) for word in words]
    owners = np.repeat(np.arange(len(words)), [len(row) for row in pieces])
    summed = np.zeros((len(words), vectors.shape[1]))
    np.add.at(summed, owners, vectors[[rows[piece] for row in pieces for piece in row]])
    return _whole(summed, _LENGTH)


def _whole(rows: NDArray[np.float64], length: float) -> Matrix:
    """Rows of one length, in whole numbers."""
    lengths = np.sqrt(np.square(rows).sum(axis=1, keepdims=True))
    rounded: Matrix = np.rint(rows * (length / np.maximum(lengths, 1e-9))).astype(np.float32)
    return rounded


def covered(part: Part, alike: Bytes) -> Matrix:
    """How much of each sentence (row) the words of each other (column) tell, 0 to 1: soft word alignment.

    Each word counts by its weight times the cubed likeness of its best match on the other side.
    """
    best = np.zeros((len(alike), len(part.rows)), dtype=np.uint8)
    for column, row in enumerate(part.rows):
        if len(row):
            best[:, column] = alike[row].max(axis=0)
    powers = ((np.arange(256) / _ONE) ** _POWER).astype(np.float32)
    told = np.zeros((len(part.rows), len(part.rows)), dtype=np.float32)
    for index, (row, weights) in enumerate(zip(part.rows, part.weights, strict=True)):
        if len(row):
            told[index] = np.einsum("k,kn->n", weights / weights.sum(), powers[best[row]])
    return told


def mutual(told: Matrix) -> Matrix:
    """How much two sentences cover each other: the harmonic mean of both sides."""
    return np.asarray(2 * told * told.T / np.maximum(told + told.T, 1e-6), dtype=np.float32)


def summed_meaning(scene: Scene, vectors: Matrix) -> Matrix:
    """The cosines of whole sentences: of the sums of their words' vectors by rarity at large."""
    steps = np.rint(scene.rarities * _STEPS)
    sums = np.array([steps[row] @ vectors[row] for row in scene.rows]).reshape(len(scene.rows), vectors.shape[1])
    rows = _whole(sums, _SUM_LENGTH)
    return np.asarray(rows @ rows.T / np.float32(_SUM_LENGTH**2), dtype=np.float32)
