"""Markdown for a pull request or wiki: a section per severity, evidence in bold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from compare.options import Options
from compare.reporters import view
from compare.reporters.base import Reporter, Screen
from compare.reporters.blocks import Block, Passage, Seen, blocks, seen
from compare.reporters.markdown_text import escape, passage, table
from compare.reporters.marking import cut, reference
from compare.values import SEVERITIES, Comparison, Divergence, Severity

_ROWS = 30  # rows of the coverage table
_TITLES: dict[Severity, str] = {"error": "Errors", "warning": "Warnings", "note": "Notes"}
_SILENCE = "*says nothing about this*"


def render(comparison: Comparison, options: Options, screen: Screen) -> str:
    """The whole report; nothing in it comes from an article unescaped."""
    sections = (section for section in _sections(comparison, options) if section)
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def _sections(comparison: Comparison, options: Options) -> Iterator[list[str]]:
    found = view.shown(comparison, options)
    numbered = _numbered((d for d in found if d.type != view.OMISSION), comparison)
    omitted = view.omissions((d for d in found if d.type == view.OMISSION), comparison)
    yield ["# What the outlets say"]
    yield [f"{', '.join(view.totals(comparison))}: {view.kinds(found)}."]
    yield _articles(comparison)
    yield [] if found else [f"**{escape(view.nothing(comparison, options))}**"]
    for severity in SEVERITIES:
        yield from _severity(severity, numbered[severity])
    yield _bulleted("Left out", [_omission(fact) for fact in omitted])
    yield from _coverage(comparison, seen(block for shown in numbered.values() for block in shown))
    yield _bulleted("Origins", map(escape, view.origins(comparison)))
    yield _bulleted("Notices", map(escape, view.notices(comparison)))
    yield _bulleted("Skipped", map(escape, view.skipped(comparison)))


def _articles(comparison: Comparison) -> list[str]:
    named = view.labels(comparison.articles)
    rows = ([escape(named[a.id]), escape(view.moment(a.published)), escape(a.title or "")] for a in comparison.articles)
    return table(["outlet", "published", "title"], rows)


def _numbered(found: Iterable[Divergence], comparison: Comparison) -> dict[Severity, tuple[Block, ...]]:
    """The blocks of each severity; numbers run on from one section to the next."""
    listed, first = tuple(found), 1
    numbered = {}
    for severity in SEVERITIES:
        section = [divergence for divergence in listed if divergence.severity == severity]
        numbered[severity] = blocks(section, comparison, first)
        first += len(section)
    return numbered


def _severity(severity: Severity, shown: Sequence[Block]) -> Iterator[list[str]]:
    if not shown:
        return
    title = f"{_TITLES[severity]} ({sum(len(block.divergences) for block in shown)})"
    folds = severity == "note"
    yield [f"<details><summary>{title}</summary>"] if folds else [f"## {title}"]
    if folds:
        yield [_line(number, found) for block in shown for number, found in block.divergences]
    for block in () if folds else shown:
        yield from (_heading(number, found) for number, found in block.divergences)
        yield _passages(block)
    yield ["</details>"] if folds else []


def _heading(number: int, found: Divergence) -> list[str]:
    kind = escape(", ".join((found.severity, *view.heading(found))))
    return [f"**{number}. {escape(found.message)}** ({kind}, {escape(found.rule)})"]


def _line(number: int, found: Divergence) -> str:
    """A note in one line: its message holds the words, and hundreds of passages would be too long for a comment."""
    kind = escape(", ".join(view.heading(found)))
    return f"- **{number}.** {escape(found.message)} ({kind}, {escape(found.rule)})"


def _passages(block: Block) -> list[str]:
    several = len(block.divergences) > 1
    rows = ([escape(column[0].label), "<br>".join(_passage(p, several) for p in column)] for column in block.columns)
    return table(["outlet", "passage"], rows)


def _passage(shown: Passage, several: bool) -> str:
    text = passage(cut(shown.text, shown.marks), several)
    told = f"*Title:* {text}" if shown.field == "title" else text
    silence = _SILENCE + (reference(shown.missing) if several else "") if shown.missing else ""
    return "<br>".join(part for part in (told, silence) if part)


def _omission(omitted: view.Omitted) -> str:
    silent, reported = (escape(", ".join(names)) for names in (omitted.silent, omitted.reported))
    return f"{escape(omitted.fact)} *Reported by {reported}; not by {silent}.*"


def _coverage(comparison: Comparison, shown: dict[str, Seen]) -> Iterator[list[str]]:
    covered = view.covered(comparison)
    columns = view.outlets(comparison)
    rows = (_row(row, columns, shown.get(row.group, Seen())) for row in covered[:_ROWS])
    alone = [f"{escape(o)}: {view.plural(n, 'fact')} alone" for o, n in view.alone(comparison) if n]
    left = len(covered) - _ROWS
    yield ["## Coverage"] if covered or alone else []
    yield table(["fact", *map(escape, columns), "see"], rows) if covered else []
    yield ["● reports, ◐ diverges (see above), · silent"] if covered else []
    yield [f"{view.plural(left, 'more fact')}: `--format json` lists all."] if left > 0 else []
    yield [f"- {line}" for line in alone]


def _row(row: view.Row, columns: Sequence[str], shown: Seen) -> list[str]:
    pairs = zip(columns, row.reported, strict=True)
    signs = [("◐" if o in shown.outlets else "●") if reports else "·" for o, reports in pairs]
    return [escape(view.opening(row.fact)), *signs, ", ".join(map(str, shown.numbers))]


def _bulleted(title: str, lines: Iterable[str]) -> list[str]:
    listed = [f"- {line}" for line in lines]
    return [f"## {title}", "", *listed] if listed else []


MARKDOWN = Reporter("markdown", "For a pull request or wiki: a section per severity.", render)
