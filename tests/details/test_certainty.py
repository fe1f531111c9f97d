"""Markers of certainty: level, polarity and scope."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from compare.values import CertaintyValue, Detail
from tests.details.cases import TEXTS, Case, check_spans, read_cases, shown


def show(detail: Detail, text: str) -> str:
    """The detail as the case file writes it."""
    value = detail.value
    assert isinstance(value, CertaintyValue)
    level = f"{value.level} {value.polarity}"
    return " | ".join(part for part in (detail.text, level, value.scope.of(text)) if part)


@pytest.mark.parametrize("case", read_cases("certainty"), ids=lambda case: case.title)
def test_a_case_gives_what_its_file_says(case: Case) -> None:
    assert shown(case, "certainty", show) == case.expected


@given(TEXTS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_any_text_is_read_and_every_span_is_exact(text: str) -> None:
    check_spans(text, "certainty")
