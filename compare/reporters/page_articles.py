"""Articles in their own order for a page: paragraphs of sentences, furniture folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from compare.reporters import view
from compare.reporters.page_facts import Layers, layers_of
from compare.reporters.page_text import Keys, Run, runs
from compare.text import paragraphs, visible
from compare.values import Article, Comparison, Furniture, Span, Statement

_MARKED = 12  # articles whose details are marked here, too; of more only those in the rows of facts


class Sentence(NamedTuple):
    """One sentence of an article, with the row of the fact it reports."""

    anchor: str
    runs: tuple[Run, ...]
    row: str  # "" where it reports no shared fact
    others: int  # outlets that report the same


class Part(NamedTuple):
    """A paragraph, or furniture with its reasons."""

    sentences: tuple[Sentence, ...] = ()
    furniture: tuple[str, ...] = ()
    reasons: str = ""


class Story(NamedTuple):
    """One article as it was read."""

    anchor: str
    label: str
    title: str
    published: str
    link: str  # "" unless it is an address of the web
    place: str
    origin: str  # a letter where several articles are one origin
    credits: str
    sentences: int
    parts: tuple[Part, ...]


def stories(comparison: Comparison, layers: Layers) -> tuple[Story, ...]:
    """Every article of the comparison."""
    labels, origins = view.labels(comparison.articles), _origins(comparison)
    keys = Keys() if len(comparison.articles) <= _MARKED else None
    rows, told = _rows(comparison), _statements(comparison)
    return tuple(
        Story(
            f"a{number}",
            labels[article.id],
            visible(article.title or ""),
            view.moment(article.published),
            _link(article.url),
            view.place(article.source),
            origins.get(article.id, ""),
            ", ".join(dict.fromkeys(visible(credit.agency) for credit in article.credits)),
            len(told[article.id]),
            tuple(_Parts(article, number, layers, keys, rows).all(told[article.id])),
        )
        for number, article in enumerate(comparison.articles)
    )


def _link(url: str | None) -> str:
    return url if url and url.startswith(("https://", "http://")) and visible(url) == url else ""


def _origins(comparison: Comparison) -> dict[str, str]:
    shared = [origin for origin in comparison.origins if len(origin.articles) > 1]
    return {article: str(number) for number, o in enumerate(shared, start=1) for article in o.articles}


def _statements(comparison: Comparison) -> dict[str, list[Statement]]:
    told: dict[str, list[Statement]] = {article.id: [] for article in comparison.articles}
    for statement in comparison.statements:
        told[statement.sentence.article].append(statement)
    return told


def _rows(comparison: Comparison) -> dict[tuple[str, int], tuple[str, int]]:
    """The shared fact of each sentence that reports one: its row, and how many other outlets report it."""
    outlets = {coverage.group: len(coverage.outlets) for coverage in comparison.coverage}
    shared = (group for group in comparison.groups if outlets.get(group.id, 0) > 1)
    found: dict[tuple[str, int], tuple[str, int]] = {}
    for group in shared:
        for statement in group.statements:
            key = statement.sentence.article, statement.sentence.index
            found.setdefault(key, (f"g-{group.id}", outlets[group.id] - 1))
    return found


class _Parts(NamedTuple):
    """What the parts of one article are made from."""

    article: Article
    number: int
    layers: Layers
    keys: Keys | None
    rows: Mapping[tuple[str, int], tuple[str, int]]

    def all(self, told: Sequence[Statement]) -> Iterator[Part]:
        """Paragraphs and furniture in the order of the text; furniture that follows furniture is one part."""
        story = ((s.sentence.span.start, s) for s in told)
        rest = ((f.span.start, f) for f in self.article.furniture)
        ordered = [item for _, item in sorted((*story, *rest), key=lambda pair: pair[0])]
        for kind, items in groupby(ordered, key=lambda item: isinstance(item, Furniture)):
            if kind:
                yield self._furniture([item for item in items if isinstance(item, Furniture)])
            else:
                yield from self._paragraphs([item for item in items if isinstance(item, Statement)])

    def _furniture(self, items: Iterable[Furniture]) -> Part:
        listed = tuple(items)
        lines = [
            span.of(f.span.of(self.article.text)) for f in listed for span in paragraphs(f.span.of(self.article.text))
        ]
        reasons = ", ".join(dict.fromkeys(f.reason for f in listed))
        return Part(furniture=tuple(visible(line) for line in lines), reasons=reasons)

    def _paragraphs(self, told: Sequence[Statement]) -> Iterator[Part]:
        text = self.article.text
        held: list[Sentence] = []
        for place, statement in enumerate(told):
            gap = text[told[place - 1].sentence.span.end : statement.sentence.span.start] if place else ""
            if held and "\n" in gap:
                yield Part(tuple(held))
                held = []
            held.append(self._sentence(statement))
        if held:
            yield Part(tuple(held))

    def _sentence(self, statement: Statement) -> Sentence:
        sentence = statement.sentence
        row, others = self.rows.get((self.article.id, sentence.index), ("", 0))
        layers = layers_of(statement, self.layers.get(self.article.id, ()), self.keys, False)
        span = Span(*sentence.span)
        return Sentence(f"a{self.number}s{sentence.index}", runs(self.article.text, span, layers), row, others)
