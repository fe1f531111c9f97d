"""The passages of one block for a terminal, side by side or one below the other. Imports rich."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from compare.reporters.blocks import Block, Passage
from compare.reporters.differ import differing
from compare.reporters.layout import Sheet, beside, indented, widest
from compare.reporters.marking import Piece, cut, reference
from compare.reporters.styles import DIFFERS, OUTLET, QUIET, mark
from compare.values import Severity, Span

_SIDES = 3  # more columns than these are hard to read
_NARROW = 80  # columns of a screen below which passages are stacked
_LABELS = 20  # cells that outlet names get beside stacked passages
_TINY = 50  # columns of a screen below which an outlet stands above its passage
SILENCE = "says nothing about this"


def passages(on: Sheet, block: Block, indent: int) -> list[Text]:
    """All passages of the block, evidence marked, with the outlet they are from."""
    severities = {number: found.severity for number, found in block.divergences}
    words = _differing(on, block)
    cells = [
        Text("\n").join(_passage(on, p, severities, w) for p, w in zip(column, spans, strict=True))
        for column, spans in zip(block.columns, words, strict=True)
    ]
    names = [Text(column[0].label, OUTLET) for column in block.columns]
    if len(cells) > _SIDES or on.width < _NARROW:
        return _stacked(on, names, cells, indent)
    return _abreast(on, names, cells, indent)


def _differing(on: Sheet, block: Block) -> tuple[tuple[tuple[Span, ...], ...], ...]:
    """Only colour can show them, so only then are they looked for."""
    texts = [[passage.text for passage in column] for column in block.columns]
    return differing(texts) if on.colour else tuple(tuple(() for _ in side) for side in texts)


def _abreast(on: Sheet, names: Sequence[Text], cells: Sequence[Text], indent: int) -> list[Text]:
    between = f" {on.glyphs.bar} "
    width = (on.width - indent - len(between) * (len(cells) - 1)) // max(len(cells), 1)
    widths = [width] * len(cells)
    under = Text(" " * indent + on.glyphs.cross.join(on.glyphs.line * width for width in widths), QUIET)
    heads = beside(on, names, widths, indent, between)
    return [*heads, under, *beside(on, cells, widths, indent, between)]


def _stacked(on: Sheet, names: Sequence[Text], cells: Sequence[Text], indent: int) -> list[Text]:
    if on.width < _TINY:
        pairs = zip(names, cells, strict=True)
        return [line for name, cell in pairs for line in (*indented(on, name, indent), *indented(on, cell, indent + 2))]
    label = widest((name.plain for name in names), _LABELS)
    widths = [label, on.width - indent - label - 2]
    return [line for row in zip(names, cells, strict=True) for line in beside(on, row, widths, indent)]


def _passage(on: Sheet, passage: Passage, severities: dict[int, Severity], words: Sequence[Span]) -> Text:
    text = Text("Title: ", QUIET) if passage.field == "title" else Text()
    for piece in cut(passage.text, passage.marks, words):
        _append(on, text, piece, severities)
    if passage.missing:
        _append_silence(on, text, passage.missing, len(severities) > 1)
    return text


def _append(on: Sheet, text: Text, piece: Piece, severities: dict[int, Severity]) -> None:
    if piece.gap:
        text.append(f" {on.glyphs.ellipsis} ", QUIET)
        return
    style = mark(severities[number] for number in piece.numbers) if piece.numbers else ""
    text.append("" if on.colour else on.glyphs.opening * piece.opens)
    text.append(piece.text, style or (DIFFERS if piece.differs else ""))
    for numbers in piece.closes:
        text.append("" if on.colour else on.glyphs.closing)
        text.append(reference(numbers, on.ascii) if len(severities) > 1 else "", QUIET)


def _append_silence(on: Sheet, text: Text, missing: Sequence[int], several: bool) -> None:
    lead = "\n" if text.plain else ""
    text.append(f"{lead}{on.glyphs.dash} {SILENCE}", f"{QUIET} italic")
    text.append(reference(missing, on.ascii) if several else "", QUIET)
