"""The records of an archive: streamed in order, and found again as the very bytes they came in."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

import numpy as np

from compare.archive.streams import Opened, open_archive
from compare.engines.embedded import Spool
from compare.options import Options
from compare.readers import read
from compare.readers.discover import File, reason_of
from compare.readers.encoding import decode
from compare.readers.jsonl import read_record
from compare.readers.records import page_of
from compare.values import Page, Skipped, Source

BATCH = 64  # records handled at once: their numbers stay in the cache of a core
_BATCH_BYTES = 1 << 20
_FILES = 64  # files that are no streams, read at once


class Raw(NamedTuple):
    """One record as it came: its bytes without the end of the line, its file, its 1-based line."""

    data: bytes
    path: str
    line: int | None


class Blank(NamedTuple):
    """A record that is an article without text: it is kept and copies nothing."""

    page: Page
    reason: str


Progress = Callable[[int, int], None]  # bytes read, bytes in all


@dataclass(slots=True)
class Shelf:
    """Where each record stands, by number; grows while the archive is read."""

    paths: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    _places: list[str | None] = field(default_factory=list)  # by file: where to open it; None is in the spool
    _files: list[int] = field(default_factory=list)
    _rows: list[np.ndarray[tuple[int, int], np.dtype[np.int64]]] = field(default_factory=list)
    _spool: Spool = field(default_factory=lambda: Spool(1 << 24))
    _open: tuple[int, BinaryIO] | None = None

    def __len__(self) -> int:
        return sum(map(len, self._rows))

    def add_file(self, path: str, place: str | None) -> int:
        """The number of a file whose records follow."""
        self.paths.append(path)
        self._places.append(place)
        return len(self.paths) - 1

    def add(self, file: int, rows: Sequence[tuple[int, int, int]]) -> None:
        """Records of a file as (offset, size, line)."""
        self._rows.append(np.array([(file, *row) for row in rows], dtype=np.int64))

    def keep(self, data: bytes) -> int:
        """Store bytes that no file holds as they are; returns their offset."""
        return self._spool.add(data)

    def raw(self, number: int) -> Raw:
        """A record, byte for byte."""
        file, offset, size, line = self._table()[number].tolist()
        return Raw(self._bytes(file, offset, size), self.paths[file], line or None)

    def close(self) -> None:
        """Let go of the file that was read last."""
        if self._open:
            self._open[1].close()
        self._open = None

    def _table(self) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        if len(self._rows) != 1:
            self._rows = [np.concatenate([np.zeros((0, 4), dtype=np.int64), *self._rows])]
        return self._rows[0]

    def _bytes(self, file: int, offset: int, size: int) -> bytes:
        place = self._places[file]
        if place is None:
            return self._spool.read(offset, size)
        if self._open is None or self._open[0] != file:
            self.close()
            self._open = file, open(place, "rb")  # noqa: SIM115 (open for as long as records of it are read)
        self._open[1].seek(offset)
        return self._open[1].read(size)


def read_archive(
    files: Sequence[File], shelf: Shelf, stdin: BinaryIO | None = None, progress: Progress | None = None
) -> Iterator[tuple[Raw, ...]]:
    """The records of all files in order, in batches; `shelf` gets their places and what could not be read."""
    pending: list[File] = []
    for file in files:
        opened = open_archive(file, stdin)
        if opened is None:
            pending.append(file)
            if len(pending) == _FILES:
                yield from _pages(pending, shelf, stdin)
                pending = []
            continue
        yield from _pages(pending, shelf, stdin)
        pending = []
        yield from _stream(file, opened, shelf, progress)
    yield from _pages(pending, shelf, stdin)


def parse(raw: Raw) -> Page | Blank | Skipped:
    """The article of a record, or why there is none."""
    try:
        value = json.loads(raw.data)
    except (ValueError, RecursionError):
        return read_record(decode(raw.data).rstrip("\r\n"), raw.path, raw.line or 1)
    found = page_of(value, raw.path, raw.line)
    if isinstance(found, Skipped) and isinstance(value, dict):
        empty = page_of({**value, "text": "-"}, raw.path, raw.line)
        return Blank(empty, found.reason) if isinstance(empty, Page) else found
    return found


def name_of(page: Page) -> str:
    """The id of an article: its own, else its URL, else its file and line."""
    source = page.source
    return page.id or page.url or (source.path if source.line is None else f"{source.path}:{source.line}")


def _stream(file: File, opened: Opened, shelf: Shelf, progress: Progress | None) -> Iterator[tuple[Raw, ...]]:
    path = file.source.path
    number = shelf.add_file(path, file.place if opened.plain else None)
    try:
        with opened.stream as stream:
            for lines in _batched(stream):
                yield _shelved(lines, path, number, opened.plain, shelf)
                if progress:
                    progress(*opened.position())
    except (OSError, EOFError, ValueError, zlib.error) as error:
        damaged = isinstance(error, EOFError) or not isinstance(error, OSError) or error.errno is None
        reason = "damaged: the end is missing or spoilt; what came before is read" if damaged else reason_of(error)
        shelf.skipped.append(Skipped(Source(path), reason))


class _Line(NamedTuple):
    data: bytes
    offset: int
    number: int


def _batched(stream: Iterable[bytes]) -> Iterator[list[_Line]]:
    """Lines that hold something; a line ends at a line feed only. What stands before damage comes before the error."""
    lines: list[_Line] = []
    size = 0
    try:
        for line in _lines(stream):
            lines.append(line)
            size += len(line.data)
            if len(lines) == BATCH or size > _BATCH_BYTES:
                yield lines
                lines, size = [], 0
    except (OSError, EOFError, ValueError, zlib.error):
        if lines:
            yield lines
        raise
    if lines:
        yield lines


def _lines(stream: Iterable[bytes]) -> Iterator[_Line]:
    offset = 0
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield _Line(line, offset, number)
        offset += len(line)


def _shelved(lines: list[_Line], path: str, file: int, plain: bool, shelf: Shelf) -> tuple[Raw, ...]:
    rows = []
    for line in lines:
        offset = line.offset if plain else shelf.keep(line.data)
        rows.append((offset, len(line.data), line.number))
    shelf.add(file, rows)
    return tuple(Raw(line.data, path, line.number) for line in lines)


def _pages(files: Sequence[File], shelf: Shelf, stdin: BinaryIO | None) -> Iterator[tuple[Raw, ...]]:
    """Articles of files that are no streams, as records of our own."""
    if not files:
        return
    pages, skipped = read([file.place for file in files], Options(), stdin)
    shelf.skipped += skipped
    for start in range(0, len(pages), BATCH):
        raws = []
        for page in pages[start : start + BATCH]:
            data = _record_of(page)
            shelf.add(shelf.add_file(page.source.path, None), [(shelf.keep(data), len(data), page.source.line or 0)])
            raws.append(Raw(data, page.source.path, page.source.line))
        yield tuple(raws)


def _record_of(page: Page) -> bytes:
    """A page as a JSON line; of a web page the story only, which is what the spans of a report then count in."""
    named = {"id": name_of(page), "outlet": page.outlet, "title": page.title, "url": page.url}
    story = page.text if page.body is None else "\n".join(span.of(page.text) for span in page.body)
    record = {**named, "published": page.published, "text": story}
    told = {key: value for key, value in record.items() if value is not None}
    return (json.dumps(told, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")
