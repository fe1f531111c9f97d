"""What kind of thing each name is, by the tagger, where capitals and lists leave it open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from compare.tagger import load
from compare.tagger.base import runs_of
from compare.tagger.tokens import tokens_of
from compare.values import Detail, NameValue, Span, Statement

Kind = Literal["person", "organization", "place", "other"]
_KINDS: dict[str, Kind] = {"PER": "person", "ORG": "organization", "LOC": "place"}
_SURE = 0.6  # share of a name's occurrences that must agree


def with_kinds(statements: Sequence[Statement], text: str, tagger: str) -> tuple[Statement, ...]:
    """The statements of one article; names of an open kind get the kind that most of their occurrences have.

    `tagger` is "net" or "spacy:NAME"; OptionError for any other.
    """
    if not any(_open(d) for s in statements for d in s.details):
        return tuple(statements)
    votes: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
    tokens = [tokens_of(text, s.sentence.span) for s in statements]
    tagged = load(tagger).tag([[span.of(text) for span in row] for row in tokens])
    for statement, row, tags in zip(statements, tokens, tagged, strict=True):
        runs = [(Span(row[r.start].start, row[r.end - 1].end), r.label) for r in runs_of(tags.entities)]
        for detail in statement.details:
            if isinstance(detail.value, NameValue):
                votes[detail.value.canonical].update(_kinds_of(detail.span, runs))
    kinds = {name: kind for name, counted in votes.items() if (kind := _agreed(counted))}
    return tuple(replace(s, details=tuple(_with_kind(d, kinds) for d in s.details)) for s in statements)


def _open(detail: Detail) -> bool:
    return isinstance(detail.value, NameValue) and detail.value.kind == "other"


def _kinds_of(span: Span, runs: list[tuple[Span, str]]) -> list[Kind]:
    labels = [label for run, label in runs if run.overlaps(span)]
    return [_KINDS.get(labels[0], "other")] if labels else []


def _agreed(counted: Counter[Kind]) -> Kind | None:
    kind, times = min(counted.items(), key=lambda pair: (-pair[1], pair[0])) if counted else ("other", 0)
    return kind if kind != "other" and times >= _SURE * counted.total() else None


def _with_kind(detail: Detail, kinds: dict[str, Kind]) -> Detail:
    value = detail.value
    if not isinstance(value, NameValue) or value.kind != "other" or value.canonical not in kinds:
        return detail
    return replace(detail, value=replace(value, kind=kinds[value.canonical]))
