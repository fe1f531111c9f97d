"""What a reporter is: a comparison in, text out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from compare.options import Options
from compare.values import Checked, Comparison


@dataclass(frozen=True, slots=True)
class Screen:
    """What the reader looks at; files get the default."""

    width: int = 100  # columns
    colour: bool = False
    ascii: bool = False  # the encoding of the terminal holds no box drawing


@dataclass(frozen=True, slots=True)
class Reporter:
    """One output format. `render` returns the whole report, ending in a line feed unless it is empty."""

    name: str
    sentence: str  # what it is for, shown by --help
    render: Callable[[Comparison, Options, Screen], str]


@dataclass(frozen=True, slots=True)
class CheckReporter:
    """One output format of `check`: all findings of an archive in, the whole report out."""

    name: str
    render: Callable[[Checked, Options, Screen], str]
