"""The rules about names, over cases a journalist can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.details import describe, resolve
from compare.rules.base import Difference, Pair, Side
from compare.rules.judge import vocabulary
from compare.rules.naming import RULES as NAMING
from compare.rules.spelling import RULES as SPELLING
from compare.split import split
from compare.text import words
from compare.values import Article, Link, Source, Statement
from tests.rules.sentences import Case, cases

RULES = (*NAMING, *SPELLING)


def pair_of(one: str, other: str) -> Pair:
    """The first sentences of two articles, as a linked pair."""
    articles = [Article(n, n, None, None, "2024-03-08", text, Source(n)) for n, text in (("l", one), ("r", other))]
    told = resolve(tuple(s for article in articles for s in describe(article, split(article))))
    left, right = (_side(a, [s for s in told if s.sentence.article == a.id]) for a in articles)
    return Pair(Link(left.statement, right.statement, 0.9, "same", ()), left, right, 0.0)


def _side(article: Article, told: Sequence[Statement]) -> Side:
    first = told[0].sentence
    return Side(article, told[0], words(first.text, first.span.start), tuple(told), *vocabulary(article, told))


def mirror(pair: Pair) -> Pair:
    return replace(pair, left=pair.right, right=pair.left)


def judged(pair: Pair) -> list[tuple[str, Difference]]:
    return [(rule.id, found) for rule in RULES for found in rule.check(pair) if not found.tentative]


def shown(rule: str, difference: Difference, pair: Pair) -> str:
    texts = difference.left.span.of(pair.left.article.text), difference.right.span.of(pair.right.article.text)
    return f"{rule} {difference.relation}: {texts[0]} | {texts[1]}"


def unordered(found: Sequence[tuple[str, Difference]]) -> list[str]:
    return sorted(map(repr, found))


@pytest.mark.parametrize("case", cases("naming.md"), ids=lambda case: case.title)
def test_a_pair_of_sentences_yields_what_the_case_says(case: Case) -> None:
    pair = pair_of(case.left, case.right)
    assert tuple(shown(rule, d, pair) for rule, d in judged(pair)) == case.expected


@pytest.mark.parametrize("case", cases("naming.md"), ids=lambda case: case.title)
def test_it_does_not_matter_which_side_is_left(case: Case) -> None:
    pair = pair_of(case.left, case.right)
    mirrored = [(rule, replace(d, left=d.right, right=d.left)) for rule, d in judged(mirror(pair))]
    assert unordered(mirrored) == unordered(judged(pair))


@pytest.mark.parametrize("case", cases("naming.md"), ids=lambda case: case.title)
def test_a_sentence_never_differs_from_itself(case: Case) -> None:
    assert judged(pair_of(case.left, case.left)) == []


def test_a_difference_says_why_and_names_both_sides() -> None:
    (case,) = [case for case in cases("naming.md") if case.title == "two apps, described and named"]
    ((_, found),) = judged(pair_of(case.left, case.right))
    assert (found.left.variant, found.right.variant) == ("described: app", "named: e:telegram + e:whatsapp")
    assert found.message == "WhatsApp and Telegram named by some, only described by others"
    assert 0 < found.score <= 1
    assert found.reasons == ("as many as are named on the other side",)


NAMES = ["WhatsApp", "Telegram", "Priebus", "Preibus", "Jonas Ekdal"]
PARTS = st.lists(
    st.sampled_from([*NAMES, "two apps", "the app", "and", "the captain", "said", "on Monday", *"“”,\ud800\x00"]),
    min_size=1,
    max_size=14,
).map(lambda parts: " ".join(["The", *parts, "."]))


@settings(derandomize=True, deadline=None, max_examples=100)
@given(PARTS, PARTS)
def test_any_text_is_judged_alike_from_both_sides_within_its_sentence(one: str, other: str) -> None:
    pair = pair_of(one, other)
    found = judged(pair)
    mirrored = [(rule, replace(d, left=d.right, right=d.left)) for rule, d in judged(mirror(pair))]
    assert unordered(mirrored) == unordered(found)
    for _, difference in found:
        assert pair.left.statement.sentence.span.covers(difference.left.span)
        assert pair.right.statement.sentence.span.covers(difference.right.span)
