"""The rules about numbers, dates, quotations and certainty, over the cases a journalist can read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.rules.base import Difference, Pair, Side
from compare.rules.certainty import RULES as CERTAINTY
from compare.rules.date import RULES as DATE
from compare.rules.number import RULES as NUMBER
from compare.rules.paraphrase import RULES as PARAPHRASE
from compare.rules.quote import RULES as QUOTE
from compare.values import Link
from tests.rules.sentences import Case, cases, side

RULES = (*NUMBER, *DATE, *QUOTE, *PARAPHRASE, *CERTAINTY)


def pair(left: Side, right: Side) -> Pair:
    return Pair(Link(left.statement, right.statement, 0.9, "same", ()), left, right, 0.0)


def sides(case: Case) -> tuple[Side, Side]:
    return side("left", case.left), side("right", case.right)


def judged(left: Side, right: Side) -> list[tuple[str, Difference]]:
    return [(rule.id, difference) for rule in RULES for difference in rule.check(pair(left, right))]


def shown(rule: str, difference: Difference, left: Side, right: Side) -> str:
    texts = difference.left.span.of(left.article.text), difference.right.span.of(right.article.text)
    return f"{rule} {difference.relation}: {texts[0].strip(',.!“”')} | {texts[1].strip(',.!“”')}"


@pytest.mark.parametrize("case", cases("rules.md"), ids=lambda case: case.title)
def test_a_pair_of_sentences_yields_what_the_case_says(case: Case) -> None:
    left, right = sides(case)
    assert tuple(shown(rule, d, left, right) for rule, d in judged(left, right)) == case.expected


@pytest.mark.parametrize("case", cases("rules.md"), ids=lambda case: case.title)
def test_it_does_not_matter_which_side_is_left(case: Case) -> None:
    left, right = sides(case)
    mirrored = [(rule, replace(d, left=d.right, right=d.left)) for rule, d in judged(right, left)]
    assert sorted(map(repr, mirrored)) == sorted(map(repr, judged(left, right)))


@pytest.mark.parametrize("case", cases("rules.md"), ids=lambda case: case.title)
def test_a_sentence_never_differs_from_itself(case: Case) -> None:
    assert judged(sides(case)[0], sides(case)[0]) == []


def test_a_toll_may_have_moved_on_and_a_price_may_not() -> None:
    tolls = judged(side("a", "The blast killed 12 people."), side("b", "The blast killed 21 people."))
    prices = judged(side("a", "It sold for $12 million last year."), side("b", "It sold for $21 million last year."))
    assert [d.evolving for _, d in tolls] == [True]
    assert [d.evolving for _, d in prices] == [False]


def test_millions_are_not_billions_though_the_digits_agree() -> None:
    found = judged(side("a", "It sold for $21 million last year."), side("b", "It sold for $21 billion last year."))
    assert [(rule, d.relation) for rule, d in found] == [("NUM001", "conflict")]


def test_every_description_gives_an_example_that_fires_and_one_that_does_not() -> None:
    for rule in RULES:
        assert "Fires:" in rule.description
        assert "Does not fire:" in rule.description


PARTS = st.lists(
    st.sampled_from(
        ("12", "30 people", "killed", "about", '"', "key tools", "3 May 2024", "Sunday", "[", "\ud800", "\x00", "lift")
    ),
    max_size=14,
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(PARTS, PARTS)
def test_any_text_is_judged_alike_from_both_sides_within_its_sentence(one: list[str], other: list[str]) -> None:
    left, right = side("a", " ".join(one) or "-"), side("b", " ".join(other) or "-")
    found = judged(left, right)
    mirrored = [(rule, replace(d, left=d.right, right=d.left)) for rule, d in judged(right, left)]
    assert sorted(map(repr, mirrored)) == sorted(map(repr, found))
    for _, difference in found:
        assert left.statement.sentence.span.covers(difference.left.span)
        assert right.statement.sentence.span.covers(difference.right.span)


def test_a_sentence_full_of_numbers_is_taken_for_a_table() -> None:
    table = "12 people killed, " * 50
    assert judged(side("a", table + "done"), side("b", "The blast killed 13 people.")) == []
