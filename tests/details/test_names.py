"""Names: where they start and end, what they name, and one id across articles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from compare.values import Detail, NameValue
from tests.details.cases import TEXTS, Case, check_spans, entities_of, read_cases, shown


def show(detail: Detail, _: str) -> str:
    """The detail as the case file writes it."""
    value = detail.value
    assert isinstance(value, NameValue)
    fuller = value.canonical if value.canonical != detail.text else ""
    return " | ".join(part for part in (detail.text, value.kind, fuller) if part)


@pytest.mark.parametrize("case", read_cases("names"), ids=lambda case: case.title)
def test_a_case_gives_what_its_file_says(case: Case) -> None:
    assert shown(case, "name", show) == case.expected


@given(TEXTS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_any_text_is_read_and_every_span_is_exact(text: str) -> None:
    check_spans(text, "name")


def test_a_surname_shares_the_id_of_the_one_full_name_of_the_event() -> None:
    first, second = entities_of("A note came from Maria Delgado.", "A note came from Ms. Delgado.")
    assert first == {"Maria Delgado": "e:maria-delgado"}
    assert second == {"Delgado": "e:maria-delgado"}


def test_a_surname_of_two_people_has_its_own_id() -> None:
    texts = ("He met Maria Delgado.", "He met Paul Delgado.", "He met Ms. Delgado.")
    assert entities_of(*texts)[-1] == {"Delgado": "e:delgado"}


def test_an_acronym_shares_the_id_of_its_expansion() -> None:
    first, second = entities_of("It was seen by the World Health Organization.", "It was seen by the WHO.")
    assert set(first.values()) == set(second.values()) == {"e:world-health-organization"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He met José Muñoz.", "He met Jose Munoz."),
        ("He met Paul D. Ryan.", "He met Paul Ryan."),
        ("He works for Volta Inc.", "He works for Volta now."),
        ("He came from the U.S. on Monday.", "He came from the United States."),
        ("He praised Volta’s staff.", "He works for Volta now."),
        ("A letter reached President Ortiz.", "A letter reached Sen. Ortiz."),
    ],
)
def test_two_ways_to_write_a_name_share_an_id(one: str, other: str) -> None:
    first, second = entities_of(one, other)
    assert len(first) == len(second) == 1
    assert list(first.values()) == list(second.values())


def test_the_order_of_articles_changes_no_id() -> None:
    texts = ["It fined Volta Group.", "He met Ms. Delgado.", "He met Maria Delgado.", "It fined Volta."]
    assert entities_of(*texts) == list(reversed(entities_of(*reversed(texts))))
