"""Tokens: cut as treebanks cut them, with exact offsets on any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.tagger.tokens import tokens_of
from compare.values import Span


def cut(text: str) -> list[str]:
    return [span.of(text) for span in tokens_of(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Lind's plan failed.", "Dr. Lind 's plan failed ."),
        ("She can't, won’t and cannot go.", "She ca n't , wo n’t and can not go ."),
        ("They’ve paid $1.2bn-£1.4bn, or 10%.", "They ’ve paid $ 1.2bn - £ 1.4bn , or 10 % ."),
        ("the U.S.'s co-worker, a Paris-based aide", "the U.S. 's co-worker , a Paris - based aide"),
        ("AT&T, O'Brien and the dogs' bowls", "AT&T , O'Brien and the dogs ' bowls"),
        ("No. 5 said no.", "No. 5 said no ."),
        ("“Wait...” J. K. Moss wrote to a.b@mail.example!!", "“ Wait ... ” J. K. Moss wrote to a.b@mail.example !!"),
        ("1939-1945, 12:30 and 1,00,000", "1939 - 1945 , 12:30 and 1,00,000"),
        ("e\u0301te\u0301 en France", "e\u0301te\u0301 en France"),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_a_text_is_cut_as_treebanks_cut_it(text: str, expected: str) -> None:
    assert cut(text) == expected.split()


@given(st.text(st.characters()), st.integers(0, 9), st.integers(0, 40))
@settings(derandomize=True, deadline=None)
def test_tokens_of_any_text_cover_all_but_its_white_space(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    at = start
    for token in tokens_of(text, Span(start, end)):
        assert text[at : token.start].strip() == ""
        assert token.start < token.end <= end
        assert not any(map(str.isspace, token.of(text)))
        at = token.end
    assert text[at:end].strip() == ""


@pytest.mark.parametrize("unit", ["a", "a.", "a-", "'s", "no.", "A&", "1,", "co-", "x@", "w.", "\ud800", "́"])
def test_a_long_text_costs_no_more_than_its_length(unit: str) -> None:
    def cost(text: str) -> float:
        spent = []
        for _ in range(3):
            started = time.process_time()
            tokens_of(text, Span(0, len(text)))
            spent.append(time.process_time() - started)
        return min(spent)

    cost(unit * 100)
    assert cost(unit * 40_000) < 40 * max(cost(unit * 4_000), 0.005)
