"""Workflow commands of GitHub Actions: annotations beside the changed lines."""

from __future__ import annotations

from collections.abc import Sequence

from compare.errors import OutputError
from compare.findings import ranked, related
from compare.options import Options
from compare.reporters.base import CheckReporter, Reporter, Screen
from compare.reporters.findings import as_checked, counted
from compare.reporters.locations import Locate, Region, locator
from compare.reporters.markdown_text import escape
from compare.reporters.view import plural
from compare.text import visible
from compare.values import SEVERITIES, Checked, Comparison, Finding, Severity

MOST_SHOWN = 10  # annotations of one level that GitHub shows of a step
MOST_TOLD = 500  # rows of the step summary, which may hold one mebibyte
COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render(comparison: Comparison, options: Options, screen: Screen) -> str:
    """One comparison as annotations."""
    return render_check(as_checked(comparison, options), options, screen)


def render_check(checked: Checked, options: Options, screen: Screen) -> str:
    """Ten annotations a level, worst first, and how many more there are."""
    place = locator(checked.articles)
    new = _new(checked)
    rows = []
    for severity in SEVERITIES:
        level = [finding for finding in new if finding.divergence.severity == severity]
        rows += [_command(finding, place) for finding in level[:MOST_SHOWN]]
        if len(level) > MOST_SHOWN:
            rows.append(f"{plural(len(level) - MOST_SHOWN, f'more {severity}')} in the step summary")
    return "".join(f"{row}\n" for row in rows)


def summary(checked: Checked) -> str:
    """What stands in the step summary: every finding in a table, in Markdown."""
    new, place = _new(checked), locator(checked.articles)
    head = f"### storydiff: {counted(checked.findings)}\n"
    if not new:
        return head
    rows = [_row(finding, place) for finding in new[:MOST_TOLD]]
    more = f"\n{len(new) - MOST_TOLD} more are left out.\n" if len(new) > MOST_TOLD else ""
    return f"{head}\n| | rule | what differs | where |\n|---|---|---|---|\n" + "".join(rows) + more


def add_summary(path: str, checked: Checked) -> None:
    """Append the summary to the file that a workflow shows; raises OutputError."""
    try:
        with open(path, "a", encoding="utf-8", newline="\n", errors="replace") as out:
            out.write(summary(checked))
    except OSError as error:
        raise OutputError(f"{path}: step summary cannot be written; check GITHUB_STEP_SUMMARY") from error


def _new(checked: Checked) -> Sequence[Finding]:
    return [finding for finding in ranked(checked.findings) if finding.state == "new"]


def _command(finding: Finding, place: Locate) -> str:
    found, region = finding.divergence, place(finding.primary)
    fields = {"file": region.path, **_lines(region), "title": f"{found.rule} {found.type}"}
    told = ",".join(f"{key}={_property(value)}" for key, value in fields.items())
    others = "".join(f"\n{_shown(place(piece))} {visible(piece.outlet)}" for piece in related(finding))
    return f"::{COMMANDS[found.severity]} {told}::{_data(found.message + others)}"


def _lines(region: Region) -> dict[str, str]:
    start, end = region.start, region.end
    if start is None or end is None:
        return {"line": str(region.line)}
    if end.line > start.line:
        return {"line": str(start.line), "endLine": str(end.line)}  # columns count within one line only
    return {"line": str(start.line), "col": str(start.column), "endColumn": str(max(start.column, end.column - 1))}


def _shown(region: Region) -> str:
    return f"{region.path}:{region.line}" + (f":{region.start.column}" if region.start else "")


def _row(finding: Finding, place: Locate) -> str:
    found = finding.divergence
    where = "<br>".join(escape(_shown(place(piece))) for piece in (finding.primary, *related(finding)))
    return f"| {found.severity} | {found.rule} | {escape(visible(found.message))} | {where} |\n"


def _data(text: str) -> str:
    """As the toolkit of GitHub Actions escapes a message."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """As the toolkit escapes a property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


GITHUB = Reporter("github", "Workflow commands, ten a level, for annotations on GitHub.", render)
CHECK_GITHUB = CheckReporter("github", render_check)
