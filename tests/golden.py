"""Reports kept in full text: what is rendered must equal what was accepted."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

ACCEPT = "STORYDIFF_ACCEPT"


def assert_golden(path: Path, actual: str) -> None:
    """Fail with a unified diff when `actual` is not the text at `path`; `STORYDIFF_ACCEPT=1` keeps it."""
    if os.environ.get(ACCEPT) == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(actual, encoding="utf-8", newline="")
        return
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    if actual != kept:
        raise AssertionError(f"{_difference(path.name, kept, actual)}\naccept it: {ACCEPT}=1 make test")


def _difference(name: str, kept: str, actual: str) -> str:
    lines = difflib.unified_diff(kept.split("\n"), actual.split("\n"), f"{name} kept", f"{name} now", lineterm="")
    return "\n".join(lines)
