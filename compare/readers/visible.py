"""HTML to what a reader sees: the text in document order, the lines it comes in, and where each piece stands."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import NamedTuple

from compare.readers.markup import DROPPED, Tag, tags
from compare.values import Segment, Span

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "option",
))  # fmt: skip
_PIECE = 8  # characters of text that a piece of it weighs: real pages have one for some thirty
_CELLS = frozenset(("td", "th"))  # the cells of a row share its line
_BREAKS = frozenset(("br", "hr"))
_VOID = frozenset(("br", "hr", "img", "input", "meta", "link", "!", "source", "wbr", "embed", "area", "base", "col"))
_KEPT = BLOCKS | {"a"}
# A new one ends the open one of the same kind, unless a list or table stands between.
_SIBLINGS = {"li": ("ul", "ol", "menu"), "dd": ("dl",), "dt": ("dl",), "tr": ("table",), "td": ("tr",), "th": ("tr",)}
_BLANK = " \t\n\r\f"
_SPECIAL = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?")
_AS_IS = re.compile(r"&#?\w+;?|\r?\n|[^&\r\n]+|.", re.DOTALL)
_TO_BLANK = str.maketrans("\t\n\r\f", "    ")


class Node(NamedTuple):
    """A block element: its name, the raw text of its attributes, and the number of the one around it."""

    name: str
    attributes: str
    parent: int


class Line(NamedTuple):
    """A line of visible text: its place, the block it stands in, and how many of its characters are links."""

    span: Span
    node: int
    linked: int


class Visible(NamedTuple):
    """The visible text of a page, its lines and blocks, where the text stands, and its tags."""

    text: str
    lines: tuple[Line, ...]
    nodes: tuple[Node, ...]
    segments: tuple[Segment, ...]
    tags: tuple[Tag, ...]


class TooLongError(ValueError):
    """The page holds more visible text than is allowed."""


class TooManyTagsError(ValueError):
    """The page holds more tags than are allowed."""


def visible_text(markup: str, *, max_text: int, max_tags: int) -> Visible:
    """What a reader sees of `markup`; raises `TooLongError` and `TooManyTagsError`."""
    writer, outline, found = _Writer(markup, max_text), _Outline(), list[Tag]()
    position = 0
    for tag in tags(markup):
        if tag.start > position:
            writer.write(position, tag.start, outline)
        position = tag.end
        found.append(tag)
        if tag.name in _KEPT or tag.name in _BREAKS:
            _meet(tag, writer, outline)
        if len(found) > max_tags:
            raise TooManyTagsError
    writer.write(position, len(markup), outline)
    writer.end_line(len(markup))
    text, lines, nodes = "".join(writer.pieces), tuple(writer.lines), tuple(outline.nodes)
    return Visible(text, lines, nodes, tuple(writer.segments), tuple(found))


def _meet(tag: Tag, writer: _Writer, outline: _Outline) -> None:
    if tag.name in _CELLS:
        writer.white(tag.start)
    elif tag.name != "a":
        writer.end_line(tag.start)
    if tag.name not in _BREAKS:
        outline.meet(tag)


class _Outline:
    """The block elements that are open at the moment, as a browser would nest them."""

    def __init__(self) -> None:
        self.nodes = [Node("", "", -1)]
        self.open = [("", 0)]
        self.counts: Counter[str] = Counter()

    @property
    def node(self) -> int:
        """The innermost open block."""
        return self.open[-1][1]

    def meet(self, tag: Tag) -> None:
        """Open or close what the tag opens or closes."""
        if tag.closes:
            self._close(tag.name)
            return
        self._close_before(tag.name)
        number = self.node
        if tag.name != "a":
            self.nodes.append(Node(tag.name, tag.attributes, number))
            number = len(self.nodes) - 1
        self.open.append((tag.name, number))
        self.counts[tag.name] += 1

    def _close_before(self, name: str) -> None:
        if name == "a":
            self._close("a")
            return
        if self.open[-1][0] == "p":
            self._close("p")
        stops = _SIBLINGS.get(name)
        if stops and self.counts[name]:
            inner = next((n for n, _ in reversed(self.open) if n == name or n in stops), "")
            if inner == name:
                self._close(name)

    def _close(self, name: str) -> None:
        if not self.counts[name]:
            return
        while True:
            last = self.open.pop()[0]
            self.counts[last] -= 1
            if last == name:
                return


class _Writer:
    """Collects text: white space as a browser shows it, entities decoded, every piece with its place."""

    def __init__(self, markup: str, limit: int) -> None:
        self.markup, self.limit = markup, limit
        self.pieces: list[str] = []
        self.segments: list[Segment] = []
        self.lines: list[Line] = []
        self.length = 0
        self.begin = 0  # of the line being written
        self.linked = 0
        self.node = 0
        self.blank: int | None = None  # where the white space before the next character stands
        self.feed: int | None = None  # where the line before the next character ended

    def write(self, start: int, end: int, outline: _Outline) -> None:
        """The text between two tags."""
        raw = self.markup[start:end]
        if raw.isspace() and raw.isascii() and not outline.counts["pre"]:
            self.white(start)
            return
        before = self.length
        if outline.counts["pre"]:
            self._write_as_is(raw, start)
        else:
            self._write_flowing(start, end)
        if self.length > before:
            self.node = outline.node
            self.linked += (self.length - before) if outline.counts["a"] else 0

    def end_line(self, place: int) -> None:
        """A block begins or ends."""
        self.blank = None
        if self.length > self.begin and self.feed is None:
            self.lines.append(Line(Span(self.begin, self.length), self.node, self.linked))
            self.feed, self.linked = place, 0

    def _write_flowing(self, position: int, end: int) -> None:
        for special in _SPECIAL.finditer(self.markup, position, end):
            self._plain(position, special.start())
            self._special(special)
            position = special.end()
        self._plain(position, end)

    def _write_as_is(self, raw: str, start: int) -> None:
        for match in _AS_IS.finditer(raw):
            piece, place = match.group(), start + match.start()
            if piece.endswith("\n"):
                self.end_line(place)
            else:
                self._put(unescape(piece).translate(_TO_BLANK), place, piece[0] != "&")

    def _plain(self, start: int, end: int) -> None:
        if start == end:
            return
        if self.markup[start] == " ":
            self.white(start)
            start += 1
        last = end - 1 if end > start and self.markup[end - 1] == " " else end
        if last > start:
            self._put(self.markup[start:last], start, True)
        if last < end:
            self.white(last)

    def _special(self, match: re.Match[str]) -> None:
        raw = match.group()
        if raw[0] in _BLANK:
            self.white(match.start())
        elif (text := unescape(raw)) == raw:
            self._put(raw, match.start(), True)
        elif text in _BLANK:
            self.white(match.start())
        else:
            self._put(text.translate(_TO_BLANK), match.start(), False)

    def white(self, place: int) -> None:
        """White space, of which the first counts."""
        if self.blank is None:
            self.blank = place

    def _put(self, text: str, place: int, exact: bool) -> None:
        if self.feed is not None:
            self._add("\n", self.feed, False)
            self.feed, self.blank, self.begin = None, None, self.length
        if self.blank is not None and self.length > self.begin:
            self._add(" ", self.blank, self.markup[self.blank] == " ")
        self.blank = None
        self._add(text, place, exact)

    def _add(self, text: str, place: int, exact: bool) -> None:
        last = self.segments[-1] if self.segments else None
        if exact and last and last.exact and last.source + last.length == place:
            self.segments[-1] = last._replace(length=last.length + len(text))
        else:
            self.segments.append(Segment(self.length, len(text), place, exact))
        self.pieces.append(text)
        self.length += len(text)
        if self.length > self.limit or len(self.segments) * _PIECE > self.limit:
            raise TooLongError


assert DROPPED.isdisjoint(_KEPT)
