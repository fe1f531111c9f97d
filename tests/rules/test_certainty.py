"""The rule about certainty, over cases a journalist can read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.rules.base import Difference, Pair, Side
from compare.rules.certainty import RULES
from compare.rules.judge import judge
from compare.values import Comparison, Group, Link
from tests.rules.sentences import Case, cases, side


def link(left: Side, right: Side, score: float = 0.9) -> Link:
    return Link(left.statement, right.statement, score, "same", ())


def checked(left: Side, right: Side, score: float = 0.9) -> list[Difference]:
    return list(RULES[0].check(Pair(link(left, right, score), left, right, 0.0)))


def shown(difference: Difference, left: Side, right: Side) -> str:
    texts = difference.left.span.of(left.article.text), difference.right.span.of(right.article.text)
    return f"{difference.relation}: {texts[0]} | {texts[1]} | {difference.message}"


@pytest.mark.parametrize("case", cases("certainty_rule.md"), ids=lambda case: case.title)
def test_a_pair_of_sentences_yields_what_the_case_says(case: Case) -> None:
    left, right = side("left", case.left), side("right", case.right)
    assert tuple(shown(d, left, right) for d in checked(left, right)) == case.expected


@pytest.mark.parametrize("case", cases("certainty_rule.md"), ids=lambda case: case.title)
def test_it_does_not_matter_which_side_is_left(case: Case) -> None:
    left, right = side("left", case.left), side("right", case.right)
    mirrored = [replace(d, left=d.right, right=d.left) for d in checked(right, left)]
    assert sorted(map(repr, mirrored)) == sorted(map(repr, checked(left, right)))


def test_a_weak_link_is_too_little_to_compare_verbs() -> None:
    left, right = side("left", "The firm will sign the lease."), side("right", "The firm signed the lease.")
    assert len(checked(left, right, 0.9)) == 1
    assert checked(left, right, 0.2) == []


def test_what_was_planned_and_is_done_a_day_later_is_a_note_that_says_so() -> None:
    left = side("left", "The firm will sign the lease.", "2024-03-07T08:00")
    right = side("right", "The firm signed the lease.", "2024-03-08T08:00")
    both = (left.statement, right.statement)
    told = Comparison((left.article, right.article), both, (link(left, right),), (Group("g", both),))
    (divergence,) = judge(told, RULES)
    assert (divergence.severity, divergence.relation) == ("note", "precision")
    assert divergence.message.startswith("done here, planned there, reported 24 h later: ")


def test_a_denial_that_had_time_to_change_is_no_error() -> None:
    left = side("left", "The miners' union has not signed the wage deal in Orlin.", "2024-03-07T08:00")
    right = side("right", "The miners' union has signed the wage deal in Orlin.", "2024-03-08T08:00")
    both = (left.statement, right.statement)
    told = Comparison((left.article, right.article), both, (link(left, right),), (Group("g", both),))
    assert [d.severity for d in judge(told, RULES)] == ["note"]
