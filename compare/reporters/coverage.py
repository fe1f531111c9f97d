"""The table of shared facts by outlet for a terminal. Imports rich."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import ascii_uppercase

from rich.text import Text

from compare.reporters import view
from compare.reporters.blocks import Block, Seen, seen
from compare.reporters.layout import Sheet, beside, clipped, indented, titled, widest
from compare.reporters.styles import OUTLET, QUIET
from compare.text import visible
from compare.values import Comparison

_INDENT = 2
_FACT = (36, 72)  # cells of the facts beside names of outlets, at least and at most
_LEAST = 20  # cells that facts need beside letters for outlets
_NAME = 16  # cells of an outlet's column at most
_SEE = 8  # cells for the numbers of divergences


def coverage(on: Sheet, comparison: Comparison, blocks: Sequence[Block], rows: int) -> list[Text]:
    """Which outlet reports which shared fact, the first `rows` of them, and what each has alone."""
    covered = view.covered(comparison)
    table = _table(on, view.outlets(comparison), covered[:rows], blocks) if covered else []
    left = len(covered) - rows
    more = [f"{view.plural(left, 'more fact')}: --format json lists all"] if left > 0 else []
    lines = [*table, *(Text(" " * _INDENT) + Text(line, QUIET) for line in more), *_alone(on, comparison)]
    return [titled(on, "Coverage"), *lines] if lines else []


def _table(on: Sheet, outlets: Sequence[str], rows: Sequence[view.Row], blocks: Sequence[Block]) -> list[Text]:
    """Columns headed by names where there is room, by letters where there is less, else numbers alone."""
    names = [visible(outlet) for outlet in outlets]
    widths = [max(1, min(widest(name.split(" "), on.width), _NAME)) for name in names]
    if _left(on, widths) >= _FACT[0]:
        return _signed(on, outlets, names, widths, rows, blocks)
    if _left(on, [1] * len(names)) >= _LEAST and len(names) <= len(ascii_uppercase):
        heads = ascii_uppercase[: len(names)]
        told = "   ".join(f"{letter}={name}" for letter, name in zip(heads, names, strict=True))
        return [*indented(on, told, _INDENT), *_signed(on, outlets, heads, [1] * len(heads), rows, blocks)]
    return _counted(on, rows)


def _left(on: Sheet, widths: Sequence[int]) -> int:
    """The cells that outlets' columns of these widths leave for facts."""
    return on.width - _INDENT - _SEE - 2 - sum(width + 2 for width in widths)


def _signed(
    on: Sheet,
    outlets: Sequence[str],
    heads: Sequence[str],
    columns: Sequence[int],
    rows: Sequence[view.Row],
    blocks: Sequence[Block],
) -> list[Text]:
    shown = seen(blocks)
    widths = [min(_left(on, columns), _FACT[1]), *columns, _SEE]
    titles = [Text("fact", QUIET), *(Text(head, OUTLET) for head in heads), Text("see", QUIET)]
    lines = beside(on, titles, widths, _INDENT)
    for row in rows:
        cells = _cells(on, row, outlets, shown.get(row.group, Seen()), widths[0])
        lines += beside(on, cells, widths, _INDENT)
    return [*lines, *_legend(on)]


def _legend(on: Sheet) -> list[Text]:
    signs = on.glyphs
    told = (f"{signs.reports} reports", f"{signs.diverges} diverges, see above", f"{signs.silent} silent")
    return indented(on, Text("   ".join(told), QUIET), _INDENT)


def _cells(on: Sheet, row: view.Row, outlets: Sequence[str], shown: Seen, width: int) -> list[Text]:
    pairs = zip(outlets, row.reported, strict=True)
    signs = [_sign(on, reports, outlet in shown.outlets) for outlet, reports in pairs]
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
