"""The working folder and the cache of the tests of `check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.check.newsroom import write
from tests.check.repository import begin, commit, git


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests, so that each event is compared once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _cached(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYDIFF_CACHE_DIR", str(cache))
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with three hundred articles."""
    root = tmp_path_factory.mktemp("newsroom")
    begin(root)
    (root / "pyproject.toml").write_text("", encoding="utf-8")
    write(root)
    commit(root)
    return root


@pytest.fixture
def desk(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """That repository as working folder; what a test changes is undone."""
    monkeypatch.chdir(newsroom)
    yield newsroom
    git(newsroom, "reset", "-q", "--hard")
    git(newsroom, "clean", "-fdq")
