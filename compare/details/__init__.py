"""The details of sentences: each extractor finds one kind, in the order of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compare.details.attribution import find_attributions
from compare.details.base import Draft, Extractor
from compare.details.certainty import find_certainty
from compare.details.chains import tie_back
from compare.details.dates import find_dates
from compare.details.entities import share_entities
from compare.details.mentions import find_mentions
from compare.details.names import find_names
from compare.details.numbers import find_numbers
from compare.details.quotes import find_quotes
from compare.details.sources import with_sources
from compare.text import words
from compare.values import Article, Detail, Sentence, Statement

# Later ones read what earlier ones found.
EXTRACTORS: tuple[tuple[str, Extractor], ...] = (
    ("quotes", find_quotes),
    ("dates", find_dates),
    ("numbers", find_numbers),
    ("names", find_names),
    ("mentions", find_mentions),
    ("attribution", find_attributions),
    ("certainty", find_certainty),
)


def describe(article: Article, sentences: Sequence[Sentence], tagger: str | None = None) -> tuple[Statement, ...]:
    """The sentences of one article with all their details, in the order of the text.

    `tagger` types the names that capitals and lists leave open: "net", "spacy:NAME", or None for neither.
    """
    drafted = tuple(words(sentence.text, sentence.span.start) for sentence in sentences)
    draft = Draft(article, tuple(sentences), drafted, tuple(() for _ in sentences))
    for _, extract in EXTRACTORS:
        draft = _extend(draft, extract(draft))
    told = tuple(Statement(sentence, details) for sentence, details in zip(draft.sentences, draft.details, strict=True))
    if tagger:
        from compare.details.kinds import with_kinds  # numpy and the weights of the tagger

        told = with_kinds(told, article.text, tagger)
    return with_sources(tie_back(told, drafted, article.text), article.text)


def resolve(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of all articles of an event, with one entity id for each name that means the same."""
    return share_entities(statements)


def _extend(draft: Draft, found: Sequence[Sequence[Detail]]) -> Draft:
    both = zip(draft.details, found, strict=True)
    return replace(draft, details=tuple(tuple(sorted((*old, *new), key=_place)) for old, new in both))


def _place(detail: Detail) -> tuple[int, int, str]:
    return detail.span.start, detail.span.end, detail.kind
