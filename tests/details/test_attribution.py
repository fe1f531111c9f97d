"""Attributions: source, cue, claim, stance, act, and the name the source stands for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from compare.values import AttributionValue, Detail, Span
from tests.details.cases import TEXTS, Case, check_spans, read_cases, shown, statements_of


def show(detail: Detail, text: str) -> str:
    """The detail as the case file writes it."""
    value = detail.value
    assert isinstance(value, AttributionValue)
    source = value.source.of(text) if value.source else "-"
    parts = [source, value.cue.of(text), value.claim.of(text), value.stance]
    parts += [] if value.act == "speech" else [value.act]
    parts += [f"= {value.entity}"] if value.entity and value.entity not in source else []
    return " | ".join((*parts, "carried") if value.carried else parts)


@pytest.mark.parametrize("case", read_cases("attribution"), ids=lambda case: case.title)
def test_a_case_gives_what_its_file_says(case: Case) -> None:
    assert shown(case, "attribution", show) == case.expected


@given(TEXTS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_any_text_is_read_and_every_span_is_exact(text: str) -> None:
    check_spans(text, "attribution")


@given(TEXTS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_a_carried_piece_is_a_claim_of_its_own_sentence(text: str) -> None:
    half = len(text) // 2
    for statement in statements_of(text, [Span(0, half), Span(half, len(text))]):
        for detail in statement.details:
            if isinstance(detail.value, AttributionValue):
                assert statement.sentence.span.covers(detail.value.claim)
                assert not detail.value.carried or detail.span == detail.value.claim
