"""Reuse as rows of a report: pairs with their passages, articles with what they borrow, origins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from compare.archive.dedupe import Copies, duplicates, names_of, page_at, passages_of
from compare.archive.index import table_of
from compare.archive.passages import Carriers, Shared, find_shared
from compare.copies.classes import CARRIERS, Class, Setting, classify, lefts_of, quoted_share
from compare.copies.origins import components
from compare.engines.base import Engine
from compare.furniture.base import lines_of
from compare.furniture.credits import find_credits

_DAY = 86400.0
_ROWS = 64  # pairs whose articles are read again at once

Row = dict[str, Any]


@dataclass(slots=True)
class _Ledger:
    """What the pairs seen so far tell about single articles."""

    one_text: list[tuple[int, int]] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    carriers: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    borrowed: defaultdict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


def passage_rows(copies: Copies, engine: Engine) -> Iterator[Row]:
    """Rows of pairs, then of the articles in them, then of origins."""
    ledger = _Ledger()
    for found in duplicates(copies):
        yield {
            "left": found.kept,
            "right": found.dropped,
            "class": "one text",
            "score": found.score,
            "reasons": ["the same text" if found.kind == "exact" else "a near copy"],
            "spans": [{"left": list(kept), "right": list(dropped)} for kept, dropped in found.spans],
        }
    for row in copies.dropped().tolist():
        ledger.one_text.append((int(copies.kept[row]), row))
        ledger.reasons[row] = "the same text" if copies.kind(row) == "exact" else "a near copy"
        ledger.carriers[row].append(int(copies.kept[row]))
        exact = copies.kind(row) == "exact"
        whole = [(0, int(copies.index.counts[row]))]
        ledger.borrowed[row] += whole if exact else [(start, end) for start, end, *_ in passages_of(copies, row)]
    yield from _pair_rows(copies, engine, ledger)
    yield from _article_rows(copies, ledger)
    yield from _origin_rows(copies, ledger)


def _pair_rows(copies: Copies, engine: Engine, ledger: _Ledger) -> Iterator[Row]:
    carriers, waiting = Carriers(), []
    for shared in find_shared(copies, engine, carriers):
        waiting.append(shared)
        if len(waiting) == _ROWS:
            yield from _told(copies, waiting, carriers, ledger)
            waiting = []
    yield from _told(copies, waiting, carriers, ledger)


def _told(copies: Copies, pairs: list[Shared], carriers: Carriers, ledger: _Ledger) -> Iterator[Row]:
    rows = np.unique(np.array([row for pair in pairs for row in (pair.left, pair.right)], dtype=np.int64))
    pages = [page_at(copies.index.shelf, row) for row in rows.tolist()]
    names = dict(zip(rows.tolist(), names_of(copies.index, rows, pages), strict=True))
    table = table_of(page.text for page in pages)
    place = {row: number for number, row in enumerate(rows.tolist())}
    for pair in pairs:
        left, right = place[pair.left], place[pair.right]
        quoted = quoted_share(pages[left].text, table, left, lefts_of(pair.match.passages))
        kind, reasons = classify(
            pair.match, _setting(copies, pair, carriers.share(pair.words, pair.match, CARRIERS), quoted)
        )
        _enter(ledger, pair, kind, reasons[0])
        yield {
            "left": names[pair.left],
            "right": names[pair.right],
            "class": kind,
            "score": round(pair.match.covered, 4),
            "reasons": list(reasons),
            "spans": [
                {
                    "left": list(table.span(left, p.left, p.left_end)),
                    "right": list(table.span(right, p.right, p.right_end)),
                }
                for p in pair.match.passages
            ],
        }


def _setting(copies: Copies, pair: Shared, carried: float, quoted: float) -> Setting:
    index = copies.index
    days = abs(index.stamps[pair.left] - index.stamps[pair.right]) / _DAY if _dated(copies, pair) else None
    same = bool(index.outlet[pair.left] == index.outlet[pair.right])
    return Setting(same and index.outlets[index.outlet[pair.left]] != "", days, carried, quoted)


def _dated(copies: Copies, pair: Shared) -> bool:
    return bool(np.isfinite(copies.index.stamps[[pair.left, pair.right]]).all())


def _enter(ledger: _Ledger, pair: Shared, kind: Class, reason: str) -> None:
    """The right article of a pair is the later one: what it shares it borrows."""
    if kind == "one text":
        ledger.one_text.append((pair.left, pair.right))
        ledger.reasons[pair.right] = reason
    if kind != "boilerplate":
        ledger.carriers[pair.right].append(pair.left)
        ledger.carriers.setdefault(pair.left, [])
        ledger.borrowed[pair.right] += [(p.right, p.right_end) for p in pair.match.passages]


def _article_rows(copies: Copies, ledger: _Ledger) -> Iterator[Row]:
    rows = sorted(ledger.carriers, key=lambda row: int(copies.ranks[row]))
    for row in rows:
        page = page_at(copies.index.shelf, row)
        earliest = min(ledger.carriers[row], key=lambda other: int(copies.ranks[other]), default=row)
        covered = np.zeros(int(copies.index.counts[row]) + 1, dtype=bool)
        for start, end in ledger.borrowed[row]:
            covered[start:end] = True
        yield {
            "article": _name(copies, row),
            "borrowed": round(float(covered[:-1].mean()), 4),
            "earliest": _name(copies, earliest),
            "credits": sorted({credit.agency for credit in find_credits(lines_of(page.text), page.text)}),
        }


def _origin_rows(copies: Copies, ledger: _Ledger) -> Iterator[Row]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for row, root in enumerate(components(len(copies.kept), ledger.one_text)):
        found[root].append(row)
    shared = [sorted(rows, key=lambda row: int(copies.ranks[row])) for rows in found.values() if rows[1:]]
    for number, rows in enumerate(sorted(shared, key=lambda rows: int(copies.ranks[rows[0]])), 1):
        reasons = sorted({ledger.reasons[row] for row in rows if row in ledger.reasons})
        yield {"origin": f"o{number}", "articles": [_name(copies, row) for row in rows], "reasons": reasons}


def _name(copies: Copies, row: int) -> str:
    return names_of(copies.index, np.array([row]), [page_at(copies.index.shelf, row)])[0]
