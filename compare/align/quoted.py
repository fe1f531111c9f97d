"""Who speaks, which words are a quotation or a claim, and how much of a quotation stands in the other sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from compare.align.scene import Column, Index, Part, Scene
from compare.text import straighten, words
from compare.values import AttributionValue, QuoteValue, Span, Statement

_QUOTED = 2  # words: shorter quotations are names or scare quotes
_ALIKE = 60  # partial ratio under which a quotation is not found in a text
_WHOLE = 25  # characters from which a quotation found counts in full


def quoted_share(statements: Sequence[Statement], left: Index, right: Index, worth: NDArray[np.bool_]) -> Column:
    """For each pair of sentences that is worth a look, the largest share of a quotation found on the other side."""
    plain = [straighten(s.sentence.text).lower() for s in statements]
    quoted = [_quotations(s) for s in statements]
    any_quoted = np.array([bool(quotes) for quotes in quoted], dtype=bool)
    column = np.zeros(len(left))
    for row in np.flatnonzero(worth & (any_quoted[left] | any_quoted[right])).tolist():
        i, j = int(left[row]), int(right[row])
        column[row] = max(_contained(quoted[i], plain[j]), _contained(quoted[j], plain[i]))
    return column


def speakers(statement: Statement) -> frozenset[str]:
    """The last words, folded, of all that a sentence credits with words: "Ruth Amsel" and "Amsel" are one."""
    text, start = statement.sentence.text, statement.sentence.span.start
    named: list[str] = []
    for detail in statement.details:
        if isinstance(detail.value, QuoteValue):
            named.append(detail.value.speaker or "")
        elif isinstance(detail.value, AttributionValue) and detail.value.source:
            named.append(text[max(0, detail.value.source.start - start) : max(0, detail.value.source.end - start)])
    return frozenset(word.folded for name in named for word in words(name)[-1:])


def unsourced(scene: Scene) -> Part:
    """The words that do not belong to a source or the verb that credits it with words."""
    return _part(scene, _attributed, within=False)


def in_quotes(scene: Scene) -> Part:
    """The words in quotation marks."""
    return _part(scene, _quoted, within=True)


def _part(scene: Scene, find: Callable[[Statement], list[Span]], within: bool) -> Part:
    """The stems of words that lie within spans, or outside of them."""
    kept: list[NDArray[np.bool_]] = []
    for statement, found, row in zip(scene.statements, scene.words, scene.rows, strict=True):
        spans = find(statement)
        stems = {word.stem for word in found if within is any(s.start <= word.span.start < s.end for s in spans)}
        kept.append(np.array([scene.stems[stem] in stems for stem in row.tolist()], dtype=bool))
    rows = tuple(row[keep] for row, keep in zip(scene.rows, kept, strict=True))
    return Part(rows, tuple(weights[keep] for weights, keep in zip(scene.weights, kept, strict=True)))


def _attributed(statement: Statement) -> list[Span]:
    found = [d.value for d in statement.details if isinstance(d.value, AttributionValue)]
    return [span for value in found for span in (value.source, value.cue) if span]


def _quoted(statement: Statement) -> list[Span]:
    return [detail.span for detail in statement.details if detail.kind == "quote"]


def _quotations(statement: Statement) -> list[str]:
    plain = [straighten(d.text).lower().strip("\"' ") for d in statement.details if d.kind == "quote"]
    return [quote for quote in plain if len(quote.split()) >= _QUOTED]


def _contained(quotes: list[str], text: str) -> float:
    return max((_held(quote, text) for quote in quotes if len(quote) <= len(text)), default=0.0)


@lru_cache(maxsize=65536)  # reprints repeat both
def _held(quote: str, text: str) -> float:
    share = 1.0 if quote in text else fuzz.partial_ratio(quote, text, score_cutoff=_ALIKE) / 100
    return share * min(1.0, len(quote) / _WHOLE)
