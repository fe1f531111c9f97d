"""What a newsroom copies from docs/ci.md works: the workflow, the action behind it, the pre-commit hook."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from compare.reporters import CHECK_REPORTERS
from tests.check.newsroom import OUTLETS, facts_of, page, path_of, story, write
from tests.check.repository import begin, call, commit, git

ROOT = Path(__file__).parent.parent.parent
DOCS = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
WORKFLOW: dict[str, Any] = yaml.safe_load(re.findall(r"```yaml\n(name: storydiff.*?)```", DOCS, re.DOTALL)[0])
FACTS = facts_of(4)


class Ran(NamedTuple):
    """How a job ended, what it printed and what its summary says."""

    code: int
    out: str
    summary: str


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A fresh repository with an archive that is clean, and a command `storydiff` beside it."""
    root = tmp_path / "repository"
    root.mkdir()
    begin(root)
    write(root, 6)
    commit(root)
    tool = tmp_path / "bin/storydiff"
    tool.parent.mkdir()
    start = "import sys; sys.argv[0] = 'storydiff'; import cli; cli.main()"
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{start}" "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    return root


def environment_of(root: Path, **more: str) -> dict[str, str]:
    path = f"{root.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **more}


def run_action(root: Path, given: dict[str, str]) -> Ran:
    """The check step of the action as a runner starts it: inputs as variables, bash that stops at errors."""
    inputs = {name: given.get(name, str(told.get("default", ""))) for name, told in ACTION["inputs"].items()}
    assert set(given) <= set(inputs)
    (step,) = [step for step in ACTION["runs"]["steps"] if step["name"] == "Check"]
    told = {key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: inputs[m[1]], v) for key, v in step["env"].items()}
    notes = root.parent / "summary.md"
    notes.write_text("", encoding="utf-8")
    environment = environment_of(root, **told, GITHUB_STEP_SUMMARY=str(notes), GITHUB_ACTIONS="true")
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    return Ran(done.returncode, done.stdout + done.stderr, notes.read_text(encoding="utf-8"))


def plant(root: Path) -> str:
    """A contradiction: one outlet gives another toll."""
    name, outlet = path_of(FACTS, OUTLETS[3]), OUTLETS[3]
    wrong = story(FACTS._replace(dead=FACTS.dead + 6), outlet)
    (root / name).write_text(page(FACTS, outlet, wrong), encoding="utf-8")
    return name


def test_the_workflow_goes_red_on_a_contradiction_and_green_on_its_fix(repository: Path) -> None:
    (step,) = [s for s in WORKFLOW["jobs"]["check"]["steps"] if "storydiff" in s.get("uses", "")]
    given = dict(step["with"])
    clean = run_action(repository, given)
    assert (clean.code, "::error" in clean.out, "::warning" in clean.out) == (0, False, False)
    name = plant(repository)
    red = run_action(repository, given)
    assert red.code == 1
    assert re.search(rf"(?m)^::error file={name},line=6,col=\d+,endColumn=\d+,title=NUM001 number::", red.out)
    assert "### storydiff: " in red.summary
    assert f"{name}:6:" in red.summary
    git(repository, "checkout", "-q", "--", ".")
    assert run_action(repository, given)[:2] == clean[:2]


def test_every_input_of_the_action_reaches_the_command(repository: Path) -> None:
    name = plant(repository)
    since = {"archive": "archive\nnot there", "changed-since": "HEAD", "sarif": "found.sarif", "keep-going": "true"}
    assert run_action(repository, since).code == 1
    assert '"2.1.0"' in (repository / "found.sarif").read_text(encoding="utf-8")
    assert run_action(repository, {**since, "keep-going": "false"}).code == 2
    assert run_action(repository, {"archive": "archive", "fail-on": "never"}).code == 0
    wires = "archive/meridian.jsonl\narchive/harbour.jsonl"
    assert run_action(repository, {"archive": name, "against": wires}).code == 1


def test_the_action_installs_itself_unless_told_otherwise() -> None:
    first, second = ACTION["runs"]["steps"]
    assert (ACTION["runs"]["using"], first["name"], second["name"]) == ("composite", "Install", "Check")
    assert first["run"] == 'python -m pip install --quiet "${PACKAGE:-$HERE}"'
    assert first["env"]["HERE"] == "${{ github.action_path }}"


def test_the_hook_runs_once_over_the_whole_archive(repository: Path) -> None:
    local = {**HOOK, "language": "system", "args": ["archive"]}  # in earnest pre-commit installs storydiff itself
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    commit(repository)
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files"]
    environment = environment_of(repository, PRE_COMMIT_HOME=str(repository.parent / "pre-commit"))

    def run() -> tuple[int, str]:
        done = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    code, out = run()
    assert (code, "Passed" in out) == (0, True), out
    plant(repository)
    code, out = run()
    assert (code, out.count("error NUM001")) == (1, 1), out
    assert (HOOK["pass_filenames"], HOOK["require_serial"]) == (False, True)


def test_the_docs_name_what_exists() -> None:
    formats = {reporter.name for reporter in CHECK_REPORTERS}
    assert set(re.findall(r"(?:-f|--format) (\w+)", DOCS)) <= formats
    shown = call("check", "--help").out
    assert all(option in shown for option in set(re.findall(r"--[a-z][a-z-]+", DOCS)) - {"--accept-new"})
    assert all(name in shown for name in formats)


def test_the_policy_of_the_docs_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)[0]
    (tmp_path / "storydiff.toml").write_text(text.replace('"WRD", ', ""), encoding="utf-8")
    assert call("config").code == 0
