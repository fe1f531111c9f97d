"""Exact and near copies of an archive: which articles to keep, which to drop, and the evidence for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from compare.archive.clusters import REACH, Clusters, cluster, first_of_each
from compare.archive.index import Index, table_of
from compare.archive.records import Shelf, name_of, parse
from compare.copies.words import Ints
from compare.engines.base import Engine
from compare.errors import OptionError
from compare.values import Duplicate, Page

KEEPS = ("first", "longest", "earliest")  # and outlet=NAME
_ROWS = 64  # report rows made at once

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Copies:
    """By row of the index: the row that is kept for it (its own where it is kept)."""

    index: Index
    kept: Ints
    clusters: Clusters
    ranks: Ints
    first: Ints  # by row: the first with the very same words

    def dropped(self) -> Ints:
        """The rows that are dropped, in order."""
        return np.flatnonzero(self.kept != np.arange(len(self.kept)))

    def kind(self, row: int) -> Literal["exact", "near"]:
        """How a dropped row is a copy."""
        return "exact" if self.index.prints[row] == self.index.prints[self.kept[row]] else "near"


def ranks_for(keep: str, index: Index) -> Ints:
    """The rank of each row: of the copies of one text, the one of lowest rank is kept. Raises OptionError."""
    size = len(index.counts)
    number = np.arange(size)
    if keep == "first":
        return number
    if keep == "longest":
        order = np.lexsort((number, -index.counts))
    elif keep == "earliest":
        # never by place: whatever the order of the input
        order = np.lexsort((number, index.prints, index.names, -index.counts, index.stamps))
    else:
        order = np.lexsort((number, index.outlet != _outlet(keep, index)))
    ranks = np.empty(size, dtype=np.int64)
    ranks[order] = number
    return ranks


def check_keep(keep: str) -> None:
    """Raise OptionError for a choice that does not exist."""
    if keep not in KEEPS and not (keep.startswith("outlet=") and keep[7:].strip()):
        raise OptionError(f"--keep: '{keep}' is not one of {', '.join(KEEPS)}, outlet=NAME")


def find_copies(index: Index, keep: str, engine: Engine) -> Copies:
    """The copies in an index."""
    ranks = ranks_for(keep, index)
    rows = np.argsort(ranks)
    first = first_of_each(index.prints, ranks)
    told = (first == np.arange(len(first))) & (index.counts > 0)
    edges = engine.edges(index.postings, np.where(told, ranks, -1), REACH)
    found = cluster(edges, len(rows), index.words, rows, engine)
    return Copies(index, rows[found.centre[ranks[first]]], found, ranks, first)


def duplicates(copies: Copies) -> Iterator[Duplicate]:
    """One value a dropped article, in the order of the archive."""
    dropped = copies.dropped()
    for start in range(0, len(dropped), _ROWS):
        yield from _duplicates(copies, dropped[start : start + _ROWS])


def names_of(index: Index, rows: Ints, pages: list[Page]) -> list[str]:
    """The ids of rows; of several records with one id the later ones are called "ID#2", "ID#3" …"""
    clash = index.clashes()
    return [f"{name_of(page)}{clash.get(int(row), '')}" for row, page in zip(rows, pages, strict=True)]


def page_at(shelf: Shelf, row: int) -> Page:
    """The article of a row that has one."""
    found = parse(shelf.raw(row))
    assert isinstance(found, Page)
    return found


def _duplicates(copies: Copies, dropped: Ints) -> Iterator[Duplicate]:
    wanted = np.unique(np.concatenate([dropped, copies.kept[dropped]]))
    pages = [page_at(copies.index.shelf, row) for row in wanted.tolist()]
    names = dict(zip(wanted.tolist(), names_of(copies.index, wanted, pages), strict=True))
    table = table_of(page.text for page in pages)
    place = {row: number for number, row in enumerate(wanted.tolist())}
    for row in dropped.tolist():
        kept = int(copies.kept[row])
        kind = copies.kind(row)
        size = int(copies.index.counts[row])
        stretches = [(0, size, 0, size)] if kind == "exact" else passages_of(copies, row)
        spans = tuple(
            (table.span(place[kept], right, right_end), table.span(place[row], left, left_end))
            for left, left_end, right, right_end in stretches
        )
        score = 1.0 if kind == "exact" else float(copies.clusters.scores[copies.ranks[copies.first[row]]])
        yield Duplicate(names[kept], names[row], kind, score, spans)


def passages_of(copies: Copies, row: int) -> list[tuple[int, int, int, int]]:
    """The passages of a near copy: words of the dropped text, then of the kept one."""
    stored = int(copies.clusters.stored[copies.ranks[copies.first[row]]])
    flat = copies.clusters.matches.read([stored])[0].reshape(-1, 5).tolist()
    return [(left, left_end, right, right_end) for left, left_end, right, right_end, _ in flat]


def _outlet(keep: str, index: Index) -> int:
    name = keep.removeprefix("outlet=").strip().casefold()
    found = [number for number, outlet in enumerate(index.outlets) if outlet.casefold() == name]
    if not found:
        raise OptionError(f"--keep: no article is from the outlet '{keep[7:]}'; check the spelling")
    return found[0]
