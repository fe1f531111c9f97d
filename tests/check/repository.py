"""Calls as a build server makes them: a git repository, the command in process, its report."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import cli

_IDENTITY = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false")


class Done(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of a JSON report."""
        found: list[dict[str, Any]] = json.loads(self.out)["findings"]
        return found

    @property
    def new(self) -> list[str]:
        """The rules of errors and warnings that are neither known nor waived."""
        return [f["rule"] for f in self.findings if f["state"] == "new" and f["severity"] != "note"]


def call(*args: str) -> Done:
    """One call of the command in the working folder."""
    out, err = io.StringIO(), io.StringIO()
    return Done(cli.run(list(args), io.BytesIO(), out, err), out.getvalue(), err.getvalue())


def check(*args: str) -> Done:
    """A check that reports JSON."""
    return call("check", "-f", "json", *args)


def git(root: Path, *args: str) -> str:
    """What git prints."""
    done = subprocess.run(["git", *_IDENTITY, *args], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


def commit(root: Path) -> None:
    """Keep all that is in the working tree."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "archive", "--allow-empty")


def begin(root: Path) -> None:
    """An empty repository."""
    git(root, "init", "-q", "-b", "main")
