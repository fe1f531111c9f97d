"""Shared facts side by side: rows in the order of the story, one cell an outlet, sentences out of order marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from compare.reporters import view
from compare.reporters.page_text import Keys, Layer, Run, runs
from compare.text import visible
from compare.values import Article, Comparison, Group, Span, Statement

Layers = Mapping[str, Sequence[Layer]]  # the evidence in each article


class Saying(NamedTuple):
    """One sentence in a cell."""

    anchor: str  # its place in the article
    number: int  # from 1
    runs: tuple[Run, ...]
    moved: bool  # it stands elsewhere in its article than the facts around it do
    again: bool  # it stands in a row above, too


class Cell(NamedTuple):
    """What the articles of one outlet say about a fact; empty where they are silent."""

    outlet: str
    sayings: tuple[Saying, ...]
    sign: str  # reports, differs, conflicts or silent


class Row(NamedTuple):
    """One fact: its first words, what each outlet says, and the divergences about it."""

    anchor: str
    fact: str
    cells: tuple[Cell, ...]
    numbers: tuple[int, ...]

    @property
    def told(self) -> int:
        """How many outlets report it."""
        return sum(bool(cell.sayings) for cell in self.cells)

    @property
    def voices(self) -> list[tuple[list[str], Saying]]:
        """Each wording once, with the outlets that use it."""
        found: dict[tuple[str, ...], tuple[list[str], Saying]] = {}
        for cell in self.cells:
            for saying in cell.sayings:
                words = "".join(run.text for run in saying.runs).strip()
                found.setdefault((words,), ([], saying))[0].append(cell.outlet)
        return list(found.values())

    @property
    def strokes(self) -> dict[str, str]:
        """The signs as one path each, for outlets too many for cells: a dot, bar or cross every ten pixels."""
        return {sign: "".join(_stroke(sign, place) for place in self._places(sign)) for sign in STROKES}

    @property
    def summary(self) -> str:
        """What the strokes show, in words."""
        told = ((sign, [self.cells[place].outlet for place in self._places(sign)]) for sign in ("conflicts", "silent"))
        return "; ".join(f"{sign}: {', '.join(outlets)}" for sign, outlets in told if outlets)

    def _places(self, sign: str) -> list[int]:
        return [place for place, cell in enumerate(self.cells) if cell.sign == sign]


STROKES = {"reports": "h0", "differs": "m0-5v10", "conflicts": "m-3-3l6 6m0-6l-6 6"}


def _stroke(sign: str, place: int) -> str:
    return f"M{place * 10 + 5} 8{STROKES[sign]}"


class Signs(NamedTuple):
    """What the findings say about one fact: their numbers, and who differs or conflicts."""

    numbers: tuple[int, ...] = ()
    signs: Mapping[str, str] | None = None

    def of(self, outlet: str, reports: bool) -> str:
        """The sign of an outlet in the coverage table."""
        return (self.signs or {}).get(outlet, "reports") if reports else "silent"


def rows(comparison: Comparison, layers: Layers, signs: Mapping[str, Signs]) -> tuple[Row, ...]:
    """The facts that at least two outlets report, in the order of the story."""
    articles = {article.id: number for number, article in enumerate(comparison.articles)}
    by_id = {article.id: article for article in comparison.articles}
    shared = {c.group for c in comparison.coverage if len(c.outlets) > 1}
    ordered = _ordered([group for group in comparison.groups if group.id in shared], articles)
    cells = _Cells(by_id, articles, layers, _moved(ordered), _again(ordered), Keys(), view.outlets(comparison))
    named = view.facts(comparison)
    return tuple(cells.row(group, named[group.id], signs.get(group.id, Signs())) for group in ordered)


def _ordered(groups: Sequence[Group], articles: Mapping[str, int]) -> list[Group]:
    """The order of the first article; what it lacks follows the fact that comes before it in another article."""
    by_id = {group.id: group for group in groups}
    told: dict[str, list[tuple[int, str]]] = {}
    for group in groups:
        for statement in group.statements:
            told.setdefault(statement.sentence.article, []).append((statement.sentence.index, group.id))
    order: list[str] = []
    for article in articles:
        at = 0
        for _, group_id in sorted(told.get(article, ())):
            if group_id not in order:
                order.insert(at, group_id)
            at = order.index(group_id) + 1
    return [by_id[group_id] for group_id in order]


def _moved(ordered: Sequence[Group]) -> set[tuple[str, int]]:
    """The sentences, by article and index, that do not follow the order of the rows."""
    by_article: dict[str, list[int]] = {}
    for group in ordered:
        first = {s.sentence.article: s.sentence.index for s in reversed(group.statements)}
        for article, index in first.items():
            by_article.setdefault(article, []).append(index)
    return {
        (article, index) for article, told in by_article.items() for index in set(told) - set(_longest_rising(told))
    }


def _again(ordered: Sequence[Group]) -> set[tuple[str, str, int]]:
    """The sentences, by group, article and index, that an earlier row has shown."""
    told: set[tuple[str, int]] = set()
    again = set()
    for group in ordered:
        keys = [(s.sentence.article, s.sentence.index) for s in group.statements]
        again |= {(group.id, *key) for key in keys if key in told}
        told.update(keys)
    return again


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The longest run of numbers, not side by side, that never falls (patience sorting)."""
    tails: list[int] = []
    chains: list[tuple[int, ...]] = []
    for number in numbers:
        at = bisect_left(tails, number + 1)
        chain = (*(chains[at - 1] if at else ()), number)
        tails[at : at + 1], chains[at : at + 1] = [number], [chain]
    return list(chains[-1]) if chains else []


class _Cells(NamedTuple):
    """What rows are made from."""

    by_id: Mapping[str, Article]
    articles: Mapping[str, int]
    layers: Layers
    moved: set[tuple[str, int]]
    again: set[tuple[str, str, int]]
    keys: Keys
    outlets: Sequence[str]

    def row(self, group: Group, fact: str, signs: Signs) -> Row:
        told: dict[str, list[Saying]] = {}
        for statement in sorted(group.statements, key=self._place):
            told.setdefault(self.by_id[statement.sentence.article].outlet, []).append(self._saying(statement, group.id))
        cells = tuple(
            Cell(visible(outlet), tuple(told.get(outlet, ())), signs.of(outlet, outlet in told))
            for outlet in self.outlets
        )
        return Row(f"g-{group.id}", view.opening(fact, 12), cells, signs.numbers)

    def _place(self, statement: Statement) -> tuple[int, int]:
        return self.articles[statement.sentence.article], statement.sentence.index

    def _saying(self, statement: Statement, group: str) -> Saying:
        sentence = statement.sentence
        article, number = self.by_id[sentence.article], self.articles[sentence.article]
        return Saying(
            f"a{number}s{sentence.index}",
            sentence.index + 1,
            runs(article.text, sentence.span, layers_of(statement, self.layers.get(article.id, ()), self.keys, True)),
            (article.id, sentence.index) in self.moved,
            (group, article.id, sentence.index) in self.again,
        )


def layers_of(statement: Statement, evidence: Iterable[Layer], keys: Keys | None, in_row: bool) -> list[Layer]:
    """The details of a sentence and the evidence in it."""
    details = [Layer(Span(*d.span), key=keys.of(d, in_row)) for d in statement.details] if keys else []
    near = (layer for layer in evidence if layer.span.overlaps(statement.sentence.span))
    return [*(layer for layer in details if layer.key), *near]
