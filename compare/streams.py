"""Standard output and error as the command line uses them."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any

import click

from compare.text import visible


def emit(text: str) -> None:
    """Write to standard output; a reader that has gone away is no error and changes no exit code."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        let_go()


def show(text: str, pager: bool = True) -> None:
    """Write to standard output; on a terminal that is too low for the text, through `PAGER` as `git diff` does."""
    rows = shutil.get_terminal_size().lines
    if not pager or not sys.stdout.isatty() or text.count("\n") < rows:
        emit(text)
        return
    os.environ.setdefault("LESS", "FRX")  # what git sets: colours, no clearing, no paging of a single screen
    click.echo_via_pager(text.removesuffix("\n"), color=True)


def let_go() -> None:
    """Point standard output at nothing, or the interpreter complains when it flushes at exit."""
    real = sys.__stdout__
    if real is not None and sys.stdout is real:
        os.dup2(os.open(os.devnull, os.O_WRONLY), real.fileno())


def complain(message: str) -> None:
    """One line on standard error, with nothing in it that could steer a terminal."""
    sys.stderr.write(f"storydiff: {visible(message)}\n")


def prepare(stream: Any) -> None:
    """Files and pipes get UTF-8 everywhere; a terminal keeps its encoding and never fails on a character."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(**({} if stream.isatty() else {"encoding": "utf-8", "newline": "\n"}), errors="replace")
