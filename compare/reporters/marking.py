"""Cutting a passage at the edges of its evidence, so that what is shown is safe and still marked exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from compare.text import visible
from compare.values import Span

_LONG = 480  # code points between two edges that are shown in full
_KEPT = 200  # code points kept beside an edge where the middle is left out

_SUPERSCRIPT = str.maketrans("0123456789+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺")


class Mark(NamedTuple):
    """Evidence of the divergence `number`, in code points from the start of its passage."""

    span: Span
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage under the same marks, in a form that is safe to show."""

    text: str
    numbers: tuple[int, ...] = ()  # divergences it is evidence of
    opens: int = 0  # marks that start with it
    closes: tuple[tuple[int, ...], ...] = ()  # marks that end with it, inner first, with their numbers
    differs: bool = False  # a word that no other side uses
    gap: bool = False  # stands for words left out


def cut(text: str, marks: Iterable[Mark], differing: Iterable[Span] = ()) -> tuple[Piece, ...]:
    """The passage in pieces; long stretches without an edge lose their middle."""
    merged = _merged(marks)
    gaps = _gaps(text, merged)
    words = tuple(word for word in differing if not any(gap.covers(word) for gap in gaps))
    edges = {0, len(text)} | {edge for span in (*merged, *gaps, *words) for edge in span}
    ordered = sorted(edge for edge in edges if 0 <= edge <= len(text))
    pieces: list[Piece] = []
    before = " "
    for start, end in pairwise(ordered):
        piece = _piece(text, Span(start, end), before, merged, gaps, words)
        pieces += [piece] if piece else []
        before = (piece and piece.text) or before
    return tuple(pieces)


def _merged(marks: Iterable[Mark]) -> dict[Span, tuple[int, ...]]:
    """The numbers of every marked span; a span that is empty marks nothing."""
    merged: dict[Span, tuple[int, ...]] = {}
    for span, number in marks:
        if span.start < span.end:
            merged[span] = tuple(dict.fromkeys((*merged.get(span, ()), number)))
    return merged


def _gaps(text: str, marked: Iterable[Span]) -> tuple[Span, ...]:
    edges = sorted({0, len(text)} | {edge for span in marked for edge in span})
    return tuple(_middle(text, start, end) for start, end in pairwise(edges) if end - start > _LONG)


def _middle(text: str, start: int, end: int) -> Span:
    """What is left out of a long stretch, from blank to blank where there are any."""
    first, last = start + _KEPT, end - _KEPT
    opening, closing = text.find(" ", first, last), text.rfind(" ", first, last)
    return Span(opening, closing + 1) if 0 <= opening < closing else Span(first, last)


def _piece(
    text: str,
    span: Span,
    before: str,
    marked: dict[Span, tuple[int, ...]],
    gaps: Sequence[Span],
    words: Sequence[Span],
) -> Piece | None:
    if any(gap.covers(span) for gap in gaps):
        return Piece("", gap=True) if any(gap.start == span.start for gap in gaps) else None
    over = sorted((s for s in marked if s.covers(span)), key=lambda s: s.end - s.start)
    return Piece(
        spaced(span.of(text), before),
        tuple(dict.fromkeys(number for s in over for number in marked[s])),
        sum(s.start == span.start for s in over),
        tuple(marked[s] for s in over if s.end == span.end),
        any(word.covers(span) for word in words),
    )


def spaced(raw: str, before: str) -> str:
    """The raw text made visible, keeping one blank at an edge that had white space."""
    shown = visible(raw)
    lead = " " if raw[:1].isspace() and not before.endswith(" ") else ""
    if not shown:
        return lead
    return lead + shown + (" " if raw[-1:].isspace() else "")


def reference(numbers: Iterable[int], ascii: bool = False) -> str:
    """The sign behind a mark that says which divergences it belongs to.

    >>> reference([1, 12]), reference([1, 12], ascii=True)
    ('¹⁺¹²', '(1+12)')
    """
    joined = "+".join(str(number) for number in numbers)
    return f"({joined})" if ascii else joined.translate(_SUPERSCRIPT)
