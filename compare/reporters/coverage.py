"""The table of shared facts by outlet for a terminal. Imports rich."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from compare.reporters import view
from compare.reporters.blocks import Block, Seen, seen
from compare.reporters.layout import Sheet, beside, clipped, indented, titled, widest
from compare.reporters.styles import OUTLET, QUIET
from compare.text import visible
from compare.values import Comparison

_INDENT = 2
_FACT = 24  # cells that a fact needs at least
_NAME = (6, 16)  # cells of an outlet's column, at least and at most
_SEE = 8  # cells for the numbers of divergences


def coverage(on: Sheet, comparison: Comparison, blocks: Sequence[Block], rows: int) -> list[Text]:
    """Which outlet reports which shared fact, the first `rows` of them, and what each has alone."""
    covered = view.covered(comparison)
    table = _table(on, view.outlets(comparison), covered[:rows], blocks) if covered else []
    left = len(covered) - rows
    more = [f"{view.plural(left, 'more fact')}: --format json lists all"] if left > 0 else []
    lines = [*table, *(Text(" " * _INDENT) + Text(line, QUIET) for line in more), *_alone(on, comparison)]
    return [titled(on, "Coverage"), *lines] if lines else []


def _table(
    on: Sheet, outlets: Sequence[str], rows: Sequence[view.Row], blocks: Sequence[Block]
) -> list[Text]:
    names = [visible(outlet) for outlet in outlets]
    widths = _widths(on, names)
    if widths is None:
        return _counted(on, rows)
    shown = seen(blocks)
    heads = [Text("fact", QUIET), *(Text(name, OUTLET) for name in names), Text("see", QUIET)]
    lines = beside(on, heads, widths, _INDENT)
    for row in rows:
        cells = _cells(on, row, outlets, shown.get(row.group, Seen()), widths[0])
        lines += beside(on, cells, widths, _INDENT)
    return [*lines, *_legend(on)]


def _legend(on: Sheet) -> list[Text]:
    signs = on.glyphs
    told = (f"{signs.reports} reports", f"{signs.diverges} diverges, see above", f"{signs.silent} silent")
    return indented(on, Text("   ".join(told), QUIET), _INDENT)


def _widths(on: Sheet, names: Sequence[str]) -> list[int] | None:
    """The widths of fact, outlets and numbers; None where the screen is too narrow for so many outlets."""
    least, most = _NAME
    left = on.width - _INDENT - _FACT - _SEE - 2
    name = min(left // len(names) - 2, most)
    if name < least:
        return None
    columns = [max(widest([n], name), least) for n in names]
    fact = on.width - _INDENT - _SEE - 2 - sum(width + 2 for width in columns)
    return [min(fact, 72), *columns, _SEE]


def _cells(on: Sheet, row: view.Row, outlets: Sequence[str], shown: Seen, width: int) -> list[Text]:
    signs = [
        _sign(on, reports, outlet in shown.outlets)
        for outlet, reports in zip(outlets, row.reported, strict=True)
    ]
    told = clipped(on, ", ".join(str(number) for number in shown.numbers), _SEE)
    return [Text(clipped(on, row.fact, width)), *signs, Text(told, QUIET)]


def _sign(on: Sheet, reports: bool, diverges: bool) -> Text:
    if not reports:
        return Text(on.glyphs.silent, QUIET)
    return Text(on.glyphs.diverges, "yellow") if diverges else Text(on.glyphs.reports, "green")


def _counted(on: Sheet, rows: Iterable[view.Row]) -> list[Text]:
    widths = [12, on.width - _INDENT - 14]
    told = ((f"{sum(row.reported)} of {len(row.reported)}", row.fact) for row in rows)
    lines = [beside(on, [Text(n), Text(clipped(on, fact, widths[1]))], widths, _INDENT) for n, fact in told]
    return [line for row in lines for line in row]


def _alone(on: Sheet, comparison: Comparison) -> list[Text]:
    named = [(visible(outlet), number) for outlet, number in view.alone(comparison) if number]
    width = widest((outlet for outlet, _ in named), on.width // 3)
    rows = [(Text(o, OUTLET), Text(f"{view.plural(n, 'fact')} alone")) for o, n in named]
    return [line for row in rows for line in beside(on, row, [width, 20], _INDENT)]
