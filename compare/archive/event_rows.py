"""Events as rows of a report: who belongs, how sure that is, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from compare.archive.dedupe import Copies, names_of
from compare.archive.events import group
from compare.archive.index import STATES
from compare.archive.records import Blank, parse
from compare.archive.terms import Rarity, strongest, term_of
from compare.copies.words import Ints, read_words
from compare.engines.base import Column, Engine
from compare.values import Page, Skipped

_DAY = 86400.0
_OLDEST, _NEWEST = -70 * 366, 75 * 366  # days since 1970: a date outside 1900 to 2045 is none
SHOWN = 5  # terms of an event

Row = dict[str, Any]


def group_events(copies: Copies, terms: Column, rarity: Rarity, engine: Engine) -> Ints:
    """By row the number of its event; copies go with the article that stands for them."""
    rows = np.argsort(copies.ranks)
    rows = rows[(copies.kept[rows] == rows) & (copies.index.counts[rows] > 0)]
    days = copies.index.stamps[rows] / _DAY
    days = np.where((days > _OLDEST) & (days < _NEWEST), days, np.inf)
    found = group(strongest(terms, rows, rarity), days, engine)
    event = np.arange(len(copies.kept))
    event[rows] = rows[found]
    return np.asarray(event[copies.kept])


def event_rows(copies: Copies, event: Ints, terms: Column, rarity: Rarity) -> Iterator[Row]:
    """One row an event, in the order of the archive's dates; each article stands in one."""
    told = np.flatnonzero(copies.index.states != STATES.index("skipped"))
    told = told[np.argsort(copies.ranks[told])]
    members: defaultdict[int, list[int]] = defaultdict(list)
    for row in told.tolist():
        members[int(event[row])].append(row)
    for number, rows in enumerate(members.values(), 1):
        yield _row(f"e{number}", copies, rows, terms, rarity)


def _row(name: str, copies: Copies, rows: list[int], terms: Column, rarity: Rarity) -> Row:
    index = copies.index
    pages = [_page(copies, row) for row in rows]
    names = dict(zip(rows, names_of(index, np.array(rows), pages), strict=True))
    best = [frozenset(found) for found in _best(rows, terms, rarity)]
    words = _words(pages[0], best[0]) if rows[1:] else {}
    common = Counter(term for found in best for term in found)
    weight = dict(zip(common, rarity.of(np.array([*common], dtype=np.uint64)).tolist(), strict=True))
    shared = [term for term in sorted(common, key=lambda t: (-common[t] * weight[t], t)) if common[term] > 1]
    told = [words[term] for term in shared if term in words][:SHOWN]
    return {
        "id": name,
        "articles": [names[row] for row in rows],
        "reasons": [f"common terms: {', '.join(told)}"] if told else ["an event of its own"] if not rows[1:] else [],
        "members": [
            {"article": names[row], "reasons": _reasons(copies, names, rows, row, best, place)}
            for place, row in enumerate(rows)
        ],
    }


def _reasons(
    copies: Copies, names: dict[int, str], rows: list[int], row: int, best: Sequence[frozenset[int]], place: int
) -> list[str]:
    kept = int(copies.kept[row])
    if kept != row:
        return [f"{copies.kind(row)} copy of {names.get(kept, 'another article')}"]
    others = [found for number, found in enumerate(best) if number != place]
    if not others:
        return []
    most = max(len(best[place] & found) for found in others)
    stamps = copies.index.stamps[[row, *rows]]
    days = np.abs(stamps[1:] - stamps[0]) / _DAY if np.isfinite(stamps).all() else stamps[:0]
    apart = [f"within {max(1, int(np.ceil(days.max())))} days of the others"] if len(days) > 1 else []
    return [f"shares {most} of its {len(best[place])} strongest terms with another", *apart]


def _best(rows: list[int], terms: Column, rarity: Rarity) -> list[list[int]]:
    if not rows[1:]:
        return [[] for _ in rows]
    return [[int(term) for term in found if term] for found in strongest(terms, np.array(rows), rarity).terms]


def _words(page: Page, wanted: frozenset[int]) -> dict[int, str]:
    """A word of the article for each term, in the form it has there first."""
    found: dict[int, str] = {}
    text = f"{page.title or ''} {page.text}"
    table = read_words([text])
    for start, end in zip(table.starts.tolist(), table.ends.tolist(), strict=True):
        word = text[start:end]
        term = term_of(word)
        if term in wanted and term not in found:
            found[term] = word
    return found


def _page(copies: Copies, row: int) -> Page:
    found = parse(copies.index.shelf.raw(row))
    assert not isinstance(found, Skipped)
    return found.page if isinstance(found, Blank) else found
