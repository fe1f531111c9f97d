"""One function over many items, on several processors where that pays; results come in the order of the items."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_MOST = 8  # processes, unless told otherwise
_ENOUGH = 24  # items from which starting processes pays


def workers_of(given: int | None) -> int:
    """How many processes to use: what was given, else one for each processor that may be used, at most eight."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return given or min(_MOST, allowed)


def spread(function: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[Result]:
    """The results of a picklable function, as they come, in the order of `items`."""
    if workers < 2 or len(items) < _ENOUGH:
        yield from map(function, items)
        return
    with ProcessPoolExecutor(min(workers, len(items))) as pool:
        yield from pool.map(function, items, chunksize=max(1, min(16, len(items) // (8 * workers))))
