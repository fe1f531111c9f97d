"""Sentences -> Statements: every kind of detail, found article by article, then resolved across the event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compare.details.base import Draft, Extractor
from compare.details.dates import find_dates
from compare.details.names import find_names
from compare.details.numbers import find_numbers
from compare.text import words
from compare.values import Article, Sentence, Statement

EXTRACTORS: tuple[tuple[str, Extractor], ...] = (
    ("date", find_dates),
    ("number", find_numbers),
    ("name", find_names),
)


def describe(article: Article, sentences: Sequence[Sentence]) -> tuple[Statement, ...]:
    """The sentences of one article with their details, sorted by span and kind."""
    rows = tuple(words(sentence.text, sentence.span.start) for sentence in sentences)
    draft = Draft(article, tuple(sentences), rows, tuple(() for _ in sentences))
    for _, find in EXTRACTORS:
        found = find(draft)
        draft = replace(
            draft, details=tuple((*old, *new) for old, new in zip(draft.details, found, strict=True))
        )
    return tuple(
        Statement(sentence, tuple(sorted(details, key=lambda d: (d.span, d.kind))))
        for sentence, details in zip(draft.sentences, draft.details, strict=True)
    )


def resolve(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The same statements; names get an entity id across the event in a later step."""
    return tuple(statements)
