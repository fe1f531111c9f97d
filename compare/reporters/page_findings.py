"""Divergences as a page shows them: sides that say the same in one column, with their passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from string import ascii_uppercase
from typing import NamedTuple

from compare.reporters import view
from compare.reporters.blocks import Passage, Texts, columns
from compare.reporters.differ import differing
from compare.reporters.page_text import Layer, Run, runs
from compare.text import visible
from compare.values import Article, Comparison, Divergence, Evidence, Span

PASSAGES = 3  # passages that one side shows; the words of all outlets stand in its heading
_BUDGET = 400  # passages of the whole page; what comes later is shown in words, or a page would grow without bound
_MOST_DIFFERING = 1 / 3  # share of the words of all sides
_WORDS = 90  # code points of evidence in a heading


class Quote(NamedTuple):
    """A passage of one article in a finding."""

    label: str
    runs: tuple[Run, ...]
    title: bool


class Side(NamedTuple):
    """What some outlets say alike; `words` is empty where they say nothing."""

    letter: str
    variant: str
    words: str
    outlets: tuple[str, ...]
    quotes: tuple[Quote, ...]

    @property
    def more(self) -> int:
        """How many of its outlets are named without their passage."""
        return len(self.outlets) - len(self.quotes)


class Finding(NamedTuple):
    """One divergence, numbered as in the other reports."""

    number: int
    found: Divergence
    gist: str
    sides: tuple[Side, ...]
    outlets: str  # numbers of the outlets concerned, for filters
    context: str  # where the page shows it in context
    citations: tuple[str, ...]


def findings(comparison: Comparison, numbered: Iterable[tuple[int, Divergence]], texts: Texts) -> tuple[Finding, ...]:
    """Every divergence; errors and warnings with their passages, as far as a page can hold them."""
    places = {outlet: str(place) for place, outlet in enumerate(view.outlets(comparison))}
    articles = {article.id: number for number, article in enumerate(comparison.articles)}
    listed = tuple(numbered)
    full = _in_full(found for _, found in listed)
    rows = {coverage.group for coverage in comparison.coverage if len(coverage.outlets) > 1}
    return tuple(
        Finding(
            number,
            found,
            _gist(found),
            _sides(number, found, texts, found.id in full),
            " ".join(dict.fromkeys(places[piece.outlet] for piece in found.evidence if piece.outlet in places)),
            _context(found, articles, rows),
            _citations(found, texts),
        )
        for number, found in listed
    )


def _in_full(found: Iterable[Divergence]) -> set[str]:
    """The errors and warnings that are shown with their passages, most serious first as far as a page can hold."""
    left, kept = _BUDGET, set()
    for divergence in found:
        left -= len({(piece.variant, piece.article) for piece in divergence.evidence})
        if left >= 0 and divergence.severity != "note":
            kept.add(divergence.id)
    return kept


def _gist(found: Divergence) -> str:
    """The message without what each side says: the sides are shown beside it."""
    message = visible(found.message)
    head, _, rest = message.partition(": ")
    return head if rest and any(rest.startswith(visible(piece.outlet)) for piece in found.evidence) else message


def _sides(number: int, found: Divergence, texts: Texts, full: bool) -> tuple[Side, ...]:
    """One side a variant in the order of the evidence, the silent ones last."""
    by_variant = _by_variant(found)
    quoted = _quotes(number, by_variant, texts) if full else [()] * len(by_variant)
    return tuple(
        Side(letter if variant else "", variant, _words(pieces) if variant else "", _outlets(pieces, texts), quotes)
        for letter, (variant, pieces), quotes in zip(cycle(ascii_uppercase), by_variant.items(), quoted, strict=False)
    )


def _by_variant(found: Divergence) -> dict[str, list[Evidence]]:
    """The evidence by what it says, under "" that of the articles which say nothing about it."""
    told: dict[str, list[Evidence]] = {}
    for piece in found.evidence:
        if not piece.missing:
            told.setdefault(piece.variant or "?", []).append(piece)
    speakers = {piece.article for piece in found.evidence if not piece.missing}
    silent = [piece for piece in found.evidence if piece.missing and piece.article not in speakers]
    return told | ({"": silent} if silent else {})


def _quotes(number: int, by_variant: Mapping[str, Sequence[Evidence]], texts: Texts) -> Sequence[tuple[Quote, ...]]:
    sides = [_passages(number, pieces, texts) for pieces in by_variant.values()]
    words = differing([[passage.text for passage in side] for side in sides])
    if _reworded(sides, words):
        words = tuple(tuple(() for _ in side) for side in sides)
    return [
        tuple(_quote(passage, spans) for passage, spans in zip(side, differs, strict=True) if passage.text)
        for side, differs in zip(sides, words, strict=True)
    ]


def _reworded(sides: Sequence[Sequence[Passage]], differs: Sequence[Sequence[Sequence[Span]]]) -> bool:
    """Whether so many words differ that marking them would show nothing."""
    total = sum(len(passage.text.split()) for side in sides for passage in side)
    return sum(len(spans) for side in differs for spans in side) > total * _MOST_DIFFERING


def _passages(number: int, pieces: Sequence[Evidence], texts: Texts) -> list[Passage]:
    """The first passage of each article, of a few articles."""
    by_article: dict[str, list[tuple[int, Evidence]]] = {}
    for piece in pieces:
        by_article.setdefault(piece.article, []).append((number, piece))
    kept = [piece for pairs in list(by_article.values())[:PASSAGES] for _, piece in pairs]
    return [column[0] for column in columns(tuple((number, piece) for piece in kept), texts)]


def _quote(passage: Passage, differs: Iterable[Span]) -> Quote:
    marks = [Layer(mark.span, mark.number) for mark in passage.marks]
    apart = (span for span in differs if not any(mark.span.overlaps(span) for mark in passage.marks))
    layers = [*marks, *(Layer(span, differs=True) for span in apart)]
    whole = Span(0, len(passage.text))
    return Quote(passage.label, runs(passage.text, whole, layers), passage.field == "title")


def _words(pieces: Sequence[Evidence]) -> str:
    text = visible(pieces[0].text).strip("“”‘’\"'")
    return text if len(text) <= _WORDS else text[: _WORDS - 1].rstrip() + "…"


def _outlets(pieces: Iterable[Evidence], texts: Texts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts.labels.get(piece.article) or visible(piece.outlet) for piece in pieces))


def _context(found: Divergence, articles: Mapping[str, int], rows: set[str]) -> str:
    if found.group in rows:
        return f"g-{found.group}"
    piece = found.evidence[0] if found.evidence else None
    if piece is None or piece.article not in articles:
        return "articles"
    number = articles[piece.article]
    return f"a{number}" if piece.sentence is None else f"a{number}s{piece.sentence}"


def _citations(found: Divergence, texts: Texts) -> tuple[str, ...]:
    """The words of each side where they stand, for a few articles a side."""
    by_variant: dict[str, list[Evidence]] = {}
    for piece in found.evidence if found.type != view.OMISSION else ():
        if not piece.missing:
            by_variant.setdefault(piece.variant, []).append(piece)
    return tuple(_citation(piece, texts) for pieces in by_variant.values() for piece in pieces[:PASSAGES])


def _citation(piece: Evidence, texts: Texts) -> str:
    """Outlet, title, date, quoted words, and where they stand: code points, end exclusive."""
    article = texts.articles[piece.article]
    place = f"{piece.field} {piece.span.start} to {piece.span.end} of {view.place(article.source)}"
    return f"{_source(article, texts)}: “{visible(piece.text).strip('“”')}” ({place})"


def _source(article: Article, texts: Texts) -> str:
    parts = (texts.labels[article.id], f"“{visible(article.title)}”" if article.title else "")
    return ", ".join(part for part in (*parts, view.moment(article.published)) if part)
