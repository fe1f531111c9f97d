"""Options of the command line that several commands share, and the settings they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from compare.options import Options
    from compare.rules import Rule

FORMATS = "text (default), json, jsonl, sarif, junit, github, rdjsonl"

Command = TypeVar("Command", bound=Callable[..., Any])


def decorated(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """One decorator for many, in the order of `--help`."""

    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


def _remember(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    context.meta["verbose"] = value


VERBOSE = click.option(
    "-v", "--verbose", is_flag=True, expose_value=False, callback=_remember,
    help="Show the traceback of an internal error.",
)  # fmt: skip
CONFIG = click.option("--config", metavar="FILE", help="Configuration, instead of the storydiff.toml found.")
OUTPUT = click.option(
    "-o", "--output", "outputs", multiple=True, metavar="[FORMAT=]FILE",
    help="Write the report to FILE, in the format of its suffix; repeatable.",
)  # fmt: skip
BASELINE = click.option(
    "--baseline", metavar="FILE", help="Findings that are known [.storydiff-baseline.json where it is there]."
)
CHECKING = decorated(
    click.argument("paths", nargs=-1, required=True, metavar="ARCHIVE..."),
    click.option("--against", multiple=True, metavar="OTHER", help="Compare with these articles, too; repeatable."),
    click.option("--outlet", multiple=True, help="Outlet of files that name none: NAME or PATTERN=NAME."),
    click.option("--select", multiple=True, help="Only these rules: id, code or type; commas between."),
    click.option("--ignore", multiple=True, help="Not these rules; wins over --select."),
    click.option("--workers", type=click.IntRange(1, 256), help="Processes [one a processor, at most 8]."),
    click.option("--cache/--no-cache", default=True, help="Keep results for the next run [yes]."),
    CONFIG,
    click.option("-q", "--quiet", is_flag=True, help="Do not name skipped inputs, show no progress."),
    VERBOSE,
)


def options_of(given: dict[str, Any]) -> Options:
    """The options of one run, from the command line and the configuration; raises OptionError."""
    from compare.config import build, check_names
    from compare.rules import RULES

    file = given.pop("config")
    options = build(file, {key: value for key, value in given.items() if value not in (None, ())})
    check_names(options.select, rule_names(RULES), "--select: ")
    check_names(options.ignore, rule_names(RULES), "--ignore: ")
    return options


def rule_names(rules: tuple[Rule, ...]) -> tuple[str, ...]:
    """The names that rules go by: id, code and type."""
    return tuple(dict.fromkeys(name for r in rules for name in (r.id, r.id[:3], r.type)))
