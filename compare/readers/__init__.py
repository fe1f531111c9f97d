"""Files to pages: finds what the paths lead to, reads it, names outlets, and says what could not be read."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import BinaryIO

from compare.options import Options
from compare.readers.base import Reader
from compare.readers.discover import STDIN, File, discover, reason_of
from compare.readers.encoding import open_file, unpacked_name
from compare.readers.html import HTML
from compare.readers.jsonl import JSONL
from compare.readers.markdown import MARKDOWN
from compare.readers.outlets import name_outlets, namings
from compare.readers.plain_text import PLAIN_TEXT
from compare.values import Page, Skipped, Source

# In the order in which they sniff; plain text takes what the others leave.
READERS: tuple[Reader, ...] = (JSONL, HTML, MARKDOWN, PLAIN_TEXT)

NO_STDIN = "standard input is closed; pipe an article in or give a file"


def read(
    paths: Sequence[str], options: Options, stdin: BinaryIO | None = None, copies: bool = False
) -> tuple[tuple[Page, ...], tuple[Skipped, ...]]:
    """The articles that `paths` lead to, each with an outlet, and what could not be read, sorted by place.

    A path is a file, a folder, a pattern, or "-" for `stdin`. The order of `paths` never matters. A page with the
    outlet and text of another is skipped, unless `copies` are wanted. Raises `OptionError` for an `outlet` option
    without sense.
    """
    named = namings(options.outlet)
    files, unreachable = discover(paths)
    found = [result for file in files for result in _read_file(file, stdin)]
    folders = {file.source.path: file.folder for file in files}
    pages = name_outlets([page for page in found if isinstance(page, Page)], folders, named)
    ordered = tuple(sorted(pages, key=lambda page: _order(page.source)))
    kept, again = (ordered, ()) if copies else _part_copies(ordered)
    skipped = [*unreachable, *(result for result in found if isinstance(result, Skipped)), *again]
    return kept, tuple(sorted(skipped, key=lambda skip: (_order(skip.source), skip.reason)))


def _read_file(file: File, stdin: BinaryIO | None) -> Iterator[Page | Skipped]:
    if file.source.path == STDIN and stdin is None:
        yield Skipped(file.source, NO_STDIN)
        return
    try:
        with _opened(file, stdin) as stream:
            yield from read_stream(stream, file.source)
    except (OSError, ValueError, EOFError, zlib.error) as error:
        yield Skipped(file.source, reason_of(error))


def read_stream(stream: BinaryIO, source: Source) -> Iterator[Page | Skipped]:
    """The articles of an open file, by the suffix of its path or by what its bytes look like."""
    return _reader_for(source.path, stream).read(stream, source)


def _opened(file: File, stdin: BinaryIO | None) -> AbstractContextManager[BinaryIO]:
    if file.source.path == STDIN and stdin is not None:
        return io.BytesIO(stdin.read())  # sniffing needs a stream that can go back
    return open_file(file.place)


def _reader_for(path: str, stream: BinaryIO) -> Reader:
    suffix = os.path.splitext(unpacked_name(path))[1]
    known = next((reader for reader in READERS if suffix in reader.suffixes), None)
    if known:
        return known
    head = stream.read(4096)
    stream.seek(0)
    return next(reader for reader in READERS if reader.sniff(head))


def _part_copies(pages: Iterable[Page]) -> tuple[tuple[Page, ...], tuple[Skipped, ...]]:
    """The first of all pages with one outlet and one text, and the others as skipped."""
    first: dict[tuple[str | None, str], Page] = {}
    copies = []
    for page in pages:
        kept = first.setdefault((page.outlet, page.text), page)
        if kept is not page:
            reason = f"same outlet and text as {_place(kept.source)}; counted once"
            copies.append(Skipped(page.source, reason))
    return tuple(first.values()), tuple(copies)


def _place(source: Source) -> str:
    return source.path if source.line is None else f"{source.path}:{source.line}"


def _order(source: Source) -> tuple[str, int]:
    return source.path, source.line or 0
