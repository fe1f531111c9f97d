"""The commands for CI, as `cli` joins them: options -> one library call -> reporter -> exit code."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import click

from compare.arguments import BASELINE, CHECKING, CONFIG, FORMATS, OUTPUT, VERBOSE, options_of, rule_names
from compare.errors import ExitCode
from compare.options import FAIL_LEVELS
from compare.streams import complain, emit
from compare.values import SEVERITIES

if TYPE_CHECKING:  # everything else is imported by the command that needs it: --help stays quick
    from collections.abc import Callable, Sequence

    from compare.archive.baseline import Change, Known
    from compare.checks import Request
    from compare.checks.whole import Outcome
    from compare.options import Options
    from compare.policy import Policy
    from compare.reporters import Screen
    from compare.values import Checked, Finding


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
    from compare.archive.baseline import read_baseline
    from compare.checks.whole import once
    from compare.output import destinations, screen_of, write_reports
    from compare.reporters import CHECK_REPORTERS, summarise

    places = destinations(outputs, form, tuple(reporter.name for reporter in CHECK_REPORTERS))
    known = read_baseline(baseline)
    asked = _asked(given)
    forms = (*(place.format for place in places), form or "text")
    screen = screen_of(sys.stdout, None, os.environ)
    make = _maker(asked, known, forms, screen, stdin, quiet)
    outcome = once(asked.request, (*asked[1:], known, forms, screen), make)
    for line in () if quiet else outcome.skipped:
        complain(line)
    write_reports([(place.path, report) for place, report in zip(places, outcome.reports, strict=False)])
    emit(outcome.reports[-1])
    if form == "github":
        summarise(outcome.summary, os.environ)
    if outcome.skipped and not keep_going:
        return ExitCode.UNUSABLE
    return ExitCode.FINDINGS if outcome.failed else ExitCode.CLEAN


def _maker(
    asked: Asked, known: Sequence[Known], forms: Sequence[str], screen: Screen, stdin: BinaryIO | None, quiet: bool
) -> Callable[[], Outcome]:
    """The run itself: all reports of a check, the one for the screen last."""
    from compare.archive.baseline import mark_known
    from compare.checks.whole import Outcome
    from compare.findings import fails
    from compare.output import skipped_line
    from compare.reporters import Screen, render_check, summary

    def make() -> Outcome:
        found = _found(asked, stdin, quiet)
        result = replace(found, findings=mark_known(found.findings, known))
        screens = (*(Screen() for _ in forms[1:]), screen)
        reports = [render_check(result, asked.options, name, on) for name, on in zip(forms, screens, strict=True)]
        failed = any(fails(finding, asked.options) for finding in result.findings)
        short = summary(result) if forms[-1] == "github" else ""
        return Outcome(tuple(reports), short, tuple(map(skipped_line, result.skipped)), failed)

    return make


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
    return _kept(place, create_baseline(_findings(given, stdin, quiet)))


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
    return _kept(baseline or DEFAULT, update_baseline(known, _findings(given, stdin, quiet), accept_new))


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
    return _kept(baseline or DEFAULT, prune_baseline(known, _findings(given, stdin, quiet)))


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


_SELDOM = 5_000_000  # allocations between two runs of the collector: what an archive is made of lives to the end


class Asked(NamedTuple):
    """What the options of a command come to."""

    request: Request
    options: Options
    policy: Policy


def _asked(given: dict[str, Any]) -> Asked:
    """A check fails at errors unless told otherwise."""
    from compare.checks import request_of

    request, rest = request_of(given, os.environ)
    policy = _policy(rest["config"])
    options = options_of(rest)
    return Asked(request, replace(options, fail_on=options.fail_on or "error"), policy)


def _found(asked: Asked, stdin: BinaryIO | None, quiet: bool) -> Checked:
    from compare.checks import check as check_archive
    from compare.output import progress_on

    gc.set_threshold(_SELDOM)
    with progress_on(sys.stderr, quiet) as progress:
        return check_archive(asked.request, asked.options, asked.policy, stdin, progress, complain)


def _findings(given: dict[str, Any], stdin: BinaryIO | None, quiet: bool) -> tuple[Finding, ...]:
    """What a check finds, for a baseline."""
    from compare.output import skipped_line

    result = _found(_asked(given), stdin, quiet)
    for skipped in () if quiet else result.skipped:
        complain(skipped_line(skipped))
    return result.findings


def _kept(place: str, change: Change) -> ExitCode:
    """Write a baseline and say what has become of it."""
    from compare.output import write_reports

    write_reports([(place, change.text)])
    emit(f"{place}: {change.sentence}\n")
    return ExitCode.FINDINGS if change.refused else ExitCode.CLEAN


CHECK_COMMANDS = (check, baseline, config, init)
