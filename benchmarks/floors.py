"""The floors of the figures, in `floors.json`: a figure below its floor is named, and the benchmark exits with 1."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterable

FLOORS = pathlib.Path(__file__).resolve().with_name("floors.json")


def held(figures: Iterable[tuple[str, float, str]]) -> int:
    """Print each figure (name, value, remark) beside its floor; 1 where one is below it, else 0."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    failed = False
    for name, value, remark in figures:
        floor = floors.get(name)
        low = floor is not None and value < floor
        failed |= low
        shown = "" if floor is None else f"  floor {floor}{'  BELOW' if low else ''}"
        print(f"{name:<36} {value:10.4f}{shown}  {remark}".rstrip())
    return int(failed)
