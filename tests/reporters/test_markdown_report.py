from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from compare.options import Options
from compare.reporters import render
from compare.reporters.markdown_text import escape, passage
from compare.reporters.marking import Mark, cut
from compare.values import Comparison, Span
from tests.reporters.build import article, comparison, divergence, says
from tests.reporters.hostile import hostile
from tests.reporters.messaging import example

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"<b>", "</b>", "<br>"}

ESCAPES = [
    ("plain words, 36%, well-known; 10:30 a.m.", "plain words, 36%, well-known; 10:30 a.m."),
    ("<script>", "&lt;script&gt;"),
    ("AT&amp;T", "AT&amp;amp;T"),
    ("a | b", "a &#124; b"),
    ("\\| b", "&#92;&#124; b"),
    ("`code` *i* _i_ ~~s~~ $x$", "\\`code\\` \\*i\\* \\_i\\_ \\~\\~s\\~\\~ \\$x\\$"),
    ("[t](u)", "\\[t\\](u)"),
    ("ask @desk", "ask @&#8203;desk"),
    ("see #12, !3, GH-4", "see #&#8203;12, !&#8203;3, GH&#8203;-4"),
    ("https://x.example", "https:&#8203;//x.example"),
    ("WWW.x.example", "WWW&#8203;.x.example"),
    (":smile: :+1:", ":&#8203;smile: :&#8203;+1:"),
    ("# head", "\\# head"),
    ("- list", "\\- list"),
    ("12. list", "12\\. list"),
    ("a\x1b[1m\nb", "a\ufffd\\[1m b"),
]

BOLDS = [
    ("held 36 people", "36", "held **36** people"),
    ("held 36", "36", "held **36**"),
    ("said “no” twice", "“no”", "said **“no”** twice"),
    ("said“no”twice", "“no”", "said<b>“no”</b>twice"),
    ("市长“四千”元", "“四千”", "市长<b>“四千”</b>元"),
    ("held *36* people", "*36*", "held **\\*36\\*** people"),
    ("x*36", "36", "x\\*<b>36</b>"),
]


@pytest.mark.parametrize(("text", "expected"), ESCAPES)
def test_text_of_an_article_is_escaped(text: str, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize(("text", "evidence", "expected"), BOLDS)
def test_evidence_is_bold_whatever_stands_beside_it(text: str, evidence: str, expected: str) -> None:
    start = text.index(evidence)
    pieces = cut(text, [Mark(Span(start, start + len(evidence)), 1)])
    assert passage(pieces, several=False) == expected
    html = MARKDOWN.renderInline(expected).replace("strong>", "b>")
    assert f"<b>{evidence}</b>" in html


def spread(tokens: list[Token]) -> list[Token]:
    """Tokens with those inside them."""
    return [inner for token in tokens for inner in (token, *(token.children or ()))]


def assert_inert(report: str) -> None:
    """No link, picture, code or tag that is not ours; as many cells in a row as the table has heads."""
    for token in spread(MARKDOWN.parse(report)):
        assert token.type not in {"link_open", "image", "code_inline", "code_block", "fence", "s_open"}
        assert token.type != "html_inline" or token.content in OURS
        assert token.type != "html_block" or token.content.startswith(("<details>", "</details>"))
    width = 0
    for line in report.split("\n"):
        width = (width or line.count("|")) if line.startswith("|") else 0
        assert line.count("|") == width


@pytest.mark.parametrize("given", [example(), hostile(), Comparison(())], ids=["example", "hostile", "empty"])
def test_nothing_of_an_article_acts(given: Comparison) -> None:
    assert_inert(render(given, Options(), "markdown"))


def test_sections_follow_severity_and_notes_are_folded() -> None:
    report = render(example(), Options(), "markdown")
    places = [report.index(title) for title in ("## Errors (2)", "## Warnings (3)", "<summary>Notes (2)", "## Left")]
    assert places == sorted(places)
    assert "**1. 36 complaints against 45** (error, number, conflict, NUM001)" in report


def test_numbers_of_divergences_run_on_through_the_sections() -> None:
    report = render(example(), Options(), "markdown")
    assert [f"**{n}." in report for n in range(1, 9)] == [True] * 7 + [False]


def test_a_title_that_is_evidence_is_called_a_title() -> None:
    assert "| *Title:* Russia limits calls on **messaging platforms** |" in render(example(), Options(), "markdown")


def test_without_divergences_the_report_says_so() -> None:
    assert "**No divergences found.**" in render(Comparison(()), Options(), "markdown")


def test_evidence_without_a_sentence_is_shown_by_itself() -> None:
    a = article("a", "A", ["36 held. 40 fled."])
    piece = replace(says(a, 0, "36 held"), sentence=None)
    found = divergence("NUM001", "number", "conflict", "error", None, "x", [piece])
    assert "| A | **36 held** |" in render(comparison([a], [], [found]), Options(), "markdown")
