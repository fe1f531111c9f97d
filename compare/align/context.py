"""Features of the strong mode: soft word alignment over contextual vectors, for candidate pairs only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compare.align.encoder import load_encoder
from compare.align.scene import Column, Index, Matrix, Scene

_UNLIKE = 0.2  # cosine of two words that have nothing to do with each other


@dataclass(frozen=True, slots=True)
class Context:
    """What an encoder makes of the sentences: vectors of the stems in each row, and cosines of whole sentences."""

    words: tuple[Matrix, ...]
    whole: Matrix


def read_context(scene: Scene, encoder: str) -> Context:
    """The sentences of a scene as the encoder reads them; an OptionError where there is no such encoder."""
    words, whole = load_encoder(encoder).read(scene)
    return Context(words, whole @ whole.T)


def context_columns(scene: Scene, context: Context, left: Index, right: Index) -> dict[str, Column]:
    """For each pair how much the sentences cover each other (harmonic mean), and the larger of the two covers."""
    rows = [_cover(scene, context, i, j) for i, j in zip(left.tolist(), right.tolist(), strict=True)]
    covers = np.array(rows, dtype=np.float64).reshape(len(rows), 2)
    return {"context": covers[:, 0], "context inside": covers[:, 1]}


def _cover(scene: Scene, context: Context, i: int, j: int) -> tuple[float, float]:
    if not len(scene.rows[i]) or not len(scene.rows[j]):
        return 0.0, 0.0
    alike = np.maximum(0, context.words[i] @ context.words[j].T - _UNLIKE) / (1 - _UNLIKE)
    one, other = scene.weights[i], scene.weights[j]
    shares = float(alike.max(axis=1) @ one / one.sum()), float(alike.max(axis=0) @ other / other.sum())
    return 2 * shares[0] * shares[1] / max(sum(shares), 1e-6), max(shares)
