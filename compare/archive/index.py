"""One pass over an archive: the numbers of each article that copies and reuse are found by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from compare.archive.records import Blank, Raw, Shelf, name_of, parse
from compare.archive.terms import Counts, count_terms
from compare.copies.sketch import BANDS, bands, fingerprints
from compare.copies.words import Hashes, Ints, WordTable, read_words
from compare.engines.base import Column, Engine, Postings
from compare.readers.outlets import host_of
from compare.text import moment
from compare.values import Page, Skipped

NO_STAMP = float("inf")
Found = Page | Blank | Skipped
_NO_WORDS = np.zeros(0, dtype=np.uint32)
STATES = ("article", "blank", "skipped")  # blank: no text, kept


@dataclass(frozen=True, slots=True, eq=False)
class Sketches:
    """A batch of records in numbers; one row each, whether it is an article or not."""

    words: NDArray[np.uint32]  # end to end
    counts: Ints
    prints: Hashes
    keys: NDArray[np.uint32]
    names: Hashes  # hashes of the ids
    stamps: NDArray[np.float64]  # seconds since 1970; infinite where no date is given
    outlets: tuple[str, ...]
    states: NDArray[np.uint8]  # index into STATES
    skipped: tuple[Skipped, ...]
    terms: tuple[Counts, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """All articles in numbers; row `n` is record `n` of the shelf."""

    shelf: Shelf
    words: Column
    postings: Postings
    counts: Ints
    prints: Hashes
    names: Hashes
    stamps: NDArray[np.float64]
    outlets: tuple[str, ...]  # each name once
    outlet: Ints  # the outlet of each row
    states: NDArray[np.uint8]
    _clash: dict[int, str] = field(default_factory=dict)

    def clashes(self) -> dict[int, str]:
        """By row what tells it from earlier records with its id: "#2", "#3" …"""
        if not self._clash:
            self._clash.update({-1: "", **_clashes(self.names, self.states)})  # never empty again
        return self._clash


def sketch(batch: tuple[Raw, ...]) -> Sketches:
    """The numbers of a batch of records."""
    return _sketched([parse(raw) for raw in batch])


def sketch_with_terms(batch: tuple[Raw, ...]) -> Sketches:
    """The numbers of a batch of records, and the terms of its articles."""
    found = [parse(raw) for raw in batch]
    titles = [page.title or "" if isinstance(page, Page) else "" for page in found]
    texts = [page.text if isinstance(page, Page) else "" for page in found]
    return replace(_sketched(found), terms=count_terms(titles, texts))


def _sketched(found: list[Found]) -> Sketches:
    table = read_words([page.text if isinstance(page, Page) else "" for page in found])
    return Sketches(
        table.hashes.astype(np.uint32),
        table.counts(),
        fingerprints(table),
        bands(table),
        np.array([_name_hash(page) for page in found], dtype=np.uint64),
        np.array([_stamp(page) for page in found], dtype=np.float64),
        tuple(_outlet(page) for page in found),
        np.array([_state(page) for page in found], dtype=np.uint8),
        tuple(page for page in found if isinstance(page, Skipped)),
    )


def build(
    batches: Iterable[tuple[Raw, ...]],
    shelf: Shelf,
    engine: Engine,
    take: Callable[[tuple[Counts, ...]], None] | None = None,
) -> Index:
    """The index of all batches; `take` gets the terms of each batch, which are counted only for it."""
    words, postings = engine.column(np.uint32), engine.postings()
    parts: list[Sketches] = []
    size = 0
    for rows in engine.map(sketch_with_terms if take else sketch, batches):
        words.add(rows.words, rows.counts)
        _post(postings, rows, size)
        size += len(rows.counts)
        shelf.skipped += rows.skipped
        if take:
            take(rows.terms)
        parts.append(replace(rows, words=_NO_WORDS, keys=_NO_WORDS, skipped=(), terms=()))  # a view would hold all
    outlets = tuple(dict.fromkeys(outlet for part in parts for outlet in part.outlets))
    known = {outlet: number for number, outlet in enumerate(outlets)}
    return Index(
        shelf,
        words,
        postings,
        np.concatenate([part.counts for part in parts] or [np.zeros(0, np.int64)]),
        np.concatenate([part.prints for part in parts] or [np.zeros(0, np.uint64)]),
        np.concatenate([part.names for part in parts] or [np.zeros(0, np.uint64)]),
        np.concatenate([part.stamps for part in parts] or [np.zeros(0, np.float64)]),
        outlets,
        np.array([known[outlet] for part in parts for outlet in part.outlets], dtype=np.int64),
        np.concatenate([part.states for part in parts] or [np.zeros(0, np.uint8)]),
    )


def table_of(texts: Iterable[str]) -> WordTable:
    """The words of texts read again, with their offsets."""
    return read_words(list(texts))


def page_of(found: Found) -> Page | None:
    return found.page if isinstance(found, Blank) else found if isinstance(found, Page) else None


def _name_hash(found: Found) -> int:
    page = page_of(found)
    name = name_of(page).encode("utf-8", "replace") if page else b""
    return int.from_bytes(blake2b(name, digest_size=8).digest(), "little")


def _stamp(found: Found) -> float:
    page = page_of(found)
    when = moment(page.published) if page else None
    return when.timestamp() if when else NO_STAMP


def _outlet(found: Found) -> str:
    page = page_of(found)
    return (page.outlet or host_of(page.url) or "") if page else ""


def _state(found: Found) -> int:
    return STATES.index("blank" if isinstance(found, Blank) else "article" if isinstance(found, Page) else "skipped")


def _clashes(names: Hashes, states: NDArray[np.uint8]) -> dict[int, str]:
    told = np.flatnonzero(states != STATES.index("skipped"))
    order = told[np.argsort(names[told], kind="stable")]
    found: dict[int, str] = {}
    for place in (np.flatnonzero(names[order][1:] == names[order][:-1]) + 1).tolist():
        before = found.get(int(order[place - 1]), "#1")
        found[int(order[place])] = f"#{int(before[1:]) + 1}"
    return found


def _post(postings: Postings, rows: Sketches, number: int) -> None:
    told = np.flatnonzero(rows.counts > 0)
    articles = (told + number).astype(np.uint32)
    for band in range(BANDS if len(told) else 0):
        postings.add(band, rows.keys[told, band], articles)
