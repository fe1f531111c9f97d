"""Gold and found attributions and quotations of the articles of `details/polnear_*.jsonl`, as sets of words."""

from __future__ import annotations

import gzip
import json
import pathlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from compare.details import describe
from compare.split import split
from compare.text import Word, fold, words
from compare.values import Article, AttributionValue, QuoteValue, Source, Span, Statement

HERE = pathlib.Path(__file__).resolve().parent
DETAILS = HERE.parent.parent / "shared" / "details"
MARKS = "\"“”‘’'«»"
SMALL = ("he", "she", "they", "we", "it", "the")
LEAVES = re.compile(r"[”\"»]\s+[^\W\d_A-Z]")  # a quotation is closed and a small letter follows
Row = dict[str, Any]
Places = frozenset[int]  # indexes into the words of an article


class Part(NamedTuple):
    """An attribution as sets of words."""

    source: Places
    cue: Places
    claim: Places


class Speech(NamedTuple):
    """A direct quotation: its words, those of its source, and the folded names of the speaker."""

    words: Places
    source: Places
    names: frozenset[str]


class Read(NamedTuple):
    """What one article gives: gold and ours, and its words."""

    row: Row
    words: tuple[Word, ...]
    gold: list[Part]
    ours: list[Part]
    quoted: list[Speech]
    found: list[Speech]


def development() -> list[Row]:
    """The articles that are measured."""
    return [json.loads(line) for line in (DETAILS / "polnear_dev.jsonl").read_text(encoding="utf-8").splitlines()]


def training() -> list[Row]:
    """The articles that cue tables may be fitted on."""
    with gzip.open(DETAILS / "polnear_train.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def described(text: str) -> tuple[Statement, ...]:
    """The statements of a text."""
    article = Article("a", "a", None, None, "2016-09-12", text, Source("a.txt"))
    return describe(article, split(article))


def read(row: Row) -> Read:
    """Gold and ours of one article."""
    text = row["text"]
    told = words(text)
    gold = [
        Part(*(places(told, map(tuple, a[key])) for key in ("source", "cue", "content"))) for a in row["attributions"]
    ]
    statements = described(text)
    return Read(
        row, told, gold, attributions(statements, told), gold_quotes(row, told), speeches(statements, text, told)
    )


def places(told: Sequence[Word], spans: Iterable[Any]) -> Places:
    """The words that start inside the spans."""
    found: set[int] = set()
    for start, end in spans:
        first = bisect_left(told, start, key=lambda w: w.span.end - 1)
        found.update(range(first, bisect_left(told, end, key=lambda w: w.span.start)))
    return frozenset(found)


def attributions(statements: Sequence[Statement], told: Sequence[Word]) -> list[Part]:
    """Our attributions, the claims of one source and cue joined."""
    claims: dict[tuple[Span, Span | None], list[Span]] = {}
    for value in (d.value for s in statements for d in s.details):
        if isinstance(value, AttributionValue):
            claims.setdefault((value.cue, value.source), []).append(value.claim)
    return [
        Part(places(told, [source] if source else []), places(told, [cue]), places(told, claim))
        for (cue, source), claim in claims.items()
    ]


def gold_quotes(row: Row, told: Sequence[Word]) -> list[Speech]:
    """The direct quotations among the gold contents."""
    found: dict[Places, Speech] = {}
    for attribution in row["attributions"]:
        source = places(told, attribution["source"])
        names = frozenset(w for s, e in attribution["source"] for w in named(row["text"][s:e]))
        spans = [Span(*s) for s in attribution["content"]]
        for span in joined(spans, row["text"]):
            if is_direct(span.of(row["text"])):
                found.setdefault(places(told, [span]), Speech(places(told, [span]), source, names))
    outer = [speech for speech in found.values() if not any(speech.words < other for other in found)]
    return [speech for speech in outer if speech.words]


def is_direct(text: str) -> bool:
    """Whether the words are one quotation from end to end."""
    body = text.strip().rstrip(".,;:!?… ")
    if body[:1] not in tuple("\"“«‘'") or LEAVES.search(body, 1):
        return False
    return body[-1:] in tuple(MARKS) or not any(c in body[1:] for c in '"”»')


def joined(spans: Sequence[Span], text: str) -> list[Span]:
    """The spans in order, those with nothing but white space and marks between them as one."""
    runs: list[Span] = []
    for span in sorted(spans):
        if runs and not text[runs[-1].end : span.start].strip(MARKS + " \n\t\r\u00a0.,"):
            runs[-1] = Span(runs[-1].start, max(span.end, runs[-1].end))
        else:
            runs.append(span)
    return runs


def speeches(statements: Sequence[Statement], text: str, told: Sequence[Word]) -> list[Speech]:
    """Our direct quotations; those that follow each other are one where they share their source."""
    quotes = [(d.span, d.value) for s in statements for d in s.details if isinstance(d.value, QuoteValue)]
    spoken = [(span, value) for span, value in quotes if value.use == "speech"]
    found = []
    for source, group in groupby(spoken, key=lambda pair: pair[1].source):
        values = dict(group)
        for run in joined(list(values), text):
            inside = [value for span, value in values.items() if run.covers(span)]
            names = frozenset(w for v in inside for n in (v.speaker, v.entity) for w in named(n or ""))
            found.append(Speech(places(told, [run]), places(told, [source] if source else []), names))
    return found


def named(text: str) -> list[str]:
    """The folded capitalised words of a text, pronouns and articles left out."""
    capital = [fold(word) for word in re.findall(r"\w[\w’'-]+", text) if word[0].isupper()]
    return [word for word in capital if word not in SMALL]
