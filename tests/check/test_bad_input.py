"""What `check` says about input, configuration, baselines, revisions and caches that cannot be used."""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from tests.check.newsroom import OUTLETS, facts_of, record, story
from tests.check.repository import begin, call, check, commit

FACTS = facts_of(3)
WAIVER = '[[waivers]]\narticle = "a"\nrule = "NUM001"\n'
ENTRY = '{"id": "x", "rule": "NUM001", "articles": ["a"], "message": "m"}'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with one contradiction: the second outlet has another toll."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    wrong = story(FACTS._replace(dead=FACTS.dead + 6), OUTLETS[1])
    rows = record(FACTS, OUTLETS[0]) + record(FACTS, OUTLETS[1], wrong) + record(FACTS, OUTLETS[2])
    (tmp_path / "news.jsonl").write_text(rows, encoding="utf-8")
    return tmp_path


CONFIGURATIONS = [
    ('fail-in = "error"', "unknown key 'fail-in'; did you mean 'fail-on'?"),
    ("min-scor = 1", "unknown key 'min-scor'; did you mean 'min-score'?"),
    ("min-score = 2", "min-score: must be a number from 0 to 1"),
    ("least-origins = 0", "least-origins: must be a whole number from 1 on"),
    ('severity = "note"', "severity: must be a table, [severity]"),
    ('[severity]\nNUM001 = "bad"', "severity.NUM001: 'bad' is not one of error, warning, note"),
    ('[severity]\nNUM01 = "note"', "severity: no rule is called 'NUM01'; did you mean 'NUM001'?"),
    ('[per-path-ignores]\n"x" = 1', "per-path-ignores.x: must be a string or a list of strings"),
    ("waivers = 1", "waivers: must be a list of tables, [[waivers]]"),
    (WAIVER, "waivers[1]: no reason; a waiver needs an article, a rule and a reason"),
    (WAIVER + 'reason = " "', "waivers[1]: no reason; a waiver needs an article, a rule and a reason"),
    (WAIVER + 'reason = "r"\nexpire = 1', "waivers[1]: unknown key 'expire'; did you mean 'expires'?"),
    (WAIVER + 'reason = "r"\nexpires = "soon"', "waivers[1]: expires: must be a day, such as 2026-12-31"),
]


@pytest.mark.parametrize(("text", "message"), CONFIGURATIONS)
def test_a_broken_configuration_is_one_line_and_code_2(text: str, message: str) -> None:
    Path("storydiff.toml").write_text(text, encoding="utf-8")
    done = check("news.jsonl")
    assert done.err.startswith(f"storydiff: storydiff.toml: {message}")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


BASELINES = [
    (None, "baseline cannot be read (no such file or directory); 'storydiff baseline create' makes one"),
    ("{", "baseline is not valid JSON; mend it or create it anew"),
    ("[]", "not a baseline of storydiff; mend it or create it anew"),
    ('{"version": 2, "findings": []}', "baseline of version 2, made by a newer storydiff; install that one"),
    ('{"version": 1, "findings": [1]}', "finding 1 is broken; mend it or create the baseline anew"),
    ('{"version": 1, "findings": [{"id": 1}]}', "finding 1 is broken; mend it or create the baseline anew"),
]


@pytest.mark.parametrize(("text", "message"), BASELINES)
def test_a_broken_baseline_is_one_line_and_code_2(text: str | None, message: str) -> None:
    if text is not None:
        Path("known.json").write_text(text, encoding="utf-8")
    done = check("news.jsonl", "--baseline", "known.json")
    assert done == (2, "", f"storydiff: known.json: {message}\n")


def test_a_baseline_is_not_made_twice(folder: Path) -> None:
    first = call("baseline", "create", "news.jsonl")
    assert first.code == 0
    assert first.out.startswith(".storydiff-baseline.json: ")
    assert call("baseline", "create", "news.jsonl").err.startswith(
        "storydiff: .storydiff-baseline.json: exists already"
    )


def test_new_debt_is_taken_only_when_accepted() -> None:
    Path("known.json").write_text(f'{{"version": 1, "findings": [{ENTRY}]}}', encoding="utf-8")
    where = ("news.jsonl", "--baseline", "known.json")
    refused = call("baseline", "update", *where)
    assert (refused.code, "not taken; --accept-new takes them" in refused.out) == (1, True)
    assert json.loads(Path("known.json").read_text(encoding="utf-8"))["findings"] == []
    assert call("baseline", "update", *where, "--accept-new").code == 0
    assert check(*where).code == 0
    kept = Path("known.json").read_text(encoding="utf-8")
    assert call("baseline", "prune", *where).code == 0
    assert Path("known.json").read_text(encoding="utf-8") == kept


def test_pruning_drops_what_is_gone() -> None:
    Path("known.json").write_text(f'{{"version": 1, "findings": [{ENTRY}]}}', encoding="utf-8")
    done = call("baseline", "prune", "news.jsonl", "--baseline", "known.json")
    assert done == (0, "known.json: 0 findings known, 1 gone\n", "")


def test_a_line_that_is_not_json_is_named_and_the_rest_checked() -> None:
    with open("news.jsonl", "a", encoding="utf-8") as out:
        out.write("{oops}\n")
    done = check("news.jsonl")
    assert done.err.startswith("storydiff: skipped news.jsonl:4: not valid JSON (")
    assert (done.code, done.new) == (2, ["NUM001"])
    assert check("news.jsonl", "--keep-going").code == 1
    assert check("news.jsonl", "--keep-going", "--fail-on", "never").code == 0


def test_no_article_is_an_error() -> None:
    done = check("gone.jsonl")
    assert done == (
        2,
        "",
        "storydiff: no article to check; skipped gone.jsonl: no such file or folder; check the spelling\n",
    )


def test_outside_a_repository_nothing_can_have_changed() -> None:
    done = check("news.jsonl", "--changed-since", "HEAD")
    assert done.code == 2
    assert done.err.startswith("storydiff: --changed-since: not a git repository")


def test_without_git_it_says_so(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PATH", str(folder))
    done = check("news.jsonl", "--changed-since", "HEAD")
    assert done == (
        2,
        "",
        "storydiff: --changed-since: git is not installed; install it or name files with --changed\n",
    )


def test_an_unknown_revision_is_named(folder: Path) -> None:
    begin(folder)
    commit(folder)
    for revision in ("nowhere", "--all", ""):
        done = check("news.jsonl", f"--changed-since={revision}")
        assert done.err.startswith(f"storydiff: --changed-since: git knows no revision '{revision}'; fetch it")
        assert done.code == 2


def test_a_changed_file_that_holds_no_article_is_named() -> None:
    done = check("news.jsonl", "--changed", "other.txt")
    assert done.err == "storydiff: --changed: no article of the archive stands in 'other.txt'; check the path\n"


def test_a_cache_that_cannot_be_made_is_told_once(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    expected = check("news.jsonl", "--no-cache")
    (folder / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("STORYDIFF_CACHE_DIR", str(folder / "file" / "cache"))
    done = check("news.jsonl")
    assert (done.code, done.out) == (1, expected.out)
    assert done.err.count("\n") == 1
    assert "cannot be used (not a directory); going on without it" in done.err


def test_a_cache_that_cannot_be_written_is_told_once(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("STORYDIFF_CACHE_DIR", str(folder / "cache"))
    expected = check("news.jsonl")
    with sqlite3.connect(folder / "cache/results.sqlite") as store:
        store.execute("DELETE FROM results")
        store.execute("CREATE TRIGGER no BEFORE INSERT ON results BEGIN SELECT RAISE(ABORT, 'read-only'); END")
    done = check("news.jsonl")
    assert (done.code, done.out) == (expected.code, expected.out)
    assert done.err.endswith("cannot be used (read-only); going on without it\n")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("content", [b"no cache at all", b""])
def test_a_spoilt_cache_is_made_anew(content: bytes, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("STORYDIFF_CACHE_DIR", str(folder / "cache"))
    expected = check("news.jsonl")
    (folder / "cache/results.sqlite").write_bytes(content * 100)
    assert check("news.jsonl") == expected
    assert check("news.jsonl") == expected


def test_a_spoilt_value_in_the_cache_is_worked_out_again(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("STORYDIFF_CACHE_DIR", str(folder / "cache"))
    expected = check("news.jsonl")
    with sqlite3.connect(folder / "cache/results.sqlite") as store:
        store.execute("UPDATE results SET value = '{'")
    done = check("news.jsonl")
    assert (done.code, done.out) == (expected.code, expected.out)


def test_a_packed_archive_is_read_with_the_same_places(folder: Path) -> None:
    plain = check("news.jsonl")
    (folder / "news.jsonl.gz").write_bytes(gzip.compress(Path("news.jsonl").read_bytes()))
    assert check("news.jsonl.gz").out == plain.out.replace("news.jsonl", "news.jsonl.gz")
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(Path("news.jsonl").read_bytes())[:-30])
    assert check("cut.jsonl.gz").code == 2
