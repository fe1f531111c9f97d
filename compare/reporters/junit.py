"""JUnit XML, for test reports of build servers: a suite an event, a case a rule."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as Tree

from compare.findings import fails, ranked, related
from compare.options import Options
from compare.reporters.base import CheckReporter, Reporter, Screen
from compare.reporters.findings import as_checked
from compare.reporters.locations import Locate, Region, locator
from compare.rules import RULES
from compare.values import Checked, Comparison, Event, Evidence, Finding


def render(comparison: Comparison, options: Options, screen: Screen) -> str:
    """One comparison as one suite; without `fail_on` errors fail."""
    failing = replace(options, fail_on=options.fail_on or "error")
    return render_check(as_checked(comparison, options), failing, screen)


def render_check(checked: Checked, options: Options, screen: Screen) -> str:
    """Every judged event as a suite in which each rule is a case; what does not fail is told in `system-out`."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in ranked(checked.findings):
        found[finding.event].append(finding)
    root = Tree.Element("testsuites", name="storydiff")
    place = locator(checked.articles)
    for event in checked.events:
        root.append(_suite(event, found[event.id], options, place))
    _total(root, list(root))
    Tree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(root, encoding="unicode") + "\n"


def _suite(event: Event, found: Sequence[Finding], options: Options, place: Locate) -> Tree.Element:
    suite = Tree.Element("testsuite", name=_legal(event.id))
    for rule, title in _titles(found):
        case = Tree.SubElement(suite, "testcase", classname=_legal(event.id), name=title, time="0")
        _tell(case, [finding for finding in found if finding.divergence.rule == rule], options, place)
    _total(suite, list(suite))
    return suite


def _total(element: Tree.Element, parts: Sequence[Tree.Element]) -> None:
    """Counts as build servers expect them; nothing is measured in seconds."""
    cases = [case for part in parts for case in part.iter("testcase")]
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", "0")
    element.set("skipped", "0")


def _titles(found: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    known = {rule.id: f"{rule.id} {rule.title}" for rule in RULES}
    yield from known.items()
    yield from ((rule, rule) for rule in sorted({f.divergence.rule for f in found} - known.keys()))


def _tell(case: Tree.Element, found: Sequence[Finding], options: Options, place: Locate) -> None:
    failing = [finding for finding in found if fails(finding, options)]
    rest = [finding for finding in found if not fails(finding, options)]
    if failing:
        text = _legal("\n\n".join(_told(finding, place) for finding in failing))
        message = _legal(failing[0].divergence.message)
        Tree.SubElement(case, "failure", type=failing[0].divergence.severity, message=message).text = text
    if rest:
        Tree.SubElement(case, "system-out").text = _legal("\n\n".join(_told(finding, place) for finding in rest))


def _told(finding: Finding, place: Locate) -> str:
    found = finding.divergence
    state = "" if finding.state == "new" else f" ({finding.state})"
    rows = [f"{found.severity}{state}: {found.message}"]
    rows += [f"{_shown(place(piece))}: {_said(piece)}" for piece in (finding.primary, *related(finding))]
    return "\n".join(rows)


def _shown(region: Region) -> str:
    return f"{region.path}:{region.line}" + (f":{region.start.column}" if region.start else "")


def _said(piece: Evidence) -> str:
    return f"{piece.outlet} says nothing" if piece.missing else f"{piece.outlet} “{piece.text}”"


def _legal(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return _illegal().sub("\ufffd", text)


@cache
def _illegal() -> re.Pattern[str]:
    return re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


JUNIT = Reporter("junit", "JUnit XML, a suite an event and a case a rule, for build servers.", render)
CHECK_JUNIT = CheckReporter("junit", render_check)
