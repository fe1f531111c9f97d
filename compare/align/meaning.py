"""Words that mean nearly the same, by the static embedding that ships with the tagger: exact integers all the way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from compare.align.scene import Matrix, Scene
from compare.tagger.features import pieces_of
from compare.tagger.net import WEIGHTS

Bytes = NDArray[np.uint8]

_ONE = 250  # similarity is kept in steps of 1/250
_LENGTH = 120.0  # of a vector before it is rounded: sums of products stay exact in float32
_BLOCK = 512  # words compared at once
_POWER = 3  # related words hardly count, synonyms do


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
    if not words:
        return np.zeros((0, 0), dtype=np.uint8)
    vectors = _vectors(words)
    found = np.empty((len(words), len(words)), dtype=np.uint8)
    for start in range(0, len(words), _BLOCK):
        block = vectors[start : start + _BLOCK] @ vectors.T
        found[start : start + _BLOCK] = np.clip(np.rint(block * (_ONE / _LENGTH**2)), 0, _ONE)
    np.fill_diagonal(found, _ONE)
    return found


def _vectors(words: Sequence[str]) -> Matrix:
    """The mean vector of the pieces of each word, rounded to whole numbers at one length; zeros where it has none."""
    vectors, rows = _table()
    pieces = [() if word[:1].isdigit() else pieces_of(word, rows) for word in words]
    owners = np.repeat(np.arange(len(words)), [len(row) for row in pieces])
    summed = np.zeros((len(words), vectors.shape[1]))
    np.add.at(summed, owners, vectors[[rows[piece] for row in pieces for piece in row]])
    lengths = np.sqrt(np.square(summed).sum(axis=1, keepdims=True))
    rounded: Matrix = np.rint(summed * (_LENGTH / np.maximum(lengths, 1e-9))).astype(np.float32)
    return rounded


def covered(scene: Scene) -> Matrix:
    """How much of each sentence (row) the words of each other (column) tell, 0 to 1: soft word alignment.

    Each word counts by its weight times the cubed likeness of its best match on the other side.
    """
    alike = likeness(scene.forms)
    best = np.zeros((len(scene.stems), len(scene.rows)), dtype=np.uint8)
    for column, row in enumerate(scene.rows):
        if len(row):
            best[:, column] = alike[row].max(axis=0)
    powers = ((np.arange(256) / _ONE) ** _POWER).astype(np.float32)
    told = np.zeros((len(scene.rows), len(scene.rows)), dtype=np.float32)
    for index, (row, weights) in enumerate(zip(scene.rows, scene.weights, strict=True)):
        if len(row):
            told[index] = np.einsum("k,kn->n", weights / weights.sum(), powers[best[row]])
    return told
