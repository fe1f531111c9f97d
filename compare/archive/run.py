"""The archive commands as calls: paths in, files out, a summary back."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from compare.archive.dedupe import check_keep, duplicates, find_copies
from compare.archive.drafts import Draft, check_outputs, drafts, one_draft, print_row, unwritable
from compare.archive.event_rows import event_rows, group_events
from compare.archive.index import STATES, Index, build
from compare.archive.passage_rows import passage_rows
from compare.archive.records import Shelf, read_archive
from compare.archive.terms import Counts, Rarity
from compare.copies.words import Ints
from compare.engines.base import Engine
from compare.engines.embedded import Embedded
from compare.errors import InputError, OptionError
from compare.readers.discover import File, discover
from compare.values import Duplicate, Skipped

Tell = Callable[[str], None]
PACKED = (".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst", ".parquet")
_UNITS = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a command runs; none of it changes a result."""

    workers: int = 1
    memory_limit: str = "400M"
    stdin: BinaryIO | None = None
    tell: Tell | None = None

    def engine(self) -> Embedded:
        """The engine for these settings; raises OptionError."""
        return Embedded(self.workers, bytes_of(self.memory_limit))


@dataclass(frozen=True, slots=True)
class Summary:
    """What a command did, in one line, and what it skipped."""

    line: str
    skipped: tuple[Skipped, ...]


def dedupe(paths: Sequence[str], output: str | None, report: str | None, keep: str, settings: Settings) -> Summary:
    """Write the articles to keep to `output` and one row a dropped one to `report` (standard output for neither)."""
    check_keep(keep)
    check_outputs((output, report))
    engine = settings.engine()
    index = index_of(paths, settings, engine)
    _told(settings, "finding copies")
    copies = find_copies(index, keep, engine)
    with drafts(output, report) as (kept, rows):
        _told(settings, "writing")
        if kept:
            _write_kept(kept, index, copies.kept)
        for found in duplicates(copies) if rows or output is None else ():
            _put(rows, row_of(found), output is None)
    dropped = copies.dropped()
    exact = int((index.prints[dropped] == index.prints[copies.kept[dropped]]).sum())
    index.shelf.close()
    return Summary(_line(index, exact, len(dropped) - exact), tuple(index.shelf.skipped))


def passages(paths: Sequence[str], output: str | None, settings: Settings) -> Summary:
    """Write rows of pairs, articles and origins to `output`, or to standard output."""
    check_outputs((output,))
    engine = settings.engine()
    index = index_of(paths, settings, engine)
    _told(settings, "finding passages")
    copies = find_copies(index, "earliest", engine)
    pairs = origins = 0
    with drafts(output) as (draft,):
        for row in passage_rows(copies, engine):
            pairs += "left" in row
            origins += "origin" in row
            _put(draft, row, output is None)
    index.shelf.close()
    size = int((index.states != STATES.index("skipped")).sum())
    line = f"{size:,} articles: {pairs:,} pairs share passages, {origins:,} origins of several articles"
    return Summary(f"{line}; {len(index.shelf.skipped):,} skipped", tuple(index.shelf.skipped))


def events(paths: Sequence[str], output: str | None, settings: Settings, folder: str | None = None) -> Summary:
    """Write one row an event to `output`, or to standard output; every article is in one event.

    `folder` gets a JSONL file of the articles of each event that has several.
    """
    check_outputs((output,))
    _make(folder)
    engine = settings.engine()
    terms, rarity = engine.column(np.uint64), Rarity()

    def take(batch: tuple[Counts, ...]) -> None:
        rarity.add([found for found in batch if len(found)])
        terms.add(np.concatenate([np.zeros(0, np.uint64), *batch]), np.array([len(found) for found in batch]))

    index = index_of(paths, settings, engine, take)
    _told(settings, "grouping")
    copies = find_copies(index, "earliest", engine)
    grouped = group_events(copies, terms, rarity, engine)
    with drafts(output) as (draft,):
        number = several = 0
        for rows, row in event_rows(copies, grouped):
            number += 1
            several += len(rows) > 1
            if folder and rows[1:]:
                _write_group(os.path.join(folder, f"{row['id']}.jsonl"), index, rows)
            _put(draft, row, output is None)
    index.shelf.close()
    size = int((index.states != STATES.index("skipped")).sum())
    line = f"{size:,} articles in {number:,} events, {several:,} of several articles"
    return Summary(f"{line}; {len(index.shelf.skipped):,} skipped", tuple(index.shelf.skipped))


def index_of(
    paths: Sequence[str],
    settings: Settings,
    engine: Engine,
    take: Callable[[tuple[Counts, ...]], None] | None = None,
) -> Index:
    """The index of the archive at `paths`; raises InputError where there is no article."""
    files, unreachable = find_files(paths)
    shelf = Shelf(skipped=list(unreachable))
    index = build(read_archive(files, shelf, settings.stdin, _progress(settings.tell)), shelf, engine, take)
    if not len(index.counts) or not np.any(index.states != STATES.index("skipped")):
        first = f"; skipped {_place(shelf.skipped[0])}: {shelf.skipped[0].reason}" if shelf.skipped else ""
        raise InputError(f"no article in the archive{first}")
    return index


def find_files(paths: Sequence[str]) -> tuple[tuple[File, ...], tuple[Skipped, ...]]:
    """The files of an archive: what other commands read, and packed JSON lines and Parquet files in folders."""
    packed = [
        os.path.join(folder, name)
        for path in paths
        if os.path.isdir(path)
        for folder, _, names in os.walk(path)
        for name in names
        if name.lower().endswith(PACKED) and not name.startswith(".")
    ]
    files, skipped = discover([*paths, *packed])
    hollow = {path for path in paths if os.path.isdir(path) and any(p.startswith(path) for p in packed)}
    return files, tuple(skip for skip in skipped if skip.source.path not in hollow)


def row_of(found: Duplicate) -> dict[str, Any]:
    """A duplicate as a row of the report."""
    return {
        "dropped": found.dropped,
        "kept": found.kept,
        "kind": found.kind,
        "score": found.score,
        "spans": [{"kept": list(kept), "dropped": list(dropped)} for kept, dropped in found.spans],
    }


def bytes_of(size: str) -> int:
    """The bytes of "400M" or "2G"; raises OptionError."""
    number, unit = (size[:-1], size[-1].lower()) if size[-1:].isalpha() else (size, "m")
    if not number.isdigit() or unit not in _UNITS or int(number) * _UNITS[unit] < 16 << 20:
        raise OptionError(f"--memory-limit: '{size}' is not usable; write a size of 16M or more, such as 400M or 2G")
    return int(number) * _UNITS[unit]


def _write_kept(draft: Draft, index: Index, kept: Ints) -> None:
    chosen = (kept == np.arange(len(kept))) & (index.states != STATES.index("skipped"))
    for row in np.flatnonzero(chosen).tolist():
        draft.write(_line_of(index, row))


def _make(folder: str | None) -> None:
    try:
        if folder:
            os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise unwritable(folder or "", error) from error


def _write_group(path: str, index: Index, rows: Sequence[int]) -> None:
    with one_draft(path) as draft:
        for row in rows:
            draft.write(_line_of(index, row))


def _line_of(index: Index, row: int) -> bytes:
    data = index.shelf.raw(row).data
    return data if data.endswith(b"\n") else data + b"\n"


def _put(draft: Draft | None, row: dict[str, Any], shown: bool) -> None:
    if draft:
        draft.write_row(row)
    elif shown:
        print_row(row)


def _line(index: Index, exact: int, near: int) -> str:
    size = int((index.states != STATES.index("skipped")).sum())
    blank = int((index.states == STATES.index("blank")).sum())
    without = f", {blank:,} of them without text" if blank else ""
    return (
        f"{size:,} articles: {size - exact - near:,} kept{without}, {exact + near:,} dropped "
        f"({exact:,} exact, {near:,} near copies); {len(index.shelf.skipped):,} skipped"
    )


def _place(skipped: Skipped) -> str:
    source = skipped.source
    return source.path if source.line is None else f"{source.path}:{source.line}"


def _told(settings: Settings, stage: str) -> None:
    if settings.tell:
        settings.tell(stage)


def _progress(tell: Tell | None) -> Callable[[int, int], None] | None:
    if tell is None:
        return None
    began = time.monotonic()

    def progress(done: int, whole: int) -> None:
        spent = time.monotonic() - began
        left = spent / done * (whole - done) if done else 0
        rate = done / 2**20 / max(spent, 0.01)
        tell(f"reading: {done >> 20:,} of {whole >> 20:,} MB, {rate:.0f} MB/s, {left:.0f} s left")

    return progress
