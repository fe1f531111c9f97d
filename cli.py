"""The command line: options -> one library call -> reporter -> exit code.

Exit codes (`ExitCode`) are
0 clean,
1 findings at or above `--fail-on`,
2 unusable input, option or configuration,
130 interrupted from the keyboard.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

import click

from compare import __version__
from compare.archive_cli import ARCHIVE_COMMANDS
from compare.arguments import CONFIG, FORMATS, OUTPUT, VERBOSE, decorated, options_of, rule_names
from compare.check_cli import CHECK_COMMANDS
from compare.errors import ExitCode, StorydiffError
from compare.options import FAIL_LEVELS, nearest
from compare.streams import complain, emit, let_go, prepare, show
from compare.values import SEVERITIES, Comparison

if TYPE_CHECKING:  # everything else is imported by the command that needs it: --help stays quick
    from compare.options import Options

COMPLETION = "_STORYDIFF_COMPLETE"
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group(context_settings=CONTEXT, no_args_is_help=False)
@click.version_option(__version__, prog_name="storydiff")
def cli() -> None:
    """Compare what different outlets wrote about the same event, with exact evidence.

    \b
    storydiff compare samples/messaging-calls
    storydiff compare daily.txt wire.html -o report.md
    storydiff COMMAND --help
    """


for _command in (*ARCHIVE_COMMANDS, *CHECK_COMMANDS):
    cli.add_command(_command)


READING = decorated(
    click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    click.option("--outlet", multiple=True, help="Outlet of files that name none: NAME or PATTERN=NAME."),
    click.option(
        "--keep-furniture/--no-keep-furniture", default=None, help="Treat menus, teasers and the like as story."
    ),
    click.option("--encoder", metavar="NAME", help="Align with a sentence encoder too: its folder or package."),
    click.option("--tagger", metavar="NAME", help="Type names by a tagger: net (shipped) or spacy:PIPELINE."),
    CONFIG,
    click.option("-q", "--quiet", is_flag=True, help="Do not name skipped inputs, show no progress."),
    VERBOSE,
)


def _shown_as(default: str, *more: str) -> Callable[[Command], Command]:
    return click.option(
        "-f", "--format", "form", type=click.Choice(("text", "jsonl", *more)), default=default, show_default=True
    )


@cli.command()
@READING
@click.option("-f", "--format", "form", metavar="FORMAT", help=f"{FORMATS}, markdown, html, csv.")
@OUTPUT
@click.option("--select", multiple=True, help="Only these rules: id, code or type; commas between.")
@click.option("--ignore", multiple=True, help="Not these rules; wins over --select.")
@click.option("--min-severity", type=click.Choice(SEVERITIES), help="Show only this severity or worse.")
@click.option("--fail-on", type=click.Choice(FAIL_LEVELS), help="Exit 1 at this severity or worse [never].")
@click.option("--width", type=click.IntRange(20, 1000), help="Columns of the text report.")
@click.option("--pager/--no-pager", default=True, help="Page a report that is longer than the terminal (default).")
@click.pass_obj
def compare(
    stdin: BinaryIO | None, /, paths: tuple[str, ...], form: str | None, outputs: tuple[str, ...],
    quiet: bool, width: int | None, pager: bool, **given: Any,
) -> ExitCode:  # fmt: skip
    """Compare two or more articles about one event.

    PATH is a file, a folder, a pattern, or - for standard input.

    \b
    storydiff compare samples/messaging-calls
    storydiff compare daily.txt wire.html -o report.html -o json=report.data
    storydiff compare articles.jsonl --select number,date --fail-on error
    """
    from compare.output import destinations, screen_of, write_reports
    from compare.reporters import REPORTERS, Screen, render

    options = options_of(given)
    places = destinations(outputs, form, tuple(reporter.name for reporter in REPORTERS))
    result = _compare(paths, options, stdin, quiet)
    if places:
        page = Screen(width=width) if width else Screen()
        write_reports([(place.path, render(result, options, place.format, page)) for place in places])
    else:
        show(render(result, options, form or "text", screen_of(sys.stdout, width, os.environ)), pager)
    return _verdict(result, options)


@cli.command()
@READING
@_shown_as("jsonl")
@click.pass_obj
def details(stdin: BinaryIO | None, /, paths: tuple[str, ...], form: str, quiet: bool, **given: Any) -> ExitCode:
    """Show the details found in each sentence: numbers, dates, names and more.

    \b
    storydiff details daily.txt --format text
    storydiff details samples/messaging-calls > details.jsonl
    """
    from compare.steps import as_lines, details_of, details_text

    found = details_of(_describe(paths, options_of(given), stdin, quiet))
    emit(as_lines(found) if form == "jsonl" else details_text(found))
    return ExitCode.CLEAN


@cli.command()
@READING
@_shown_as("jsonl")
@click.option(
    "--why", nargs=2, metavar="ARTICLE:SENTENCE ARTICLE:SENTENCE", help="Show why these two are linked or not."
)
@click.pass_obj
def align(
    stdin: BinaryIO | None,
    /,
    paths: tuple[str, ...],
    form: str,
    quiet: bool,
    why: tuple[str, str] | None,
    **given: Any,
) -> ExitCode:
    """Show which sentences report the same fact, how sure that is, and why.

    \b
    storydiff align daily.txt wire.html --format text
    storydiff align samples/messaging-calls > links.jsonl
    storydiff align daily.txt wire.html --why daily.txt:0 wire.html:2 --format text
    """
    from compare.align import explain
    from compare.steps import as_lines, links_of, links_text, why_of, why_text

    if why:
        options = options_of(given)
        case = why_of(explain(_describe(paths, options, stdin, quiet).statements, *why, options.encoder))
        emit(as_lines((case,)) if form == "jsonl" else why_text(case))
        return ExitCode.CLEAN
    found = links_of(_compare(paths, options_of(given), stdin, quiet))
    emit(as_lines(found) if form == "jsonl" else links_text(found))
    return ExitCode.CLEAN


@cli.command()
@READING
@_shown_as("text", "json")
@click.pass_obj
def clean(stdin: BinaryIO | None, /, paths: tuple[str, ...], form: str, quiet: bool, **given: Any) -> ExitCode:
    """Show what is kept as story, and what is marked as furniture and why.

    \b
    storydiff clean wire.html
    storydiff clean samples/messaging-calls --format jsonl
    """
    from compare.output import screen_of
    from compare.steps import articles_of, articles_text, as_json, as_lines

    told = _describe(paths, options_of(given), stdin, quiet)
    if form == "text":
        emit(articles_text(told, screen_of(sys.stdout, None, os.environ).colour))
    else:
        emit((as_json if form == "json" else as_lines)(articles_of(told)))
    return ExitCode.CLEAN


@cli.command()
@click.option("-f", "--format", "form", type=click.Choice(("text", "markdown")), default="text", show_default=True)
@VERBOSE
def rules(form: str) -> ExitCode:
    """List the rules that find divergences.

    \b
    storydiff rules
    storydiff rules --format markdown > rules.md
    """
    from compare.rules import RULES
    from compare.steps import rule_line, rules_page

    emit(rules_page(RULES) if form == "markdown" else "".join(map(rule_line, RULES)))
    return ExitCode.CLEAN


@cli.command()
@click.argument("rule")
@VERBOSE
def explain(rule: str) -> ExitCode:
    """Explain a RULE, named by id (NUM001), code (NUM) or type (number).

    \b
    storydiff explain NUM001
    storydiff explain number
    """
    from compare.config import check_names
    from compare.rules import RULES
    from compare.steps import rule_text

    check_names((rule,), rule_names(RULES))
    emit("\n".join(rule_text(r) for r in RULES if rule.lower() in map(str.lower, rule_names((r,)))))
    return ExitCode.CLEAN


@cli.command()
@VERBOSE
def schema() -> ExitCode:
    """Print the JSON Schema of the JSON report.

    \b
    storydiff schema > report.schema.json
    """
    from compare.reporters import schema as text

    emit(text())
    return ExitCode.CLEAN


def _compare(paths: tuple[str, ...], options: Options, stdin: BinaryIO | None, quiet: bool) -> Comparison:
    from compare.output import progress_on
    from compare.pipeline import compare as compare_paths

    with progress_on(sys.stderr, quiet) as progress:
        result = compare_paths(paths, options, stdin, progress)
    return _told(result, quiet)


def _describe(paths: tuple[str, ...], options: Options, stdin: BinaryIO | None, quiet: bool) -> Comparison:
    from compare.errors import InputError
    from compare.output import skipped_line
    from compare.pipeline import describe_paths

    result = describe_paths(paths, options, stdin)
    if not result.articles:
        raise InputError(f"no article to show; {'; '.join(map(skipped_line, result.skipped[:1]))}")
    return _told(result, quiet)


def _told(result: Comparison, quiet: bool) -> Comparison:
    from compare.output import skipped_line

    for skipped in () if quiet else result.skipped:
        complain(skipped_line(skipped))
    return result


def _verdict(result: Comparison, options: Options) -> ExitCode:
    level = options.fail_on or "never"
    failing = SEVERITIES[: SEVERITIES.index(level) + 1] if level in SEVERITIES else ()
    found = any(divergence.severity in failing for divergence in result.divergences)
    return ExitCode.FINDINGS if found else ExitCode.CLEAN


def run(
    args: list[str], stdin: BinaryIO | None = None, stdout: TextIO | None = None, stderr: TextIO | None = None
) -> int:
    """The exit code of one call; every error is one line on standard error. Needs no process of its own."""
    with redirect_stdout(stdout or sys.stdout), redirect_stderr(stderr or sys.stderr):
        return int(_run(args, stdin))


def _run(args: list[str], stdin: BinaryIO | None) -> int:
    meta: dict[str, Any] = {}
    try:
        with cli.make_context("storydiff", list(args), obj=stdin) as context:
            meta = context.meta
            return int(cli.invoke(context))
    except click.exceptions.Exit as done:
        return done.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        let_go()
        return ExitCode.CLEAN
    except click.ClickException as error:
        complain(_usage(error))
    except StorydiffError as error:
        complain(str(error))
    except Exception as error:
        _confess(error, bool(meta.get("verbose")))
    return ExitCode.UNUSABLE


def _usage(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    if isinstance(error, click.NoSuchOption):  # its wording changes from one version of click to the next
        hint = nearest(error.option_name, tuple(error.possibilities or ()))
        message = f"no such option '{error.option_name}'{hint}"
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "storydiff"
    return f"{message[:1].lower()}{message[1:]}; see '{where} --help'"


def _confess(error: Exception, verbose: bool) -> None:
    if verbose:
        import traceback

        traceback.print_exception(error)
    told = f"{type(error).__name__}: {error}"
    hint = "this is a bug" if verbose else "this is a bug; run with -v for the traceback"
    complain(f"internal error: {told} ({hint})")


_SELDOM = 100  # runs of the collector over new objects between two over older ones, which are values and stay
_OFTEN_ENOUGH = 100_000  # allocations between two runs of the collector; the default costs a tenth of a short run


def main() -> None:
    """The console script."""
    if instruction := os.environ.get(COMPLETION):
        from click.shell_completion import shell_complete

        sys.exit(shell_complete(cli, {}, "storydiff", COMPLETION, instruction))
    gc.set_threshold(_OFTEN_ENOUGH, _SELDOM, _SELDOM)
    prepare(sys.stdout)
    prepare(sys.stderr)
    status = run(sys.argv[1:], sys.stdin.buffer if sys.stdin else None)
    gc.freeze()  # nobody waits for the collector to look through what the end of the process frees anyway
    sys.exit(status)
