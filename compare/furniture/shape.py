"""Headings between paragraphs and short scraps."""

from __future__ import annotations

from collections.abc import Iterator

from compare.furniture.base import Line, Lines, marked

_MENU = 3  # words: a line this short without a full stop is no headline


def by_shape(lines: Lines) -> Iterator[Line]:
    """Headings and scraps; the first real headline before the story stays."""
    running = [i for i, line in enumerate(lines) if line.reason is None and line.is_sentence]
    if not running:  # a text of headings only: nothing tells story from furniture
        yield from lines
        return
    first, last = running[0], running[-1]
    headline_seen = False
    for index, line in enumerate(lines):
        if line.reason or line.is_sentence:
            yield line
        elif index < first and line.words > _MENU and not headline_seen:
            headline_seen = True
            yield line
        else:
            yield marked(line, "subhead" if first < index < last else "menu")
