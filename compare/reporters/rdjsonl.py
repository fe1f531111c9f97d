"""Reviewdog Diagnostic Format, one diagnostic a line; columns count UTF-8 bytes there."""

from __future__ import annotations

from typing import Any

from compare.findings import ranked, related
from compare.options import Options
from compare.reporters.base import CheckReporter, Reporter, Screen
from compare.reporters.findings import as_checked
from compare.reporters.json_report import dump
from compare.reporters.locations import Locate, Region, locator
from compare.text import visible
from compare.values import Checked, Comparison, Evidence, Finding, Severity

LEVELS: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}

Record = dict[str, Any]


def render(comparison: Comparison, options: Options, screen: Screen) -> str:
    """One comparison, a line for each divergence."""
    return render_check(as_checked(comparison, options), options, screen)


def render_check(checked: Checked, options: Options, screen: Screen) -> str:
    """A line for each finding that is neither known nor waived, worst first."""
    place = locator(checked.articles)
    new = (finding for finding in ranked(checked.findings) if finding.state == "new")
    return "".join(dump(_diagnostic(finding, place)) + "\n" for finding in new)


def _diagnostic(finding: Finding, place: Locate) -> Record:
    found = finding.divergence
    return {
        "message": visible(found.message),
        "location": _location(place(finding.primary)),
        "severity": LEVELS[found.severity],
        "source": {"name": "storydiff"},
        "code": {"value": found.rule},
        "related_locations": [_related(piece, place) for piece in related(finding)],
    }


def _related(piece: Evidence, place: Locate) -> Record:
    said = "says nothing" if piece.missing else f"“{visible(piece.text)}”"
    return {"message": f"{visible(piece.outlet)} {said}", "location": _location(place(piece))}


def _location(region: Region) -> Record:
    if region.start is None or region.end is None:
        return {"path": region.path, "range": {"start": {"line": region.line}}}
    first, last = region.bytes
    ends = {
        "start": {"line": region.start.line, "column": first},
        "end": {"line": region.end.line, "column": last},
    }
    return {"path": region.path, "range": ends}


RDJSONL = Reporter("rdjsonl", "Reviewdog diagnostics, one a line.", render)
CHECK_RDJSONL = CheckReporter("rdjsonl", render_check)
