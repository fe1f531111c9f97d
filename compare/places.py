"""Offsets of a text to lines and columns of the file it came from: plain text, HTML and strings in JSON."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from json.decoder import scanstring  # type: ignore[attr-defined]  # no stub names it, and no other call gives the end
from typing import NamedTuple, Protocol

from compare.values import Segment, Source


class Place(NamedTuple):
    """A place in a file as an editor shows it: line and column, both from 1, the column in code points."""

    line: int
    column: int


class Located(Protocol):
    """A page or an article: a text and where it came from."""

    @property
    def source(self) -> Source:
        """The file and the record."""

    @property
    def text(self) -> str:
        """The text that offsets count in."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Where the pieces of the text stand in the file."""


def place_of(item: Located, file: str, offset: int) -> Place | None:
    """Line and column of `offset` in `file`, the decoded file of `item`; None where the file has changed since.

    Lines end at "\\n" or "\\r\\n" only. Inside a character reference or an escape sequence it is where that begins.
    """
    position = position_of(item, file, offset)
    if position is None:
        return None
    begin = file.rfind("\n", 0, position) + 1
    return Place(1 + file.count("\n", 0, begin), 1 + position - begin)


def position_of(item: Located, file: str, offset: int) -> int | None:
    """The offset in `file` of `offset` in the text of `item`; None where the file has changed since."""
    if not 0 <= offset <= len(item.text):
        return None
    if item.source.key is not None:
        return _in_json(item, file, offset)
    position = _in_segments(item.segments, offset) if item.segments else offset
    return position if position <= len(file) else None


def _in_segments(segments: Sequence[Segment], offset: int) -> int:
    segment = segments[max(0, bisect_right(segments, offset, key=lambda s: s.start) - 1)]
    return segment.source + (offset - segment.start if segment.exact else 0)


def _in_json(item: Located, file: str, offset: int) -> int | None:
    found = json_segments(item, file)
    return _in_segments(found, offset) if found else None


def json_segments(item: Located, file: str) -> tuple[Segment, ...]:
    """Where the text of a record stands in `file`, its end included; nothing where the file has changed since.

    It is the string of the first record from the line of `item` on that holds its text.
    """
    position = _start_of_line(file, item.source.line or 1)
    for start, text in _strings(file, position, item.source.key or ""):
        if _mended(text) == item.text:
            return tuple(_string_segments(file, start))
    return ()


def _start_of_line(file: str, line: int) -> int:
    position = 0
    for _ in range(line - 1):
        position = file.find("\n", position) + 1
        if not position:
            return len(file)
    return position


def _strings(file: str, position: int, key: str) -> Iterator[tuple[int, str]]:
    """The strings under `key` in the objects that follow each other from `position` on: (where it begins, decoded)."""
    while (position := file.find("{", position)) >= 0:
        try:
            members, position = _members(file, position)
        except (ValueError, RecursionError, IndexError):
            return
        last = next((start for name, start in reversed(members) if name == key), None)
        if last is not None and file[last] == '"':
            yield last + 1, scanstring(file, last + 1, False)[0]


def _members(file: str, position: int) -> tuple[list[tuple[str, int]], int]:
    """The members of the object at `position`: (name, where its value begins), and the end of the object."""
    members, position = list[tuple[str, int]](), _gap(file, position + 1)
    while file[position] != "}":
        name, position = scanstring(file, position + 1, False)
        position = _gap(file, position)
        members.append((name, position))
        position = _gap(file, _decoder().raw_decode(file, position)[1])
    return members, position + 1


@cache
def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(strict=False)


def _gap(file: str, position: int) -> int:
    """The first character from `position` on that separates nothing."""
    while file[position] in " \t\r\n,:":
        position += 1
    return position


@cache
def _pieces() -> re.Pattern[str]:
    """A surrogate pair, another escape sequence, or a run of characters as they are."""
    return re.compile(r'\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\\"]+', re.DOTALL)


def _string_segments(file: str, position: int) -> Iterator[Segment]:
    """The pieces of the string that begins at `position`, and its closing quotation mark."""
    offset = 0
    while piece := _pieces().match(file, position):
        escaped = file[position] == "\\"
        width = 1 if escaped else piece.end() - position
        yield Segment(offset, width, position, not escaped)
        offset += width
        position = piece.end()
    yield Segment(offset, 0, position, True)


def _mended(text: str) -> str:
    """Lone surrogates as readers give them."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
