"""One pass over an archive: the numbers of each article that copies and reuse are found by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from compare.archive.records import Blank, Raw, Shelf, name_of, parse
from compare.copies.sketch import BANDS, bands, fingerprints
from compare.copies.words import Hashes, Ints, WordTable, read_words
from compare.engines.base import Column, Engine, Postings
from compare.readers.outlets import host_of
from compare.text import moment
from compare.values import Page, Skipped

NO_STAMP = float("inf")


@dataclass(frozen=True, slots=True, eq=False)
class Sketches:
    """A batch of records in numbers; one row each, whether it is an article or not."""

    words: NDArray[np.uint32]  # end to end
    counts: Ints
    prints: Hashes
    keys: NDArray[np.uint32]
    facts: tuple[Facts, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a record says of itself: what stays in memory for each article."""

    name: int  # hash of its id
    outlet: str
    stamp: float  # seconds since 1970; infinite where no date is given
    state: str  # article, blank (kept, without text) or skipped


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
    states: NDArray[np.uint8]  # index into STATES


STATES = ("article", "blank", "skipped")


def sketch(batch: tuple[Raw, ...]) -> Sketches:
    """The numbers of a batch of records."""
    found = [parse(raw) for raw in batch]
    table = read_words([page.text if isinstance(page, Page) else "" for page in found])
    return Sketches(
        table.hashes.astype(np.uint32),
        table.counts(),
        fingerprints(table),
        bands(table),
        tuple(map(_facts, found)),
        tuple(page for page in found if isinstance(page, Skipped)),
    )


def build(batches: Iterable[tuple[Raw, ...]], shelf: Shelf, engine: Engine) -> Index:
    """The index of all batches."""
    words, postings = engine.column(np.uint32), engine.postings()
    counts, prints, names, stamps, states = [], [], [], [], []
    outlet: list[int] = []
    known: dict[str, int] = {}
    for rows in engine.map(sketch, batches):
        number = len(outlet)
        words.add(rows.words, rows.counts)
        _post(postings, rows, number)
        counts.append(rows.counts)
        prints.append(rows.prints)
        names.append(np.array([f.name for f in rows.facts], dtype=np.uint64))
        stamps.append(np.array([f.stamp for f in rows.facts]))
        states.append(np.array([STATES.index(f.state) for f in rows.facts], dtype=np.uint8))
        outlet += [known.setdefault(f.outlet, len(known)) for f in rows.facts]
        shelf.skipped += rows.skipped
    return Index(
        shelf, words, postings,
        _joined(counts, np.int64), _joined(prints, np.uint64), _joined(names, np.uint64), _joined(stamps, np.float64),
        tuple(known), np.array(outlet, dtype=np.int64), _joined(states, np.uint8),
    )  # fmt: skip


def table_of(texts: Iterable[str]) -> WordTable:
    """The words of texts read again, with their offsets."""
    return read_words(list(texts))


def _facts(found: Page | Blank | Skipped) -> Facts:
    if isinstance(found, Skipped):
        return Facts(0, "", NO_STAMP, "skipped")
    page = found.page if isinstance(found, Blank) else found
    when = moment(page.published)
    return Facts(
        int.from_bytes(blake2b(name_of(page).encode("utf-8", "replace"), digest_size=8).digest(), "little"),
        page.outlet or host_of(page.url) or "",
        when.timestamp() if when else NO_STAMP,
        "blank" if isinstance(found, Blank) else "article",
    )


def _post(postings: Postings, rows: Sketches, number: int) -> None:
    told = np.flatnonzero(rows.counts > 0)
    articles = (told + number).astype(np.uint32)
    for band in range(BANDS if len(told) else 0):
        postings.add(band, rows.keys[told, band], articles)


def _joined(parts: list[NDArray[np.generic]], kind: type[np.generic]) -> NDArray[np.generic]:
    return np.concatenate([np.zeros(0, dtype=kind), *parts])
