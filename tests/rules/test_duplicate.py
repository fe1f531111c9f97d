"""A copy of another outlet's text is a note with the first sentence that both have."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.options import Options
from compare.reporters import render
from tests.event import compare_texts

STORY = (
    "The council of Lindhaven closed the Harbour Bridge to lorries on Monday. Engineers found cracks in two girders. "
    "Mayor Brandt said the decision had been forced on the city by a report. The repair will cost 18 million crowns. "
    "Hauliers said they had been given two days and would ask a court for a delay. The port expects long queues."
)
OTHER = "A cannery burned down in Ostrey before dawn. Nobody was hurt, the fire service said; the cause is unknown."


@pytest.mark.parametrize(
    ("copy", "rule"),
    [
        (STORY.replace("18 million", "18  million").upper(), "DUP001"),
        (STORY.replace("closed", "shut").replace("long queues", "queues"), "DUP002"),
        ("Quiet at last. " + STORY.partition(". ")[2], "DUP002"),
    ],
    ids=["exact", "edited", "own lede"],
)
def test_a_copy_is_a_note_with_true_offsets(tmp_path: Path, copy: str, rule: str) -> None:
    result = compare_texts(tmp_path, {"Wire": STORY, "Post": copy, "Gazette": OTHER}, ("DUP",))
    (found,) = result.divergences
    assert (found.rule, found.type, found.severity, found.relation) == (rule, "duplicate", "note", None)
    assert {piece.outlet for piece in found.evidence} == {"Wire", "Post"}
    texts = {article.id: article.text for article in result.articles}
    for piece in found.evidence:
        assert piece.text
        assert piece.span.of(texts[piece.article]) == piece.text
    assert len([origin for origin in result.origins if len(origin.articles) == 2]) == 1
    for form in ("text", "json", "jsonl", "markdown"):
        assert rule in render(result, Options(min_severity="note"), form)


def test_other_texts_and_an_outlets_own_copy_are_none(tmp_path: Path) -> None:
    assert compare_texts(tmp_path, {"Wire": STORY, "Gazette": OTHER}, ("DUP",)).divergences == ()
    rows = {"a": STORY, "b": STORY + " The bridge is old."}
    again = compare_texts(tmp_path, rows, ("DUP",), outlet={"a": "Wire", "b": "Wire"})
    assert again.divergences == ()
    assert len(again.duplicates) == 1
