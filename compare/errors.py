"""Errors a user can act on: one lower-case line that names the place, what is wrong and what to do; exit codes."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller."""

    CLEAN = 0
    FINDINGS = 1
    UNUSABLE = 2
    INTERRUPTED = 130


class StorydiffError(Exception):
    """Base of all expected errors; the command line prints its message and exits 2."""


class InputError(StorydiffError):
    """The articles given cannot be compared."""


class OptionError(StorydiffError):
    """An option or configuration value is not usable."""


class OutputError(StorydiffError):
    """The report cannot be written."""
