"""The baseline: findings that are known and do not fail, matched by what they say and not by where they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from compare.errors import OptionError
from compare.values import Finding

DEFAULT = ".storydiff-baseline.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Known:
    """A finding of the baseline: what it is, in which articles, and its message for people."""

    id: str
    rule: str
    articles: tuple[str, ...]
    message: str


def read_baseline(path: str | None) -> tuple[Known, ...]:
    """The findings of the baseline named, else of the default one if it is there; raises OptionError."""
    place = path or DEFAULT
    if path is None and not Path(place).is_file():
        return ()
    try:
        content = json.loads(Path(place).read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OptionError(
            f"{place}: baseline cannot be read ({reason}); 'storydiff baseline create' makes one"
        ) from error
    except (ValueError, RecursionError) as error:
        raise OptionError(f"{place}: baseline is not valid JSON; mend it or create it anew") from error
    return _entries(content, place)


def mark_known(findings: Iterable[Finding], baseline: Sequence[Known]) -> tuple[Finding, ...]:
    """The findings, known where the baseline has one with the same id and at least one article in common."""
    by_id: dict[str, set[str]] = {}
    for known in baseline:
        by_id.setdefault(known.id, set()).update(known.articles)
    return tuple(
        replace(finding, state="known")
        if finding.state == "new" and by_id.get(finding.divergence.id, set()) & set(_articles(finding))
        else finding
        for finding in findings
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A baseline to write: the text of the file, what has changed in a sentence, how many findings it does not take."""

    text: str
    sentence: str
    refused: int = 0


def free_place(path: str | None) -> str:
    """Where a new baseline goes; raises OptionError where there is one already."""
    place = path or DEFAULT
    if Path(place).exists():
        raise OptionError(f"{place}: exists already; use 'storydiff baseline update', or remove it first")
    return place


def create_baseline(findings: Iterable[Finding]) -> Change:
    """A baseline of all findings but those that are waived."""
    entries = _entries_of(findings)
    return Change(_text(entries), f"{len(entries)} findings known")


def update_baseline(known: Sequence[Known], findings: Sequence[Finding], accept_new: bool) -> Change:
    """The findings as they are now; new ones only where they are accepted."""
    marked = mark_known(findings, known)
    new = [finding for finding in marked if finding.state == "new"]
    entries = _entries_of(f for f in marked if f.state == "known" or accept_new)
    gone = len(known) - len(_still_found(known, findings))
    taken = f"{len(new)} new" if accept_new or not new else f"{len(new)} new not taken; --accept-new takes them"
    return Change(_text(entries), f"{len(entries)} findings known, {gone} gone, {taken}", 0 if accept_new else len(new))


def prune_baseline(known: Sequence[Known], findings: Iterable[Finding]) -> Change:
    """The entries of a baseline that are still found."""
    kept = _still_found(known, findings)
    return Change(_text(kept), f"{len(kept)} findings known, {len(known) - len(kept)} gone")


def _entries_of(findings: Iterable[Finding]) -> tuple[Known, ...]:
    found = {}
    for finding in findings:
        told = finding.divergence
        if finding.state != "waived":
            found[told.id, _articles(finding)] = Known(told.id, told.rule, _articles(finding), told.message)
    return tuple(found[key] for key in sorted(found))


def _still_found(baseline: Iterable[Known], findings: Iterable[Finding]) -> tuple[Known, ...]:
    found: dict[str, set[str]] = {}
    for finding in findings:
        found.setdefault(finding.divergence.id, set()).update(_articles(finding))
    return tuple(known for known in baseline if found.get(known.id, set()) & set(known.articles))


def _text(baseline: Iterable[Known]) -> str:
    """The file: one finding a line, sorted, so that a change of it reads well in a diff."""
    rows = [
        json.dumps(
            {"id": known.id, "rule": known.rule, "articles": list(known.articles), "message": known.message},
            ensure_ascii=False,
        )
        for known in baseline
    ]
    body = "[\n  " + ",\n  ".join(rows) + "\n ]" if rows else "[]"
    return f'{{\n "version": {VERSION},\n "findings": {body}\n}}\n'


def _articles(finding: Finding) -> tuple[str, ...]:
    return tuple(sorted({piece.article for piece in finding.divergence.evidence}))


def _entries(content: Any, place: str) -> tuple[Known, ...]:
    version = content.get("version") if isinstance(content, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise OptionError(f"{place}: baseline of version {version}, made by a newer storydiff; install that one")
    listed = content.get("findings") if version == VERSION else None
    if not isinstance(listed, list):
        raise OptionError(f"{place}: not a baseline of storydiff; mend it or create it anew")
    return tuple(_entry(item, number, place) for number, item in enumerate(listed, 1))


def _entry(item: Any, number: int, place: str) -> Known:
    try:
        articles = item["articles"]
        known = Known(item["id"], item["rule"], tuple(articles), item["message"])
    except (TypeError, KeyError) as error:
        raise OptionError(f"{place}: finding {number} is broken; mend it or create the baseline anew") from error
    if not all(isinstance(text, str) for text in (known.id, known.rule, known.message, *known.articles)):
        raise OptionError(f"{place}: finding {number} is broken; mend it or create the baseline anew")
    return known
