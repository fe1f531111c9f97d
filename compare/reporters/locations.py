"""Where evidence stands: true line and column in the file of its article, in code points and in bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from compare.places import Place, json_segments, position_of
from compare.readers.encoding import is_wide, open_file, unpacked_name
from compare.readers.jsonl import LINE_SUFFIXES
from compare.readers.raw import file_text
from compare.values import Article, Evidence, Source, Span

Locate = Callable[[Evidence], "Region"]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a file; without `start` the line is all that is known (the file has changed, or is a pipe)."""

    path: str
    line: int
    start: Place | None = None
    end: Place | None = None
    bytes: tuple[int, int] = (1, 1)  # the two columns counted in UTF-8 bytes, from 1


def locator(articles: Iterable[Article]) -> Locate:
    """A function from evidence to its region; files and records are read once, when they are first asked for."""
    named = {article.id: article for article in articles}
    files = cache(_read)
    records = cache(lambda name: _record(named[name], files(named[name].source.path)))

    def locate(piece: Evidence) -> Region:
        article = named[piece.article]
        return _region(article, piece.span if piece.field == "text" else Span(0, 0), records(article.id))

    return locate


class _Record(NamedTuple):
    """The part of a file that holds an article, the lines before it, and the article as it stands in that part."""

    file: str
    skipped: int
    item: Article | None  # None where the file has changed since


def _region(article: Article, span: Span, record: _Record) -> Region:
    """The region of a span of an article."""
    path, line = article.source.path, article.source.line or 1
    if record.item is None:
        return Region(path, line)
    first = position_of(record.item, record.file, span.start)
    last = position_of(record.item, record.file, max(span.start, span.end - 1))
    if first is None or last is None:
        return Region(path, line)
    stop = _after(record, article, last, span)
    start, start_byte = _place(record.file, first)
    end, end_byte = _place(record.file, max(first, stop))
    lines = [Place(place.line + record.skipped, place.column) for place in (start, end)]
    return Region(path, lines[0].line, lines[0], lines[1], (start_byte, end_byte))


def _after(record: _Record, article: Article, last: int, span: Span) -> int:
    """The offset behind the last character, which may be written as an escape or a character reference."""
    if span.end == span.start:
        return last
    if article.source.key is not None and record.item:
        return position_of(record.item, record.file, span.end) or last + 1
    if article.segments:
        reference = re.compile(r"&#?\w+;?").match(record.file, last)
        return reference.end() if reference else last + 1
    return last + 1


def _place(file: str, position: int) -> tuple[Place, int]:
    begin = file.rfind("\n", 0, position) + 1
    before = file[begin:position]
    return Place(1 + file.count("\n", 0, begin), 1 + len(before)), 1 + len(before.encode("utf-8", "replace"))


def _read(path: str) -> tuple[bytes, list[bytes]]:
    """A file as bytes, and by lines; nothing where it cannot be read."""
    try:
        with open_file(path) as stream:
            data = stream.read()
    except (OSError, ValueError, EOFError):
        return b"", []
    return data, data.split(b"\n")


def _record(article: Article, read: tuple[bytes, list[bytes]]) -> _Record:
    """The record of an article; of JSON lines only its own line is looked at."""
    file, skipped = _part(article, *read)
    if article.source.key is None:
        return _Record(file, 0, article)
    source = replace(article.source, line=(article.source.line or 1) - skipped)
    segments = json_segments(replace(article, source=source), file)
    placed = replace(article, source=replace(source, key=None), segments=segments)
    return _Record(file, skipped, placed if segments else None)


def _part(article: Article, data: bytes, lines: list[bytes]) -> tuple[str, int]:
    """The text of the line of an article in JSON lines, else of the whole file; and the lines before it."""
    source: Source = article.source
    if source.line is None or is_wide(data) or not unpacked_name(source.path).endswith(LINE_SUFFIXES):
        return file_text(data, article), 0
    skipped = source.line - 1
    return file_text(lines[skipped], article) if skipped < len(lines) else "", skipped
