"""The report of a check for reading: a finding with the places of all outlets, and a closing line."""

from __future__ import annotations

from compare.findings import ranked, related
from compare.options import Options
from compare.reporters.base import CheckReporter, Screen
from compare.reporters.findings import counted
from compare.reporters.locations import Locate, Region, locator
from compare.reporters.view import plural
from compare.text import visible
from compare.values import SEVERITIES, Checked, Evidence, Finding

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "note": "\x1b[1;36m"}
_PLAIN = "\x1b[0m"
_LONGEST = 160  # code points of a piece of evidence


def render(checked: Checked, options: Options, screen: Screen) -> str:
    """What counts in full (notes only when asked for), what is known or waived as a number."""
    locate = locator(checked.articles)
    told = [finding for finding in ranked(checked.findings) if _is_told(finding, options)]
    blocks = [_block(finding, locate, screen) for finding in told]
    remarks = [f"{visible(remark)}\n" for remark in checked.remarks]
    return "\n".join([*blocks, "".join([*remarks, _closing(checked, len(told))])])


def _is_told(finding: Finding, options: Options) -> bool:
    lowest = options.min_severity or "warning"
    shown = SEVERITIES[: SEVERITIES.index(lowest) + 1]
    return finding.state == "new" and finding.divergence.severity in shown


def _block(finding: Finding, locate: Locate, screen: Screen) -> str:
    found = finding.divergence
    mark, plain = (_COLOURS[found.severity], _PLAIN) if screen.colour else ("", "")
    rows = [f"{_shown(locate(finding.primary))}: {mark}{found.severity}{plain} {found.rule} {visible(found.message)}"]
    rows += [f"    {_shown(locate(piece))}: {_said(piece)}" for piece in related(finding)]
    return "".join(f"{row}\n" for row in rows)


def _shown(region: Region) -> str:
    return visible(f"{region.path}:{region.line}" + (f":{region.start.column}" if region.start else ""))


def _said(piece: Evidence) -> str:
    text = visible(piece.text)
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
    return f"{visible(piece.outlet)} says nothing" if piece.missing else f"{visible(piece.outlet)} “{short}”"


def _closing(checked: Checked, told: int) -> str:
    new = [finding for finding in checked.findings if finding.state == "new"]
    hidden = len(new) - told
    more = f" ({hidden} not shown; see --min-severity note)" if hidden else ""
    what = f"{plural(len(checked.articles), 'article')}, {plural(len(checked.events), 'event')} compared"
    return f"{what}: {counted(checked.findings)}{more}\n"


CHECK_TEXT = CheckReporter("text", render)
