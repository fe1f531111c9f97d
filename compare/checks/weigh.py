"""Divergences to findings: what the policy of the newsroom makes of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from compare.findings import finding_of
from compare.policy import Policy, Waiver
from compare.values import Article, Divergence, Evidence, Finding, Origin, Severity

# In one comparison a copy is worth a note; an archive should not take it in.
DEFAULTS: tuple[tuple[str, Severity], ...] = (("duplicate", "error"),)
# What was wrong most often on a real archive (docs/ci.md) does not stop a build, unless the policy says so.
_AT_MOST: tuple[str, ...] = ("date", "entity", "certainty", "place", "QUO002")


def weigh(
    divergences: Iterable[Divergence],
    event: str,
    origins: Sequence[Origin],
    articles: Mapping[str, Article],
    focus: frozenset[str],
    policy: Policy,
) -> Iterator[Finding]:
    """The findings of one event that concern an article of `focus`, with the severity that the policy gives them."""
    origin_of = {name: origin.id for origin in origins for name in origin.articles}
    for found in divergences:
        concerned = any(piece.article in focus for piece in found.evidence)
        if concerned and found.score >= policy.min_score and not _is_ignored(found, articles, policy):
            made = finding_of(found, event, articles, focus)
            severity = _severity(made, origin_of, policy)
            yield made if severity == found.severity else replace(made, divergence=replace(found, severity=severity))


def waive(findings: Iterable[Finding], policy: Policy, today: datetime.date) -> tuple[Finding, ...]:
    """The findings, those that a waiver in force covers marked with its reason."""
    valid = [waiver for waiver in policy.waivers if not is_over(waiver, today)]
    return tuple(_waived(finding, valid) for finding in findings)


def is_over(waiver: Waiver, today: datetime.date) -> bool:
    """Whether the last day of a waiver has passed."""
    return waiver.expires is not None and waiver.expires < today


def names_rule(name: str, found: Divergence) -> bool:
    """Whether a name (id, code or type) means the rule of a divergence."""
    return name.upper() in (found.rule, found.rule[:3]) or name.lower() == found.type


def _is_ignored(found: Divergence, articles: Mapping[str, Article], policy: Policy) -> bool:
    paths = {articles[piece.article].source.path for piece in found.evidence}
    return any(
        any(names_rule(name, found) for name in names) and any(fnmatchcase(path, pattern) for path in paths)
        for pattern, names in policy.per_path_ignores
    )


def _severity(finding: Finding, origin_of: Mapping[str, str], policy: Policy) -> Severity:
    found = finding.divergence
    named = [(name, severity) for name, severity in (*DEFAULTS, *policy.severity) if names_rule(name, found)]
    ranked = sorted(named, key=lambda item: _exactness(item[0], found))  # of equals the later: the policy's own
    severity = ranked[-1][1] if ranked else _softened(found)
    if severity == "note" or found.relation != "conflict":
        return severity
    return "note" if len(_against(finding, origin_of)) < policy.least_origins else severity


def _softened(found: Divergence) -> Severity:
    return "warning" if found.severity == "error" and {found.type, found.rule} & {*_AT_MOST} else found.severity


def _exactness(name: str, found: Divergence) -> int:
    """An id counts more than a code, a code more than a type."""
    return 0 if name.lower() == found.type else len(name)


def _against(finding: Finding, origin_of: Mapping[str, str]) -> set[str]:
    """The independent origins that say something else than the article pointed at."""
    own = {origin_of[piece.article] for piece in finding.divergence.evidence if _agrees(piece, finding)}
    others = {origin_of[piece.article] for piece in finding.divergence.evidence if not _agrees(piece, finding)}
    return others - own


def _agrees(piece: Evidence, finding: Finding) -> bool:
    return piece.variant == finding.primary.variant


def _waived(finding: Finding, waivers: Sequence[Waiver]) -> Finding:
    touched = {piece.article for piece in finding.divergence.evidence}
    for waiver in waivers:
        if waiver.article in touched and names_rule(waiver.rule, finding.divergence):
            return replace(finding, state="waived", reason=waiver.reason)
    return finding
