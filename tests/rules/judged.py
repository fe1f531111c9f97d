"""Cases of the whole judgement: two short articles in, the divergences of one type out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compare.details import describe, resolve
from compare.rules import RULES, judge
from compare.split import split
from compare.values import Article, Comparison, Divergence, Group, Link, Source, Statement

CASES = Path(__file__).parents[1] / "cases" / "divergences"
FRIDAY = "2024-03-08"


@dataclass(frozen=True)
class Case:
    """A title, the type that is looked at, the two articles with their dates, and what is expected."""

    title: str
    type: str
    texts: tuple[str, str]
    dates: tuple[str, str]
    expected: tuple[str, ...]


def cases() -> list[Case]:
    """Every case of every file; a file is named after its type."""
    return [case for path in sorted(CASES.glob("*.md")) for case in _read(path)]


def _read(path: Path) -> Iterator[Case]:
    for block in path.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *rows = block.strip().split("\n")
        left, right, *expected = rows
        sides = [_side(row) for row in (left, right)]
        outcome = () if expected == ["nothing"] else tuple(sorted(expected))
        yield Case(title, path.stem, (sides[0][1], sides[1][1]), (sides[0][0], sides[1][0]), outcome)


def _side(row: str) -> tuple[str, str]:
    """Date and text of "A: text" or "A 2024-03-09: text"."""
    head, _, text = row.partition(": ")
    return (head[2:].strip() or FRIDAY), text


def judged(case: Case, *, mirrored: bool = False) -> tuple[Divergence, ...]:
    """The divergences of the case's type between the first sentences of its articles, which are linked."""
    names = "ba" if mirrored else "ab"
    sides = sorted(zip(names, case.texts, case.dates, strict=True))
    articles = [Article(name, name, None, None, date, text, Source(name)) for name, text, date in sides]
    told = resolve(tuple(s for article in articles for s in describe(article, split(article))))
    first, second = (next(s for s in told if s.sentence.article == article.id) for article in articles)
    found = judge(_event(articles, told, first, second), RULES)
    return tuple(d for d in found if d.type == case.type)


def _event(articles: list[Article], told: tuple[Statement, ...], first: Statement, second: Statement) -> Comparison:
    return Comparison(
        articles=tuple(articles),
        statements=told,
        links=(Link(first, second, 0.9, "same", ("shared words",)),),
        groups=(Group("g1", (first, second)),),
    )


def shown(divergence: Divergence, *, mirrored: bool = False) -> str:
    """ "conflict error: 12 | 21", with "-" for a side that lacks the detail."""
    order = sorted(divergence.evidence, key=lambda e: (e.article, e.span), reverse=mirrored)
    words = ("-" if e.missing else e.text.strip(',.!“”"') for e in order)
    return f"{divergence.relation} {divergence.severity}: {' | '.join(words)}"
