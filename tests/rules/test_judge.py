"""What pairs differ on becomes one entry for all outlets, with an id that lasts and a severity that is fair."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.rules.base import Difference, Pair, Piece, Rule, Side
from compare.rules.folding import divergence_id
from compare.rules.judge import hours_apart, judge
from compare.values import Article, Comparison, Divergence, Group, Link, Relation, Sentence, Source, Span, Statement

NUMBER = re.compile(r"\d+")


def number_rule(relation: Relation = "conflict", evolving: bool = False, score: float = 0.9) -> Rule:
    """A rule with little sense of its own: the first numbers of both sides differ."""

    def check(pair: Pair) -> Iterator[Difference]:
        left, right = _first(pair.left), _first(pair.right)
        if left.variant != right.variant:
            yield Difference("dead", relation, left, right, score, ("both count the dead",), "other dead", evolving)

    return Rule("NUM001", "number", "quantities differ", {"conflict": "error", "precision": "note"}, check)


def _first(side: Side) -> Piece:
    sentence = side.statement.sentence
    match = NUMBER.search(sentence.text)
    assert match is not None
    start = sentence.span.start + match.start()
    return Piece(Span(start, start + len(match.group())), match.group())


def told_by(tolls: Mapping[str, str], published: Mapping[str, str] | None = None, pad: str = "") -> Comparison:
    """One fact told by each outlet in a sentence after `pad`, all linked to all."""
    when = published or {}
    articles = [
        Article(name, f"The {name}", None, None, when.get(name), pad + said, Source(name))
        for name, said in sorted(tolls.items())
    ]
    statements = tuple(Statement(Sentence(a.id, 0, Span(len(pad), len(a.text)), a.text[len(pad) :])) for a in articles)
    links = tuple(
        Link(one, other, 1.0, "same", ("shared words",)) for one, other in itertools.combinations(statements, 2)
    )
    return Comparison(tuple(articles), statements, links, (Group("g1", statements),))


def only(comparison: Comparison, rule: Rule) -> Divergence:
    (found,) = judge(comparison, [rule])
    return found


TOLLS = {"a": "Some 12 died.", "b": "They say 12 died.", "c": "At least 15 died."}


def test_one_entry_holds_a_piece_from_every_outlet_and_equal_variants_agree() -> None:
    found = only(told_by(TOLLS), number_rule())
    assert [(e.article, e.outlet, e.text, e.variant) for e in found.evidence] == [
        ("a", "The a", "12", "12"),
        ("b", "The b", "12", "12"),
        ("c", "The c", "15", "15"),
    ]
    assert found.message == "other dead: The a, The b “12” / The c “15”"
    assert (found.relation, found.severity, found.group, found.score) == ("conflict", "error", "g1", 0.9)
    assert found.reasons == ("both count the dead",)


def test_pieces_that_overlap_make_one_entry_and_the_widest_is_shown() -> None:
    def check(pair: Pair) -> Iterator[Difference]:
        wide = pair.right.article.id == "c"
        left, right = _words_of(pair.left, wide), _words_of(pair.right, wide)
        yield Difference("utterance", "precision", left, right, 0.9, ("one utterance",), "other words")

    rule = Rule("QUO001", "quote", "other words", {"precision": "warning"}, check)
    found = only(told_by({"a": "key tools", "b": "primary tools", "c": "hidden tools"}), rule)
    assert [(e.article, e.text) for e in found.evidence] == [
        ("a", "key tools"),
        ("b", "primary tools"),
        ("c", "hidden tools"),
    ]


def _words_of(side: Side, wide: bool) -> Piece:
    span = side.statement.sentence.span
    end = span.end if wide else span.start + side.statement.sentence.text.index(" ")
    text = side.article.text[span.start : end]
    return Piece(Span(span.start, end), text)


def test_a_tentative_difference_is_shown_only_beside_a_sure_one() -> None:
    def check(pair: Pair) -> Iterator[Difference]:
        left, right = _first(pair.left), _first(pair.right)
        tentative = pair.left.article.id == "b" or pair.right.article.id == "b"
        if left.variant != right.variant:
            yield Difference("dead", "conflict", left, right, 0.9, ("why",), "other dead", tentative=tentative)

    rule = Rule("NUM001", "number", "quantities differ", {"conflict": "error"}, check)
    assert [e.article for e in only(told_by(TOLLS), rule).evidence] == ["a", "b", "c"]
    assert judge(told_by({"b": TOLLS["b"], "c": TOLLS["c"]}), [rule]) == ()


def test_outlets_that_agree_diverge_on_nothing() -> None:
    assert judge(told_by({"a": "Some 12 died.", "b": "They say 12 died."}), [number_rule()]) == ()


def test_evidence_is_the_text_at_its_offsets() -> None:
    comparison = told_by(TOLLS, pad="Velna, Tuesday. ")
    texts = {a.id: a.text for a in comparison.articles}
    for piece in only(comparison, number_rule()).evidence:
        assert piece.span.of(texts[piece.article]) == piece.text


@pytest.mark.parametrize(
    "other",
    [
        told_by(TOLLS, pad="The town is in shock. "),
        told_by({f"moved/{name}.txt": said for name, said in TOLLS.items()}),
        told_by({"z": TOLLS["a"], "y": TOLLS["c"]}),
        told_by(TOLLS | {"d": "Another 15 died."}),
        told_by(TOLLS, {"a": "2024-03-08", "b": "2024-03-09", "c": "2024-03-10"}),
    ],
    ids=["moved down", "renamed", "fewer outlets", "another that agrees", "dated"],
)
def test_an_id_outlives_what_does_not_touch_the_difference(other: Comparison) -> None:
    assert only(told_by(TOLLS), number_rule()).id == only(other, number_rule()).id


def test_another_variant_makes_another_id() -> None:
    ids = {only(told_by({"a": "12 died.", "b": f"{n} died."}), number_rule()).id for n in (13, 14, 15)}
    assert len(ids) == 3


@given(st.lists(st.text(max_size=5), max_size=5))
@settings(derandomize=True, deadline=None)
def test_order_and_repetition_of_variants_change_no_id(variants: list[str]) -> None:
    made = divergence_id("NUM001", "dead", variants)
    assert re.fullmatch("[0-9a-f]{12}", made)
    assert made == divergence_id("NUM001", "dead", [*reversed(variants), *variants])
    assert made != divergence_id("NUM002", "dead", variants)
    assert made != divergence_id("NUM001", "hurt", variants)


def test_a_toll_reported_later_falls_to_a_note_and_stays_a_conflict() -> None:
    when = {"a": "2024-03-08T06:00", "b": "2024-03-08T06:30", "c": "2024-03-08T20:00"}
    found = only(told_by(TOLLS, when), number_rule(evolving=True))
    assert (found.relation, found.severity) == ("conflict", "note")
    assert found.message.startswith("other dead, reported 14 h later: ")


@pytest.mark.parametrize(
    ("when", "evolving"),
    [
        ({"a": "2024-03-08T06:00", "b": "2024-03-08T06:00", "c": "2024-03-08T20:00"}, False),
        ({"a": "2024-03-08T06:00", "b": "2024-03-08T06:10", "c": "2024-03-08T06:30"}, True),
        ({"a": "2024-03-08", "b": "2024-03-08", "c": "2024-03-08"}, True),
        ({"a": "2024-03-08T06:00"}, True),
        ({}, True),
    ],
    ids=["not of the kind that moves", "half an hour", "one day", "one date only", "no dates"],
)
def test_without_time_to_move_on_a_conflict_is_an_error(when: dict[str, str], evolving: bool) -> None:
    found = only(told_by(TOLLS, when), number_rule(evolving=evolving))
    assert (found.severity, "later" in found.message) == ("error", False)


@pytest.mark.parametrize(
    ("one", "other", "hours"),
    [
        ("2024-03-08", "2024-03-09", 24.0),
        ("2024-03-09", "2024-03-08", 24.0),
        ("2024-03-08T06:00", "2024-03-08T20:30", 14.5),
        ("2024-03-08T06:00:00Z", "2024-03-08T06:00", 0.0),
        ("2024-03-08T06:00+03:00", "2024-03-08T06:00+01:00", 2.0),
        ("2024-03-08", "2024-03-08T06:00", 6.0),
        (" 2024-03-08 ", "2024-03-08", 0.0),
        ("last week", "2024-03-08", None),
        ("2024-02-30", "2024-03-08", None),
        ("", "2024-03-08", None),
        (None, "2024-03-08", None),
        (None, None, None),
        ("\ud800", "2024-03-08\x00", None),
    ],
)
def test_hours_between_two_articles(one: str | None, other: str | None, hours: float | None) -> None:
    assert hours_apart(one, other) == hours


@given(st.text(max_size=30), st.one_of(st.text(max_size=30), st.datetimes().map(str)))
@settings(derandomize=True, deadline=None)
def test_no_date_raises_and_hours_are_the_same_from_both_ends(one: str, other: str) -> None:
    assert hours_apart(one, other) == hours_apart(other, one)


def test_the_most_serious_comes_first_whatever_the_order_of_rules() -> None:
    def of(id: str, relation: Relation, slot: str) -> Rule:
        def check(pair: Pair) -> Iterator[Difference]:
            yield Difference(slot, relation, _first(pair.left), _first(pair.right), 0.5, ("why",), slot)

        return Rule(id, "number", id, {"conflict": "error", "precision": "warning", "omission": "note"}, check)

    rules = [of("NUM003", "omission", "x"), of("NUM001", "conflict", "y"), of("NUM002", "precision", "z")]
    comparison = told_by({"a": "12 died.", "b": "15 died."})
    told = {tuple(d.severity for d in judge(comparison, order)) for order in itertools.permutations(rules)}
    assert told == {("error", "warning", "note")}
    assert len({judge(comparison, order) for order in itertools.permutations(rules)}) == 1


def test_the_gravest_relation_of_the_pairs_is_the_relation_of_the_entry() -> None:
    def check(pair: Pair) -> Iterator[Difference]:
        left, right = _first(pair.left), _first(pair.right)
        if left.variant != right.variant:
            relation: Relation = "conflict" if "15" in (left.variant, right.variant) else "precision"
            yield Difference("dead", relation, left, right, 0.9, (relation,), f"{relation} of the dead")

    rule = Rule("NUM001", "number", "", {"conflict": "error", "precision": "note"}, check)
    found = only(told_by({"a": "Some 12 died.", "b": "Now 13 died.", "c": "At least 15 died."}), rule)
    assert (found.relation, found.severity, found.reasons) == ("conflict", "error", ("conflict",))
    assert [e.text for e in found.evidence] == ["12", "13", "15"]


def test_a_side_that_lacks_the_detail_says_nothing() -> None:
    def check(pair: Pair) -> Iterator[Difference]:
        lacking = Piece(pair.right.statement.sentence.span, "", missing=True)
        yield Difference("dead", "omission", _first(pair.left), lacking, 0.9, ("left out",), "no toll")

    comparison = told_by({"a": "Some 12 died.", "b": "People died."})
    found = only(comparison, Rule("DET001", "detail", "", {"omission": "note"}, check))
    assert found.message == "no toll: The a “12” / The b says nothing"
    assert [(e.text, e.missing) for e in found.evidence] == [("12", False), ("People died.", True)]


def seen_by(comparison: Comparison, judged: frozenset[str] | None = None) -> Sequence[tuple[str, str]]:
    """The pairs of articles that rules are given."""
    seen: list[tuple[str, str]] = []

    def check(pair: Pair) -> tuple[()]:
        seen.append((pair.left.article.id, pair.right.article.id))
        return ()

    judge(comparison, [Rule("NUM001", "number", "", {}, check)], judged)
    return seen


def test_only_the_articles_named_are_judged() -> None:
    assert seen_by(told_by(TOLLS)) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert seen_by(told_by(TOLLS), frozenset("ac")) == [("a", "c")]
    assert seen_by(told_by(TOLLS), frozenset()) == []


def test_two_equal_sentences_are_not_judged() -> None:
    assert seen_by(told_by({"a": "Some 12 died.", "b": "Some 12 died."})) == []


def test_rules_see_the_whole_article_and_the_hours_between() -> None:
    seen: list[Pair] = []

    def check(pair: Pair) -> tuple[()]:
        seen.append(pair)
        return ()

    comparison = told_by({"a": "Some 12 died.", "b": "15 died."}, {"a": "2024-03-08", "b": "2024-03-10"})
    judge(comparison, [Rule("NUM001", "number", "", {}, check)])
    (pair,) = seen
    assert pair.hours_apart == 48
    assert pair.left.elsewhere == (pair.left.statement,)
    assert pair.left.vocabulary == {"some", "12", "died"}
    assert [word.folded for word in pair.right.words] == ["15", "died"]


def test_a_hostile_outlet_steers_no_terminal_through_a_message() -> None:
    found = only(told_by({"a\x1b[31m": "Some 12 died.", "b\u202e": "15 died."}), number_rule())
    assert "\x1b" not in found.message
    assert "\u202e" not in found.message
