"""SARIF 2.1.0, for code scanning: one result a finding, the other outlets as related places."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import compare
from compare.findings import ranked, related
from compare.options import Options
from compare.reporters.base import CheckReporter, Reporter, Screen
from compare.reporters.findings import as_checked
from compare.reporters.json_report import dump
from compare.reporters.locations import Locate, Region, locator
from compare.reporters.view import place
from compare.rules import RULES, Rule
from compare.text import visible
from compare.values import Checked, Comparison, Evidence, Finding, Severity

MOST_RESULTS = 5000  # what code scanning takes of one run
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

Record = dict[str, Any]


def render(comparison: Comparison, options: Options, screen: Screen) -> str:
    """One comparison as a SARIF log."""
    return render_check(as_checked(comparison, options), options, screen)


def render_check(checked: Checked, options: Options, screen: Screen) -> str:
    """All findings as a SARIF log, at most 5,000 of them, the most serious."""
    found = ranked(checked.findings)
    kept = found[:MOST_RESULTS]
    used = {finding.divergence.rule for finding in found}
    rules = tuple(rule for rule in RULES if rule.id in used)
    index = {rule.id: number for number, rule in enumerate(rules)}
    locate = locator(checked.articles)
    run = {
        "tool": {"driver": _driver(rules)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(checked, len(found) - len(kept))],
        "results": [_result(finding, index, locate) for finding in kept],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _driver(rules: Sequence[Rule]) -> Record:
    return {
        "name": "storydiff",
        "version": compare.__version__,
        "rules": [_rule(rule) for rule in rules],
    }


def _rule(rule: Rule) -> Record:
    lines = [line.strip() for line in rule.description.splitlines()]
    whole = "\n".join(lines)
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.title.replace(",", "").split()),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": lines[0]},
        "help": {"text": whole, "markdown": _escaped(whole)},
        "defaultConfiguration": {"level": _worst(rule)},
        "properties": {"tags": [rule.type]},
    }


def _worst(rule: Rule) -> Severity:
    levels: tuple[Severity, ...] = ("error", "warning", "note")
    return next((level for level in levels if level in rule.severity.values()), "note")


def _invocation(checked: Checked, cut: int) -> Record:
    notes = [*checked.remarks]
    notes += [f"{cut} findings beyond {MOST_RESULTS} are left out, the least serious"] if cut else []
    notes += [f"skipped {place(skip.source)}: {skip.reason}" for skip in checked.skipped]
    told = [{"level": "warning", "message": {"text": visible(note)}} for note in notes]
    return {"executionSuccessful": True, "toolExecutionNotifications": told}


def _result(finding: Finding, rules: Mapping[str, int], locate: Locate) -> Record:
    found = finding.divergence
    others = related(finding)
    result: Record = {
        "ruleId": found.rule,
        "ruleIndex": rules.get(found.rule, -1),
        "level": found.severity,
        "message": {"text": _message(finding, others)},
        "locations": [_location(locate(finding.primary))],
        "relatedLocations": [_related(number, piece, locate) for number, piece in enumerate(others, 1)],
        "partialFingerprints": {"storydiff/v1": found.id, "primaryLocationLineHash": _fingerprint(finding)},
        "rank": round(100 * found.score, 2),
        "baselineState": "unchanged" if finding.state == "known" else "new",
        "properties": {"event": finding.event, "relation": found.relation, "reasons": list(found.reasons)},
    }
    reasons: Mapping[str, str] = {"known": "stands in the baseline", "waived": finding.reason}
    if finding.state in reasons:
        result["suppressions"] = [{"kind": "external", "justification": visible(reasons[finding.state])}]
    return result


def _message(finding: Finding, others: Sequence[Evidence]) -> str:
    """The message, with a link to the place of every other outlet."""
    links = [f"[{_escaped(visible(piece.outlet))}]({number})" for number, piece in enumerate(others, 1)]
    told = _escaped(finding.divergence.message)
    return f"{told}. See {', '.join(links)}." if links else f"{told}."


def _escaped(text: str) -> str:
    """Brackets would open a link."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _fingerprint(finding: Finding) -> str:
    """The same as long as the finding is, whatever outlets are added after the first."""
    first = min(piece.article for piece in finding.divergence.evidence)
    plain = f"{finding.divergence.id}\x1f{first}"
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16] + ":1"


def _location(region: Region) -> Record:
    uri = quote(region.path, safe="/")
    return {"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}, "region": _region(region)}}


def _related(number: int, piece: Evidence, locate: Locate) -> Record:
    said = "says nothing" if piece.missing else f"“{visible(piece.text)}”"
    return {"id": number, "message": {"text": _escaped(f"{visible(piece.outlet)}: {said}")}, **_location(locate(piece))}


def _region(region: Region) -> Record:
    if region.start is None or region.end is None:
        return {"startLine": region.line}
    return {
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
    }


SARIF = Reporter("sarif", "SARIF 2.1.0 with true lines and columns, for code scanning.", render)
CHECK_SARIF = CheckReporter("sarif", render_check)
