"""Small events for tests: texts of outlets in, a comparison out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from compare.options import Options
from compare.pipeline import compare
from compare.values import Comparison


def write_event(folder: Path, texts: Mapping[str, str], **more: Mapping[str, str]) -> str:
    """The path of a JSONL file with one article an outlet; `more` maps further keys to values by outlet."""
    path = folder / "event.jsonl"
    rows = [
        {"id": outlet, "outlet": outlet, "text": text}
        | {key: values[outlet] for key, values in more.items() if outlet in values}
        for outlet, text in texts.items()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def compare_texts(
    folder: Path, texts: Mapping[str, str], select: Sequence[str] = (), **more: Mapping[str, str]
) -> Comparison:
    """The comparison of some texts, by outlet."""
    return compare([write_event(folder, texts, **more)], Options(select=tuple(select)))


def words_of(comparison: Comparison) -> list[tuple[str, str, set[str]]]:
    """Rule, relation and words of each divergence."""
    return [(d.rule, str(d.relation), {e.text for e in d.evidence if not e.missing}) for d in comparison.divergences]
