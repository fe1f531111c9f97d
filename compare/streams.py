"""Standard output and error as the command line uses them."""

from __future__ import annotations

import os
import sys
from typing import Any

from compare.text import visible


def emit(text: str) -> None:
    """Write to standard output; a reader that has gone away is no error and changes no exit code."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        let_go()


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
