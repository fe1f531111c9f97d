"""Groups hold every statement and every link, and chain no unlike facts."""

from __future__ import annotations

import itertools
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from compare.align import group
from compare.values import Group, Link, Sentence, Span, Statement
from tests.align.event import FACTS, QUAKE, aligned

Key = tuple[str, int]


def statement(article: str, index: int) -> Statement:
    return Statement(Sentence(article, index, Span(index * 10, index * 10 + 5), "words"))


def link(one: Key, other: Key, score: float = 0.9) -> Link:
    left, right = sorted((one, other))
    return Link(statement(*left), statement(*right), score, "same", ("shared words: words",))


def keys(groups: tuple[Group, ...]) -> list[list[Key]]:
    return [[(s.sentence.article, s.sentence.index) for s in g.statements] for g in groups]


def test_all_outlets_of_a_fact_stand_in_one_group_and_no_other_fact_with_them() -> None:
    told = [{s.sentence.text for s in g.statements} for g in aligned(QUAKE)[2] if len(g.statements) > 1]
    assert len(told) == len(FACTS)
    for fact in FACTS:
        (home,) = [texts for texts in told if any(fact[0] in text for text in texts)]
        assert len(home) == len(fact)
        assert all(any(part in text for text in home) for part in fact)


def test_what_one_outlet_alone_tells_is_a_group_of_one() -> None:
    alone = [g.statements[0].sentence.text for g in aligned(QUAKE)[2] if len(g.statements) == 1]
    assert sorted(text.split()[0] for text in alone) == ["Ferries", "Hospitals", "Schools"]


def test_groups_are_numbered_in_the_order_in_which_their_facts_first_stand() -> None:
    statements = [statement(article, index) for article in "ab" for index in range(3)]
    groups = group(statements, [link(("a", 2), ("b", 0)), link(("a", 0), ("b", 2))])
    assert [g.id for g in groups] == ["g1", "g2", "g3", "g4"]
    assert keys(groups) == [[("a", 0), ("b", 2)], [("a", 2), ("b", 0)], [("a", 1)], [("b", 1)]]


def test_a_chain_of_links_is_not_one_fact() -> None:
    chain = [("a", 0), ("b", 0), ("c", 0), ("d", 0), ("e", 0)]
    groups = group([statement(*key) for key in chain], [link(*pair) for pair in itertools.pairwise(chain)])
    assert max(len(g.statements) for g in groups) < len(chain)
    assert not any({("a", 0), ("e", 0)} <= set(members) for members in keys(groups))


def test_all_linked_to_all_is_one_group() -> None:
    members = [(article, 0) for article in "abcdef"]
    links = [link(*pair) for pair in itertools.combinations(members, 2)]
    assert keys(group([statement(*key) for key in members], links)) == [members]


def test_nothing_gives_no_group() -> None:
    assert group((), ()) == ()


KEYS = st.tuples(st.sampled_from("abcd"), st.integers(0, 2))
ENDS = st.tuples(KEYS, KEYS).filter(lambda ends: ends[0][0] < ends[1][0])
LINKS = st.dictionaries(ENDS, st.sampled_from([0.5, 0.7, 0.9]), max_size=20)


@settings(derandomize=True, deadline=None)
@given(LINKS, st.integers(0, 99))
def test_every_statement_and_every_link_is_held_whatever_the_order(
    scores: dict[tuple[Key, Key], float], seed: int
) -> None:
    statements = [statement(article, index) for article in "abcd" for index in range(3)]
    links = [link(*ends, score) for ends, score in scores.items()]
    groups = group(statements, links)
    members = [set(held) for held in keys(groups)]
    assert set().union(*members) == {(s.sentence.article, s.sentence.index) for s in statements}
    for ends in scores:
        assert any(set(ends) <= held for held in members)
    random.Random(seed).shuffle(links)
    assert group(statements, links) == groups


@settings(derandomize=True, deadline=None)
@given(LINKS)
def test_no_statement_stands_twice_in_a_group_and_all_are_sorted(scores: dict[tuple[Key, Key], float]) -> None:
    statements = [statement(article, index) for article in "abcd" for index in range(3)]
    links = [link(*ends, score) for ends, score in scores.items()]
    for held in keys(group(statements, links)):
        assert held == sorted(set(held))
