"""Contextual word vectors by any BERT-like sentence encoder: `--encoder NAME_OR_PATH`, an extra imported only here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from compare.align.scene import Matrix, Scene
from compare.errors import OptionError


@lru_cache(maxsize=2)
def load_encoder(name: str) -> Encoder:
    """The encoder of a folder or a model's name; an OptionError says what is missing."""
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar
    except ImportError as error:
        raise OptionError("--encoder needs sentence-transformers: pip install 'storydiff[context]'") from error
    disable_progress_bar()
    try:
        return Encoder(SentenceTransformer(name, device="cpu"))
    except Exception as error:  # what a folder holds and what a network does is beyond any list
        hint = "give the folder or the name of a sentence encoder"
        raise OptionError(f"--encoder {name}: cannot be loaded ({type(error).__name__}); {hint}") from error


class Encoder:
    """A sentence-transformers model behind two questions: the vector of each word, and of each whole sentence."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def read(self, scene: Scene) -> tuple[tuple[Matrix, ...], Matrix]:
        """Of each sentence the vectors of the stems in its row, then one vector a sentence; all of length one."""
        texts = [s.sentence.text.encode("utf-8", "replace").decode("utf-8") for s in scene.statements]
        places = self._model.tokenizer(texts, return_offsets_mapping=True, truncation=True)["offset_mapping"]
        tokens = self._model.encode(texts, output_value="token_embeddings", show_progress_bar=False)
        read = [np.asarray(rows.cpu(), dtype=np.float32)[: len(at)] for rows, at in zip(tokens, places, strict=True)]
        words = tuple(_stem_vectors(scene, n, read[n], places[n]) for n in range(len(texts)))
        whole = np.array([rows.mean(axis=0) for rows in read], dtype=np.float32)
        return words, _unit(whole)


def _stem_vectors(scene: Scene, index: int, tokens: Matrix, places: Sequence[tuple[int, int]]) -> Matrix:
    """The mean of the tokens that each stem's words cover; zeros for what the encoder cut off."""
    rows = {scene.stems[stem]: row for row, stem in enumerate(scene.rows[index].tolist())}
    sums = np.zeros((len(rows), tokens.shape[1]), dtype=np.float32)
    bounds = np.array(places[: len(tokens)]).reshape(-1, 2)
    start = scene.statements[index].sentence.span.start
    for word in scene.words[index]:
        if word.stem in rows:
            first, last = word.span.start - start, word.span.end - start
            sums[rows[word.stem]] += tokens[(bounds[:, 0] < last) & (bounds[:, 1] > first)].sum(axis=0)
    return _unit(sums)


def _unit(rows: Matrix) -> Matrix:
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return np.asarray(rows / lengths, dtype=np.float32)
