"""Text of articles in Markdown that says the same and does nothing: no markup, no link, no mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from compare.reporters.marking import Piece, reference
from compare.text import visible

_BREAK = "&#8203;"  # zero-width space: a mention or an address in two halves is none
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "\\": "&#92;"}
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def escape(text: str) -> str:
    """The text in one line, safe in a paragraph, a list item or a table cell.

    >>> escape("*36* | <b> ask @desk")
    '\\\\*36\\\\* &#124; &lt;b&gt; ask @&#8203;desk'
    """
    return _opening().sub(r"\g<0>\\", _escaped(visible(text)))


def passage(pieces: Iterable[Piece], several: bool) -> str:
    """A passage with its evidence in bold, and behind it its numbers where there are `several`."""
    runs = [(bold, text) for bold, text in _runs(pieces, several) if text]
    out = ""
    for place, (bold, text) in enumerate(runs):
        follower = "" if place + 1 == len(runs) else "*" if runs[place + 1][0] else runs[place + 1][1][0]
        out += _bold(text, out[-1:], follower) if bold else text
    return out.strip()


def _escaped(shown: str) -> str:
    return _active().sub(_inert, shown)


@cache
def _active() -> re.Pattern[str]:
    """Signs of Markdown, and what code hosts make links or pictures of: @name, #12, ://, www., :emoji:."""
    signs = r"[`*_{}\[\]~$^&<>|\\]"
    links = r"[@#!%](?=\w)|:(?=//)|(?i:\bwww(?=\.)|\bgh(?=-\d))"
    return re.compile(rf"{signs}|{links}|:(?=[+-]\d:|[a-z][\w+-]*:)")


@cache
def _opening() -> re.Pattern[str]:
    """Where a line begins like a heading, a list or a rule."""
    return re.compile(r"^(?:\d{1,9}(?=[.)])|(?=[-+=#]))")


def _inert(match: re.Match[str]) -> str:
    found = match.group()
    if found in "@#!%:" or found.isalpha():
        return found + _BREAK
    return _ENTITIES.get(found, "\\" + found)


def _runs(pieces: Iterable[Piece], several: bool) -> Iterator[tuple[bool, str]]:
    """Stretches of bold and of plain text, escaped; numbers of nested marks stay inside the bold."""
    depth, inner = 0, ""
    for piece in pieces:
        if piece.gap:
            inner += " … "
            continue
        if piece.opens and not depth:
            yield False, _escaped(inner)
            inner = ""
        inner += piece.text
        depth += piece.opens - len(piece.closes)
        told = "".join(reference(numbers) for numbers in piece.closes) if several else ""
        if piece.closes and not depth:
            yield True, _escaped(inner)
            yield False, told
            inner = ""
        else:
            inner += told
    yield False, _escaped(inner)


def _bold(text: str, before: str, after: str) -> str:
    """Stars where every reader of Markdown takes them for bold whatever stands beside them, else the tag."""
    opens = text[0].isalnum() or not before.strip()
    closes = text[-1].isalnum() or not after.strip() or after in _PUNCTUATION
    bare = text == text.strip() and "*" not in (before, after)
    return f"**{text}**" if opens and closes and bare else f"<b>{text}</b>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table; heads and cells are Markdown already."""
    lines = [heads, ["---"] * len(heads), *rows]
    return [" ".join(["|", " | ".join(cells).strip(), "|"]) for cells in lines]
