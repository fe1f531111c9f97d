"""The command line: what it prints where, which code it ends with, and what it says about every bad input."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import click
import pytest

import cli
from compare.reporters import REPORTERS
from compare.rules import RULES

ROOT = Path(__file__).parent.parent
LEFT = "The ferry Osprey sank off Larne on Monday. The coast guard said 12 people died in the sinking.\n"
RIGHT = "The ferry Osprey sank off Larne on Monday. The coast guard said 15 people died in the sinking.\n"


class Done(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str


def call(*args: str, stdin: bytes = b"") -> Done:
    out, err = io.StringIO(), io.StringIO()
    return Done(cli.run(list(args), io.BytesIO(stdin), out, err), out.getvalue(), err.getvalue())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two articles and a configuration that says nothing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    (tmp_path / "a.txt").write_text(LEFT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(RIGHT, encoding="utf-8")
    return tmp_path


def put(name: str, content: bytes | str) -> None:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)


USAGE = [
    ((), "missing command; see 'storydiff --help'"),
    (("compair",), "no such command 'compair'"),
    (("compare",), "missing argument 'PATH...'; see 'storydiff compare --help'"),
    (("compare", "a.txt", "--outlets", "x"), "no such option '--outlets'; did you mean '--outlet'?"),
    (("compare", "a.txt", "b.txt", "--fail-on", "bad"), "invalid value for '--fail-on': 'bad' is not one of 'never', "),
    (("compare", "a.txt", "b.txt", "--width", "x"), "invalid value for '--width': 'x' is not a valid integer"),
    (("compare", "a.txt", "b.txt", "-f", "jsn"), "--format: 'jsn' is not one of text, json, jsonl, markdown, html,"),
    (
        ("compare", "a.txt", "b.txt", "--select", "nubmer"),
        "--select: no rule is called 'nubmer'; did you mean 'number'",
    ),
    (("compare", "a.txt", "b.txt", "--ignore", "zzzz"), "--ignore: no rule is called 'zzzz'; 'storydiff rules' lists"),
    (("compare", "a.txt", "b.txt", "--config", "no.toml"), "no.toml: configuration cannot be read (no such file"),
    (("explain", "NUM01"), "no rule is called 'NUM01'; did you mean 'NUM001'?; 'storydiff rules' lists them"),
    (("compare", "a.txt", "b.txt", "-o", "no/x.json"), "no/x.json: folder 'no' does not exist; create it first"),
    (("compare", "a.txt", "b.txt", "-o", "."), ".: is a folder; name a file in it"),
    (
        ("compare", "a.txt", "b.txt", "-o", "x", "-o", "json=x"),
        "--output: 'x' is named twice; give each report its own",
    ),
    (("compare", "a.txt"), "need at least two articles to compare, found 1; give two or more files"),
    (
        ("compare", "a.txt", "gone.txt"),
        "need at least two articles to compare, found 1; skipped gone.txt: no such file",
    ),
    (("details", "gone.txt"), "no article to show; skipped gone.txt: no such file or folder; check the spelling"),
]


@pytest.mark.parametrize(("args", "message"), USAGE)
def test_every_error_is_one_line_and_code_2(args: tuple[str, ...], message: str) -> None:
    done = call(*args)
    assert done.err.startswith(f"storydiff: {message}")
    assert (done.code, done.out, done.err.count("\n"), done.err[-1]) == (2, "", 1, "\n")


INPUTS: list[tuple[str, bytes | str, str]] = [
    ("c.txt", "", "skipped c.txt: empty file; give a file that holds an article"),
    (
        "c.txt",
        b"\x7fELF\x00\x01\x02\x00",
        "skipped c.txt: binary file, not text; convert it to plain text, HTML or JSONL",
    ),
    ("c.jsonl", '{"text": "One."}\n' * 6 + "{oops}\n", "skipped c.jsonl:7: not valid JSON ("),
    ("c.jsonl", '{"title": "No text"}\n', "skipped c.jsonl:1: no text: expected one of text, body, content"),
]


@pytest.mark.parametrize(("name", "content", "message"), INPUTS)
def test_a_bad_input_is_named_and_the_rest_compared(name: str, content: bytes | str, message: str) -> None:
    put(name, content)
    done = call("compare", "a.txt", "b.txt", name)
    lines = [line for line in done.err.splitlines() if message in line]
    assert (done.code, len(lines)) == (0, 1)
    assert lines[0].startswith(f"storydiff: {message}")


def test_a_missing_path_among_good_ones_is_named() -> None:
    done = call("compare", "a.txt", "b.txt", "gone.txt")
    assert done.code == 0
    assert done.err == "storydiff: skipped gone.txt: no such file or folder; check the spelling\n"


def test_quiet_names_no_skipped_input() -> None:
    assert call("compare", "a.txt", "b.txt", "gone.txt", "--quiet").err == ""


def test_the_same_article_twice_counts_once() -> None:
    done = call("compare", "a.txt", "./a.txt")
    assert done.code == 2
    assert done.err.startswith("storydiff: need at least two articles to compare, found 1")


def test_a_name_with_an_escape_sequence_is_made_safe() -> None:
    done = call("compare", "a.txt", "b.txt", "\x1b[31mx\n.txt")
    assert "\x1b" not in done.err
    assert done.err.count("\n") == 1


def test_standard_input_is_an_article() -> None:
    done = call("compare", "a.txt", "-", "--format", "json", stdin=RIGHT.encode())
    assert [article["source"]["path"] for article in json.loads(done.out)["articles"]] == ["<stdin>", "a.txt"]


@pytest.mark.parametrize(("level", "code"), [("never", 0), ("error", 1), ("warning", 1), ("note", 1)])
def test_fail_on_decides_the_code(level: str, code: int) -> None:
    done = call("compare", "a.txt", "b.txt", "-f", "json", "--fail-on", level)
    assert {d["severity"] for d in json.loads(done.out)["divergences"] if d["rule"] == "NUM001"} == {"error"}
    assert done.code == code


def test_ignored_rules_do_not_fail() -> None:
    done = call("compare", "a.txt", "b.txt", "--fail-on", "note", "--ignore", "NUM,OMI", "--select", "number")
    assert done.code == 0


def test_a_configuration_is_read_and_the_command_line_wins() -> None:
    put("storydiff.toml", 'fail-on = "error"\n')
    assert call("compare", "a.txt", "b.txt").code == 1
    assert call("compare", "a.txt", "b.txt", "--fail-on", "never").code == 0


def test_reports_go_to_files_by_prefix_and_suffix(folder: Path) -> None:
    done = call("compare", "a.txt", "b.txt", "-o", "r.json", "-o", "markdown=odd.name", "-o", "k=v.txt")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert json.loads((folder / "r.json").read_text(encoding="utf-8"))["schema_version"] == 1
    assert (folder / "odd.name").read_text(encoding="utf-8").startswith("#")
    assert (folder / "k=v.txt").is_file()
    assert not list(folder.glob(".storydiff-*"))


def test_a_report_that_cannot_be_written_leaves_no_file(folder: Path) -> None:
    done = call("compare", "a.txt", "b.txt", "-o", "good.json", "-o", "x" * 300 + ".json")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "cannot be written (file name too long); choose another --output" in done.err
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt", "pyproject.toml"]


def test_a_device_is_written_to_and_not_replaced() -> None:
    assert call("compare", "a.txt", "b.txt", "-o", os.devnull).code == 0
    assert not os.path.isfile(os.devnull)


def test_details_hold_their_exact_span() -> None:
    records = [json.loads(line) for line in call("details", "a.txt").out.splitlines()]
    assert "12" in {r["text"] for r in records if r["kind"] == "number"}
    assert all(LEFT[r["start"] : r["end"]] == r["text"] for r in records)
    assert "number" in call("details", "a.txt", "-f", "text").out


def test_links_carry_score_degree_and_reasons() -> None:
    records = [json.loads(line) for line in call("align", "a.txt", "b.txt").out.splitlines()]
    assert records
    assert all(0 < r["score"] <= 1 and r["degree"] in ("same", "partial") and r["reasons"] for r in records)
    assert "12 people died" in call("align", "a.txt", "b.txt", "-f", "text").out


def test_why_tells_the_case_of_two_sentences() -> None:
    (record,) = [
        json.loads(line) for line in call("align", "a.txt", "b.txt", "--why", "b.txt:0", "a.txt:0").out.splitlines()
    ]
    assert (record["left"]["article"], record["right"]["article"]) == ("a.txt", "b.txt")
    assert record["linked"] is (record["obstacle"] is None)
    assert {"name", "value", "weight"} == set(record["features"][0])
    shown = call("align", "a.txt", "b.txt", "--why", "a.txt:0", "b.txt:0", "-f", "text").out
    assert shown.startswith(f"{record['score']:.2f} ")
    assert "for (+) and against (-):" in shown


def test_a_cleaned_article_keeps_its_text_and_marks_furniture() -> None:
    text = f"{LEFT}\nShare this article\n"
    put("c.txt", text)
    (record,) = [json.loads(line) for line in call("clean", "c.txt", "-f", "jsonl").out.splitlines()]
    assert record["source"] == {"path": "c.txt", "line": None, "key": None, "member": None}
    assert record["text"] == text
    marked = [(text[f["start"] : f["end"]], f["reason"]) for f in record["furniture"]]
    assert marked == [("Share this article", "share")]
    assert json.loads(call("clean", "c.txt", "-f", "json").out) == [record]
    assert "\n  share      Share this article\n" in call("clean", "c.txt").out
    assert "  kept       Share this article" in call("clean", "c.txt", "--keep-furniture").out


def test_every_rule_is_listed_and_explained() -> None:
    assert [line.split()[0] for line in call("rules").out.splitlines()] == [rule.id for rule in RULES]
    for rule in RULES:
        assert call("explain", rule.id.lower()).out.startswith(f"{rule.id}: {rule.title}\ntype: {rule.type}\n")


def test_schema_is_json() -> None:
    assert json.loads(call("schema").out)["$schema"]


@pytest.mark.parametrize("name", [None, *sorted(cli.cli.commands)])
def test_help_has_an_example(name: str | None) -> None:
    done = call(*([name] if name else []), "--help")
    assert (done.code, done.err) == (0, "")
    assert f"\n  storydiff {name or 'compare'}" in done.out


def test_help_names_every_format() -> None:
    shown = call("compare", "--help").out
    assert all(reporter.name in shown for reporter in REPORTERS)


def test_version() -> None:
    assert call("--version").out.startswith("storydiff, version ")


def break_schema(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make one command fail as only a bug or the keyboard can."""

    def fail() -> None:
        raise error

    monkeypatch.setitem(cli.cli.commands, "schema", click.Command("schema", callback=fail, params=cli.schema.params))


def test_a_bug_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    break_schema(monkeypatch, ZeroDivisionError("oh"))
    expected = "storydiff: internal error: ZeroDivisionError: oh (this is a bug; run with -v for the traceback)\n"
    assert call("schema") == (2, "", expected)


def test_verbose_shows_the_traceback_of_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    break_schema(monkeypatch, ZeroDivisionError("oh"))
    done = call("schema", "-v")
    assert done.err.startswith("Traceback (most recent call last):\n")
    assert done.err.endswith("storydiff: internal error: ZeroDivisionError: oh (this is a bug)\n")


def test_the_keyboard_interrupts_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    break_schema(monkeypatch, KeyboardInterrupt())
    assert call("schema") == (130, "", "")


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    source = "import sys; sys.argv[0] = 'storydiff'; import cli; cli.main()"
    command = [sys.executable, "-c", source, "schema"]
    done = subprocess.run(command, cwd=ROOT, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_pipe_gets_utf_8_whatever_the_locale() -> None:
    put("a.txt", LEFT.replace("Osprey", "“Åsgård”"))
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "import cli; cli.main()", "clean", "a.txt"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert "“Åsgård”" in done.stdout.decode("utf-8")


def on_terminal(pager: str, *more: str) -> str:
    """What a terminal of 24 rows shows of a long comparison, with a pager that says when it is used."""
    import pty

    Path("pager.sh").write_text("#!/bin/sh\necho PAGED $LESS\ncat\n")
    Path("pager.sh").chmod(0o755)
    leader, follower = pty.openpty()
    call = [sys.executable, "-c", "import cli; cli.main()", "compare", "a.txt", "b.txt", "-q", *more]
    environment = {k: v for k, v in os.environ.items() if k not in ("LESS", "NO_COLOR")}
    environment |= {"PAGER": pager, "PYTHONPATH": str(ROOT), "TERM": "xterm", "LINES": "5", "COLUMNS": "90"}
    with subprocess.Popen(call, stdin=follower, stdout=follower, env=environment) as started:
        os.close(follower)
        shown = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
            shown += part
        assert started.wait() == 0
    os.close(leader)
    return shown.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_long_report_is_paged_on_a_terminal() -> None:
    shown = on_terminal("./pager.sh")
    assert shown.startswith("PAGED FRX")
    assert "2 outlets" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_no_pager_where_it_is_not_wanted() -> None:
    assert "PAGED" not in on_terminal("./pager.sh", "--no-pager")
