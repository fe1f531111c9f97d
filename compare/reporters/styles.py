"""Colours of the terminal report, by what they mean."""

from __future__ import annotations

from collections.abc import Iterable

from compare.values import SEVERITIES, Severity

SEVERITY: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold blue"}
OUTLET = "bold"
QUIET = "dim"
DIFFERS = "cyan"


def mark(severities: Iterable[Severity]) -> str:
    """The style of evidence: the colour of the most serious divergence it belongs to."""
    worst = min(severities, key=SEVERITIES.index)
    return f"{SEVERITY[worst]} underline"
