"""An omission needs two independent origins that report, and an outlet that does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from compare.rules.judge import judge
from compare.rules.omission import RULES, find_omission
from compare.values import Article, Comparison, Divergence, Group, Link, Origin, Sentence, Source, Span, Statement

FACT = "Text messages still work."


def article(name: str) -> Article:
    return Article(name, f"The {name}", None, None, None, FACT, Source(name))


def statement(name: str) -> Statement:
    return Statement(Sentence(name, 0, Span(0, len(FACT)), FACT))


def found(carriers: str, origin_of: Mapping[str, str], touched: str = "") -> list[tuple[str, str, bool]]:
    """Article, text and absence of each piece, in an event of the articles a to d."""
    group = Group("g1", tuple(statement(name) for name in carriers))
    evidence = find_omission(group, [article(name) for name in "abcd"], origin_of, frozenset(touched))
    return [(e.article, e.text, e.missing) for e in evidence]


OWN = {name: f"o-{name}" for name in "abcd"}


def test_two_report_and_two_do_not() -> None:
    assert found("ac", OWN) == [("a", FACT, False), ("c", FACT, False), ("b", "", True), ("d", "", True)]


@pytest.mark.parametrize(
    ("carriers", "origins", "touched"),
    [
        ("a", OWN, ""),
        ("abcd", OWN, ""),
        ("ab", OWN | {"b": "o-a"}, ""),
        ("abc", OWN | {"b": "o-a", "c": "o-a"}, ""),
        ("ab", OWN, "cd"),
    ],
    ids=["one outlet", "all", "a copy", "two copies", "the others touch on it"],
)
def test_no_omission(carriers: str, origins: Mapping[str, str], touched: str) -> None:
    assert found(carriers, origins, touched) == []


def test_copies_count_once_and_do_not_spoil_a_second_origin() -> None:
    assert [name for name, _, missing in found("abc", OWN | {"b": "o-a"}) if missing] == ["d"]


def test_an_outlet_that_touches_on_the_fact_is_not_silent() -> None:
    assert [name for name, _, missing in found("ab", OWN, "c") if missing] == ["d"]


def judged(families: Sequence[str], linked: str = "ab") -> tuple[Divergence, ...]:
    """The omissions in an event where `linked` report one fact and the other articles nothing."""
    statements = tuple(statement(name) for name in linked)
    event = Comparison(
        articles=tuple(article(name) for name in "abcd"),
        statements=statements,
        links=(Link(statements[0], statements[1], 0.9, "same", ("shared words",)),),
        groups=(Group("g1", statements),),
        origins=tuple(Origin(f"o{n}", tuple(family), ("own text",)) for n, family in enumerate(families, 1)),
    )
    return judge(event, RULES)


def test_an_omission_is_a_note_that_names_the_silent_outlets() -> None:
    (omission,) = judged(["a", "b", "c", "d"])
    assert (omission.rule, omission.type, omission.relation, omission.severity) == (
        "OMI001",
        "omission",
        "omission",
        "note",
    )
    assert omission.message == "not in The c, The d"
    assert omission.group == "g1"
    assert omission.reasons == ("reported by independent outlets",)
    assert [(e.outlet, e.variant) for e in omission.evidence] == [
        ("The a", "reported"),
        ("The b", "reported"),
        ("The c", "absent"),
        ("The d", "absent"),
    ]


def test_reprints_of_one_text_are_one_source() -> None:
    assert judged(["ab", "c", "d"]) == ()


def test_the_rule_itself_finds_nothing_in_a_pair_and_says_when_it_fires() -> None:
    assert "Fires:" in RULES[0].description
    assert "Does not fire:" in RULES[0].description
