from __future__ import annotations

from pathlib import Path

import pytest

from compare.options import Options
from compare.reporters import Screen, render
from compare.values import Comparison
from tests.golden import ACCEPT, assert_golden
from tests.reporters.hostile import hostile
from tests.reporters.messaging import example

GOLDENS = Path(__file__).parent / "goldens"
EVENTS = {"messaging": example(), "hostile": hostile()}
SCREENS = {"80": Screen(80), "120": Screen(120), "ascii": Screen(100, ascii=True), "narrow": Screen(48)}


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("screen", SCREENS)
def test_text_is_as_accepted(event: str, screen: str) -> None:
    report = render(EVENTS[event], Options(), "text", SCREENS[screen])
    assert_golden(GOLDENS / f"{event}.{screen}.txt", report)


def test_text_with_all_notes_is_as_accepted() -> None:
    report = render(example(), Options(min_severity="note"), "text", Screen(100))
    assert_golden(GOLDENS / "messaging.notes.txt", report)


@pytest.mark.parametrize("event", EVENTS)
def test_markdown_is_as_accepted(event: str) -> None:
    assert_golden(GOLDENS / f"{event}.md", render(EVENTS[event], Options(), "markdown"))


def test_an_empty_comparison_says_so() -> None:
    assert render(Comparison(()), Options(), "text") == (
        "0 outlets · 0 sentences · 0 shared facts · no divergences\n\nNo divergences found.\n"
    )


def test_a_golden_that_differs_shows_how_and_how_to_accept_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept.txt"
    monkeypatch.setenv(ACCEPT, "1")
    assert_golden(kept, "one\ntwo\n")
    monkeypatch.delenv(ACCEPT)
    assert_golden(kept, "one\ntwo\n")
    with pytest.raises(AssertionError) as caught:
        assert_golden(kept, "one\nthree\n")
    assert "-two\n+three" in str(caught.value)
    assert str(caught.value).endswith("accept it: STORYDIFF_ACCEPT=1 make test")
