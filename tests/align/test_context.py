"""The strong mode: what an encoder gives becomes features. Needs no encoder."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from compare.align.context import Context, context_columns
from compare.align.features import FEATURES
from compare.align.scene import set_scene
from compare.tables import table
from tests.align.event import statements_of


def test_alignment_imports_no_encoder_by_itself() -> None:
    code = "import sys, compare.align; print('safetensors' in sys.modules or 'tokenizers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_a_sentence_covers_itself_in_full_and_an_unlike_one_not_at_all() -> None:
    scene = set_scene(statements_of({"a": "Velna shook.", "b": "Velna shook.", "c": "Hospitals closed."}))
    basis = np.eye(4, dtype=np.float32)
    words = (basis[:2], basis[:2], basis[2:])
    columns = context_columns(scene, Context(words, np.eye(3, dtype=np.float32)), np.array([0, 0]), np.array([1, 2]))
    assert columns["context"].round(6).tolist() == [1.0, 0.0]
    assert columns["context inside"].round(6).tolist() == [1.0, 0.0]


def test_both_tables_weigh_all_their_features() -> None:
    assert tuple(table("alignment")["features"]) == FEATURES
    assert set(table("alignment_context")["features"]) == {*FEATURES, "context", "context inside", "context first"}
