"""Divergences with the passages that show them, side by side; passages that are the same are shown once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from compare.reporters.marking import Mark
from compare.reporters.view import labels
from compare.values import Article, Comparison, Divergence, Evidence, Field, Span

_Key = tuple[str, Field, int | Span]  # article, field, sentence or, where it is in none, span


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or title of one article, with the evidence in it."""

    article: str
    label: str
    field: Field
    span: Span
    text: str
    marks: tuple[Mark, ...]  # spans count from the start of `text`
    missing: tuple[int, ...]  # numbers of the divergences about which this passage says nothing


@dataclass(frozen=True, slots=True)
class Block:
    """Divergences about the same passages; `columns` holds the passages of one article each."""

    divergences: tuple[tuple[int, Divergence], ...]  # with the numbers by which the report calls them
    columns: tuple[tuple[Passage, ...], ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    group: str | None
    keys: frozenset[_Key]
    divergences: tuple[Divergence, ...]


def blocks(divergences: Iterable[Divergence], comparison: Comparison, first: int = 1) -> tuple[Block, ...]:
    """The divergences in blocks, numbered from `first` in the order in which they are shown."""
    drafts: list[_Draft] = []
    for found in divergences:
        keys = frozenset(_key(piece) for piece in found.evidence)
        near = next((i for i, draft in enumerate(drafts) if _same_passages(draft, found.group, keys)), None)
        if near is None:
            drafts.append(_Draft(found.group, keys, (found,)))
        else:
            drafts[near] = _joined(drafts[near], keys, found)
    return _numbered(drafts, texts_of(comparison), first)


def _key(piece: Evidence) -> _Key:
    return piece.article, piece.field, piece.span if piece.sentence is None else piece.sentence


def _same_passages(draft: _Draft, group: str | None, keys: frozenset[_Key]) -> bool:
    return group is not None and draft.group == group and (keys <= draft.keys or keys >= draft.keys)


def _joined(draft: _Draft, keys: frozenset[_Key], found: Divergence) -> _Draft:
    return replace(draft, keys=draft.keys | keys, divergences=(*draft.divergences, found))


def _numbered(drafts: Iterable[_Draft], texts: Texts, number: int) -> tuple[Block, ...]:
    built = []
    for draft in drafts:
        numbered = tuple(enumerate(draft.divergences, start=number))
        number += len(numbered)
        built.append(Block(numbered, columns(((n, piece) for n, d in numbered for piece in d.evidence), texts)))
    return tuple(built)


def columns(numbered: Iterable[tuple[int, Evidence]], texts: Texts) -> tuple[tuple[Passage, ...], ...]:
    """The passages in the order of the articles, so that an outlet keeps its side down the whole report."""
    pieces: dict[_Key, list[tuple[int, Evidence]]] = {}
    for number, piece in numbered:
        pieces.setdefault(_key(piece), []).append((number, piece))
    passages = [texts.passage(group) for group in pieces.values()]
    ordered = sorted(passages, key=lambda p: (p.field != "title", p.span))
    present = {passage.article for passage in passages}
    return tuple(tuple(p for p in ordered if p.article == a) for a in texts.articles if a in present)


@dataclass(frozen=True, slots=True)
class Texts:
    """What passages are cut from."""

    articles: Mapping[str, Article]
    labels: Mapping[str, str]
    sentences: Mapping[tuple[str, int], Span]  # by article and index

    def passage(self, pieces: list[tuple[int, Evidence]]) -> Passage:
        """The sentence or title that the pieces share, with their spans as marks."""
        first = pieces[0][1]
        article = self.articles[first.article]
        text = (article.title or "") if first.field == "title" else article.text
        span = self._around(pieces, text)
        marks = tuple(
            Mark(Span(e.span.start - span.start, e.span.end - span.start), number)
            for number, e in pieces
            if not e.missing
        )
        missing = tuple(dict.fromkeys(number for number, e in pieces if e.missing))
        return Passage(article.id, self.labels[article.id], first.field, span, span.of(text), marks, missing)

    def _around(self, pieces: list[tuple[int, Evidence]], text: str) -> Span:
        """The sentence, or whole title, widened where evidence reaches beyond it."""
        first = pieces[0][1]
        whole = Span(0, len(text)) if first.field == "title" else None
        base = whole or self.sentences.get((first.article, -1 if first.sentence is None else first.sentence))
        spans = [e.span for _, e in pieces] + ([base] if base else [])
        return Span(min(s.start for s in spans), max(s.end for s in spans))


def texts_of(comparison: Comparison) -> Texts:
    """Everything that passages of a comparison are cut from."""
    found = (statement.sentence for statement in comparison.statements)
    return Texts(
        {article.id: article for article in comparison.articles},
        labels(comparison.articles),
        {(sentence.article, sentence.index): sentence.span for sentence in found},
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """What the report shows about one fact: numbers of divergences, and the outlets that diverge."""

    numbers: tuple[int, ...] = ()
    outlets: frozenset[str] = frozenset()


def seen(shown: Iterable[Block]) -> dict[str, Seen]:
    """What is shown in full, by group."""
    found: dict[str, Seen] = {}
    for number, divergence in (pair for block in shown for pair in block.divergences):
        if divergence.group is not None:
            before = found.get(divergence.group, Seen())
            outlets = before.outlets | {piece.outlet for piece in divergence.evidence}
            found[divergence.group] = Seen((*before.numbers, number), outlets)
    return found
