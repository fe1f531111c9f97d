"""Descriptive mentions: their extent, count and the name they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from compare.values import Detail, MentionValue
from tests.details.cases import TEXTS, Case, check_spans, read_cases, shown


def show(detail: Detail, _: str) -> str:
    """The detail as the case file writes it."""
    value = detail.value
    assert isinstance(value, MentionValue)
    count = f"count {value.count}" if value.count is not None else ""
    entity = f"is {value.entity}" if value.entity else ""
    return " | ".join(part for part in (detail.text, value.head, count, entity) if part)


@pytest.mark.parametrize("case", read_cases("mentions"), ids=lambda case: case.title)
def test_a_case_gives_what_its_file_says(case: Case) -> None:
    assert shown(case, "mention", show) == case.expected


@given(TEXTS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_any_text_is_read_and_every_span_is_exact(text: str) -> None:
    check_spans(text, "mention")
