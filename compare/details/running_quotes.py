"""Quotations that run on: each sentence of one, and those that follow it, with the source of the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from compare.details.base import Draft
from compare.values import AttributionValue, Detail, Sentence, Span

_OPENS = tuple("“\"«‘'„`")
_CLOSES = tuple("”\"»’'")
_ASIDE = 2  # unquoted words up to which a sentence is all quotation


@dataclass(frozen=True, slots=True)
class Run:
    """A quotation from its opening to its closing mark: the sentences it stands in, and its part of each."""

    pieces: tuple[tuple[int, Span], ...]


@dataclass(frozen=True, slots=True)
class Credited:
    """An attribution of a sentence with its span; `apart` where the claim is what follows or what precedes."""

    span: Span
    value: AttributionValue
    apart: Literal["opens", "closes"] | None = None


def carried(draft: Draft, found: Sequence[Sequence[Credited]]) -> list[list[Detail]]:
    """For each sentence the attributions that it takes over from another one."""
    taken: list[list[Detail]] = [[] for _ in draft.sentences]
    paragraphs = paragraph_numbers(draft.article.text, draft.sentences)
    runs = list(runs_of(draft))
    sources = [_own(run, found) for run in runs]
    for index in range(len(runs) - 2, -1, -1):
        if sources[index] is None and _follows(draft, runs[index], runs[index + 1], paragraphs):
            sources[index] = sources[index + 1]
    for index, run in enumerate(runs):
        sources[index] = sources[index] or _taken_over(draft, runs, sources, index, paragraphs, found)
        if value := sources[index]:
            for sentence, span in run.pieces:
                if not any(credited.value.claim.overlaps(span) for credited in found[sentence]):
                    taken[sentence].append(_further(value, span, draft.article.text))
    for sentence, span, value in _blocks(draft, paragraphs, found):
        if not taken[sentence]:
            taken[sentence].append(_further(value, span, draft.article.text))
    return taken


def _further(value: AttributionValue, span: Span, text: str) -> Detail:
    return Detail("attribution", span, span.of(text), replace(value, claim=span, carried=True))


def paragraph_numbers(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """The number of the paragraph that each sentence stands in."""
    numbers, number, end = [], 0, 0
    for sentence in sentences:
        number += "\n" in text[end : sentence.span.start]
        numbers.append(number)
        end = sentence.span.end
    return numbers


def runs_of(draft: Draft) -> Iterator[Run]:
    """The quotations of an article, the pieces of each sentence joined."""
    text, unclosed = draft.article.text, False
    pieces: list[tuple[int, Span]] = []
    for sentence, known in enumerate(draft.details):
        for span in (d.span for d in known if d.kind == "quote"):
            if pieces and not (unclosed and not span.of(text).startswith(_OPENS)):
                yield Run(tuple(pieces))
                pieces = []
            pieces.append((sentence, span))
            unclosed = not span.of(text).endswith(_CLOSES)
    if pieces:
        yield Run(tuple(pieces))


def _own(run: Run, found: Sequence[Sequence[Credited]]) -> AttributionValue | None:
    """The attribution of a sentence of the quotation that has the quotation as its claim."""
    for sentence, span in run.pieces:
        for credited in found[sentence]:
            if credited.value.claim.overlaps(span) and not credited.apart:
                return credited.value
    return None


def _taken_over(
    draft: Draft,
    runs: Sequence[Run],
    sources: Sequence[AttributionValue | None],
    index: int,
    paragraphs: Sequence[int],
    found: Sequence[Sequence[Credited]],
) -> AttributionValue | None:
    """The source of the colon, the quotation before or the quotation behind, where this one stands by itself."""
    first, span = runs[index].pieces[0]
    if not _alone(draft, first, span):
        return None
    set_off = _set_off(runs[index], found)
    if set_off:
        return set_off
    if index and _continues(draft, runs[index - 1], runs[index], paragraphs):
        return sources[index - 1]
    told = [credited.value for credited in found[first - 1]] if first else []
    near = bool(told) and paragraphs[first - 1] == paragraphs[first]
    return next((value for value in told if value.act == "speech" and value.source), None) if near else None


def _set_off(run: Run, found: Sequence[Sequence[Credited]]) -> AttributionValue | None:
    """The source before a colon that the quotation follows, or in a signature behind it."""
    first, last = run.pieces[0][0], run.pieces[-1][0]
    before = [one.value for one in found[first - 1] if one.apart == "opens"] if first else []
    behind = [one.value for one in found[last + 1] if one.apart == "closes"] if last + 1 < len(found) else []
    return next(iter((*before[-1:], *behind)), None)


def _alone(draft: Draft, sentence: int, span: Span) -> bool:
    """Whether the sentence opens with the quotation and holds little else."""
    inside = draft.sentences[sentence].span
    loose = sum(not span.covers(word.span) for word in draft.words[sentence])
    return span.start - inside.start <= 1 and loose <= _ASIDE


def _follows(draft: Draft, run: Run, other: Run, paragraphs: Sequence[int]) -> bool:
    """Whether the other quotation starts right behind this one: in its paragraph, or in the next where it is open."""
    (last, end), (first, start) = run.pieces[-1], other.pieces[0]
    if draft.article.text[end.end : start.start].strip():
        return False
    unclosed = not end.of(draft.article.text).endswith(_CLOSES)
    return paragraphs[last] == paragraphs[first] or (unclosed and paragraphs[first] - paragraphs[last] == 1)


def _continues(draft: Draft, before: Run, run: Run, paragraphs: Sequence[int]) -> bool:
    """Whether the quotation goes on with the one before: in its paragraph, or a paragraph of its own behind."""
    last, first = before.pieces[-1][0], run.pieces[0][0]
    if paragraphs[last] == paragraphs[first]:
        return first - last <= _ASIDE
    near = paragraphs[first] - paragraphs[last] == 1
    unclosed = not before.pieces[-1][1].of(draft.article.text).endswith(_CLOSES)
    return near and (unclosed or _fills(draft, run, paragraphs))


def _fills(draft: Draft, run: Run, paragraphs: Sequence[int]) -> bool:
    """Whether nothing but quotations stands in the paragraph of the run."""
    number = paragraphs[run.pieces[0][0]]
    loose = 0
    for sentence in range(run.pieces[0][0], len(paragraphs)):
        if paragraphs[sentence] != number:
            break
        quotes = [d.span for d in draft.details[sentence] if d.kind == "quote"]
        loose += sum(not any(q.covers(w.span) for q in quotes) for w in draft.words[sentence])
    return loose <= _ASIDE


def _blocks(
    draft: Draft, paragraphs: Sequence[int], found: Sequence[Sequence[Credited]]
) -> Iterator[tuple[int, Span, AttributionValue]]:
    """The sentences of a paragraph set off without marks: behind a colon that ends one, or above a signature."""
    for sentence, here in enumerate(found):
        for one in (one for one in here if one.apart):
            near = sentence + 1 if one.apart == "opens" else sentence - 1
            wanted = paragraphs[near] if 0 <= near < len(paragraphs) else -1
            if one.apart == "opens" and wanted == paragraphs[sentence]:
                continue
            for other in (i for i, number in enumerate(paragraphs) if number == wanted and i != sentence):
                if not found[other] and not any(d.kind == "quote" for d in draft.details[other]):
                    yield other, draft.sentences[other].span, one.value
