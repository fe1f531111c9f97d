"""One page that holds everything: what its template is given, and how it is made. Imports jinja2."""

from __future__ import annotations

import base64
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

import compare
from compare.options import Options
from compare.reporters import view
from compare.reporters.blocks import texts_of
from compare.reporters.page_articles import Story, stories
from compare.reporters.page_dates import Timeline, timeline
from compare.reporters.page_facts import Row, Signs, rows
from compare.reporters.page_figures import Figure, figures
from compare.reporters.page_findings import Finding, findings
from compare.reporters.page_summary import Alone, Summary, alone, summary
from compare.reporters.page_text import Layer
from compare.rules import RULES
from compare.text import visible
from compare.values import SEVERITIES, Comparison, Divergence

FOLDER = Path(__file__).parent / "templates"
COLUMNS = 5  # outlets that stand side by side; more stand one below the other
SIGNS = 12  # outlets that have a column of the coverage table
_VERSION = sys.implementation.cache_tag or "python"
_SIGNS = ("reports", "differs", "conflicts")  # the last one that applies is shown


class Folded(NamedTuple):
    """Notes about one fact."""

    fact: str
    findings: tuple[Finding, ...]


class Choice(NamedTuple):
    """One filter: its name, and its values with their counts."""

    name: str
    label: str
    values: tuple[tuple[str, str, int], ...]


class Page(NamedTuple):
    """Everything a page shows."""

    version: str
    title: str
    outlets: tuple[str, ...]
    summary: Summary
    choices: tuple[Choice, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Folded, ...]
    omissions: tuple[tuple[Finding, view.Omitted], ...]
    nothing: str
    rows: tuple[Row, ...]
    wide: bool  # too many outlets for columns of text
    crowded: bool  # too many for columns of signs
    stories: tuple[Story, ...]
    alone: tuple[Alone, ...]
    figures: tuple[Figure, ...]
    timeline: Timeline | None
    origins: tuple[str, ...]
    notices: tuple[str, ...]
    skipped: tuple[str, ...]
    rules: tuple[tuple[str, str, str], ...]


def render(comparison: Comparison, options: Options) -> str:
    """The page as text. Its policy lets nothing run, load or leave but the script and the stylesheet inside."""
    sheet, script = (_inlined(name) for name in ("page.css", "page.js"))
    policy = f"default-src 'none'; style-src {_hash(sheet)}; script-src {_hash(script)}; base-uri 'none'"
    return (
        _environment()
        .get_template("page.html")
        .render(page=_page(comparison, options), css=sheet, js=script, policy=f"{policy}; form-action 'none'")
    )


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates beside their sources, as Python keeps its own; where that cannot be, nothing is kept."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template for the next process."""
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


@cache
def _environment() -> Environment:
    kept = None if sys.dont_write_bytecode else _Compiled(str(FOLDER / "__pycache__"), f"%s.{_VERSION}.cache")
    return Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=kept,
    )


def _inlined(name: str) -> Markup:
    return Markup((FOLDER / name).read_text(encoding="utf-8"))  # our own files: they hold no closing tag


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _page(comparison: Comparison, options: Options) -> Page:
    shown = view.shown(comparison, options)
    ordered = sorted(shown, key=lambda found: found.type == view.OMISSION)
    made = findings(comparison, enumerate(ordered, start=1), texts_of(comparison))
    told = tuple(finding for finding in made if finding.found.type != view.OMISSION)
    omitted = made[len(told) :]
    facts = rows(comparison, _layers(told), _signs(told))
    return Page(
        compare.__version__,
        ", ".join(view.totals(comparison)[:1]) + f": {view.kinds(shown)}",
        tuple(visible(outlet) for outlet in view.outlets(comparison)),
        summary(comparison, told, facts, len(omitted)),
        _choices(comparison, made),
        tuple(finding for finding in told if finding.found.severity != "note"),
        _folded(comparison, [finding for finding in told if finding.found.severity == "note"]),
        _omissions(comparison, omitted),
        "" if shown else view.nothing(comparison, options),
        facts,
        len(view.outlets(comparison)) > COLUMNS,
        len(view.outlets(comparison)) > SIGNS,
        stories(comparison, _layers(told)),
        alone(comparison),
        figures(comparison, told),
        timeline(comparison),
        view.origins(comparison),
        view.notices(comparison),
        view.skipped(comparison),
        _rules(shown),
    )


def _layers(found: Iterable[Finding]) -> dict[str, list[Layer]]:
    """The evidence in the text of each article."""
    layers: dict[str, list[Layer]] = {}
    for finding in found:
        for piece in finding.found.evidence:
            if not piece.missing and piece.field == "text" and piece.span.start < piece.span.end:
                layers.setdefault(piece.article, []).append(Layer(piece.span, finding.number))
    return layers


def _signs(found: Iterable[Finding]) -> dict[str, Signs]:
    by_group: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.found.group is not None:
            by_group.setdefault(finding.found.group, []).append(finding)
    return {group: _signs_of(listed) for group, listed in by_group.items()}


def _signs_of(found: Sequence[Finding]) -> Signs:
    signs: dict[str, str] = {}
    for finding in found:
        sign = "conflicts" if finding.found.relation == "conflict" else "differs"
        for piece in finding.found.evidence:
            signs[piece.outlet] = max(signs.get(piece.outlet, "reports"), sign, key=_SIGNS.index)
    return Signs(tuple(finding.number for finding in found), signs)


def _folded(comparison: Comparison, notes: Iterable[Finding]) -> tuple[Folded, ...]:
    """Notes by fact, most notes first."""
    named = view.facts(comparison)
    by_group: dict[str, list[Finding]] = {}
    for note in notes:
        by_group.setdefault(note.found.group or "", []).append(note)
    ranked = sorted(by_group.items(), key=lambda item: -len(item[1]))
    return tuple(Folded(view.opening(named.get(g, "Articles as a whole"), 18), tuple(f)) for g, f in ranked)


def _omissions(comparison: Comparison, found: Iterable[Finding]) -> tuple[tuple[Finding, view.Omitted], ...]:
    """Facts that an outlet leaves out, what most outlets report first."""
    listed = list(found)
    told = view.omitted((finding.found for finding in listed), comparison)
    return tuple(sorted(zip(listed, told, strict=True), key=lambda pair: -len(pair[1].reported)))


def _choices(comparison: Comparison, found: Sequence[Finding]) -> tuple[Choice, ...]:
    types, relations = Counter(f.found.type for f in found), Counter(str(f.found.relation) for f in found)
    severities = Counter(f.found.severity for f in found)
    outlets = Counter(place for finding in found for place in finding.outlets.split())
    named = enumerate(map(visible, view.outlets(comparison)))
    return (
        Choice("severity", "Severity", tuple((s, s, severities[s]) for s in SEVERITIES if severities[s])),
        Choice("relation", "Relation", tuple((r, r, n) for r, n in sorted(relations.items()) if r != "None")),
        Choice("type", "Type", tuple((t, t, n) for t, n in sorted(types.items()))),
        Choice("outlet", "Outlet", tuple((str(p), outlet, outlets[str(p)]) for p, outlet in named)),
    )


def _rules(shown: Iterable[Divergence]) -> tuple[tuple[str, str, str], ...]:
    """Id, title and description of every rule that found something."""
    known = {rule.id: (rule.title, rule.description) for rule in RULES}
    return tuple((rule, *known.get(rule, ("", ""))) for rule in sorted({found.rule for found in shown}))
