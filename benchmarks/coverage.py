"""The annotated coverage events of `../shared/eval/coverage`, cleaned, split and described as the pipeline does it."""

from __future__ import annotations

import json
import pathlib
from dataclasses import dataclass
from typing import Any

from compare.clean import clean
from compare.details import describe, resolve
from compare.options import Options
from compare.split import split
from compare.values import Page, Source, Statement


@dataclass(frozen=True, slots=True)
class Coverage:
    """One event: its statements, the units that each covers, and what annotators linked."""

    name: str
    statements: tuple[Statement, ...]
    units: tuple[tuple[str, ...], ...]
    links: dict[tuple[str, str], int]  # unit pair -> votes
    degrees: dict[tuple[str, str], str]
    voters: int

    def unit_pairs(self, i: int, j: int) -> tuple[tuple[str, str], ...]:
        """The unit pairs that two statements stand for, each in the order of units."""
        both = [sorted((x, y), key=_order) for x in self.units[i] for y in self.units[j] if x[0] != y[0]]
        return tuple((x, y) for x, y in both)


def load_events(folder: pathlib.Path, only: str = "*") -> list[Coverage]:
    """All annotated events of a folder, in the order of names."""
    return [_load(gold) for gold in sorted(folder.glob(f"{only}.gold.json"))]


def describe_pages(path: pathlib.Path) -> tuple[Statement, ...]:
    """The described sentences of a JSONL of articles."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pages = [
        Page(Source(path.name), d["text"], d["id"], d["outlet"], d["title"], d["url"], d["published"]) for d in lines
    ]
    articles, _ = clean(pages, Options())
    return resolve(tuple(s for article in articles for s in describe(article, split(article))))


def _load(gold: pathlib.Path) -> Coverage:
    data = json.loads(gold.read_text(encoding="utf-8"))
    name = gold.name.removesuffix(".gold.json")
    statements = describe_pages(gold.with_name(f"{name}.jsonl"))
    return Coverage(
        name,
        statements,
        tuple(_units(s, data["units"]) for s in statements),
        {(a["x"], a["y"]): a["votes"] for a in data["alignments"]},
        {(a["x"], a["y"]): a["degree"] for a in data["alignments"]},
        data.get("annotators", 2),
    )


def _order(unit: str) -> tuple[str, int]:
    return unit[0], int(unit[1:])


def _units(statement: Statement, units: dict[str, Any]) -> tuple[str, ...]:
    """The units that share at least half of the shorter of the two, as the scorer maps them."""
    start, end = statement.sentence.span
    found = []
    for name, (low, high) in units.items():
        shared = min(end, high) - max(start, low)
        if name[0] == statement.sentence.article and shared > 0 and shared >= 0.5 * min(end - start, high - low):
            found.append(name)
    return tuple(found)
