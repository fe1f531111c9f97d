"""Events as rows of a report: who belongs, how sure that is, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from compare.archive.dedupe import Copies, names_of
from compare.archive.events import group
from compare.archive.index import STATES
from compare.archive.records import Blank, parse
from compare.archive.terms import Rarity, TermTable, strongest, term_of, words_of
from compare.copies.words import Ints
from compare.engines.base import Column, Engine
from compare.values import Page, Skipped

_DAY = 86400.0
_OLDEST, _NEWEST = -70 * 366, 75 * 366  # days since 1970: a date outside 1900 to 2045 is none
_COMPARED = 40  # members of an event among which the nearest to one is looked for
SHOWN = 5  # terms of an event

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """The event of each row of the index, and the terms of the rows that were grouped."""

    event: Ints
    table: TermTable
    place: Ints  # by row: its row in the table, or -1


def group_events(copies: Copies, terms: Column, rarity: Rarity, engine: Engine) -> Grouping:
    """All articles in events; copies go with the article that stands for them."""
    rows = np.argsort(copies.ranks)
    rows = rows[(copies.kept[rows] == rows) & (copies.index.counts[rows] > 0)]
    days = copies.index.stamps[rows] / _DAY
    days = np.where((days > _OLDEST) & (days < _NEWEST), days, np.inf)
    table = strongest(terms, rows, rarity)
    event, place = np.arange(len(copies.kept)), np.full(len(copies.kept), -1)
    event[rows] = rows[group(table, days, engine)]
    place[rows] = np.arange(len(rows))
    return Grouping(np.asarray(event[copies.kept]), table, place)


def event_rows(copies: Copies, grouping: Grouping) -> Iterator[tuple[list[int], Row]]:
    """The rows of the index and the row of the report of each event, in the order of the archive's dates."""
    told = np.flatnonzero(copies.index.states != STATES.index("skipped"))
    told = told[np.argsort(copies.ranks[told])]
    members: defaultdict[int, list[int]] = defaultdict(list)
    for row in told.tolist():
        members[int(grouping.event[row])].append(row)
    for number, rows in enumerate(members.values(), 1):
        yield rows, _row(f"e{number}", copies, rows, grouping)


def _row(name: str, copies: Copies, rows: list[int], grouping: Grouping) -> Row:
    pages = [_page(copies, row) for row in rows]
    names = dict(zip(rows, names_of(copies.index, np.array(rows), pages), strict=True))
    best = {row: _strongest(grouping, row) for row in rows if grouping.place[row] >= 0}
    told = _common(pages[0], list(best.values())) if len(best) > 1 else []
    return {
        "id": name,
        "articles": [names[row] for row in rows],
        "reasons": [f"common terms: {', '.join(told)}"] if told else [],
        "members": [{"article": names[row], "reasons": _reasons(copies, names, row, best)} for row in rows],
    }


def _strongest(grouping: Grouping, row: int) -> dict[int, float]:
    place = grouping.place[row]
    pairs = zip(grouping.table.terms[place].tolist(), grouping.table.weights[place].tolist(), strict=True)
    return {term: weight for term, weight in pairs if weight > 0}


def _common(page: Page, best: list[dict[int, float]]) -> list[str]:
    """The terms that most members share and that weigh most, in the form they have in the first article."""
    weight: defaultdict[int, float] = defaultdict(float)
    for found in best:
        for term, share in found.items():
            weight[term] += share
    shared = [term for term in weight if sum(term in found for found in best) > 1]
    words = {term_of(word): word for word in reversed(words_of(page.title or "", page.text))}
    ranked = sorted(shared, key=lambda term: (-weight[term], term))
    return [words[term] for term in ranked if term in words][:SHOWN]


def _reasons(copies: Copies, names: dict[int, str], row: int, best: dict[int, dict[int, float]]) -> list[str]:
    kept = int(copies.kept[row])
    if kept != row:
        return [f"{copies.kind(row)} copy of {names.get(kept, 'another article')}"]
    others = [other for other in islice(best, _COMPARED) if other != row]
    if not others or row not in best:
        return []
    nearest = max(others, key=lambda other: (len(best[row].keys() & best[other].keys()), -copies.ranks[other]))
    shared = len(best[row].keys() & best[nearest].keys())
    reason = f"shares {shared} of its {len(best[row])} strongest terms with {names[nearest]}"
    days = abs(copies.index.stamps[row] - copies.index.stamps[nearest]) / _DAY if _dated(copies, row, nearest) else None
    return [reason] if days is None else [reason, _apart(days)]


def _apart(days: float) -> str:
    whole = round(days)
    return f"{whole} day{'s' if whole > 1 else ''} apart from it" if whole else "within a day of it"


def _dated(copies: Copies, *rows: int) -> bool:
    return bool(np.isfinite(copies.index.stamps[list(rows)]).all())


def _page(copies: Copies, row: int) -> Page:
    found = parse(copies.index.shelf.raw(row))
    assert not isinstance(found, Skipped)
    return found.page if isinstance(found, Blank) else found
