"""Sentences that report one fact are linked, others are not, whatever the order."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.align import align
from compare.align.meaning import likeness
from compare.align.scene import set_scene
from compare.align.terms import function_stems, rarity
from tests.align.event import ALONE, FACTS, QUAKE, aligned, pairs, statements_of


def sentence_with(part: str) -> str:
    (found,) = {s.sentence.text for s in statements_of(QUAKE) if part in s.sentence.text}
    return found


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact[0])
def test_sentences_of_one_fact_are_linked_across_all_outlets(fact: tuple[str, ...]) -> None:
    linked = pairs(aligned(QUAKE)[1])
    for one, other in itertools.combinations(fact, 2):
        assert frozenset({sentence_with(one), sentence_with(other)}) in linked


def test_nothing_else_is_linked() -> None:
    wanted = {
        frozenset({sentence_with(one), sentence_with(other)})
        for fact in FACTS
        for one, other in itertools.combinations(fact, 2)
    }
    linked = pairs(aligned(QUAKE)[1])
    assert linked == wanted
    assert not any(sentence_with(part) in pair for part in ALONE for pair in linked)


def test_a_link_has_a_score_reasons_and_ordered_ends() -> None:
    links = aligned(QUAKE)[1]
    for link in links:
        assert 0 <= link.score <= 1
        assert link.degree in ("same", "partial")
        assert link.reasons
        assert all(reason.strip() for reason in link.reasons)
        assert link.left.sentence.article < link.right.sentence.article
    ends = [
        (k.left.sentence.article, k.left.sentence.index, k.right.sentence.article, k.right.sentence.index)
        for k in links
    ]
    assert ends == sorted(set(ends))


def test_the_first_reason_names_words_that_both_sentences_hold() -> None:
    (link,) = [k for k in aligned(QUAKE)[1] if "lighthouse" in k.left.sentence.text]
    label, _, named = link.reasons[0].partition(": ")
    assert label == "shared words"
    assert {"lighthouse", "collapsed", "harbour"} <= set(named.split(", "))


def test_the_names_of_articles_change_no_link() -> None:
    before = aligned(QUAKE)[1]
    for names in itertools.permutations(("x1", "a/b.txt", "Ü")):
        after = aligned(dict(zip(names, QUAKE.values(), strict=True)))[1]
        assert pairs(after) == pairs(before)
        assert sorted(k.score for k in after) == sorted(k.score for k in before)


def test_a_copied_sentence_is_the_same_fact() -> None:
    text = "The lighthouse of Velna collapsed into the harbour."
    (link,) = align(statements_of({"a": f"{text} Hospitals are short of blood.", "b": f"Schools shut. {text}"}))
    assert (link.degree, link.left.sentence.text, link.right.sentence.text) == ("same", text, text)


def test_a_long_sentence_that_tells_two_facts_is_linked_to_both() -> None:
    texts = {
        "a": "The lighthouse of Velna collapsed into the harbour, and Governor Ruth Amsel asked the army for help.",
        "b": "The lighthouse of Velna collapsed into the harbour. Governor Ruth Amsel asked the army for help. "
        "Schools remain shut this week.",
    }
    assert {(k.left.sentence.index, k.right.sentence.index) for k in align(statements_of(texts))} == {(0, 0), (0, 1)}


def test_sentences_of_one_article_are_never_linked() -> None:
    assert align(statements_of({"a": "The lighthouse collapsed. The lighthouse collapsed."})) == ()
    assert align(()) == ()


def test_unrelated_texts_share_nothing() -> None:
    texts = {
        "a": "The lighthouse of Velna collapsed into the harbour. Nine people died.",
        "b": "A baker won the lottery twice. Her oven is for sale.",
    }
    assert align(statements_of(texts)) == ()


def test_the_words_of_every_sentence_weigh_nothing_and_rare_ones_more_than_usual_ones() -> None:
    assert {"the", "of", "a"} <= function_stems()
    assert rarity("the") == rarity("of") == 0
    assert 0 <= rarity("year") < rarity("lighthous") <= 1


def test_a_word_weighs_less_the_more_sentences_of_its_article_hold_it() -> None:
    scene = set_scene(statements_of({"a": "Velna shook. Velna burned. Velna slept.", "b": "Velna shook."}))
    weights = [
        dict(zip(row.tolist(), w.tolist(), strict=True)) for row, w in zip(scene.rows, scene.weights, strict=True)
    ]
    velna = scene.stems.index("velna")
    assert weights[0][velna] == weights[2][velna] < weights[3][velna]


def test_words_that_mean_the_same_are_alike_and_numbers_only_themselves() -> None:
    words = ("attorney", "lawyer", "harbour", "9", "10")
    alike = likeness(words).tolist()
    assert all(alike[n][n] == max(alike[n]) for n in range(len(words)))
    assert alike[0][1] > 2 * alike[0][2]
    assert alike[3][4] == 0


WORDS = st.sampled_from(
    [
        "lighthouse",
        "collapsed",
        "the",
        "Velna",
        "nine",
        "9",
        "“no help”",
        ".",
        "!",
        "\n",
        "\u00a0",
        "\ud800",
        "語",
        "U.S.",
    ]
)
TEXTS = st.lists(st.lists(WORDS, max_size=25).map(" ".join), min_size=1, max_size=4)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(TEXTS)
def test_any_texts_are_aligned_with_scores_and_reasons(texts: list[str]) -> None:
    statements, links, groups = aligned({f"o{n}": text for n, text in enumerate(texts)})
    for link in links:
        assert 0 <= link.score <= 1
        assert link.reasons
        assert link.left.sentence.article < link.right.sentence.article
    held = {(s.sentence.article, s.sentence.index) for g in groups for s in g.statements}
    assert held == {(s.sentence.article, s.sentence.index) for s in statements}
