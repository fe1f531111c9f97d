"""Quotations: their extent, whether they are whole, and who speaks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from compare.values import Detail, QuoteValue, Span
from tests.details.cases import TEXTS, Case, check_spans, read_cases, shown, statements_of


def show(detail: Detail, _: str) -> str:
    """The detail as the case file writes it."""
    value = detail.value
    assert isinstance(value, QuoteValue)
    whole = "complete" if value.complete else "part"
    parts = [detail.text, whole if value.use == "speech" else value.use]
    parts += [value.speaker] if value.speaker else []
    parts += [f"= {value.entity}"] if value.entity and value.entity not in (value.speaker or "") else []
    return " | ".join(parts)


@pytest.mark.parametrize("case", read_cases("quotes"), ids=lambda case: case.title)
def test_a_case_gives_what_its_file_says(case: Case) -> None:
    assert shown(case, "quote", show) == case.expected


@given(TEXTS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_any_text_is_read_and_every_span_is_exact(text: str) -> None:
    check_spans(text, "quote")


def test_a_speaker_of_the_sentence_before_is_not_guessed() -> None:
    text = "Lena Ortiz spoke. “Nobody asked us about the road.”"
    last = statements_of(text, [Span(0, 17), Span(18, len(text))])[-1]
    assert [detail.value for detail in last.details if detail.kind == "quote"] == [QuoteValue(None, True)]
