"""What a rule is: two linked statements in, the details on which they differ out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ParamSpec, Protocol, TypeVar, cast

from compare.text import Word
from compare.values import Article, Link, Relation, Severity, Span, Statement


class Said(Hashable, Protocol):
    """A sentence by itself. Of its article a rule reads only the text that its spans cover.

    What is read from it holds for every article that has the sentence word for word.
    """

    @property
    def article(self) -> Article: ...
    @property
    def statement(self) -> Statement: ...
    @property
    def words(self) -> tuple[Word, ...]: ...


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


@dataclass(frozen=True, slots=True, eq=False)
class Both:
    """Two sentences by themselves; one stands for all pairs of articles that have these two word for word.

    Compares by identity, so that what a rule reads from it is worked out once.
    """

    left: Said
    right: Said
    mirrored: bool  # whether the article on the left comes second


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two linked statements to be judged, with what the articles around them say."""

    link: Link
    left: Side
    right: Side
    hours_apart: float | None  # between the two articles; None where a date is missing
    model: Both | None = None  # the same two sentences, maybe of other articles; None where nobody looked for them

    @property
    def both(self) -> Both:
        """The two sentences by themselves."""
        return self.model or Both(self.left, self.right, self.left.article.id > self.right.article.id)

    def side(self, *, right: bool) -> Side:
        """The right side or the left one."""
        return self.right if right else self.left


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


REMEMBERED = 4096  # sides, or pairs of sentences, for which a rule keeps what it read

_Read = ParamSpec("_Read")
_Found = TypeVar("_Found")


def once(find: Callable[_Read, Iterable[_Found]]) -> Callable[_Read, tuple[_Found, ...]]:
    """What `find` yields, worked out once for the same arguments: sentences by themselves, or plain values."""

    def found(*args: _Read.args, **names: _Read.kwargs) -> tuple[_Found, ...]:
        return tuple(find(*args, **names))

    return cast(Callable[_Read, tuple[_Found, ...]], lru_cache(maxsize=REMEMBERED)(found))


def moved(found: Sequence[Difference], pair: Pair) -> Sequence[Difference]:
    """What differs between two sentences by themselves, with its spans where they stand in the articles of a pair."""
    if not found:
        return ()
    both = pair.both
    left, right = _start(pair.left) - _start(both.left), _start(pair.right) - _start(both.right)
    if not left and not right:
        return found
    return [replace(d, left=_shifted(d.left, left), right=_shifted(d.right, right)) for d in found]


def _start(said: Said) -> int:
    return said.statement.sentence.span.start


def _shifted(piece: Piece, by: int) -> Piece:
    return replace(piece, span=Span(piece.span.start + by, piece.span.end + by))


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
