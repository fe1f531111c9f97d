"""Sentences with offsets, and what pages do to their boundaries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.split import split
from compare.values import Article, Furniture, Source, Span


def sentences(text: str, *furniture: Span) -> list[str]:
    marked = tuple(Furniture(span, "menu") for span in furniture)
    article = Article("a", "o", None, None, None, text, Source("a.txt"), marked)
    return [s.text for s in split(article)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Calls failed again. Texts went through.", ["Calls failed again.", "Texts went through."]),
        (
            "Data was handed over when asked\u00a0Such demands are old.",
            ["Data was handed over when asked", "Such demands are old."],
        ),
        (
            "Apps were banned on YouTube \u00a0 \u00a0 Officials said more.",
            ["Apps were banned on YouTube", "Officials said more."],
        ),
        (
            "The calls of the platforms \u00a0 in what is a first step",
            ["The calls of the platforms \u00a0 in what is a first step"],
        ),
        ("The bill of President\u00a0Putin passed.", ["The bill of President\u00a0Putin passed."]),
        ("They met on the 10\u00a0March deadline.", ["They met on the 10\u00a0March deadline."]),
        ("It was passed by Vladimir  Putin today.", ["It was passed by Vladimir  Putin today."]),
        ("Sen. Ann Lee (R-Ky.) agreed. He left.", ["Sen. Ann Lee (R-Ky.) agreed.", "He left."]),
        (
            "She left the party in the ad. “And I’ll be back,” she said.",
            ["She left the party in the ad.", "“And I’ll be back,” she said."],
        ),
        ("One line.\r\nNext line", ["One line.", "Next line"]),
        ("* * *\n---", []),
    ],
)
def test_boundaries(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_furniture_is_no_sentence_and_cuts_one() -> None:
    text = "Menu\nThe calls failed. Read More The texts went through."
    assert sentences(text, Span(0, 4), Span(23, 32)) == ["The calls failed.", "The texts went through."]


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet=st.sampled_from('aB.!?\u00a0 \n\r"”“(),;’\t1é\u2028'), max_size=80))
def test_sentences_stand_in_order_and_hold_their_text(text: str) -> None:
    article = Article("a", "o", None, None, None, text, Source("a.txt"))
    last = 0
    for number, sentence in enumerate(split(article)):
        assert sentence.index == number
        assert sentence.span.of(text) == sentence.text == sentence.text.strip()
        assert last <= sentence.span.start < sentence.span.end
        last = sentence.span.end
