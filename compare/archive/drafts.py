"""Output files that appear whole or not at all, and are written as a stream.

A draft stands beside its file and takes its place at the end; what a killed run left there goes with the next run that
writes the same file.
"""

from __future__ import annotations

import glob
import json
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, BinaryIO

from compare.errors import OptionError, OutputError


class Draft:
    """A file in the making; `write` raises OutputError where the disk does not take it."""

    def __init__(self, path: str, stream: BinaryIO) -> None:
        self.path = path
        self._stream = stream

    def write(self, data: bytes) -> None:
        """Append bytes."""
        try:
            self._stream.write(data)
        except OSError as error:
            raise unwritable(self.path, error) from error

    def write_row(self, row: dict[str, Any]) -> None:
        """Append a JSON line."""
        self.write((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "replace"))


def check_outputs(paths: Sequence[str | None]) -> None:
    """Raise OptionError where two outputs are one file, OutputError for a folder that does not exist."""
    given = [path for path in paths if path is not None]
    real = [os.path.realpath(path) for path in given]
    for path, place in zip(given, real, strict=True):
        if real.count(place) > 1:
            raise OptionError(f"'{path}' is named twice; give each output its own file")
        if not path or "\0" in path or os.path.isdir(path):
            raise OutputError(f"{path or '--output'}: not the name of a file; name a file")
        if not os.path.isdir(os.path.dirname(place)):
            raise OutputError(f"{path}: folder '{os.path.dirname(path)}' does not exist; create it first")


@contextmanager
def drafts(*paths: str | None) -> Iterator[tuple[Draft | None, ...]]:
    """A draft of each path; all take their places together if nothing fails. None is standard output for no path."""
    with ExitStack() as stack:
        made = [None if path is None else stack.enter_context(_draft(path)) for path in paths]
        yield tuple(draft and draft[0] for draft in made)
        for draft in made:
            if draft:
                _finish(*draft)


@contextmanager
def one_draft(path: str) -> Iterator[Draft]:
    """A draft of one path, which takes its place if nothing fails."""
    with _draft(path) as made:
        yield made[0]
        _finish(*made)


def unwritable(path: str, error: OSError) -> OutputError:
    """The error for a file that cannot be written."""
    reason = (error.strerror or type(error).__name__).lower()
    return OutputError(f"{path}: cannot be written ({reason}); choose another place")


@contextmanager
def _draft(path: str) -> Iterator[tuple[Draft, BinaryIO, str]]:
    place = os.path.realpath(path)
    own = not os.path.exists(place) or os.path.isfile(place)  # a device or pipe must not be replaced by a file
    folder, name = os.path.split(place)
    prefix = os.path.join(folder, f".storydiff-{name}-")
    temporary = f"{prefix}{secrets.token_hex(6)}.tmp" if own else place
    _remove(glob.glob(f"{glob.escape(prefix)}*.tmp") if own else ())
    try:
        stream = open(temporary, "wb")  # noqa: SIM115 (closed below, before it takes its place)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        yield Draft(path, stream), stream, temporary
    finally:
        with suppress(OSError):
            stream.close()
        _remove([temporary] if own else ())


def _finish(draft: Draft, stream: BinaryIO, temporary: str) -> None:
    try:
        stream.close()
        if temporary != os.path.realpath(draft.path):
            os.replace(temporary, os.path.realpath(draft.path))
    except OSError as error:
        raise unwritable(draft.path, error) from error


def _remove(paths: Sequence[str]) -> None:
    for path in paths:
        with suppress(OSError):
            os.unlink(path)


def print_row(row: dict[str, Any]) -> None:
    """A JSON line on standard output."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
