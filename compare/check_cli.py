"""The commands for CI, as `cli` joins them: options -> one library call -> reporter -> exit code."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from compare.arguments import BASELINE, CHECKING, CONFIG, FORMATS, OUTPUT, VERBOSE, options_of, rule_names
from compare.errors import ExitCode
from compare.options import FAIL_LEVELS
from compare.streams import complain, emit
from compare.values import SEVERITIES

if TYPE_CHECKING:  # everything else is imported by the command that needs it: --help stays quick
    from compare.archive.baseline import Change
    from compare.options import Options
    from compare.policy import Policy
    from compare.values import Checked


@click.command()
@CHECKING
@OUTPUT
@BASELINE
@click.option("-f", "--format", "form", metavar="FORMAT", help=f"{FORMATS}.")
@click.option("--min-severity", type=click.Choice(SEVERITIES), help="Show only this severity or worse [warning].")
@click.option("--fail-on", type=click.Choice(FAIL_LEVELS), help="Exit 1 at this severity or worse [error].")
@click.option("--changed-since", "revision", metavar="REV", help="Judge only articles that changed since REV of git.")
@click.option("--changed", multiple=True, metavar="FILE", help="Judge only the articles of this file; repeatable.")
@click.option("--keep-going", is_flag=True, help="Do not exit 2 for an input that cannot be read.")
@click.pass_obj
def check(
    stdin: BinaryIO | None, /, form: str | None, outputs: tuple[str, ...], baseline: str | None,
    keep_going: bool, quiet: bool, **given: Any,
) -> ExitCode:  # fmt: skip
    """Check an archive: find copies and contradictions between its articles.

    \b
    storydiff check archive
    storydiff check archive --changed-since origin/main --format github
    storydiff check archive --against wires.jsonl -o findings.sarif
    """
    from compare.archive.baseline import mark_known, read_baseline
    from compare.findings import fails
    from compare.output import destinations, screen_of, write_reports
    from compare.reporters import CHECK_REPORTERS, render_check, summarise

    places = destinations(outputs, form, tuple(reporter.name for reporter in CHECK_REPORTERS))
    known = read_baseline(baseline)
    found, options = _check(given, stdin, quiet)
    result = replace(found, findings=mark_known(found.findings, known))
    write_reports([(place.path, render_check(result, options, place.format)) for place in places])
    emit(render_check(result, options, form or "text", screen_of(sys.stdout, None, os.environ)))
    if form == "github":
        summarise(result, os.environ)
    if result.skipped and not keep_going:
        return ExitCode.UNUSABLE
    return ExitCode.FINDINGS if any(fails(finding, options) for finding in result.findings) else ExitCode.CLEAN


@click.group()
def baseline() -> None:
    """Keep the findings that are known and do not fail a check.

    \b
    storydiff baseline create archive
    storydiff baseline update archive --accept-new
    storydiff baseline prune archive
    """


@baseline.command()
@CHECKING
@BASELINE
@click.pass_obj
def create(stdin: BinaryIO | None, /, baseline: str | None, quiet: bool, **given: Any) -> ExitCode:
    """Make a baseline of all that a check of the archive finds now.

    \b
    storydiff baseline create archive
    """
    from compare.archive.baseline import create_baseline, free_place

    place = free_place(baseline)
    return _kept(place, create_baseline(_check(given, stdin, quiet)[0].findings))


@baseline.command()
@CHECKING
@BASELINE
@click.option("--accept-new", is_flag=True, help="Take in findings that are not in the baseline yet.")
@click.pass_obj
def update(
    stdin: BinaryIO | None, /, baseline: str | None, accept_new: bool, quiet: bool, **given: Any
) -> ExitCode:  # fmt: skip
    """Bring the baseline up to date; exit 1 where new findings are not accepted.

    \b
    storydiff baseline update archive --accept-new
    """
    from compare.archive.baseline import DEFAULT, read_baseline, update_baseline

    known = read_baseline(baseline or DEFAULT)
    return _kept(baseline or DEFAULT, update_baseline(known, _check(given, stdin, quiet)[0].findings, accept_new))


@baseline.command()
@CHECKING
@BASELINE
@click.pass_obj
def prune(stdin: BinaryIO | None, /, baseline: str | None, quiet: bool, **given: Any) -> ExitCode:
    """Drop what is no longer found from the baseline; add nothing.

    \b
    storydiff baseline prune archive
    """
    from compare.archive.baseline import DEFAULT, prune_baseline, read_baseline

    known = read_baseline(baseline or DEFAULT)
    return _kept(baseline or DEFAULT, prune_baseline(known, _check(given, stdin, quiet)[0].findings))


@click.command()
@CONFIG
@VERBOSE
def config(config: str | None) -> ExitCode:
    """Print the configuration in force, and where each value comes from.

    \b
    storydiff config
    """
    from compare.config_text import effective

    emit(effective(config))
    return ExitCode.CLEAN


@click.command()
@VERBOSE
def init() -> ExitCode:
    """Write a storydiff.toml in which every setting is explained.

    \b
    storydiff init
    """
    from compare.config_text import write_starter

    emit(f"wrote {write_starter()}\n")
    return ExitCode.CLEAN


def _policy(file: str | None) -> Policy:
    from compare.config import check_names, in_force, read_policy
    from compare.rules import RULES

    policy = read_policy(file)
    for name, key in policy.rules:
        check_names((name,), rule_names(RULES), f"{in_force(file)}: {key}: ")
    return policy


def _check(given: dict[str, Any], stdin: BinaryIO | None, quiet: bool) -> tuple[Checked, Options]:
    """What is found, with the options in force; a check fails at errors unless told otherwise."""
    from compare.checks import check as check_archive
    from compare.checks import request_of
    from compare.output import progress_on, skipped_line

    request, rest = request_of(given, os.environ)
    policy = _policy(rest["config"])
    options = options_of(rest)
    options = replace(options, fail_on=options.fail_on or "error")
    with progress_on(sys.stderr, quiet) as progress:
        result = check_archive(request, options, policy, stdin, progress, complain)
    for skipped in () if quiet else result.skipped:
        complain(skipped_line(skipped))
    return result, options


def _kept(place: str, change: Change) -> ExitCode:
    """Write a baseline and say what has become of it."""
    from compare.output import write_reports

    write_reports([(place, change.text)])
    emit(f"{place}: {change.sentence}\n")
    return ExitCode.FINDINGS if change.refused else ExitCode.CLEAN


CHECK_COMMANDS = (check, baseline, config, init)
