"""Whatever an article holds, a report is written and does nothing to the reader's screen."""

from __future__ import annotations

import json
import unicodedata
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from compare.options import Options
from compare.reporters import Screen, render
from compare.reporters.markdown_text import escape
from compare.text import visible
from compare.values import (
    SEVERITIES,
    Article,
    Comparison,
    Coverage,
    Divergence,
    Evidence,
    Field,
    Group,
    Notice,
    Sentence,
    Skipped,
    Source,
    Span,
    Statement,
)
from tests.reporters.test_json_report import assert_exact, assert_valid
from tests.reporters.test_markdown_report import assert_inert, spread
from tests.reporters.test_text_report import COLOUR

# All of Unicode, lone surrogates too, and often the characters that mean something to a reporter.
TEXTS = st.text(
    st.characters() | st.sampled_from("\x1b\x9b\x07[]()<>|*_`~@#:/\\&;$\r\n\t \u202e\u2028\ud800w."),
    max_size=60,
)
SEVERITY = st.sampled_from(SEVERITIES)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Two to four articles of one sentence, and divergences over any of their spans."""
    texts = draw(st.lists(TEXTS, min_size=2, max_size=4))
    articles = [
        Article(str(n), draw(TEXTS), draw(TEXTS), None, draw(TEXTS), text, Source(draw(TEXTS)))
        for n, text in enumerate(texts)
    ]
    statements = [Statement(Sentence(a.id, 0, Span(0, len(a.text)), a.text)) for a in articles]
    found = [draw(divergences(articles, n)) for n in range(draw(st.integers(0, 3)))]
    return Comparison(
        articles=tuple(articles),
        statements=tuple(statements),
        groups=(Group("g", tuple(statements)),),
        divergences=tuple(found),
        coverage=(Coverage("g", tuple(dict.fromkeys(a.outlet for a in articles))),),
        notices=(Notice("0", draw(TEXTS)),),
        skipped=(Skipped(Source(draw(TEXTS)), draw(TEXTS)),),
    )


@st.composite
def divergences(draw: st.DrawFn, articles: list[Article], number: int) -> Divergence:
    """A divergence with evidence from every article, in any state."""
    type = draw(st.sampled_from(["number", "omission", "duplicate"]))
    group = draw(st.sampled_from(["g", None]))
    evidence = tuple(draw(pieces(article)) for article in articles)
    return Divergence(str(number), "NUM001", type, "conflict", draw(SEVERITY), group, 0.5, (), draw(TEXTS), evidence)


@st.composite
def pieces(draw: st.DrawFn, article: Article) -> Evidence:
    """Any span of the text or title, or the whole sentence as lacking."""
    field = draw(st.sampled_from(get_args(Field)))
    text = article.text if field == "text" else article.title or ""
    start = draw(st.integers(0, len(text)))
    span = Span(start, draw(st.integers(start, len(text))))
    sentence = 0 if field == "text" and draw(st.booleans()) else None
    return Evidence(article.id, article.outlet, sentence, field, span, span.of(text), "v", draw(st.booleans()))


def controls(report: str) -> list[str]:
    """Control and format characters other than line feed and the joiners that scripts need."""
    return [
        c for c in report if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and c not in "\n\u200c\u200d"
    ]


@settings(derandomize=True, deadline=None, max_examples=150)
@given(comparisons(), st.sampled_from([30, 64, 80, 120]), st.booleans(), st.sampled_from([None, "note"]))
def test_text_holds_no_control_character(given_: Comparison, width: int, ascii: bool, severity: str | None) -> None:
    options = Options(min_severity=severity)  # type: ignore[arg-type]
    assert controls(render(given_, options, "text", Screen(width, ascii=ascii))) == []
    coloured = render(given_, options, "text", Screen(width, True, ascii))
    assert controls(COLOUR.sub("", coloured)) == []


@settings(derandomize=True, deadline=None, max_examples=100)
@given(comparisons())
def test_json_parses_back_validates_and_is_exact(given_: Comparison) -> None:
    written = render(given_, Options(), "json")
    written.encode("utf-8")
    report = json.loads(written)
    assert_valid(report)
    assert_exact(report)
    lines = render(given_, Options(), "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == report["divergences"]


@settings(derandomize=True, deadline=None, max_examples=150)
@given(comparisons())
def test_markdown_holds_no_control_character_and_nothing_acts(given_: Comparison) -> None:
    report = render(given_, Options(), "markdown")
    assert controls(report) == []
    assert_inert(report)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(TEXTS)
def test_escaped_text_reads_as_the_text(text: str) -> None:
    tokens = spread(MarkdownIt("commonmark").parse(escape(text)))
    read = "".join(token.content for token in tokens if token.type in {"text", "text_special"})
    assert read.replace("\u200b", "") == visible(text)
