"""Two linked sentences and what a rule must say of them, as cases a journalist can read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compare.details import describe
from compare.rules.base import Side
from compare.text import words
from compare.values import Article, Sentence, Source, Span

CASES = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True)
class Case:
    """A title, the sentences, and what is expected: one line an outcome, none for "nothing"."""

    title: str
    left: str
    right: str
    expected: tuple[str, ...]


def cases(name: str) -> list[Case]:
    """The cases of a file: a title, `- left:`, `- right:`, then the outcomes."""
    found = []
    for block in (CASES / name).read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *rows = block.strip().split("\n")
        left, right, *expected = [row.removeprefix("- ") for row in rows if row.startswith("- ")]
        outcome = () if expected == ["nothing"] else tuple(expected)
        found.append(Case(title, left.removeprefix("left: "), right.removeprefix("right: "), outcome))
    return found


def side(name: str, text: str, published: str = "2024-03-08") -> Side:
    """The one sentence of an article, behind a first line of another kind."""
    article = Article(name, name, None, None, published, "x\n" + text, Source(name))
    (statement,) = describe(article, [Sentence(name, 0, Span(2, 2 + len(text)), text)])
    return Side(article, statement, words(text, 2), (statement,))
