"""The embedded engine: numpy over columns that go to unnamed temporary files when they outgrow the memory limit.

Such a file has no name or goes with its last handle, so nothing is left behind however the process ends.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import IO, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from compare.engines.base import Edges, Ints

Batch = TypeVar("Batch")
Row = TypeVar("Row")

PARTS = 64
_AHEAD = 4  # batches on their way for each worker
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_MERGED = 2_000_000  # edges that are folded into the votes at once


class Spool:
    """Bytes in order of their arrival: in memory up to `limit`, then in a temporary file."""

    def __init__(self, limit: int) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=limit)  # noqa: SIM115 (it lives as long as the spool)
        self._size = 0

    def add(self, data: bytes) -> int:
        """Append; returns where the bytes begin."""
        self._file.seek(self._size)
        self._file.write(data)
        start, self._size = self._size, self._size + len(data)
        return start

    def read(self, start: int, size: int) -> bytes:
        """The `size` bytes from `start`."""
        self._file.seek(start)
        return self._file.read(size)


class StoredColumn:
    """Arrays of one kind in a spool."""

    def __init__(self, kind: type[np.generic], limit: int) -> None:
        self._kind = np.dtype(kind)
        self._spool = Spool(limit)
        self._bounds = [np.zeros(1, dtype=np.int64)]
        self._whole: Ints | None = None

    def add(self, rows: NDArray[Any], counts: Ints) -> None:
        """Append `len(counts)` arrays that stand end to end in `rows`."""
        self._spool.add(np.ascontiguousarray(rows, dtype=self._kind).tobytes())
        self._bounds.append(self._bounds[-1][-1] + np.cumsum(counts))
        self._whole = None

    def read(self, numbers: Sequence[int]) -> list[NDArray[Any]]:
        """The arrays with these numbers."""
        if self._whole is None:
            self._whole = np.concatenate(self._bounds)
            self._bounds = [self._whole]
        width = self._kind.itemsize
        ends = [(int(self._whole[n]) * width, int(self._whole[n + 1]) * width) for n in numbers]
        return [np.frombuffer(self._spool.read(start, end - start), self._kind) for start, end in ends]


class StoredPostings:
    """Postings by part: each row is one number, key above, article below."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: list[list[NDArray[np.uint64]]] = [[] for _ in range(PARTS)]
        self._size = 0
        self._spool = Spool(0)
        self._chunks: list[list[tuple[int, int]]] = [[] for _ in range(PARTS)]

    def add(self, part: int, keys: NDArray[np.uint32], articles: NDArray[np.uint32]) -> None:
        """Append rows."""
        packed = (keys.astype(np.uint64) << _HALF) | articles.astype(np.uint64)
        self._held[part].append(packed)
        self._size += packed.nbytes
        if self._size > self._limit:
            self._spill()

    def rows(self, part: int) -> NDArray[np.uint64]:
        """All rows of a part."""
        stored = [np.frombuffer(self._spool.read(*chunk), np.uint64) for chunk in self._chunks[part]]
        return np.concatenate([np.zeros(0, dtype=np.uint64), *stored, *self._held[part]])

    def _spill(self) -> None:
        for part, held in enumerate(self._held):
            if held:
                data = np.concatenate(held).tobytes()
                self._chunks[part].append((self._spool.add(data), len(data)))
                held.clear()
        self._size = 0


class Embedded:
    """The verbs on this machine, with `workers` processes and about `memory` bytes for what is held."""

    def __init__(self, workers: int = 1, memory: int = 400 << 20) -> None:
        self.workers = workers
        self._limit = max(1 << 20, memory // 20)

    def map(self, function: Callable[[Batch], Row], batches: Iterable[Batch]) -> Iterator[Row]:
        """`function` of each batch, in the order of the batches."""
        if self.workers <= 1:
            yield from map(function, batches)
            return
        with ProcessPoolExecutor(self.workers) as pool:
            yield from _in_order(pool, function, iter(batches), self.workers * _AHEAD)

    def column(self, kind: type[np.generic]) -> StoredColumn:
        """An empty column."""
        return StoredColumn(kind, self._limit)

    def postings(self) -> StoredPostings:
        """An empty table of postings."""
        return StoredPostings(self._limit)

    def edges(self, postings: StoredPostings, ranks: Ints, reach: int, widest: int | None = None) -> Edges:
        """Join the postings on their key: in each group, the first `reach` articles with each one after them."""
        known = (np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint32))
        waiting: list[NDArray[np.uint64]] = []
        for part in range(PARTS):
            waiting += _pairs(_ranked(postings.rows(part), ranks), reach, widest)
            if sum(map(len, waiting)) > _MERGED:
                known, waiting = _voted(known, waiting), []
        pairs, votes = _voted(known, waiting)
        return Edges((pairs & _LOW).astype(np.int32), (pairs >> _HALF).astype(np.int32), votes.astype(np.int32))


def _in_order(
    pool: ProcessPoolExecutor, function: Callable[[Batch], Row], batches: Iterator[Batch], ahead: int
) -> Iterator[Row]:
    waiting: deque[Future[Row]] = deque(pool.submit(function, batch) for batch in islice(batches, ahead))
    while waiting:
        done = waiting.popleft().result()
        waiting.extend(pool.submit(function, batch) for batch in islice(batches, 1))
        yield done


def _ranked(rows: NDArray[np.uint64], ranks: Ints) -> NDArray[np.uint64]:
    """The rows with ranks for articles, each once, sorted."""
    rank = ranks[(rows & _LOW).astype(np.int64)]
    kept = rank >= 0
    found = np.sort((rows[kept] & ~_LOW) | rank[kept].astype(np.uint64))
    return found[np.append(True, found[1:] != found[:-1])] if len(found) else found


def _pairs(rows: NDArray[np.uint64], reach: int, widest: int | None) -> list[NDArray[np.uint64]]:
    """Pairs of ranks as numbers, the later one above."""
    if not len(rows):
        return []
    keys, articles = rows >> _HALF, rows & _LOW
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    sizes = np.diff(np.append(first, len(rows)))
    shared = (sizes > 1) & (sizes <= (widest or len(rows)))
    first, sizes = first[shared], sizes[shared]
    place = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    start = np.repeat(first, sizes)
    found = []
    for leader in range(min(reach, int(sizes.max(initial=1)) - 1)):
        after = place > leader
        found.append((articles[(start + place)[after]] << _HALF) | articles[start[after] + leader])
    return found


def _voted(
    known: tuple[NDArray[np.uint64], NDArray[np.uint32]], fresh: Sequence[NDArray[np.uint64]]
) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """The pairs, each once, and how often each was found."""
    pairs = np.concatenate([known[0], *fresh])
    if not len(pairs):
        return known
    weights = np.concatenate([known[1], np.ones(len(pairs) - len(known[0]), dtype=np.uint32)])
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    first = np.flatnonzero(np.append(True, pairs[1:] != pairs[:-1]))
    return pairs[first], np.add.reduceat(weights[order], first)
