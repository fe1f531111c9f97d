"""The verbs of every engine, against brute force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest

from compare.engines.base import Engine
from compare.engines.embedded import Embedded, Spool

ENGINES: dict[str, Callable[[], Engine]] = {
    "embedded": Embedded,
    "embedded, little memory": lambda: Embedded(memory=1),
    "embedded, two workers": lambda: Embedded(workers=2),
}
pytestmark = pytest.mark.parametrize("make", ENGINES.values(), ids=ENGINES.keys())


def double(batch: int) -> int:
    return 2 * batch


def test_batches_come_back_in_order(make: Callable[[], Engine]) -> None:
    assert list(make().map(double, iter(range(40)))) == [2 * k for k in range(40)]


def test_a_column_gives_back_what_it_got(make: Callable[[], Engine]) -> None:
    column = make().column(np.uint32)
    column.add(np.array([1, 2, 3], dtype=np.uint32), np.array([2, 0, 1]))
    assert [row.tolist() for row in column.read([2, 0, 1])] == [[3], [1, 2], []]
    column.add(np.array([9], dtype=np.uint32), np.array([1]))
    assert [row.tolist() for row in column.read([3, 0])] == [[9], [1, 2]]


@pytest.mark.parametrize(("reach", "widest"), [(1, None), (2, None), (100, None), (100, 4)])
@pytest.mark.parametrize("seed", range(3))
def test_edges_are_those_of_brute_force(make: Callable[[], Engine], reach: int, widest: int | None, seed: int) -> None:
    dice = np.random.default_rng(seed)
    engine = make()
    postings = engine.postings()
    ranks = dice.permutation(30)
    ranks[:3] = -1
    groups: dict[tuple[int, int], set[int]] = {}
    for _ in range(20):
        part = int(dice.integers(0, 4))
        keys, articles = dice.integers(0, 8, 10).astype(np.uint32), dice.integers(0, 30, 10).astype(np.uint32)
        postings.add(part, keys, articles)
        for key, article in zip(keys.tolist(), articles.tolist(), strict=True):
            if ranks[article] >= 0:
                groups.setdefault((part, key), set()).add(int(ranks[article]))
    expected: Counter[tuple[int, int]] = Counter()
    for members in groups.values():
        if widest is None or len(members) <= widest:
            leaders = sorted(members)[:reach]
            expected.update(pair for pair in combinations(sorted(members), 2) if pair[0] in leaders)
    found = engine.edges(postings, ranks, reach, widest)
    told = list(zip(found.left.tolist(), found.right.tolist(), found.votes.tolist(), strict=True))
    assert {(a, b): n for a, b, n in told} == dict(expected)
    assert told == sorted(told, key=lambda edge: (edge[1], edge[0]))


def test_a_spool_finds_its_bytes_in_memory_and_on_disk(make: Callable[[], Engine]) -> None:
    for limit in (1 << 20, 4):
        spool = Spool(limit)
        starts = [spool.add(data) for data in (b"one", b"", b"three")]
        assert [spool.read(start, size) for start, size in zip(starts, (3, 0, 5), strict=True)] == [
            b"one",
            b"",
            b"three",
        ]
