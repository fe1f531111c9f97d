"""The sections of the terminal report. Imports rich, so it is loaded late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from rich.text import Text

from compare.options import Options
from compare.reporters import view
from compare.reporters.base import Screen
from compare.reporters.blocks import Block, blocks
from compare.reporters.coverage import coverage
from compare.reporters.layout import (
    Sheet,
    beside,
    clipped,
    indented,
    printed,
    sheet,
    titled,
    widest,
    wrapped,
)
from compare.reporters.passages import passages
from compare.reporters.styles import OUTLET, QUIET, SEVERITY
from compare.text import visible
from compare.values import Comparison, Divergence

_INDENT = 4
_NARROW = 60  # columns of a screen below which titles stand under their outlets
_ROWS = 30  # rows of a table that are shown
_OMISSIONS = 10  # omissions shown without --min-severity note


def render(comparison: Comparison, options: Options, screen: Screen) -> str:
    """The whole report for a terminal."""
    on = sheet(screen)
    sections = [section for section in _sections(on, comparison, options) if section]
    lines = [line for section in sections for line in (*section, Text())]
    return printed(on, lines[:-1])


def _sections(on: Sheet, comparison: Comparison, options: Options) -> Iterable[list[Text]]:
    found = view.shown(comparison, options)
    full, notes, omitted = view.parted(found, options)
    numbered = blocks(full, comparison)
    yield _summary(on, comparison, found)
    yield _articles(on, comparison)
    yield [] if found else indented(on, Text(view.nothing(comparison, options), "bold"), 0)
    yield from (_block(on, block) for block in numbered)
    yield _notes(on, view.folded(notes, comparison))
    yield _omissions(on, view.omissions(omitted, comparison), options)
    yield coverage(on, comparison, numbered, _ROWS)
    yield _listed(on, "Origins", view.origins(comparison))
    yield _listed(on, "Notices", view.notices(comparison))
    yield _listed(on, "Skipped", view.skipped(comparison))


def _summary(on: Sheet, comparison: Comparison, found: Sequence[Divergence]) -> list[Text]:
    between = f" {on.glyphs.dot} "
    text = Text(between.join(view.totals(comparison)), "bold")
    text.append(between)
    text.append(view.kinds(found), "bold")
    return wrapped(on, text, on.width)


def _articles(on: Sheet, comparison: Comparison) -> list[Text]:
    named = view.labels(comparison.articles)
    rows = [
        (Text(named[a.id], OUTLET), Text(view.moment(a.published), QUIET), Text(visible(a.title or "")))
        for a in comparison.articles
    ]
    if on.width >= _NARROW:
        return _table(on, rows, 2)
    heads = ((Text("  ").join(cell for cell in row[:2] if cell), row[2]) for row in rows)
    return [line for head, title in heads for line in (*indented(on, head, 2), *indented(on, title, 4))]


def _table(on: Sheet, rows: Sequence[Sequence[Text]], indent: int) -> list[Text]:
    """Rows whose columns are as wide as they need, the last as wide as is left."""
    most = on.width * 3 // 10
    widths = [min(max(cell.cell_len for cell in column), most) for column in zip(*rows, strict=True)][:-1]
    kept = [place for place, width in enumerate(widths) if width]
    left = on.width - indent - sum(widths[place] + 2 for place in kept)
    columns = [*(widths[place] for place in kept), left]
    return [line for row in rows for line in beside(on, [*(row[place] for place in kept), row[-1]], columns, indent)]


def _block(on: Sheet, block: Block) -> list[Text]:
    lines = []
    for number, found in block.divergences:
        lines += _heading(on, number, found)
    return [*lines, Text(), *passages(on, block, _INDENT)]


def _heading(on: Sheet, number: int, found: Divergence) -> list[Text]:
    between = f" {on.glyphs.dot} "
    title = Text.assemble(
        (f"{number:>2}  ", "bold"),
        (found.severity.upper(), SEVERITY[found.severity]),
        (f"  {visible(between.join(view.heading(found)))}", "bold"),
        (f"  {visible(found.rule)}", QUIET),
    )
    return [*wrapped(on, title, on.width), *indented(on, visible(found.message), _INDENT)]


def _notes(on: Sheet, notes: Sequence[view.Notes]) -> list[Text]:
    if not notes:
        return []
    total = view.plural(sum(line.count for line in notes), "note")
    told = f"{total} on {view.plural(len(notes), 'fact')}; --min-severity note shows them in full"
    types = widest((line.types for line in notes), on.width // 3)
    rows = [_note(on, line, [types, on.width - types - 4]) for line in notes[:_ROWS]]
    return [titled(on, "Notes"), *indented(on, told, 2), *chain(*rows), *_more(on, len(notes), _ROWS, "fact")]


def _note(on: Sheet, line: view.Notes, widths: Sequence[int]) -> list[Text]:
    return beside(on, [Text(line.types), Text(clipped(on, line.fact, widths[1]))], widths, 2)


def _omissions(on: Sheet, omitted: Sequence[view.Omitted], options: Options) -> list[Text]:
    if not omitted:
        return []
    most = len(omitted) if options.min_severity else _OMISSIONS
    rows = [_omission(on, line) for line in omitted[:most]]
    return [titled(on, "Left out"), *chain(*rows), *_more(on, len(omitted), most, "omission", "note")]


def _omission(on: Sheet, omitted: view.Omitted) -> list[Text]:
    told = Text(f"reported by {', '.join(omitted.reported)}; not by ", QUIET)
    told.append(", ".join(omitted.silent), f"not dim {OUTLET}")
    fact = clipped(on, omitted.fact, 2 * (on.width - 4))
    return [*indented(on, fact, 2), *indented(on, told, 4)]


def _more(on: Sheet, count: int, most: int, noun: str, severity: str | None = None) -> list[Text]:
    """The line that says how much of a list is not shown, and how to see it."""
    if count <= most:
        return []
    how = f"--min-severity {severity} shows all" if severity else "--format json lists all"
    return indented(on, Text(f"{view.plural(count - most, f'more {noun}')}: {how}", QUIET), 2)


def _listed(on: Sheet, title: str, lines: Sequence[str]) -> list[Text]:
    rows = [line for told in lines for line in indented(on, told, 2)]
    return [titled(on, title), *rows] if rows else []
