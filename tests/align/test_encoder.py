"""An encoder from its files: a tiny one is made here, with drawn weights."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from compare.align import align
from compare.align.encoder import load_encoder
from compare.errors import OptionError
from tests.align.event import QUAKE, pairs, statements_of

INSTALLED = all(find_spec(name) for name in ("safetensors", "tokenizers"))
needs_extra = pytest.mark.skipif(not INSTALLED, reason="needs the extra [context]")
WIDTH, LAYERS = 12, 2
SETTINGS = {
    "num_attention_heads": 3,
    "num_hidden_layers": LAYERS,
    "layer_norm_eps": 1e-12,
    "max_position_embeddings": 64,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the three files of an encoder that knows the words of the event."""
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.normalizers import Lowercase
    from tokenizers.pre_tokenizers import Whitespace

    words = sorted({word.strip(".,").lower() for text in QUAKE.values() for word in text.split()})
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(["[UNK]", *words])}, "[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = Lowercase(), Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "config.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    save_file(drawn(len(words) + 1), tmp_path / "model.safetensors")
    return tmp_path


def drawn(size: int) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    """Weights of a small transformer, the same on every run."""
    draw = np.random.default_rng(7)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (size, WIDTH),
        "embeddings.position_embeddings.weight": (64, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
    }
    for layer in (f"encoder.layer.{number}" for number in range(LAYERS)):
        for part in ("query", "key", "value"):
            shapes |= {
                f"{layer}.attention.self.{part}.weight": (WIDTH, WIDTH),
                f"{layer}.attention.self.{part}.bias": (WIDTH,),
            }
        for part, wide, long in (("attention.output", WIDTH, WIDTH), ("output", WIDTH, 4 * WIDTH)):
            shapes |= {f"{layer}.{part}.dense.weight": (wide, long), f"{layer}.{part}.dense.bias": (wide,)}
            shapes |= {f"{layer}.{part}.LayerNorm.weight": (WIDTH,), f"{layer}.{part}.LayerNorm.bias": (WIDTH,)}
        shapes |= {
            f"{layer}.intermediate.dense.weight": (4 * WIDTH, WIDTH),
            f"{layer}.intermediate.dense.bias": (4 * WIDTH,),
        }
    return {name: draw.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


@needs_extra
def test_a_text_has_the_same_vectors_whatever_stands_beside_it(folder: Path) -> None:
    encoder = load_encoder(str(folder))
    texts = ["The lighthouse collapsed.", "Schools remain shut this week.", "", "\ud800", "Nine people died."]
    together = encoder.encode(texts)
    for text, tokens in zip(texts, together, strict=True):
        (alone,) = encoder.encode([text])
        assert np.array_equal(alone.vectors, tokens.vectors)
        assert tokens.vectors.shape == (len(tokens.offsets), WIDTH)
    assert [texts[0][a:b] for a, b in together[0].offsets.tolist()] == ["The", "lighthouse", "collapsed", "."]


@needs_extra
def test_a_word_has_another_vector_in_another_place(folder: Path) -> None:
    encoder = load_encoder(str(folder))
    one, other = encoder.encode(["The lighthouse collapsed", "collapsed lighthouse The"])
    assert not np.allclose(one.vectors[1], other.vectors[1])


@needs_extra
def test_links_in_context_do_not_hang_on_the_names_of_articles(folder: Path) -> None:
    before = align(statements_of(QUAKE), str(folder))
    after = align(statements_of(dict(zip(("z", "y", "x"), QUAKE.values(), strict=True))), str(folder))
    assert pairs(before) == pairs(after)
    assert before


@needs_extra
def test_what_is_no_encoder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no folder and no installed package"):
        load_encoder(str(tmp_path))
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    with pytest.raises(OptionError, match="not a BERT-like encoder"):
        load_encoder(f"{tmp_path}/")


@pytest.mark.skipif(INSTALLED, reason="the extra is installed")
def test_a_missing_extra_is_told_with_what_to_install() -> None:
    with pytest.raises(OptionError, match=r"pip install 'storydiff\[context\]'"):
        load_encoder("anything")
