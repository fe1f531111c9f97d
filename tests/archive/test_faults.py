"""Archives as they come: broken lines, odd texts, full disks, killed runs."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.archive.texts import run, text, write

ROOT = Path(__file__).parent.parent.parent
COMMANDS = ("dedupe", "passages", "events")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_record_that_is_no_json_is_named_skipped_and_counted(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text('{"id": "1", "text": "One ferry sank."}\n{"id": \n7\n', encoding="utf-8")
    code, _, errors = run(command, "a.jsonl")
    assert code == 0
    assert errors.splitlines()[:2] == [
        "storydiff: skipped a.jsonl:2: not valid JSON (expecting value, column 8); fix or remove the line",
        "storydiff: skipped a.jsonl:3: a number, not an object; write one object for each article",
    ]
    assert errors.endswith("2 skipped\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_odd_articles_are_no_trouble(command: str, tmp_path: Path) -> None:
    rows = [
        {"id": "none"},
        {"id": "empty", "text": ""},
        {"id": "word", "text": "Fire"},
        {"id": "marks", "text": "… — !"},
        {"id": "surrogate", "text": "\ud800 \x00 bad"},
        {"id": "long", "text": "river " * 200_000},
        {"id": "han", "text": "河水上涨。" * 40},
        {"id": "far", "text": text(1), "published": "9999-12-31T23:59:59"},
        {"id": "old", "text": text(1), "published": "0001-01-01"},
        {"id": "odd", "text": text(2), "published": "yesterday"},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    code, told, errors = run(command, path)
    assert code == 0, errors
    assert "10 articles" in errors
    if command == "events":
        assert sorted(name for row in told for name in row["articles"]) == sorted(str(row["id"]) for row in rows)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_archive_without_articles_is_an_error(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text("no\n", encoding="utf-8")
    code, told, errors = run(command, "a.jsonl")
    assert (code, told) == (2, [])
    assert errors.startswith("storydiff: no article in the archive; skipped a.jsonl:1: not valid JSON")


def test_a_damaged_archive_is_read_up_to_the_damage(tmp_path: Path) -> None:
    rows = "".join(f'{{"id": "{k}", "text": "{text(k)}"}}\n' for k in range(50))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(rows.encode())[:-400])
    code, _, errors = run("dedupe", tmp_path / "a.jsonl.gz")
    assert code == 0
    assert "damaged: the end is missing or spoilt" in errors


def test_many_copies_of_one_article_do_not_blow_up(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"id": "{k}", "text": "{text(1, 60)}"}}\n' for k in range(5000)), encoding="utf-8")
    began = time.process_time()
    _, _, errors = run("dedupe", path, "-o", tmp_path / "kept")
    assert "5,000 articles: 1 kept, 4,999 dropped" in errors
    assert time.process_time() - began < 20
    assert len(run("events", path)[1]) == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [{"id": str(k), "text": text(k)} for k in range(200)])
    code, _, errors = run("dedupe", path, "-o", "/dev/full")
    assert code == 2
    assert errors == "storydiff: /dev/full: cannot be written (no space left on device); choose another place\n"


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_a_killed_run_leaves_no_half_output_and_the_next_run_cleans_up(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [{"id": str(k), "text": text(k)} for k in range(400)])
    (tmp_path / "kept").write_text("before", encoding="utf-8")
    code = (
        "import os, signal, cli, compare.archive.run as r; r._write_kept = lambda d, *a: "
        "(d.write(b'half'), os.kill(os.getpid(), signal.SIGKILL)); cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", code, "dedupe", str(path), "-o", str(tmp_path / "kept")], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / "kept").read_text() == "before"
    assert len(list(tmp_path.glob(".storydiff-*"))) == 1
    run("dedupe", path, "-o", tmp_path / "kept")
    assert list(tmp_path.glob(".storydiff-*")) == []
    assert len((tmp_path / "kept").read_text().splitlines()) == 400
