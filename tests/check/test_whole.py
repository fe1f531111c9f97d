"""A run that was asked before with the same input gives what it gave; anything else is worked out anew."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest

from cli import run

FERRY = "Six people died when the ferry sank off Vessby on Monday, the coast guard said.\n"


def _checked(*args: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = run(["check", "archive", *args], stdout=out, stderr=err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two outlets that differ on the dead, and a cache of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STORYDIFF_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "daily.txt").write_text(FERRY)
    (folder / "wire.txt").write_text(FERRY.replace("Six", "Nine"))
    return folder


def _tamper(folder: Path) -> None:
    """Mark every report that is kept, so that a run that gives it again shows."""
    with sqlite3.connect(folder / "cache" / "results.sqlite") as store:
        store.execute("UPDATE results SET value = replace(value, 'compared:', 'compared once:')")


def test_unchanged_input_is_not_worked_out_again(archive: Path) -> None:
    first = _checked()
    assert _checked() == first
    _tamper(archive.parent)
    assert "compared once:" in _checked()[1]


@pytest.mark.parametrize(
    "change", ["text", "file", "name", "unreadable", "option", "day", "baseline", "config", "report"]
)
def test_whatever_changes_the_result_is_seen(archive: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _checked()
    _tamper(archive.parent)
    args: tuple[str, ...] = ()
    match change:
        case "text":
            (archive / "wire.txt").write_text(FERRY.replace("Six", "Eight"))
        case "file":
            (archive / "gazette.txt").write_text(FERRY.replace("Monday", "Sunday"))
        case "name":
            (archive / "wire.txt").rename(archive / "courier.txt")
        case "unreadable":
            (archive / "scan.txt").write_bytes(b"%PDF-1.4\0")
        case "option":
            args = ("--min-severity", "note")
        case "day":
            monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
        case "baseline":
            run(["baseline", "create", "archive", "-q"], stdout=io.StringIO())
        case "config":
            Path("storydiff.toml").write_text("min-score = 0.99\n")
        case "report":
            args = ("-o", "sarif=found.sarif")
    found = _checked(*args)
    assert "compared once:" not in found[1]
    assert found == _checked(*args, "--no-cache")


def test_reports_in_files_are_written_again(archive: Path) -> None:
    first = _checked("-o", "report.xml")
    written = Path("report.xml").read_bytes()
    Path("report.xml").unlink()
    assert _checked("-o", "report.xml") == first
    assert Path("report.xml").read_bytes() == written


def test_inputs_that_cannot_be_read_are_named_again(archive: Path) -> None:
    (archive / "scan.txt").write_bytes(b"%PDF-1.4\0")
    first = _checked()
    assert first[0] == 2
    assert "scan.txt" in first[2]
    assert _checked() == first
    assert _checked("-q", "--keep-going")[2] == ""
