"""Every pair of sentences has a case: linked or not, with what spoke for and against it."""

from __future__ import annotations

import itertools

import pytest

from compare.align import align, explain
from compare.align.features import FEATURES
from compare.errors import InputError
from tests.align.event import QUAKE, statements_of

STATEMENTS = statements_of(QUAKE)


def test_the_case_of_every_pair_agrees_with_the_links() -> None:
    linked = {
        (k.left.sentence.article, k.left.sentence.index, k.right.sentence.article, k.right.sentence.index): k
        for k in align(STATEMENTS)
    }
    for one, other in itertools.combinations([s.sentence for s in STATEMENTS], 2):
        if one.article == other.article:
            continue
        case = explain(STATEMENTS, f"{other.article}:{other.index}", f"{one.article}:{one.index}")
        link = linked.get((one.article, one.index, other.article, other.index))
        assert (case.obstacle is None) == (link is not None)
        if link:
            assert (case.score, case.degree) == (link.score, link.degree)
        assert (case.left.sentence, case.right.sentence) == (one, other)
        assert {signal.name for signal in case.signals} == set(FEATURES)
        strengths = [abs(signal.weight) for signal in case.signals]
        assert strengths == sorted(strengths, reverse=True)


def test_what_shares_nothing_is_said_to_share_too_little() -> None:
    case = explain(STATEMENTS, "coast:3", "delta:2")
    assert case.obstacle == "they share too little to be looked at"
    assert case.words == ()


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("coast:0", "coast:1", "--why: coast:0 and coast:1 are of one article; "
         "only sentences of different articles are linked"),
        ("coast:0", "delta:9", "--why delta:9: no such sentence; 'delta' has sentences 0 to 2"),
        ("coast:0", "delta:x", "--why delta:x: no such sentence; 'delta' has sentences 0 to 2"),
        ("coast:0", "wharf:1", "--why wharf:1: no article 'wharf' here; "
         "give ARTICLE:SENTENCE with one of coast, delta, river"),
    ],
)  # fmt: skip
def test_a_sentence_that_is_not_there_is_named(one: str, other: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        explain(STATEMENTS, one, other)
    assert str(caught.value) == message
