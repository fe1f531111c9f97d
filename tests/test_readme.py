"""The README shows what the tool prints."""

from __future__ import annotations

import io
import pathlib
import re
import shlex

import pytest

import cli

ROOT = pathlib.Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n\$ storydiff (.*)\n((?:.*\n)*?)```", README)
COMMANDS = re.findall(r"`storydiff ((?:compare|clean|explain) [^`<]*)`", README)


@pytest.mark.parametrize(("command", "shown"), CONSOLE, ids=[command for command, _ in CONSOLE])
def test_the_readme_shows_real_output(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("STORYDIFF_CACHE_DIR", str(tmp_path))
    out = io.StringIO()
    found = command.startswith("check")  # what it shows is an archive that fails
    assert cli.run(shlex.split(command), stdout=out, stderr=io.StringIO()) == found
    parts = [part.strip("\n") for part in shown.split("[...]\n") if part.strip()]
    assert parts
    for part in parts:
        assert part in out.getvalue()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_the_readme_runs(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    out = io.StringIO()
    assert cli.run(shlex.split(command), stdout=out, stderr=io.StringIO()) == 0
    assert out.getvalue()
