"""Boundaries that pages and lists hide: lost paragraphs, numbered items, captions, abbreviations."""

from __future__ import annotations

import time

import pytest

from compare.split import split
from compare.values import Article, Source


def sentences(text: str) -> list[str]:
    return [s.text for s in split(Article("a", "o", None, None, None, text, Source("a.txt")))]


@pytest.mark.parametrize(
    "expected",
    [
        ["1. Bring a lamp.", "2. Bring a rope."],
        ["1) Bring a lamp", "2) Bring a rope", "3) Leave the dog"],
        ["a. Bring a lamp", "b. Bring a rope"],
        ["• 9. Bring a lamp", "• 10. Bring a rope"],
        ["The ferry left at 6 p.m.", "Mr. Ortiz missed it."],
        ["At 6 p.m. Mr. Ortiz missed the ferry."],
        ["They agreed, you and I.", "Nobody else did."],
        ["The case is filed as No. 4471.", "It is open."],
        ["She sells at Hola! in the old port."],
        ["U.S. Senator Dora Lindqvist agreed.", "He left."],
        ["Water is short in the U.S.", "How will its towns cope?"],
        ["He was in the lead.", "Korea took him off."],
        ["The bay at Port Ella", "Image: Milan Ortega."],
        ["It was “a mistake.“", "However, it stays."],
    ],
    ids=lambda expected: str(expected[0]),
)
def test_boundaries(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_double_blanks_part_paragraphs_where_single_ones_part_sentences() -> None:
    parts = ["Bridge closed", "It was cracked. Buses go round.", "Divers went down. They saw more.", "It stays shut."]
    assert sentences("  ".join(parts)) == [
        "Bridge closed",
        *("It was cracked.", "Buses go round.", "Divers went down.", "They saw more."),
        "It stays shut.",
    ]


def test_double_blanks_after_every_stop_part_nothing_else() -> None:
    text = "The bridge of Port  Ella shut.  Buses go round.  Divers went down.  They saw more."
    assert sentences(text)[0] == "The bridge of Port  Ella shut."


@pytest.mark.parametrize(
    "piece", ["at 6 p.m. Mr. Ortiz ", "1. one 2. two ", "word  ", "U.S. ", "No. 5 ", "Image: A ", "? a "]
)
def test_time_grows_with_the_length_of_a_line(piece: str) -> None:
    def cost(size: int) -> float:
        start = time.process_time()
        sentences(piece * size)
        return time.process_time() - start

    cost(10)
    assert cost(4_000) < 40 * cost(400) + 1
