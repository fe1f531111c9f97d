"""What the reports for machines share: one comparison seen as a check, and findings counted."""

from __future__ import annotations

from collections.abc import Sequence

from compare.findings import finding_of
from compare.options import Options
from compare.reporters.view import plural, shown
from compare.values import SEVERITIES, Checked, Comparison, Event, Finding

ONE_EVENT = "event"  # what the only event of a comparison is called


def as_checked(comparison: Comparison, options: Options) -> Checked:
    """A comparison as a check of one event, with the divergences that `options` lets through."""
    articles = {article.id: article for article in comparison.articles}
    findings = tuple(finding_of(found, ONE_EVENT, articles) for found in shown(comparison, options))
    event = Event(ONE_EVENT, tuple(articles), ())
    return Checked(comparison.articles, (event,), findings, notices=comparison.notices, skipped=comparison.skipped)


def counted(findings: Sequence[Finding]) -> str:
    """How many findings of each severity count, and how many are known or waived."""
    new = [f.divergence.severity for f in findings if f.state == "new"]
    parts = [plural(new.count(severity), severity) for severity in SEVERITIES if severity in new]
    for state in ("known", "waived"):
        number = sum(f.state == state for f in findings)
        parts += [f"{number} {state}"] if number else []
    return ", ".join(parts) or "nothing found"
