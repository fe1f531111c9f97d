"""Findings: divergences of an archive, with the place to point at and whether they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from compare.options import Options
from compare.text import moment
from compare.values import SEVERITIES, Article, Divergence, Evidence, Finding


def finding_of(
    divergence: Divergence, event: str, articles: Mapping[str, Article], preferred: frozenset[str] = frozenset()
) -> Finding:
    """The finding of a divergence; it points at the article that came last, one of `preferred` where there is one.

    Of articles of the same time it is the one that fewest agree with.
    """
    told = [piece for piece in divergence.evidence if not piece.missing] or list(divergence.evidence)
    own = [piece for piece in told if piece.article in preferred] or told
    agreeing = Counter(piece.variant for piece in told)

    def weight(piece: Evidence) -> tuple[float, int, str, int]:
        return _stamp(articles[piece.article].published), -agreeing[piece.variant], piece.article, -piece.span.start

    return Finding(divergence, event, max(own, key=weight))


@lru_cache(maxsize=1024)
def _stamp(published: str | None) -> float:
    when = moment(published)
    return when.timestamp() if when else float("-inf")


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
