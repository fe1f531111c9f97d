"""The command line: options -> one library call -> reporter -> exit code.

Exit codes: 0 clean, 1 findings at or above `--fail-on`, 2 unusable input, option or configuration.
"""

from __future__ import annotations

import os
import pathlib
import sys
import tempfile

import click

from compare import __version__
from compare.errors import OutputError, StorydiffError

CLEAN, FINDINGS, UNUSABLE = 0, 1, 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="storydiff")
def cli() -> None:
    """Compare what different outlets wrote about the same event, with exact evidence."""


@cli.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "-f", "--format", "form", default="text", show_default=True, help="text, json, jsonl or markdown."
)
@click.option("-o", "--output", help="Write the report to FILE instead of standard output.")
@click.option("--outlet", multiple=True, help="Outlet of files that name none: NAME or PATTERN=NAME.")
@click.option("--select", multiple=True, help="Only these rules: id, code or type.")
@click.option("--ignore", multiple=True, help="Not these rules.")
@click.option("--keep-furniture", is_flag=True, help="Judge menus, teasers and the like as story.")
@click.option("--min-severity", help="Show only error, warning or note and worse.")
@click.option("--fail-on", default="never", show_default=True, help="Exit 1 at this severity or worse.")
@click.option("-q", "--quiet", is_flag=True, help="Do not name skipped inputs on standard error.")
def compare(
    paths: tuple[str, ...], form: str, output: str | None, outlet: tuple[str, ...], select: tuple[str, ...],
    ignore: tuple[str, ...], keep_furniture: bool, min_severity: str | None, fail_on: str, quiet: bool,
) -> int:  # fmt: skip
    """Compare two or more articles about one event.

    \b
    storydiff compare samples/messaging-calls
    storydiff compare a.txt b.html -f json -o report.json
    """
    from compare.options import Options
    from compare.pipeline import compare as compare_paths
    from compare.reporters import render
    from compare.reporters.base import Screen
    from compare.text import visible
    from compare.values import SEVERITIES

    options = Options(outlet, keep_furniture, select, ignore, min_severity, fail_on)
    result = compare_paths(paths, options, sys.stdin.buffer)
    for skipped in () if quiet else result.skipped:
        place = (
            skipped.source.path
            if skipped.source.line is None
            else f"{skipped.source.path}:{skipped.source.line}"
        )
        click.echo(f"storydiff: skipped {visible(place)}: {skipped.reason}", err=True)
    colour = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    report = render(result, options, form, Screen(colour=colour))
    if output:
        write(pathlib.Path(output), report)
    else:
        sys.stdout.write(report)
    bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on != "never" else ()
    return FINDINGS if any(d.severity in bad for d in result.divergences) else CLEAN


@cli.command()
def schema() -> int:
    """Print the JSON Schema of the JSON report."""
    from compare.reporters import schema as text

    sys.stdout.write(text())
    return CLEAN


def write(path: pathlib.Path, text: str) -> None:
    """Write a report whole or not at all; raises OutputError."""
    try:
        handle, name = tempfile.mkstemp(prefix=".storydiff-", suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="replace") as out:
                out.write(text)
            os.replace(name, path)
        except OSError:
            os.unlink(name)
            raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another --output") from error


def run(args: list[str]) -> int:
    """The exit code of one call; every expected error is one line on standard error."""
    try:
        return cli.main(args, prog_name="storydiff", standalone_mode=False) or CLEAN
    except click.ClickException as error:
        message = error.format_message()
        click.echo(f"storydiff: {message[:1].lower()}{message[1:]}; see 'storydiff --help'", err=True)
    except StorydiffError as error:
        click.echo(f"storydiff: {error}", err=True)
    return UNUSABLE


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))
