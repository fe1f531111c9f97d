"""The samples as goldens in full text: what a reader sees, and the whole JSON report."""

from __future__ import annotations

import io
import json
import pathlib

import pytest

import cli
from compare import __version__
from tests.golden import assert_golden

ROOT = pathlib.Path(__file__).resolve().parent.parent
EVENTS = ("messaging-calls", "ferry-disaster", "quarterly-results", "council-vote")


def run(monkeypatch: pytest.MonkeyPatch, *args: str) -> str:
    monkeypatch.chdir(ROOT)
    out, errors = io.StringIO(), io.StringIO()
    assert cli.run(["compare", *args], stdout=out, stderr=errors) == 0
    assert errors.getvalue() == ""
    return out.getvalue()


@pytest.mark.parametrize("event", EVENTS)
def test_the_text_report_of_a_sample_is_the_accepted_one(event: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run(monkeypatch, f"samples/{event}", "--width", "100", "--min-severity", "note")
    assert_golden(ROOT / "samples" / "expected" / f"{event}.txt", shown)


@pytest.mark.parametrize("event", EVENTS)
def test_the_json_report_of_a_sample_is_the_accepted_one(event: str, monkeypatch: pytest.MonkeyPatch) -> None:
    report = run(monkeypatch, f"samples/{event}", "--format", "json").replace(f'"{__version__}"', '"VERSION"', 1)
    assert_golden(ROOT / "samples" / "expected" / f"{event}.json", report)


@pytest.mark.parametrize("event", EVENTS)
def test_every_offset_of_a_sample_report_holds_its_text(event: str, monkeypatch: pytest.MonkeyPatch) -> None:
    report = json.loads(run(monkeypatch, f"samples/{event}", "--format", "json"))
    texts = {article["id"]: article["text"] for article in report["articles"]}
    pieces = [piece for found in report["divergences"] for piece in found["evidence"]]
    assert pieces
    for piece in pieces:
        assert texts[piece["article"]][piece["start"] : piece["end"]] == piece["text"]


def test_the_signature_difference_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    report = json.loads(run(monkeypatch, "samples/messaging-calls", "--format", "json", "--select", "NAM001"))
    sides = [{piece["text"] for piece in found["evidence"]} for found in report["divergences"]]
    assert any({"two of the most popular messaging services", "WhatsApp and Telegram"} <= side for side in sides)
    assert any({"a state-backed messenger", "Max"} <= side for side in sides)


def test_no_furniture_is_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    for event in EVENTS:
        report = json.loads(run(monkeypatch, f"samples/{event}", "--format", "json"))
        marked = {a["id"]: [(f["start"], f["end"]) for f in a["furniture"]] for a in report["articles"]}
        assert any(marked.values())
        for found in report["divergences"]:
            for piece in found["evidence"]:
                assert not any(s < piece["end"] and piece["start"] < e for s, e in marked[piece["article"]])
