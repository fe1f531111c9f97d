"""What a rule is: two linked statements in, the details on which they differ out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from compare.text import Word
from compare.values import Article, Link, Relation, Severity, Span, Statement


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One outlet's part of a linked pair: its statement, the words of it, and everything its article says.

    Sides compare by identity: one stands in many pairs, and what a rule reads from it is worked out once.
    """

    article: Article
    statement: Statement
    words: tuple[Word, ...]
    elsewhere: tuple[Statement, ...]  # all statements of the article, this one included
    vocabulary: frozenset[str] = frozenset()  # every folded word of the article and its title
    small: frozenset[str] = frozenset()  # those that its sentences write without a capital somewhere


@dataclass(frozen=True, slots=True)
class Pair:
    """Two linked statements to be judged."""

    link: Link
    left: Side
    right: Side
    hours_apart: float | None  # between the two articles; None where a date is missing


@dataclass(frozen=True, slots=True)
class Piece:
    """What one side shows: the shortest span, and what it means in normal form (equal variants say the same)."""

    span: Span
    variant: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One detail on which the two sides of a pair differ."""

    slot: str  # what is compared, in normal form: "user", "lift"
    relation: Relation
    left: Piece
    right: Piece
    score: float  # 0 to 1: how sure
    reasons: tuple[str, ...]
    message: str  # one sentence without outlet names: "a different number of dead"
    evolving: bool = False  # a toll, count or status that may have moved on between the two articles
    doubtful: bool = False  # likely enough to be shown, too unsure to be more than a note
    tentative: bool = False  # shown only beside one of the same slot that is not


REMEMBERED = 4096  # sides for which a rule keeps what it read

Check = Callable[[Pair], Iterable[Difference]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One documented rule; the docstring of `check` is its description everywhere."""

    id: str  # a code and three digits, never re-used
    type: str
    title: str
    severity: Mapping[Relation, Severity]
    check: Check

    @property
    def description(self) -> str:
        """The docstring of the check."""
        return (self.check.__doc__ or "").strip()
