"""Opening what streams: JSON lines as they are, or packed by gzip or Zstandard, and tables in Parquet."""

from __future__ import annotations

import gzip
import importlib
import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from compare.errors import InputError
from compare.readers.discover import STDIN, File
from compare.readers.encoding import is_wide
from compare.readers.jsonl import LINE_SUFFIXES

PACKED = (".gz", ".zst")
PARQUET = ".parquet"
_ROWS = 256  # rows of a table read at once


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive as a stream of lines; `plain` if its bytes are those of the file."""

    stream: AbstractContextManager[Iterator[bytes] | BinaryIO]
    plain: bool
    position: Callable[[], tuple[int, int]]  # bytes of the file that are read, and all


def open_archive(file: File, stdin: BinaryIO | None) -> Opened | None:
    """The stream of an archive; None for a file of another kind, which a reader has as a whole."""
    name = file.place.lower()
    if file.source.path == STDIN:
        return _opened_stdin(stdin)
    if name.endswith(PARQUET):
        return Opened(_table(file.place), False, lambda: (0, 0))
    if not name.endswith((*LINE_SUFFIXES, *PACKED)):
        return None
    try:
        return _opened(file.place, name)
    except OSError:
        return None  # the reader says what is wrong with it


def _opened(place: str, name: str) -> Opened | None:
    below = open(place, "rb")  # noqa: SIM115 (whoever reads the stream closes it)
    size = os.path.getsize(place)
    if name.endswith(LINE_SUFFIXES):
        wide = is_wide(below.read(4))
        below.seek(0)
        if wide:
            below.close()
            return None
        return Opened(below, True, lambda: (below.tell(), size))
    # without a buffer around it, gzip gives what stands before damage
    unpacked: Any = gzip.GzipFile(fileobj=below) if name.endswith(".gz") else io.BufferedReader(_zstandard(below))
    return Opened(unpacked, False, lambda: (below.tell(), size))


def _opened_stdin(stdin: BinaryIO | None) -> Opened | None:
    if stdin is None:
        return None
    stream = io.BufferedReader(stdin) if isinstance(stdin, io.RawIOBase) else stdin
    return Opened(_left_open(stream), False, lambda: (0, 0))


@contextmanager
def _left_open(stream: BinaryIO) -> Iterator[BinaryIO]:
    yield stream


def _zstandard(below: BinaryIO) -> Any:
    return (
        _library("zstandard", "files that end in .zst").ZstdDecompressor().stream_reader(below, read_across_frames=True)
    )


@contextmanager
def _table(place: str) -> Iterator[Iterator[bytes]]:
    """The rows of a Parquet file as JSON lines."""
    with _library("pyarrow.parquet", "Parquet").ParquetFile(place) as table:
        batches = table.iter_batches(batch_size=_ROWS)
        yield (
            (json.dumps(row, ensure_ascii=False, default=str) + "\n").encode("utf-8", "surrogatepass")
            for batch in batches
            for row in batch.to_pylist()
        )


def _library(name: str, what: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise InputError(f"{what} need a library; install it with: pip install 'storydiff[archive]'") from None
