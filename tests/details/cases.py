"""Reads the case files of the extractors: title, sentences, expected details."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from compare.details import describe, resolve
from compare.values import Article, Detail, Kind, NameValue, Sentence, Source, Span, Statement

FOLDER = Path(__file__).parents[1] / "cases"

# Words and marks that the extractors look at, mixed with whatever else a text may hold.
_NAMES = ["Maria", "Delgado", "FBI", "U.S.", "Mr.", "Sen.", "R-", "語", "7"]
_WORDS = ["of", "and", "the", "two", "said", "told", "that", "could", "not", "be", "platforms", "state-"]
_PHRASES = ["according to", "is expected to", "only if", "for now"]
_MARKS = ["“", "”", '"', "'", "‘", "’", "’s", "«", ",", ".", "—", "(", ")", "\n", "\u00a0", "\ud800"]
_PIECES = st.sampled_from([*_NAMES, *_WORDS, *_PHRASES, *_MARKS])
TEXTS = st.one_of(st.text(), st.lists(_PIECES | st.text(max_size=3), max_size=40).map(" ".join))

Show = Callable[[Detail, str], str]


@dataclass(frozen=True)
class Case:
    """One section of a case file; a line break in `text` parts two paragraphs."""

    title: str
    text: str
    sentences: tuple[Span, ...]
    expected: tuple[str, ...]


def read_cases(name: str) -> list[Case]:
    """The cases of `tests/cases/NAME.md`."""
    blocks = (FOLDER / f"{name}.md").read_text(encoding="utf-8").split("\n## ")[1:]
    return [_case(block.strip().split("\n")) for block in blocks]


def _case(rows: Sequence[str]) -> Case:
    text, spans = "", []
    for row in (row for row in rows[1:] if row.startswith(">")):
        body = row[1:].strip()
        if not body:
            text += "\n"
            continue
        text += " " if text and not text.endswith("\n") else ""
        spans.append(Span(len(text), len(text) + len(body)))
        text += body
    expected = tuple(row.removeprefix("- ") for row in rows[1:] if row.startswith("- "))
    return Case(rows[0], text, tuple(spans), () if expected == ("nothing",) else expected)


def article_of(text: str, name: str = "a") -> Article:
    """An article of an invented outlet."""
    return Article(name, "The Harbour Post", None, None, "2024-03-08", text, Source(f"{name}.txt"))


def statements_of(text: str, spans: Sequence[Span], name: str = "a") -> tuple[Statement, ...]:
    """The described sentences at `spans`."""
    sentences = [Sentence(name, index, span, span.of(text)) for index, span in enumerate(spans)]
    return describe(article_of(text, name), sentences)


def shown(case: Case, kind: Kind, show: Show) -> tuple[str, ...]:
    """The details of one kind in a case, as its file writes them."""
    statements = statements_of(case.text, case.sentences)
    return tuple(show(d, case.text) for s in statements for d in s.details if d.kind == kind)


def entities_of(*texts: str) -> list[dict[str, str | None]]:
    """For each of the one-sentence articles of an event, the entity of each name in it."""
    named = [statements_of(text, [Span(0, len(text))], f"a{i}") for i, text in enumerate(texts)]
    resolved = resolve([statement for statements in named for statement in statements])
    return [{d.text: _entity(d) for d in s.details if d.kind == "name"} for s in resolved]


def _entity(detail: Detail) -> str | None:
    assert isinstance(detail.value, NameValue)
    return detail.value.entity


def check_spans(text: str, kind: Kind) -> None:
    """Fails where a detail of the kind leaves its sentence, or its words are not those of the article."""
    half = len(text) // 2
    for statement in statements_of(text, [Span(0, half), Span(half, len(text))]):
        for detail in (detail for detail in statement.details if detail.kind == kind):
            assert statement.sentence.span.covers(detail.span)
            assert detail.text == text[detail.span.start : detail.span.end]
        assert list(statement.details) == sorted(statement.details, key=lambda d: (d.span, d.kind))
