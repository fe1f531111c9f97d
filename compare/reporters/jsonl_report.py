"""JSON lines: one divergence a line, most serious first."""

from __future__ import annotations

from compare.options import Options
from compare.reporters.base import Reporter, Screen
from compare.reporters.json_report import divergence, dump
from compare.reporters.view import shown
from compare.values import Comparison


def render(comparison: Comparison, options: Options, screen: Screen) -> str:
    """One line for each divergence, the same object as in the JSON report."""
    return "".join(dump(divergence(found)) + "\n" for found in shown(comparison, options))


JSONL = Reporter("jsonl", "One divergence a line, most serious first, for pipes.", render)
