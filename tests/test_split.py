"""Sentences with offsets, and what pages do to their boundaries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.split import split
from compare.values import Article, Furniture, Source, Span

CASES = Path(__file__).parent / "cases" / "split.md"
SEEN = str.maketrans("·_", "\u00a0 ")


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    expected: tuple[str, ...]


def cases() -> list[Case]:
    found = []
    for block in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *rows = block.split("\n")
        lines = [row[2:].translate(SEEN) for row in rows if row.startswith(">")]
        expected = tuple(row[2:].translate(SEEN) for row in rows if row.startswith("- "))
        found.append(Case(title, "\n".join(lines), () if expected == ("nothing",) else expected))
    return found


def article_of(text: str, *furniture: Span) -> Article:
    marked = tuple(Furniture(span, "menu") for span in furniture)
    return Article("a", "o", None, None, None, text, Source("a.txt"), marked)


def sentences(text: str, *furniture: Span) -> tuple[str, ...]:
    return tuple(s.text for s in split(article_of(text, *furniture)))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_a_text_is_cut_as_its_case_says(case: Case) -> None:
    assert sentences(case.text) == case.expected


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_line_ends_of_windows_and_empty_lines_cut_alike(case: Case) -> None:
    assert sentences(case.text.replace("\n", "\r\n")) == case.expected
    assert sentences("\r\n\r\n" + case.text.replace("\n", "\n\n \n") + "\n") == case.expected


def test_furniture_is_no_sentence_and_cuts_one() -> None:
    text = "Menu\nThe calls failed. Read More The texts went through."
    assert sentences(text, Span(0, 4), Span(23, 32)) == ("The calls failed.", "The texts went through.")


def test_an_article_that_is_furniture_throughout_has_no_sentence() -> None:
    text = "Home\nSign in"
    assert sentences(text, Span(0, 4), Span(5, 12)) == ()
    assert sentences(text, Span(0, 12)) == ()
    assert sentences("") == ()


def test_ten_thousand_words_without_a_full_stop_are_one_sentence() -> None:
    (only,) = sentences("boats sank and " * 3_334)
    assert only.split()[:2] == ["boats", "sank"]


MARKS = ".!?… \n\r\t\u00a0\"'“”‘’()[],;:—45éЯ\ud800\x00\u2028\u200b"
PIECES = st.sampled_from(
    ["The boats sank", "He", "said", "Mr", "U.S", "(R-Ky", "\u00a0 \u00a0 ", "  ", "...", "\r\n", *MARKS]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join))


@settings(derandomize=True, deadline=None, max_examples=200)
@given(TEXTS)
def test_sentences_stand_in_order_and_hold_their_text(text: str) -> None:
    last = 0
    for number, sentence in enumerate(split(article_of(text))):
        assert sentence.index == number
        assert sentence.span.of(text) == sentence.text == sentence.text.strip()
        assert last <= sentence.span.start < sentence.span.end
        last = sentence.span.end


@settings(derandomize=True, deadline=None, max_examples=200)
@given(TEXTS)
def test_every_letter_and_digit_stands_in_a_sentence(text: str) -> None:
    covered = {i for s in split(article_of(text)) for i in range(*s.span)}
    assert [i for i, c in enumerate(text) if c.isalnum() and i not in covered] == []


@settings(derandomize=True, deadline=None, max_examples=100)
@given(TEXTS, st.lists(st.integers(0, 80), max_size=6))
def test_no_sentence_touches_furniture(text: str, ends: list[int]) -> None:
    places = sorted({min(end, len(text)) for end in ends})
    pieces = [Span(*pair) for pair in zip(places[::2], places[1::2], strict=False)]
    for sentence in split(article_of(text, *pieces)):
        assert sentence.span.of(text) == sentence.text
        assert not any(sentence.span.overlaps(piece) for piece in pieces)
