"""Made-up articles for tests of archives: enough different words, the same ones every time."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import cli

_PARTS = ("ba", "ke", "lo", "mi", "nu", "ra", "se", "to", "vi", "zu", "da", "fe")


def text(seed: int, size: int = 200) -> str:
    """A text of `size` invented words in sentences of eleven."""
    dice = random.Random(seed)
    words = ["".join(dice.choice(_PARTS) for _ in range(dice.randint(1, 4))) for _ in range(size)]
    return ". ".join(" ".join(words[k : k + 11]).capitalize() for k in range(0, size, 11)) + "."


def edited(original: str, share: float, seed: int) -> str:
    """The text with about `share` of its words replaced."""
    dice = random.Random(seed)
    return " ".join("xo" + dice.choice(_PARTS) if dice.random() < share else word for word in original.split())


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    """A JSONL file of the rows."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*args: str | Path) -> tuple[int, list[dict[str, Any]], str]:
    """Exit code, the JSON lines on standard output, and standard error of one call."""
    out, errors = io.StringIO(), io.StringIO()
    code = cli.run([str(arg) for arg in args], stdout=out, stderr=errors)
    return code, [json.loads(line) for line in out.getvalue().splitlines()], errors.getvalue()
