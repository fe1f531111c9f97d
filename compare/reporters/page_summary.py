"""What the top of a page says in plain words: what is shared, where outlets conflict, who alone reports what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from compare.reporters import view
from compare.reporters.page_facts import Row
from compare.reporters.page_findings import Finding
from compare.reporters.page_text import Layer, Run, runs
from compare.text import visible
from compare.values import Comparison, Divergence, NumberValue, Span, Statement

_TIMES = {"second", "minute", "hour", "day", "week", "month", "year", "decade"}  # ages and spans of time
LINES = 5  # lines of each list at the top


class Lone(NamedTuple):
    """A sentence with which one outlet stands alone; its figures are marked."""

    anchor: str
    runs: tuple[Run, ...]
    words: str  # its first words
    weight: int  # 2 with a count, sum or share, 1 with another figure, 0 with none


class Alone(NamedTuple):
    """What one outlet alone reports, sentences with figures first."""

    outlet: str
    facts: tuple[Lone, ...]


class Summary(NamedTuple):
    """The lists at the top, each with what it leaves out."""

    outlets: str
    origins: str
    independent: bool
    counts: tuple[tuple[int, str, str], ...]  # number, noun, section
    conflicts: tuple[Finding, ...]
    more_conflicts: int
    agreed: tuple[Row, ...]
    more_agreed: int
    by_all: int


def summary(comparison: Comparison, shown: Sequence[Finding], rows: Sequence[Row], omitted: int) -> Summary:
    """The summary of a comparison."""
    conflicts = [finding for finding in shown if finding.found.relation == "conflict"]
    serious = [finding for finding in conflicts if finding.found.severity != "note"]
    quarrels = {f.number for f in shown if f.found.severity != "note" or f.found.relation == "conflict"}
    agreed = [row for row in rows if not quarrels.intersection(row.numbers)]
    agreed.sort(key=lambda row: -row.told)
    origins = _origins(comparison)
    return Summary(
        view.plural(len(view.outlets(comparison)), "outlet"),
        view.plural(origins, "independent origin"),
        origins == len(comparison.articles),
        _counts(comparison, [f.found for f in shown], rows, omitted),
        tuple(serious[:LINES]),
        max(len(conflicts) - len(serious[:LINES]), 0),
        tuple(agreed[:LINES]),
        max(len(agreed) - LINES, 0),
        sum(row.told == len(row.cells) for row in rows),
    )


def _origins(comparison: Comparison) -> int:
    shared = (len(origin.articles) - 1 for origin in comparison.origins if origin.articles)
    return len(comparison.articles) - sum(shared)


def _counts(
    comparison: Comparison, shown: Iterable[Divergence], rows: Sequence[Row], omitted: int
) -> tuple[tuple[int, str, str], ...]:
    relations = [found.relation for found in shown]
    lone = sum(len(coverage.outlets) == 1 for coverage in comparison.coverage)
    told = (
        (relations.count("conflict"), "conflict", "conflicts", "findings"),
        (relations.count("precision"), "difference in precision", "differences in precision", "findings"),
        (len(rows), "shared fact", "shared facts", "facts"),
        (lone, "fact one outlet alone reports", "facts one outlet alone reports", "alone"),
        (omitted, "omission", "omissions", "left-out"),
    )
    return tuple((number, one if number == 1 else many, section) for number, one, many, section in told if number)


def alone(comparison: Comparison) -> tuple[Alone, ...]:
    """For each outlet the facts that no other outlet reports."""
    lone = {coverage.group for coverage in comparison.coverage if len(coverage.outlets) == 1}
    articles = {article.id: number for number, article in enumerate(comparison.articles)}
    told: dict[str, list[tuple[tuple[int, int], Lone]]] = {outlet: [] for outlet in view.outlets(comparison)}
    for statement in (group.statements[0] for group in comparison.groups if group.id in lone):
        number = articles[statement.sentence.article]
        article = comparison.articles[number]
        told[article.outlet].append(((number, statement.sentence.index), _lone(statement, number, article.text)))
    return tuple(
        Alone(visible(outlet), tuple(fact for _, fact in sorted(facts, key=lambda pair: (-pair[1].weight, pair[0]))))
        for outlet, facts in told.items()
        if facts
    )


def _lone(statement: Statement, number: int, text: str) -> Lone:
    sentence = statement.sentence
    numbers = [(d.span, d.value) for d in statement.details if isinstance(d.value, NumberValue)]
    spans = [Span(*span) for span, _ in numbers]
    weight = max((1 if value.unit in _TIMES else 2 for _, value in numbers), default=0)
    marked = runs(text, Span(*sentence.span), [Layer(span, differs=True) for span in spans])
    return Lone(f"a{number}s{sentence.index}", marked, view.opening(visible(sentence.text), 16), weight)
