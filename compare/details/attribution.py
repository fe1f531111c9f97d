"""Attributions: who says it, by which word, and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from compare.details.base import Draft
from compare.details.claims import find_claims, own_bounds
from compare.details.cues import Reading, candidates, listed, reading_of, verb_start
from compare.details.line import Line
from compare.details.running_quotes import Credited, carried
from compare.details.speakers import Words, after_cue, find_source, stance_of
from compare.tables import table
from compare.values import AttributionValue, Detail, Span

_LIKELY = 0.45  # probability from which a word is taken for a cue


class _Cue(NamedTuple):
    """An attribution in a line: the words of cue and source, end exclusive."""

    cue: Words
    source: Words | None
    shared: bool = False  # the source is that of another verb and stands apart from the cue
    passive: bool = False


def find_attributions(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The attributions of each sentence; the detail spans source and cue, or the claim where those stand elsewhere."""
    text = draft.article.text
    rows = [
        list(_details(reading_of(Line(text, sentence.span, words), known)))
        for sentence, words, known in zip(draft.sentences, draft.words, draft.details, strict=True)
    ]
    credited = [[Credited(value, opens) for _, value, opens in row] for row in rows]
    own = [[Detail("attribution", span, span.of(text), value) for span, value, opens in row if not opens] for row in rows]
    return tuple((*here, *more) for here, more in zip(own, carried(draft, credited), strict=True))


def _details(reading: Reading) -> Iterator[tuple[Span, AttributionValue, bool]]:
    """Span, value, and whether the claim is what follows the sentence."""
    line = reading.line
    cues = list(_cues(reading))
    regions = [_span(line, *_widest(cue)) for cue in cues]
    shares = [cue.shared for cue in cues]
    for index, (cue, region) in enumerate(zip(cues, regions, strict=True)):
        bounds = own_bounds(line, regions, index, shares)
        claims = find_claims(reading, region, bounds, shared=cue.shared, passive=cue.passive)
        opens = index == len(cues) - 1 and line.text[region.end : line.span.end].strip().endswith(":")
        source = _span(line, *cue.source) if cue.source else None
        value = AttributionValue(source, _span(line, *cue.cue), region, stance_of(line, cue.source, reading.known))
        if opens and (not claims or claims[0].start >= region.end):
            yield region, value, True
            continue
        for number, claim in enumerate(claims):
            piece = replace(value, claim=claim, carried=number > 0)
            yield claim if number else region, piece, False


def _span(line: Line, first: int, last: int) -> Span:
    return Span(line.words[first].span.start, line.words[last - 1].span.end)


def _widest(cue: _Cue) -> Words:
    source = cue.cue if cue.shared or not cue.source else cue.source
    return min(cue.cue[0], source[0]), max(cue.cue[1], source[1])


def _cues(reading: Reading) -> Iterator[_Cue]:
    earlier: Words | None = None
    likely = {index for index, chance in candidates(reading) if chance >= _LIKELY}
    free = 0
    for index, word in enumerate(reading.line.words):
        if index < free or reading.quoted[index]:
            continue
        cue = None
        if word.folded in listed("anonymous_adverbs"):
            cue = _Cue((index, index + 1), None)
        elif word.folded in _first_words():
            cue = _according(reading, index)
        elif index in likely:
            cue = _verb(reading, index, earlier)
        if cue:
            earlier = cue.source or earlier
            free = max(cue.cue[1], cue.source[1] if cue.source and not cue.shared else 0)
            yield cue


@cache
def _first_words() -> dict[str, tuple[tuple[str, ...], ...]]:
    phrases = sorted(tuple(part.split()) for part in table("attribution")["according"].split(","))
    return {first: tuple(p for p in phrases if p[0] == first) for first in sorted({p[0] for p in phrases})}


def _according(reading: Reading, index: int) -> _Cue | None:
    """ "according to X" """
    line = reading.line
    for phrase in _first_words()[line.word(index)]:
        end = index + len(phrase)
        if tuple(line.word(i) for i in range(index, end)) == phrase:
            source = after_cue(line, end, reading.known)
            return _Cue((index, end), source) if source else None
    return None


def _verb(reading: Reading, index: int, earlier: Words | None) -> _Cue | None:
    line = reading.line
    start = verb_start(line, index)
    cue = (start, _with_preamble(line, index + 1))
    source = find_source(reading, index, earlier)
    group = {line.word(i) for i in range(start, index)}
    passive = not group.isdisjoint(("is", "are", "was", "were", "be", "been"))
    if source is None:
        return _Cue(cue, None, passive=True) if passive else None
    if source[0] < cue[1] and source[1] > cue[0]:
        return None
    apart = source == earlier or min(abs(source[1] - cue[0]), abs(source[0] - cue[1])) > 2
    return _Cue(cue, source, shared=apart, passive=passive and source[0] > index)


def _with_preamble(line: Line, end: int) -> int:
    """The end of the cue with "in a statement" behind it."""
    for phrase in _preambles():
        if tuple(line.word(i) for i in range(end, end + len(phrase))) == phrase and line.spaced(end):
            return end + len(phrase)
    return end


@cache
def _preambles() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.split()) for part in table("attribution")["preambles"].split(","))
