"""The annotated events of `../shared/eval/coverage`, compared in this process, scored by `../shared/eval/score.py`."""

from __future__ import annotations

import importlib.util
import pathlib
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from compare.options import Options
from compare.pipeline import compare
from compare.rules.base import Difference, Pair, Piece, Side
from compare.rules.judge import pairs_of as linked_pairs
from compare.values import Comparison, Divergence

_SPANS = ("x_span", "y_span")
SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared"


class Event(NamedTuple):
    """An event: its gold, and the comparison of its articles."""

    name: str
    gold: Any
    comparison: Comparison


@cache
def scorer() -> Any:
    """The module `score.py`."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


@cache
def events(name: str) -> tuple[Event, ...]:
    """All events of a set ("dev", "train"), compared."""
    found = [scorer().Event(path) for path in sorted((SHARED / "eval" / "coverage" / name).glob("*.gold.json"))]
    return tuple(Event(gold.name, gold, compare([str(gold.articles)], Options())) for gold in found)


def pairs_of(event: Event) -> Iterator[tuple[Event, Pair]]:
    """Every linked pair of an event."""
    return ((event, pair) for pair in linked_pairs(event.comparison))


def hits(event: Event, pair: Pair, found: Difference) -> Sequence[Any]:
    """The gold divergences at the place of a difference, whatever their type."""
    ends = sorted([_end(pair.left, found.left), _end(pair.right, found.right)])
    units = [scorer().unit_at(tuple(span), event.gold.by_article[name]) for name, span, _ in ends]
    spans = tuple(None if missing else tuple(span) for _, span, missing in ends)
    place = {"x": units[0], "y": units[1], "spans": spans}
    return [gold for gold in event.gold.divergences if scorer().same_place(place, gold)]


def on_both(gold: Any, pair: Pair, found: Difference) -> bool:
    """Whether both pieces of a difference share characters with those of a gold divergence."""
    ends = sorted([_end(pair.left, found.left), _end(pair.right, found.right)])
    return all(gold[key] and scorer().overlap(span, gold[key]) for key, (_, span, _) in zip(_SPANS, ends, strict=True))


def _end(side: Side, piece: Piece) -> tuple[str, Any, bool]:
    return side.article.id, piece.span, piece.missing


def report(comparison: Comparison, divergences: Sequence[Divergence] | None = None) -> dict[str, Any]:
    """The JSON report as far as the scorer reads it."""
    shown = comparison.divergences if divergences is None else divergences
    sentences: dict[str, list[dict[str, int]]] = {a.id: [] for a in comparison.articles}
    for statement in comparison.statements:
        span = statement.sentence.span
        sentences[statement.sentence.article].append({"start": span.start, "end": span.end})
    return {
        "articles": [{"id": a.id, "text": a.text, "sentences": sentences[a.id]} for a in comparison.articles],
        "links": [
            {
                name: {"article": end.sentence.article, "sentence": end.sentence.index}
                for name, end in (("left", link.left), ("right", link.right))
            }
            for link in comparison.links
        ],
        "divergences": [_entry(divergence) for divergence in shown],
    }


def _entry(divergence: Divergence) -> dict[str, Any]:
    pieces = [
        {"article": e.article, "start": e.span.start, "end": e.span.end, "text": e.text}
        | {"variant": e.variant, "missing": e.missing}
        for e in divergence.evidence
    ]
    keys = ("id", "rule", "type", "relation", "severity")
    return {key: getattr(divergence, key) for key in keys} | {"evidence": pieces}
