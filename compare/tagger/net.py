"""The tagger that ships: a small multi-task convolutional net, float32 numpy all the way.

A word type has one vector, made of learned and static embeddings; three residual convolutions of width three see the
neighbours; parts of speech, phrases and entities are read off, entities by a constrained Viterbi walk. The weights,
their training and their figures are described in docs/tagger.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.tagger.base import CHUNKS, ENTITIES, UPOS, Tagged, Tags
from compare.tagger.features import Looks, looks, pieces_of

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]
Weights = dict[str, NDArray[Any]]

WEIGHTS = Path(__file__).parent.parent / "tables" / "en" / "tagger.npz"
LAYERS = ("conv1", "conv2", "conv3")
MEMORY = 16384  # words whose pieces are kept: articles about one event share most of theirs
BLOCK = 1024  # rows computed at once, in whole sentences: what stays in the cache
SCALE = 1000  # logits are compared as whole thousandths, so that the order of a sum in a BLAS build turns no tie


@lru_cache(maxsize=1)
def load_net() -> Net:
    """The net with the weights that ship, read once per process."""
    with np.load(WEIGHTS) as stored:
        return Net({name: stored[name] for name in stored.files})


class Net:
    """A tagger over the arrays that benchmarks/train_tagger.py writes."""

    def __init__(self, weights: Weights) -> None:
        self._w = {name: _single(array) for name, array in weights.items()}
        names = bytes(weights["pieces"].astype(np.uint8)).decode("utf-8").split("\n")
        self._pieces = {name: at for at, name in enumerate(names)}
        self._split = lru_cache(maxsize=MEMORY)(self._numbers)

    def tag(self, sentences: Sequence[Sequence[str]]) -> Tagged:
        """The tags of every sentence, in order."""
        tagged: list[Tags] = []
        for block in _blocks(sentences):
            tagged.extend(self._tag(block))
        return tuple(tagged)

    def _tag(self, sentences: Sequence[Sequence[str]]) -> Iterator[Tags]:
        rows: dict[str, int] = {}
        words = np.array([rows.setdefault(word, len(rows)) for sentence in sentences for word in sentence], np.int64)
        lengths = np.array([len(sentence) for sentence in sentences])
        starts = np.cumsum(lengths) - lengths
        if not rows:
            return iter([Tags((), (), ())] * len(sentences))
        places = np.arange(len(words)) + 1 + np.repeat(np.arange(len(lengths)), lengths)
        states = self._convolve(self._vectors(list(rows))[words], places)
        return self._read(states, starts, lengths)

    def _vectors(self, words: Sequence[str]) -> Floats:
        """One vector for each word type."""
        w, seen = self._w, np.array([looks(word) for word in words], np.int64).T
        known = _find(w["word_keys"], seen[0]) + 1  # row 0 stands for the unknown
        listed = w["list_bits"][_find(w["list_keys"], seen[1]) + 1]
        hashed = [self._rows(name, column) for name, column in zip(Looks._fields[2:], seen[2:], strict=True)]
        lowered = self._rows("lowered", w["lower_bucket"][known])
        bits = (listed[:, None] >> np.arange(8) & 1).astype(np.float32)
        parts = [self._rows("word", known), *hashed, lowered, bits, self._static(words)]
        return _maxout(np.concatenate(parts, axis=1), w, "in")

    def _rows(self, table: str, rows: NDArray[Any]) -> Floats:
        """Rows of a table of small integers as floats."""
        found: Floats = self._w[table][rows] * self._w[f"{table}:scale"]
        return found

    def _static(self, words: Sequence[str]) -> Floats:
        """The mean static embedding of each word's pieces."""
        split = [self._split(word) for word in words]
        counts = np.array([len(pieces) for pieces in split])
        rows = self._rows("static", np.array([piece for pieces in split for piece in pieces]))
        summed = np.add.reduceat(rows, np.cumsum(counts) - counts)
        means: Floats = np.divide(summed, counts[:, None], dtype=np.float32)
        return means

    def _numbers(self, word: str) -> tuple[int, ...]:
        """The rows of a word's pieces; the last row of the table is empty."""
        return tuple(self._pieces[name] for name in pieces_of(word, self._pieces)) or (len(self._pieces),)

    def _convolve(self, vectors: Floats, places: Whole) -> Floats:
        """Each row with what its neighbours add; sentences lie apart by one empty row."""
        padded = np.zeros((places[-1] + 2, vectors.shape[1]), np.float32)
        for layer in LAYERS:
            padded[places] = vectors
            window = np.concatenate([padded[places - 1], vectors, padded[places + 1]], axis=1)
            vectors = vectors + _maxout(window, self._w, layer)
        return vectors

    def _read(self, states: Floats, starts: Whole, lengths: Whole) -> Iterator[Tags]:
        w = self._w
        pos = states @ w["pos:w"] + w["pos:b"]
        rest = np.concatenate([states, pos], axis=1) @ w["rest:w"] + w["rest:b"]
        chunks, entities = rest[:, : len(CHUNKS)], rest[:, len(CHUNKS) :]
        path = viterbi(_whole(entities), _whole(w["crf"]), starts, lengths)
        columns = (
            [UPOS[at] for at in _whole(pos).argmax(axis=1).tolist()],
            [CHUNKS[at] for at in _whole(chunks).argmax(axis=1).tolist()],
            [ENTITIES[at] for at in path.tolist()],
        )
        for start, end in zip(starts.tolist(), (starts + lengths).tolist(), strict=True):
            pos_tags, chunk_tags, entity_tags = (tuple(column[start:end]) for column in columns)
            yield Tags(pos_tags, _opened(chunk_tags), entity_tags)


def viterbi(scores: Whole, moves: Whole, starts: Whole, lengths: Whole) -> Whole:
    """The best label of every row; `moves[a, b]` scores b after a, its last row b as the first label of a sentence."""
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    going = np.searchsorted(-lengths, -np.arange(lengths[0]))  # how many sentences have a row at each step
    best, back = scores.copy(), np.zeros_like(scores)
    best[starts[: going[0]]] += moves[-1]
    for step, count in enumerate(going[1:].tolist(), start=1):
        paths = best[starts[:count] + step - 1][:, :, None] + moves[:-1]
        back[starts[:count] + step] = paths.argmax(axis=1)
        best[starts[:count] + step] += paths.max(axis=1)
    path: Whole = best.argmax(axis=1)  # right for last rows; the others follow from their successors
    for step in range(len(going) - 1, 0, -1):
        rows = starts[: going[step]] + step
        path[rows - 1] = back[rows, path[rows]]
    return path


def _find(keys: NDArray[Any], wanted: Whole) -> Whole:
    """Where each key stands among the sorted ones, or -1."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, at, -1)


def _maxout(rows: Floats, weights: Weights, layer: str) -> Floats:
    """The larger of two linear maps, normalised over the row."""
    both = rows @ weights[f"{layer}:w"] + weights[f"{layer}:b"]
    half = both.shape[1] // 2
    larger = np.maximum(both[:, :half], both[:, half:])
    larger -= larger.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.einsum("ij,ij->i", larger, larger) / half + 1e-5)
    normal: Floats = larger / spread[:, None] * weights[f"{layer}:g"] + weights[f"{layer}:o"]
    return normal


def _whole(logits: Floats) -> Whole:
    return np.rint(logits * SCALE).astype(np.int64)


def _opened(chunks: Sequence[str]) -> tuple[str, ...]:
    """Phrases begin with B-: an I- after nothing becomes one."""
    before = ("O", *chunks)
    return tuple("B-NP" if tag == "I-NP" and last == "O" else tag for last, tag in zip(before, chunks, strict=False))


def _blocks(sentences: Sequence[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    """The sentences in blocks of about BLOCK tokens."""
    start = size = 0
    for end, sentence in enumerate(sentences, start=1):
        size += len(sentence)
        if size >= BLOCK or end == len(sentences):
            yield sentences[start:end]
            start, size = end, 0


def _single(stored: NDArray[Any]) -> NDArray[Any]:
    """Half precision is for the disk alone."""
    return stored.astype(np.float32) if stored.dtype == np.float16 else stored
