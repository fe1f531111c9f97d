"""What goes out: one step as lines, reports into files (whole or not at all), and what the screen can show."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from compare.errors import OptionError, OutputError
from compare.options import nearest
from compare.reporters.base import Screen
from compare.values import Skipped

WIDTH = 100  # columns where there is no terminal to ask
SUFFIXES = {
    ".csv": "csv",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".txt": "text",
    ".sarif": "sarif",
    ".xml": "junit",
    ".rdjsonl": "rdjsonl",
}

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Destination:
    """A file that gets a report, and the format of that report."""

    format: str
    path: str


def destinations(outputs: Sequence[str], format: str | None, known: Sequence[str]) -> tuple[Destination, ...]:
    """Where the reports go: `FORMAT=FILE`, or `FILE` in the format given, else the one that its suffix tells.

    Raises OptionError for an unknown format or a file named twice, OutputError where a file cannot be made.
    """
    if format is not None and format not in known:
        hint = nearest(format, known)
        raise OptionError(f"--format: '{format}' is not one of {', '.join(known)}{hint}")
    found = tuple(_destination(output, format, known) for output in outputs)
    places = [os.path.realpath(destination.path) for destination in found]
    for destination, place in zip(found, places, strict=True):
        if places.count(place) > 1:
            raise OptionError(f"--output: '{destination.path}' is named twice; give each report its own file")
        _check_place(destination.path)
    return found


def write_reports(reports: Sequence[tuple[str, str]]) -> None:
    """Write (path, text) pairs: all are on disk before the first takes its place; raises OutputError."""
    drafts: list[tuple[str, str]] = []
    path = ""
    try:
        for path, text in reports:
            drafts.append((_draft_name(path), path))
            _write(drafts[-1][0], text)
        for draft, path in drafts:
            if draft != path:
                os.replace(draft, os.path.realpath(path))
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        _remove(draft for draft, path in drafts if draft != path)


def screen_of(stream: TextIO, width: int | None, environment: Mapping[str, str]) -> Screen:
    """What the stream can show: colour and its width on a terminal only, ASCII where it is not Unicode."""
    terminal = stream.isatty()
    plain = "NO_COLOR" in environment or environment.get("TERM") == "dumb"
    columns = shutil.get_terminal_size((WIDTH, 24)).columns if terminal else WIDTH
    unicode = (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")
    return Screen(width=width or columns, colour=terminal and not plain, ascii=not unicode)


@contextmanager
def progress_on(stream: TextIO, quiet: bool) -> Iterator[Callable[[str], None] | None]:
    """A status line that says what is being done; only on a terminal, and never when quiet."""
    if quiet or not stream.isatty():
        yield None
        return
    from rich.console import Console  # slow to import, and of use to a terminal only

    with Console(file=stream).status("starting") as status:
        yield status.update


def skipped_line(skipped: Skipped) -> str:
    """One line that names an input that was skipped, and why."""
    source = skipped.source
    place = source.path if source.line is None else f"{source.path}:{source.line}"
    return f"skipped {place}: {skipped.reason}"


def _destination(output: str, format: str | None, known: Sequence[str]) -> Destination:
    prefix, mark, path = output.partition("=")
    if mark and path and prefix in known:
        return Destination(prefix, path)
    told = SUFFIXES.get(os.path.splitext(output)[1].lower())
    return Destination(format or told or "text", output)


def _check_place(path: str) -> None:
    folder = os.path.dirname(path)
    if not path or "\0" in path:
        raise OutputError("--output: not the name of a file; give FILE or FORMAT=FILE")
    if folder and not os.path.isdir(folder):
        raise OutputError(f"{path}: folder '{folder}' does not exist; create it first")
    if os.path.isdir(path):
        raise OutputError(f"{path}: is a folder; name a file in it")
    try:
        os.stat(path)
    except FileNotFoundError:
        pass
    except OSError as error:  # such as a name that is too long: better now than after the first report
        raise _unwritable(path, error) from error


def _unwritable(path: str, error: OSError) -> OutputError:
    reason = (error.strerror or type(error).__name__).lower()
    return OutputError(f"{path}: cannot be written ({reason}); choose another --output")


def _draft_name(path: str) -> str:
    if os.path.exists(path) and not os.path.isfile(path):
        return path  # a device or pipe, such as /dev/stdout: it must not be replaced by a file
    return str(Path(os.path.realpath(path)).with_name(f".storydiff-{secrets.token_hex(8)}.tmp"))


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8", newline="\n", errors="replace") as out:
        out.write(text)


def _remove(drafts: Iterator[str]) -> None:
    for draft in drafts:
        with suppress(OSError):
            os.unlink(draft)
