"""Reporters: one file per format, a comparison in and text out."""

from __future__ import annotations

from pathlib import Path

from compare.errors import OptionError
from compare.options import Options
from compare.reporters.base import Reporter, Screen
from compare.reporters.csv_report import CSV
from compare.reporters.html_report import HTML
from compare.reporters.json_report import JSON
from compare.reporters.jsonl_report import JSONL
from compare.reporters.markdown_report import MARKDOWN
from compare.reporters.text_report import TEXT
from compare.values import Comparison

__all__ = ["REPORTERS", "Reporter", "Screen", "render", "schema"]

REPORTERS: tuple[Reporter, ...] = (TEXT, JSON, JSONL, MARKDOWN, HTML, CSV)

_DEFAULT = Screen()


def render(comparison: Comparison, options: Options, format: str, screen: Screen = _DEFAULT) -> str:
    """The report of a comparison in one of the formats of `REPORTERS`; OptionError for any other."""
    for reporter in REPORTERS:
        if reporter.name == format:
            return reporter.render(comparison, options, screen)
    known = ", ".join(reporter.name for reporter in REPORTERS)
    raise OptionError(f"--format: '{format}' is not one of {known}")


def schema() -> str:
    """The JSON Schema (draft 2020-12) of the JSON report, as text."""
    return (Path(__file__).parent / "report.schema.json").read_text(encoding="utf-8")
