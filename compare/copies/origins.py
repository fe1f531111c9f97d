"""Connected parts of a graph: articles that stem from one source, however many steps apart."""

from __future__ import annotations

from collections.abc import Iterable


def components(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each of `size` nodes the least node that `pairs` connect it to, itself included."""
    home = list(range(size))

    def root(node: int) -> int:
        while home[node] != node:
            home[node] = home[home[node]]
            node = home[node]
        return node

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        home[high] = low
    return [root(node) for node in range(size)]
