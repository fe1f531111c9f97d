"""JSON lines, one article a line; and a JSON file that holds one article or a list of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from compare.readers.base import Reader
from compare.readers.encoding import BINARY, EMPTY, decode, is_binary, is_blank, is_wide, opening, unpacked_name
from compare.readers.records import page_of
from compare.values import Page, Skipped, Source

LINE_SUFFIXES = (".jsonl", ".ndjson")
_BETWEEN = re.compile(r"[\s,]*")


def read_jsonl(stream: BinaryIO, source: Source) -> Iterator[Page | Skipped]:
    """The articles of a file; a line that is none is skipped alone."""
    head = stream.read(65536)
    stream.seek(0)
    if is_binary(head) and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):  # a NUL spoils its line alone
        return iter((Skipped(source, BINARY),))
    if unpacked_name(source.path).endswith(LINE_SUFFIXES):
        return _or_empty(_records(_lines(stream), source.path), source)
    return _or_empty(_document(decode(stream.read()), source.path), source)


def _or_empty(found: Iterator[Page | Skipped], source: Source) -> Iterator[Page | Skipped]:
    first = next(found, Skipped(source, EMPTY))
    yield first
    yield from found


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Lines end at a line feed only: JSON strings may hold every other separator as it is."""
    if is_wide(stream.read(4)):
        stream.seek(0)
        yield from decode(stream.read()).split("\n")
    else:
        stream.seek(0)
        yield from map(decode, stream)


def _records(lines: Iterable[str], path: str) -> Iterator[Page | Skipped]:
    for number, line in enumerate(lines, 1):
        if not is_blank(line):
            yield read_record(line.rstrip("\r\n"), path, number)


def read_record(line: str, path: str, number: int) -> Page | Skipped:
    """The page of one line, or why it is none."""
    try:
        return page_of(_parse_line(line), path, number)
    except ValueError as error:
        return Skipped(Source(path, number), f"not valid JSON ({_short(error)}); fix or remove the line")


def _parse_line(line: str) -> Any:
    from jsonlines import InvalidLineError, Reader

    try:
        return Reader((line,), loads=_parse).read(allow_none=True)
    except InvalidLineError as error:
        raise error.__cause__ or error from None


def _parse(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _short(error: BaseException) -> str:
    if isinstance(error, json.JSONDecodeError):
        what = f"{error.msg[:1].lower()}{error.msg[1:]}"
        return f"{what}{'' if what.endswith(' at') else ','} column {error.colno}"
    return "nested too deeply" if "nested" in str(error) else "a number is too long"


def _document(text: str, path: str) -> Iterator[Page | Skipped]:
    """The articles of a JSON text that is one object, a list of objects, or lines after all."""
    if is_blank(text):
        return
    try:
        value = _parse(text)
    except ValueError as error:
        yield from _lines_after_all(text, path, error)
        return
    if isinstance(value, list):
        yield from (page_of(item, path, line) for item, line in _items(text))
    else:
        yield page_of(value, path, None)


def _lines_after_all(text: str, path: str, error: ValueError) -> Iterator[Page | Skipped]:
    lines = text.split("\n")
    if text.lstrip().startswith("{") and any(map(_is_object, lines)):
        yield from _records(lines, path)
    else:
        place = Source(path, getattr(error, "lineno", None))
        yield Skipped(place, f"not valid JSON ({_short(error)}); fix the file")


def _is_object(line: str) -> bool:
    try:
        return isinstance(_parse(line), dict)
    except ValueError:
        return False


def _items(text: str) -> Iterator[tuple[Any, int]]:
    """The items of a valid JSON list, each with the 1-based line where it begins."""
    position = text.index("[") + 1
    line = 1 + text.count("\n", 0, position)
    while True:
        begin = _end_of_gap(text, position)
        line += text.count("\n", position, begin)
        if text[begin] == "]":
            return
        value, end = json.JSONDecoder().raw_decode(text, begin)
        yield value, line
        line += text.count("\n", begin, end)
        position = end


def _end_of_gap(text: str, position: int) -> int:
    gap = _BETWEEN.match(text, position)
    return gap.end() if gap else position


def _looks_like_json(head: bytes) -> bool:
    return re.match(r'\{\s*["}]|\[\s*\{', opening(head)) is not None


JSONL = Reader("jsonl", (*LINE_SUFFIXES, ".json"), _looks_like_json, read_jsonl)
