from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from compare.errors import OptionError
from compare.options import Options
from compare.reporters import REPORTERS, Reporter, Screen, render, schema
from compare.values import Comparison
from tests.reporters.hostile import hostile
from tests.reporters.messaging import example

NAMES = [reporter.name for reporter in REPORTERS]


def test_the_table_holds_each_format_once() -> None:
    assert NAMES == ["text", "json", "jsonl", "markdown", "html", "csv", "sarif", "junit", "github", "rdjsonl"]


@pytest.mark.parametrize("reporter", REPORTERS, ids=NAMES)
def test_a_reporter_says_in_one_sentence_what_it_is_for(reporter: Reporter) -> None:
    assert reporter.sentence.endswith(".")
    assert "\n" not in reporter.sentence


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("comparison", [example(), hostile(), Comparison(())], ids=["example", "hostile", "empty"])
def test_a_report_ends_in_one_line_feed_and_can_be_written(name: str, comparison: Comparison) -> None:
    report = render(comparison, Options(), name)
    report.encode("utf-8")
    assert report == "" or (report.endswith("\n") and not report.endswith("\n\n"))


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_divergences_given_changes_nothing(name: str) -> None:
    given = example()
    shuffled = list(given.divergences)
    random.Random(7).shuffle(shuffled)
    other = replace(given, divergences=tuple(shuffled))
    assert render(other, Options(), name) == render(given, Options(), name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("severity", "kept", "gone"),
    [
        ("error", ["NUM001", "QUO001"], ["NAM001", "DAT001", "WRD001", "OMI001"]),
        ("warning", ["NUM001", "NAM001", "DAT001"], ["WRD001", "DET001", "OMI001"]),
        ("note", ["NUM001", "NAM001", "WRD001", "DET001"], []),
    ],
)
def test_what_is_below_the_wanted_severity_is_left_out(
    name: str, severity: str, kept: list[str], gone: list[str]
) -> None:
    report = render(example(), Options(min_severity=severity), name)  # type: ignore[arg-type]
    report = re.sub("<testcase [^>]*/>", "", report)  # a rule that found nothing
    assert [rule for rule in kept if rule not in report] == []
    assert [rule for rule in gone if rule in report] == []


def test_an_unknown_format_is_named_with_those_that_exist() -> None:
    with pytest.raises(OptionError) as caught:
        render(example(), Options(), "pdf")
    assert str(caught.value) == f"--format: 'pdf' is not one of {', '.join(NAMES)}"


def test_the_screen_changes_only_the_text_report() -> None:
    wide = Screen(width=200, colour=True)
    same = [n for n in NAMES if render(example(), Options(), n, wide) == render(example(), Options(), n)]
    assert same == NAMES[1:]


def test_the_schema_is_json() -> None:
    assert json.loads(schema())["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize(("library", "format"), [("rich", "text"), ("jinja2", "html")])
def test_a_heavy_library_is_loaded_for_one_format_alone(library: str, format: str) -> None:
    others = [name for name in NAMES if name != format]
    code = (
        "import sys; from compare.options import Options; from compare.reporters import render; "
        "from compare.values import Comparison; "
        f"[render(Comparison(()), Options(), name) for name in {others}]; "
        f"print('{library}' in sys.modules); "
        f"render(Comparison(()), Options(), '{format}'); "
        f"print('{library}' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
