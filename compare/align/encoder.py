"""A BERT-like sentence encoder from its weights, in float32 numpy: `--encoder NAME_OR_PATH`, extra `[context]`.

The files are those every such model is published with: config.json, model.safetensors, tokenizer.json. The layers are
those of Devlin et al. 2019, "BERT: Pre-training of Deep Bidirectional Transformers", sections 3 and A.2.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compare.align.scene import Matrix, Scene
from compare.errors import OptionError

Floats = NDArray[np.float32]

FILES = ("config.json", "model.safetensors", "tokenizer.json")
_LONGEST = 256  # pieces of a sentence that are read
_BATCH = 32
_STEPS = 64  # token vectors are rounded to 1/64: what two BLAS builds add differently is less


class Tokens(NamedTuple):
    """The pieces of one text: where each stands in it and its vector."""

    offsets: NDArray[np.intp]
    vectors: Floats


@lru_cache(maxsize=1)
def load_encoder(name: str) -> Encoder:
    """The encoder of a folder, or of an installed package that carries one; an OptionError says what is missing."""
    try:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer
    except ImportError as error:
        raise OptionError("--encoder needs safetensors and tokenizers: pip install 'storydiff[context]'") from error
    config, weights, tokenizer = (_folder(name) / file for file in FILES)
    try:
        settings = json.loads(config.read_text(encoding="utf-8"))
        return Encoder(settings, load_file(weights), Tokenizer.from_file(str(tokenizer)))
    except Exception as error:  # tokenizers raises bare exceptions
        raise OptionError(f"--encoder {name}: not a BERT-like encoder: {error}".splitlines()[0]) from error


def _folder(name: str) -> Path:
    for folder in (Path(name), *_packaged(name)):
        if all((folder / file).is_file() for file in FILES):
            return folder
    raise OptionError(f"--encoder {name}: no folder and no installed package with {', '.join(FILES)}")


def _packaged(name: str) -> tuple[Path, ...]:
    """The folder of an installed package and the folders in it, in the order of names."""
    module = name.replace("-", "_")
    found = find_spec(module) if module.isidentifier() else None
    if found is None or found.origin is None:
        return ()
    home = Path(found.origin).parent
    return (home, *sorted(path for path in home.iterdir() if path.is_dir()))


class Encoder:
    """A transformer over word pieces; `encode` gives the last layer."""

    def __init__(self, settings: dict[str, Any], weights: dict[str, NDArray[Any]], tokenizer: Any) -> None:
        self._weights = {name.removeprefix("bert."): array.astype(np.float32) for name, array in weights.items()}
        self._heads, self._layers = int(settings["num_attention_heads"]), int(settings["num_hidden_layers"])
        self._least = float(settings["layer_norm_eps"])
        self._tokenizer = tokenizer
        tokenizer.no_padding()
        tokenizer.enable_truncation(min(_LONGEST, int(settings["max_position_embeddings"])))
        self._forward(np.zeros((1, 1), np.intp))  # a missing layer is told when the weights are loaded

    def read(self, scene: Scene) -> tuple[tuple[Matrix, ...], Matrix]:
        """Of each sentence the vectors of the stems in its row, then one vector a sentence; all of length one."""
        found = self.encode([s.sentence.text for s in scene.statements])
        words = tuple(_stem_vectors(scene, n, tokens) for n, tokens in enumerate(found))
        whole = np.array([tokens.vectors.mean(axis=0) for tokens in found], dtype=np.float32)
        return words, _unit(whole)

    def encode(self, texts: Sequence[str]) -> tuple[Tokens, ...]:
        """The pieces of every text, in order; texts of one length are computed together, so nothing is padded."""
        split = self._tokenizer.encode_batch([text.encode("utf-8", "replace").decode("utf-8") for text in texts])
        lengths: defaultdict[int, list[int]] = defaultdict(list)
        for at, pieces in enumerate(split):
            lengths[len(pieces.ids)].append(at)
        found: dict[int, Tokens] = {}
        for same in lengths.values():
            for start in range(0, len(same), _BATCH):
                some = same[start : start + _BATCH]
                states = self._forward(np.array([split[at].ids for at in some], dtype=np.intp))
                for at, rows in zip(some, np.rint(states * _STEPS) / np.float32(_STEPS), strict=True):
                    found[at] = Tokens(np.array(split[at].offsets, dtype=np.intp).reshape(-1, 2), rows)
        return tuple(found[at] for at in range(len(texts)))

    def _forward(self, ids: NDArray[np.intp]) -> Floats:
        w = self._weights
        places, kind = w["embeddings.position_embeddings.weight"], w["embeddings.token_type_embeddings.weight"]
        states: Floats = w["embeddings.word_embeddings.weight"][ids] + places[: ids.shape[1]] + kind[0]
        if not states.size:
            return states
        states = self._normal(states, "embeddings.LayerNorm")
        for number in range(self._layers):
            layer = f"encoder.layer.{number}."
            seen = self._linear(self._attend(states, layer + "attention.self."), layer + "attention.output.dense")
            states = self._normal(states + seen, layer + "attention.output.LayerNorm")
            inner = _gelu(self._linear(states, layer + "intermediate.dense"))
            states = self._normal(states + self._linear(inner, layer + "output.dense"), layer + "output.LayerNorm")
        return states

    def _attend(self, states: Floats, layer: str) -> Floats:
        count, length, width = states.shape
        shape = (count, length, self._heads, width // self._heads)
        query, key, value = (
            self._linear(states, layer + part).reshape(shape).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        weights = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(shape[-1]))
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed: Floats = (weights @ value).transpose(0, 2, 1, 3).reshape(count, length, width)
        return mixed

    def _linear(self, states: Floats, name: str) -> Floats:
        mapped: Floats = states @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return mapped

    def _normal(self, states: Floats, name: str) -> Floats:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt(np.mean(np.square(centred), axis=-1, keepdims=True) + np.float32(self._least))
        normal: Floats = centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return normal


def _stem_vectors(scene: Scene, index: int, tokens: Tokens) -> Matrix:
    """The mean of the pieces that each stem's words cover; zeros for what the encoder cut off."""
    rows = {scene.stems[stem]: row for row, stem in enumerate(scene.rows[index].tolist())}
    sums = np.zeros((len(rows), tokens.vectors.shape[1]), dtype=np.float32)
    start = scene.statements[index].sentence.span.start
    low, high = tokens.offsets.T
    for word in scene.words[index]:
        if word.stem in rows:
            inside = (low < word.span.end - start) & (high > word.span.start - start)
            sums[rows[word.stem]] += tokens.vectors[inside].sum(axis=0)
    return _unit(sums)


def _unit(rows: Matrix) -> Matrix:
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return np.asarray(rows / lengths, dtype=np.float32)


def _gelu(x: Floats) -> Floats:
    """x times the normal distribution function, by Abramowitz and Stegun 7.1.26 (error below 2e-7)."""
    size: Floats = np.abs(x) * np.float32(0.5**0.5)
    t: Floats = np.reciprocal(1 + np.float32(0.3275911) * size)
    series: Floats = np.zeros_like(x)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = ((series + np.float32(factor)) * t).astype(np.float32)
    half: Floats = x * (1 + np.sign(x) * (1 - series * np.exp(-size * size))) / 2
    return half
