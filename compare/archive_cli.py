"""The commands over archives, as `cli` joins them: options -> one library call -> summary."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from compare.streams import complain

if TYPE_CHECKING:  # everything else is imported by the command that needs it: --help stays quick
    from collections.abc import Iterator

    from compare.archive.run import Settings, Summary

Command = TypeVar("Command", bound=Callable[..., Any])


def _remember(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    context.meta["verbose"] = value


def _running(command: Command) -> Command:
    """The options that change how a command runs and no result."""
    for decorator in reversed((
        click.option("-v", "--verbose", is_flag=True, expose_value=False, callback=_remember,
                     help="Show the traceback of an internal error."),
        click.option("-q", "--quiet", is_flag=True, help="No progress, no summary, no names of skipped records."),
        click.option("--memory-limit", default="400M", show_default=True, metavar="SIZE",
                     help="Memory for what is held; the rest goes to temporary files."),
        click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True,
                     help="Processes that read and count words."),
        click.argument("archive", nargs=-1, required=True, metavar="ARCHIVE..."),
    )):  # fmt: skip
        command = decorator(command)
    return command


@click.command()
@_running
@click.option("-o", "--output", metavar="FILE", help="Write the articles to keep, byte for byte as they came.")
@click.option("--report", metavar="FILE", help="Write one JSON line a dropped article; without -o it is printed.")
@click.option(
    "--keep",
    default="first",
    show_default=True,
    metavar="WHICH",
    help="Of copies keep the first, longest, earliest, or that of outlet=NAME.",
)
@click.pass_obj
def dedupe(
    stdin: BinaryIO | None, /, archive: tuple[str, ...], output: str | None, report: str | None, keep: str,
    quiet: bool, **given: Any,
) -> int:  # fmt: skip
    """Find exact and near copies of articles, with the spans that match.

    ARCHIVE is a JSONL file (.gz and .zst too), a Parquet file, a folder, a pattern, or - for standard input.

    \b
    storydiff dedupe archive.jsonl.gz -o kept.jsonl --report duplicates.jsonl
    storydiff dedupe 2024/*.jsonl --keep earliest
    """
    from compare.archive.run import dedupe as run

    with _settings(stdin, quiet, **given) as settings:
        summary = run(archive, output, report, keep, settings)
    return _told(summary, quiet)


@click.command()
@_running
@click.option("-o", "--output", metavar="FILE", help="Write the JSON lines to FILE; otherwise they are printed.")
@click.pass_obj
def passages(stdin: BinaryIO | None, /, archive: tuple[str, ...], output: str | None, quiet: bool, **given: Any) -> int:
    """Find reused passages, what each article borrows, and which articles stem from one origin.

    \b
    storydiff passages archive.jsonl.gz -o passages.jsonl
    """
    from compare.archive.run import passages as run

    with _settings(stdin, quiet, **given) as settings:
        summary = run(archive, output, settings)
    return _told(summary, quiet)


@click.command()
@_running
@click.option("-o", "--output", metavar="FILE", help="Write one JSON line an event; otherwise they are printed.")
@click.option("--compare", "folder", metavar="DIR", help="Compare the articles of each event: DIR/ID.jsonl and .json.")
@click.pass_obj
def events(
    stdin: BinaryIO | None, /, archive: tuple[str, ...], output: str | None, folder: str | None, quiet: bool,
    **given: Any,
) -> int:  # fmt: skip
    """Group articles into events: the same happening, not the same topic.

    \b
    storydiff events archive.jsonl.gz -o events.jsonl
    storydiff events archive.jsonl.gz -o events.jsonl --compare reports
    """
    from compare.archive.run import events as run

    with _settings(stdin, quiet, **given) as settings:
        summary = run(archive, output, settings, folder)
    if folder:
        _compare_groups(folder, quiet)
    return _told(summary, quiet)


def _compare_groups(folder: str, quiet: bool) -> None:
    """A JSON report beside each group of articles; a group that cannot be compared is named."""
    from pathlib import Path

    from compare.errors import InputError
    from compare.options import Options
    from compare.output import write_reports
    from compare.pipeline import compare
    from compare.reporters import render

    for path in sorted(Path(folder).glob("e*.jsonl")):
        try:
            report = render(compare([str(path)]), Options(), "json")
        except InputError as error:
            if not quiet:
                complain(f"{path.as_posix()}: not compared: {error}")
            continue
        write_reports([(str(path.with_suffix(".json")), report)])


@contextmanager
def _settings(stdin: BinaryIO | None, quiet: bool, workers: int, memory_limit: str) -> Iterator[Settings]:
    from compare.archive.run import Settings
    from compare.output import progress_on

    with progress_on(sys.stderr, quiet) as tell:
        yield Settings(workers, memory_limit, stdin, tell)


def _told(summary: Summary, quiet: bool) -> int:
    from compare.output import skipped_line

    for skipped in () if quiet else summary.skipped:
        complain(skipped_line(skipped))
    if not quiet:
        complain(summary.line)
    return 0


ARCHIVE_COMMANDS: tuple[click.Command, ...] = (dedupe, passages, events)
