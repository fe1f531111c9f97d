"""Attributions: source, cue, claim and stance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from compare.values import AttributionValue, Detail
from tests.details.cases import TEXTS, Case, check_spans, read_cases, shown


def show(detail: Detail, text: str) -> str:
    """The detail as the case file writes it."""
    value = detail.value
    assert isinstance(value, AttributionValue)
    source = value.source.of(text) if value.source else "-"
    return " | ".join((detail.text, value.stance, value.cue.of(text), source, value.claim.of(text)))


@pytest.mark.parametrize("case", read_cases("attribution"), ids=lambda case: case.title)
def test_a_case_gives_what_its_file_says(case: Case) -> None:
    assert shown(case, "attribution", show) == case.expected


@given(TEXTS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_any_text_is_read_and_every_span_is_exact(text: str) -> None:
    check_spans(text, "attribution")
