"""Articles to events: close in time, alike in their strongest terms, every member like every other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from compare.checks.prepare import Prepared
from compare.checks.terms import MOST_TERMS, SCALE, Terms
from compare.text import moment
from compare.values import Article, Event

WINDOW = timedelta(days=3)  # between two articles of one event
LIKE = 0.32  # cosine of terms from which two articles are about one happening
_CLOSE = 0.24  # which every pair of an event must reach, so that events do not chain
MOST = 100  # articles of one event, as many as one comparison takes

SAME_TEXT = "the same text"  # why far copies are an event, of which nothing else is asked

_NEVER = datetime.min.replace(tzinfo=UTC)

_WHOLE = SCALE * SCALE

Ints = np.ndarray[Any, np.dtype[np.int64]]
Pairs = Mapping[tuple[int, int], float]


def group_events(prepared: Sequence[Prepared]) -> tuple[Event, ...]:
    """The events with two articles or more, each named after its first article; sorted by id.

    Copies of one text that stand further apart are an event of their own.
    """
    pairs = {(i, j): score for i, j, score in _alike(prepared)}
    found = list[Event]()
    for members in _clusters(len(prepared), pairs):
        articles = sorted((prepared[i].article for i in members), key=_earliest)
        least = min((pairs[i, j] for i in members for j in members if i < j), default=1.0)
        reason = f"terms alike from {least:.2f} on, at most {WINDOW.days} days between two articles"
        found.append(Event(articles[0].id, tuple(sorted(a.id for a in articles)), (reason,)))
    return tuple(sorted((*found, *_copies(prepared, found)), key=lambda event: event.id))


def _copies(prepared: Sequence[Prepared], events: Sequence[Event]) -> Iterator[Event]:
    home = {name: event.id for event in events for name in event.articles}
    same: defaultdict[str, list[Article]] = defaultdict(list)
    for item in prepared:
        if item.print:
            same[item.print].append(item.article)
    for articles in same.values():
        first, *copies = sorted(articles, key=_earliest)
        far = [copy for copy in copies if first.id not in home or home.get(copy.id) != home[first.id]]
        if far:
            members = tuple(sorted(article.id for article in (first, *far[: MOST - 1])))
            yield Event(f"copies of {first.id}", members, (SAME_TEXT,))


def _earliest(article: Article) -> tuple[bool, float, str]:
    when = moment(article.published)
    return when is None, when.timestamp() if when else 0.0, article.id


def _alike(prepared: Sequence[Prepared]) -> Iterator[tuple[int, int, float]]:
    """Pairs of articles (by number, the smaller first) that may belong together, with their likeness."""
    days = [moment(item.article.published) for item in prepared]
    order = sorted(range(len(days)), key=lambda i: (days[i] is not None, days[i] or _NEVER, i))
    undated = sum(day is None for day in days)  # they come first, and may belong to any day
    stems, weights, number = _rows([prepared[i].terms for i in order])
    own = np.zeros(number, dtype=np.int64)
    low = undated
    for rank, i in enumerate(order):
        while low < rank and (days[order[low]] or _NEVER) < _first_day(days[i]):
            low += 1
        own[stems[rank]] = weights[rank]
        for first, last in ((0, min(undated, rank)), (low, rank)):
            scores = (own[stems[first:last]] * weights[first:last]).sum(axis=1)
            for other in np.flatnonzero(scores >= _CLOSE * _WHOLE).tolist():
                j = order[first + other]
                yield min(i, j), max(i, j), scores[other].item() / _WHOLE
        own[stems[rank]] = 0


def _rows(terms: Sequence[Terms]) -> tuple[Ints, Ints, int]:
    """Stems as numbers and their weights, a row an article, filled up with stem 0 of no weight; how many numbers."""
    numbers: dict[str, int] = {}
    stems = np.zeros((len(terms), MOST_TERMS), dtype=np.int64)
    weights = np.zeros((len(terms), MOST_TERMS), dtype=np.int64)
    for rank, row in enumerate(terms):
        told = row.split(" ") if row else []
        stems[rank, : len(told) // 2] = [numbers.setdefault(stem, len(numbers) + 1) for stem in told[::2]]
        weights[rank, : len(told) // 2] = [int(weight) for weight in told[1::2]]
    return stems, weights, len(numbers) + 1


def _first_day(when: datetime | None) -> datetime:
    return when - WINDOW if when and when > _NEVER + WINDOW else _NEVER


def _clusters(number: int, pairs: Pairs) -> Iterator[tuple[int, ...]]:
    """Groups in which every pair is close, the most alike joined first."""
    home = list(range(number))
    members = {i: [i] for i in range(number)}
    for (i, j), score in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        if score < LIKE:
            break
        one, other = sorted((home[i], home[j]))
        if one == other or len(members[one]) + len(members[other]) > MOST:
            continue
        if all((min(a, b), max(a, b)) in pairs for a in members[one] for b in members[other]):
            for member in members[other]:
                home[member] = one
            members[one] += members.pop(other)
    yield from (tuple(sorted(group)) for group in members.values() if len(group) > 1)
