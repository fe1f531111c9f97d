"""Lines of a terminal report: wrapping, cells side by side, headings. Imports rich, so it is loaded late."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from compare.reporters.base import Screen

_NARROWEST = 30  # columns; below that lines are longer than the screen
_PLAIN_ENVIRONMENT: dict[str, str] = {}  # colour and width are decided by `Screen` alone


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The signs that are ours, apart from the text of articles."""

    opening: str
    closing: str
    bar: str
    line: str
    cross: str
    dot: str
    ellipsis: str
    dash: str
    reports: str
    diverges: str
    silent: str


UNICODE = Glyphs("〔", "〕", "│", "─", "─┼─", "·", "…", "—", "●", "◐", "·")
ASCII = Glyphs("[", "]", "|", "-", "-+-", "-", "...", "--", "x", "~", ".")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What lines are laid out on."""

    width: int
    colour: bool
    ascii: bool
    glyphs: Glyphs
    console: Console


def sheet(screen: Screen) -> Sheet:
    """An empty sheet that is as wide as the screen."""
    width = max(screen.width, _NARROWEST)
    console = Console(
        file=io.StringIO(),
        width=width,
        height=25,
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        force_jupyter=False,
        force_interactive=False,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        _environ=_PLAIN_ENVIRONMENT,
    )
    return Sheet(width, screen.colour, screen.ascii, ASCII if screen.ascii else UNICODE, console)


# What a terminal without Unicode would show as question marks; "…" alone grows, and is rare.
_TYPEWRITTEN = str.maketrans("“”„«»‘’–—\xa0", '"""""\'\'-- ') | {ord("…"): "..."}


def printed(on: Sheet, lines: Iterable[Text]) -> str:
    """The lines as one string, none ending in a blank; on a plain screen with the quotes of a typewriter."""
    text = _printed(on, lines)
    return text.translate(_TYPEWRITTEN) if on.ascii else text


def _printed(on: Sheet, lines: Iterable[Text]) -> str:
    if not on.colour:
        return "".join(line.plain.rstrip(" ") + "\n" for line in lines)
    with on.console.capture() as captured:
        for line in lines:
            line.rstrip()
            on.console.print(line, soft_wrap=True)
    return captured.get()


def wrapped(on: Sheet, text: Text, width: int) -> list[Text]:
    """The text in lines of at most `width` cells; a longer word is broken."""
    return list(text.wrap(on.console, max(width, 1), overflow="fold"))


def indented(on: Sheet, text: Text | str, indent: int) -> list[Text]:
    """The text wrapped to the rest of the line behind an indent."""
    body = Text(text) if isinstance(text, str) else text
    return [Text(" " * indent) + line for line in wrapped(on, body, on.width - indent)]


def beside(on: Sheet, cells: Sequence[Text], widths: Sequence[int], indent: int = 0, between: str = "  ") -> list[Text]:
    """Cells side by side, each wrapped to its width; the row is as high as its highest cell."""
    columns = [wrapped(on, cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(len(column) for column in columns)
    return [_row(columns, widths, line, indent, between) for line in range(height)]


def _row(columns: Sequence[list[Text]], widths: Sequence[int], line: int, indent: int, between: str) -> Text:
    row = Text(" " * indent)
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        cell = column[line] if line < len(column) else Text()
        row.append(between, "dim") if place else None
        row.append_text(cell)
        row.append(" " * max(width - cell.cell_len, 0))
    return row


def titled(on: Sheet, title: str) -> Text:
    """The line that opens a section."""
    line = on.glyphs.line
    rest = line * (on.width - len(title) - 4)
    return Text.assemble((line * 2, "dim"), (f" {title} ", "bold"), (rest, "dim"))


def clipped(on: Sheet, text: str, width: int) -> str:
    """The beginning of a text in at most `width` cells, cut between words where it can be."""
    if cell_len(text) <= width:
        return text
    kept, used = 0, cell_len(on.glyphs.ellipsis)
    for character in text:
        used += cell_len(character)
        if used > width:
            break
        kept += 1
    blank = text.rfind(" ", kept // 2, kept + 1)
    return text[: blank if blank > 0 else kept].rstrip(" ,;:") + on.glyphs.ellipsis


def widest(texts: Iterable[str], most: int) -> int:
    """The cells that the widest text needs, and no more than `most`."""
    return min(max((cell_len(text) for text in texts), default=0), most)
