"""Where evidence stands: true line and column in the file of its article, in code points and in bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

from compare.places import Place, position_of
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
    """A function from evidence to its region; files are read once, when they are first asked for."""
    named = {article.id: article for article in articles}
    files = cache(_read)

    def locate(piece: Evidence) -> Region:
        article = named[piece.article]
        span = piece.span if piece.field == "text" else Span(0, 0)
        return region_of(article, span, *_record(article, files(article.source.path)))

    return locate


def region_of(article: Article, span: Span, file: str, skipped: int = 0) -> Region:
    """The region of a span of an article in `file`; `skipped` lines of the file stand before the text given."""
    item = replace(article, source=replace(article.source, line=(article.source.line or 1) - skipped))
    first = position_of(item, file, span.start)
    last = position_of(item, file, span.end - 1) if span.end > span.start else first
    path, line = article.source.path, article.source.line or 1
    if first is None or last is None:
        return Region(path, line)
    stop = _after(file, item, last, span)
    start, start_byte = _place(file, first)
    end, end_byte = _place(file, max(first, stop))
    lines = [Place(place.line + skipped, place.column) for place in (start, end)]
    return Region(path, lines[0].line, lines[0], lines[1], (start_byte, end_byte))


def _after(file: str, item: Article, last: int, span: Span) -> int:
    """The offset behind the last character, which may be written as an escape or a character reference."""
    if span.end == span.start:
        return last
    if item.source.key is not None:
        return position_of(item, file, span.end) or last + 1
    if item.segments:
        reference = re.compile(r"&#?\w+;?").match(file, last)
        return reference.end() if reference else last + 1
    return last + 1


def _place(file: str, position: int) -> tuple[Place, int]:
    begin = file.rfind("\n", 0, position) + 1
    before = file[begin:position]
    return Place(1 + file.count("\n", 0, begin), 1 + len(before)), 1 + len(before.encode("utf-8", "replace"))


def _read(path: str) -> tuple[bytes, list[bytes]]:
    """A file as bytes, and by lines; nothing where it cannot be read."""
    try:
        with open(path, "rb") as stream:
            data = stream.read()
    except (OSError, ValueError):
        return b"", []
    return data, data.split(b"\n")


def _record(article: Article, read: tuple[bytes, list[bytes]]) -> tuple[str, int]:
    """The part of a file that holds an article: of JSON lines only its line; and the lines before it."""
    data, lines = read
    source: Source = article.source
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    if source.line is None or wide or not source.path.lower().endswith((".jsonl", ".ndjson")):
        return file_text(data, article), 0
    skipped = source.line - 1
    return file_text(lines[skipped], article) if skipped < len(lines) else "", skipped
