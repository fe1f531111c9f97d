"""What an engine does for the archive commands: map batches to rows, keep columns, join on a key, collect the edges.

The algorithms in `compare.archive` are written once over these verbs. Shared columns are integers, so that an engine
that speaks SQL can hold them; floats are worked out in the process, over rows in a fixed order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Batch = TypeVar("Batch")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Pairs of articles that share keys: `left < right`, sorted by right, then left; `votes` is how many they share."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    votes: NDArray[np.int32]


class Postings(Protocol):
    """A growing table of (part, key, article); the same key counts as shared only within one part."""

    def add(self, part: int, keys: NDArray[np.uint32], articles: NDArray[np.uint32]) -> None:
        """Append rows."""


class Column(Protocol):
    """A growing list of arrays of one kind, each found again by its number."""

    def add(self, rows: NDArray[Any], counts: Ints) -> None:
        """Append `len(counts)` arrays that stand end to end in `rows`."""

    def read(self, numbers: Sequence[int]) -> list[NDArray[Any]]:
        """The arrays with these numbers."""


class Engine(Protocol):
    """The verbs."""

    def map(self, function: Callable[[Batch], Row], batches: Iterable[Batch]) -> Iterator[Row]:
        """`function` of each batch, in the order of the batches."""

    def column(self, kind: type[np.generic]) -> Column:
        """An empty column."""

    def postings(self) -> Postings:
        """An empty table of postings."""

    def edges(self, postings: Any, ranks: Ints, reach: int, widest: int | None = None) -> Edges:
        """Join the postings on their key: in each group, the first `reach` articles with each one after them.

        An article counts as its rank; one with rank -1 is left out. A group of more than `widest` articles is too.
        """
