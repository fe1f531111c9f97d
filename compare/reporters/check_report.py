"""The report of a check for scripts: JSON as a whole, or one finding a line."""

from __future__ import annotations

from typing import Any

import compare
from compare.findings import ranked
from compare.options import Options
from compare.reporters.base import CheckReporter, Screen
from compare.reporters.json_report import SCHEMA_VERSION, divergence, dump, lines
from compare.reporters.locations import Locate, Region, locator
from compare.values import Checked, Event, Finding

Record = dict[str, Any]


def render_json(checked: Checked, options: Options, screen: Screen) -> str:
    """The events that were judged, all findings with their places, and what could not be read."""
    report = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "storydiff", "version": compare.__version__},
        "options": options.that_change_results(),
        "events": [_event(event) for event in checked.events],
        "findings": _findings(checked),
        "remarks": list(checked.remarks),
        "notices": [{"article": notice.article, "reason": notice.reason} for notice in checked.notices],
        "skipped": [
            {"source": {"path": skip.source.path, "line": skip.source.line}, "reason": skip.reason}
            for skip in checked.skipped
        ],
    }
    return lines(report)


def render_jsonl(checked: Checked, options: Options, screen: Screen) -> str:
    """One finding a line, what counts first."""
    return "".join(dump(finding) + "\n" for finding in _findings(checked))


def _event(event: Event) -> Record:
    return {"id": event.id, "articles": list(event.articles), "reasons": list(event.reasons)}


def _findings(checked: Checked) -> list[Record]:
    locate = locator(checked.articles)
    return [_finding(finding, locate) for finding in ranked(checked.findings)]


def _finding(finding: Finding, locate: Locate) -> Record:
    plain = divergence(finding.divergence)
    pieces = zip(plain["evidence"], finding.divergence.evidence, strict=True)
    placed = [{**record, "place": _place(locate(piece))} for record, piece in pieces]
    head = {"event": finding.event, "state": finding.state, "reason": finding.reason}
    return {**head, **plain, "evidence": placed, "primary": finding.divergence.evidence.index(finding.primary)}


def _place(region: Region) -> Record:
    start, end = region.start, region.end
    return {
        "path": region.path,
        "line": region.line,
        "column": start.column if start else None,
        "end_line": end.line if end else None,
        "end_column": end.column if end else None,
    }


CHECK_JSON = CheckReporter("json", render_json)
CHECK_JSONL = CheckReporter("jsonl", render_jsonl)
