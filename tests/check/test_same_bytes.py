"""The order of the input, the place of the checkout, workers and the cache never change a byte of a report."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.reporters import CHECK_REPORTERS
from tests.check.newsroom import OUTLETS, facts_of, files, story
from tests.check.repository import call

ROOT = Path(__file__).parent.parent.parent
FORMATS = [reporter.name for reporter in CHECK_REPORTERS]
EVENTS = 8


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """The folder as working folder."""
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def build(root: Path) -> Path:
    """A small archive with a contradiction in every other event."""
    for name, text in files(EVENTS):
        for number in range(0, EVENTS, 2):
            facts = facts_of(number)
            for outlet in (OUTLETS[1], OUTLETS[3]):
                right, wrong = story(facts, outlet), story(facts._replace(dead=facts.dead + 6), outlet)
                text = text.replace(right.strip(), wrong.strip())
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "pyproject.toml").write_text("", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That archive."""
    return build(tmp_path_factory.mktemp("archive"))


def report(folder: Path, form: str, *args: str) -> str:
    with inside(folder):
        done = call("check", "-f", form, *(args or ("archive",)))
    assert (done.code, done.err) == (1, "")
    return done.out


@pytest.mark.parametrize("form", FORMATS)
def test_cache_on_or_off(archive: Path, form: str) -> None:
    cached = report(archive, form)
    assert cached == report(archive, form) == report(archive, form, "archive", "--no-cache")


@pytest.mark.parametrize("form", FORMATS)
def test_another_place(archive: Path, form: str, tmp_path: Path) -> None:
    assert report(build(tmp_path), form) == report(archive, form)
    assert str(archive) not in report(archive, form)


def test_one_worker_or_several(archive: Path) -> None:
    one = report(archive, "json", "archive", "--no-cache", "--workers", "1")
    assert report(archive, "json", "archive", "--no-cache", "--workers", "3") == one


@settings(derandomize=True, deadline=None, max_examples=8)
@given(st.randoms(use_true_random=False))
def test_the_order_of_paths(archive: Path, chance: random.Random) -> None:
    names = sorted(path.relative_to(archive).as_posix() for path in (archive / "archive").iterdir())
    shuffled = list(names)
    chance.shuffle(shuffled)
    assert report(archive, "jsonl", *shuffled) == report(archive, "jsonl", *names)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_hash_seed(archive: Path, seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    command = [sys.executable, "-c", "import cli; cli.main()", "check", "archive", "-f", "json", "--no-cache"]
    done = subprocess.run(command, cwd=archive, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stdout.decode() == report(archive, "json")
