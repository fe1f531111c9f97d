"""What the reports for machines share: findings, worst first, of one comparison or of a whole archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compare.options import Options
from compare.reporters.view import plural, shown
from compare.text import moment
from compare.values import SEVERITIES, Article, Checked, Comparison, Divergence, Event, Evidence, Finding

ONE_EVENT = "event"  # what the only event of a comparison is called


def as_checked(comparison: Comparison, options: Options) -> Checked:
    """A comparison as a check of one event, with the divergences that `options` lets through."""
    articles = {article.id: article for article in comparison.articles}
    findings = tuple(finding_of(found, ONE_EVENT, articles) for found in shown(comparison, options))
    event = Event(ONE_EVENT, tuple(articles), ())
    return Checked(comparison.articles, (event,), findings, notices=comparison.notices, skipped=comparison.skipped)


def finding_of(
    divergence: Divergence, event: str, articles: Mapping[str, Article], preferred: frozenset[str] = frozenset()
) -> Finding:
    """The finding of a divergence; it points at the article that came last, one of `preferred` where there is one."""
    told = [piece for piece in divergence.evidence if not piece.missing] or list(divergence.evidence)
    own = [piece for piece in told if piece.article in preferred] or told
    return Finding(divergence, event, max(own, key=lambda piece: _lateness(piece, articles)))


def _lateness(piece: Evidence, articles: Mapping[str, Article]) -> tuple[float, str, int]:
    when = moment(articles[piece.article].published)
    return when.timestamp() if when else float("-inf"), piece.article, -piece.span.start


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What counts first, then the most serious, then by place."""
    return tuple(sorted(findings, key=_rank))


def _rank(finding: Finding) -> tuple[bool, int, str, str, int, str, str]:
    found, piece = finding.divergence, finding.primary
    grave = SEVERITIES.index(found.severity)
    return finding.state != "new", grave, finding.event, piece.article, piece.span.start, found.rule, found.id


def related(finding: Finding) -> tuple[Evidence, ...]:
    """The pieces of the other outlets, first those that say something else."""
    others = [piece for piece in finding.divergence.evidence if piece is not finding.primary]
    return tuple(sorted(others, key=lambda piece: piece.variant == finding.primary.variant))


def fails(finding: Finding, options: Options) -> bool:
    """Whether a finding makes the check fail."""
    level = options.fail_on
    failing = SEVERITIES[: SEVERITIES.index(level) + 1] if level in SEVERITIES else ()
    return finding.state == "new" and finding.divergence.severity in failing


def counted(findings: Sequence[Finding]) -> str:
    """How many findings of each severity count, and how many are known or waived."""
    new = [f.divergence.severity for f in findings if f.state == "new"]
    parts = [plural(new.count(severity), severity) for severity in SEVERITIES if severity in new]
    for state in ("known", "waived"):
        number = sum(f.state == state for f in findings)
        parts += [f"{number} {state}"] if number else []
    return ", ".join(parts) or "nothing found"
