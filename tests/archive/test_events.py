"""events: one row an event, every article in one, a running story split by incident."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from tests.archive.texts import edited, run, text, write

FERRY = "The ferry Stella Maren sank off Ostrey harbour and {} passengers of the Korva Line were rescued by the navy."
STRIKE = "Bakers in Lindhaven began a strike over {} wage cuts as the Union of Bakers walked out of talks with Holm."
FIRE = (
    "A fire destroyed the Halden cannery overnight and {} workers escaped through the loading gate, Captain Dahl said."
)


def archive() -> list[dict[str, Any]]:
    rows = []
    for event, (line, day) in enumerate(((FERRY, 3), (STRIKE, 4), (FIRE, 5))):
        for number in range(4):
            body = " ".join([line.format(number), line.format("many"), text(100 * event + number, 40)])
            rows.append({"id": f"{event}{number}", "text": body, "published": f"2024-03-{day + number % 2:02}"})
    return rows


def groups(rows: list[dict[str, Any]]) -> set[frozenset[str]]:
    return {frozenset(row["articles"]) for row in rows}


def test_articles_of_one_happening_are_one_event_with_reasons(tmp_path: Path) -> None:
    code, rows, errors = run("events", write(tmp_path / "a.jsonl", archive()))
    assert code == 0
    assert groups(rows) == {frozenset(f"{event}{number}" for number in range(4)) for event in range(3)}
    assert errors.endswith("12 articles in 3 events, 3 of several articles; 0 skipped\n")
    assert "Ostrey" in rows[0]["reasons"][0] or "Korva" in rows[0]["reasons"][0]
    assert all(member["reasons"] for row in rows for member in row["members"])


def test_the_same_words_months_apart_are_two_events(tmp_path: Path) -> None:
    rows = archive()[:2]
    rows[1]["published"] = "2024-09-01"
    assert len(run("events", write(tmp_path / "a.jsonl", rows))[1]) == 2


def test_copies_join_the_event_of_their_text(tmp_path: Path) -> None:
    rows = archive()
    rows.append({"id": "copy", "text": edited(str(rows[0]["text"]), 0.03, 1), "published": "2024-03-04"})
    _, told, _ = run("events", write(tmp_path / "a.jsonl", rows))
    event = next(row for row in told if "copy" in row["articles"])
    assert "00" in event["articles"]
    reasons = {member["article"]: member["reasons"] for member in event["members"]}
    assert reasons["copy"] == ["near copy of 00"]


def test_the_order_of_the_input_changes_nothing(tmp_path: Path) -> None:
    rows = archive()
    first = run("events", write(tmp_path / "a.jsonl", rows))
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        assert run("events", write(tmp_path / "a.jsonl", rows)) == first


def test_events_are_compared(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [*archive(), {"id": "alone", "text": text(900), "published": "2024-03-03"}])
    code, rows, _ = run("events", path, "--compare", tmp_path / "reports")
    assert code == 0
    several = {row["id"]: row["articles"] for row in rows if len(row["articles"]) > 1}
    reports = {
        report.stem: json.loads(report.read_text(encoding="utf-8")) for report in (tmp_path / "reports").glob("*.json")
    }
    assert {name: {a["id"] for a in report["articles"]} for name, report in reports.items()} == {
        name: set(names) for name, names in several.items()
    }
