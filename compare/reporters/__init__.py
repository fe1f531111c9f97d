"""Reporters: one file per format, a comparison in and text out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from compare.errors import OptionError
from compare.options import Options
from compare.reporters.base import CheckReporter, Reporter, Screen
from compare.reporters.check_report import CHECK_JSON, CHECK_JSONL
from compare.reporters.check_text import CHECK_TEXT
from compare.reporters.csv_report import CSV
from compare.reporters.github import CHECK_GITHUB, GITHUB, add_summary
from compare.reporters.html_report import HTML
from compare.reporters.json_report import JSON
from compare.reporters.jsonl_report import JSONL
from compare.reporters.junit import CHECK_JUNIT, JUNIT
from compare.reporters.markdown_report import MARKDOWN
from compare.reporters.rdjsonl import CHECK_RDJSONL, RDJSONL
from compare.reporters.sarif import CHECK_SARIF, SARIF
from compare.reporters.text_report import TEXT
from compare.values import Checked, Comparison

__all__ = ["CHECK_REPORTERS", "REPORTERS", "Reporter", "Screen", "render", "render_check", "schema", "summarise"]

REPORTERS: tuple[Reporter, ...] = (
    TEXT,
    JSON,
    JSONL,
    MARKDOWN,
    HTML,
    CSV,
    SARIF,
    JUNIT,
    GITHUB,
    RDJSONL,
)
CHECK_REPORTERS: tuple[CheckReporter, ...] = (
    CHECK_TEXT,
    CHECK_JSON,
    CHECK_JSONL,
    CHECK_SARIF,
    CHECK_JUNIT,
    CHECK_GITHUB,
    CHECK_RDJSONL,
)

_DEFAULT = Screen()


def render(comparison: Comparison, options: Options, format: str, screen: Screen = _DEFAULT) -> str:
    """The report of a comparison in one of the formats of `REPORTERS`; OptionError for any other."""
    for reporter in REPORTERS:
        if reporter.name == format:
            return reporter.render(comparison, options, screen)
    known = ", ".join(reporter.name for reporter in REPORTERS)
    raise OptionError(f"--format: '{format}' is not one of {known}")


def render_check(checked: Checked, options: Options, format: str, screen: Screen = _DEFAULT) -> str:
    """The report of a check in one of the formats of `CHECK_REPORTERS`; OptionError for any other."""
    for reporter in CHECK_REPORTERS:
        if reporter.name == format:
            return reporter.render(checked, options, screen)
    known = ", ".join(reporter.name for reporter in CHECK_REPORTERS)
    raise OptionError(f"--format: '{format}' is not one of {known}")


def summarise(checked: Checked, environment: Mapping[str, str]) -> None:
    """In a workflow of GitHub, add all findings to the step summary; raises OutputError."""
    if path := environment.get("GITHUB_STEP_SUMMARY"):
        add_summary(path, checked)


def schema() -> str:
    """The JSON Schema (draft 2020-12) of the JSON report, as text."""
    return (Path(__file__).parent / "report.schema.json").read_text(encoding="utf-8")
