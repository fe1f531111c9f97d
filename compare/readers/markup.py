"""HTML to tokens with exact offsets: one pass, linear in the size of the page whatever it holds.

No parser at hand keeps the offsets of text, so this one does, in the way of the HTML standard: a tag ends at the first
">" outside a quoted value, a comment at its "-->", a script at its "</script", and what never ends runs to the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import NamedTuple

# What stands in these is no text of the page. Those that may hold only text end the page when they never end.
RAW = frozenset(("script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes"))
DROPPED = RAW | frozenset(("noscript", "template", "svg", "math", "select", "object", "canvas", "audio", "video"))

_TAG = re.compile(
    r"""<(?:(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)(?:>|\Z)"""
    r"""|!--(?:>|.*?(?:-->|\Z))|[!?/][^>]*+(?:>|\Z))""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s>"']+)))?""")


class Tag(NamedTuple):
    """A start or end tag, and the place of its markup."""

    name: str
    closes: bool
    start: int
    end: int
    attributes: str
    content: tuple[int, int] = (0, 0)  # what a dropped element holds


def tags(markup: str) -> Iterator[Tag]:
    """The tags of a page in order; what lies between two of them is text. Dropped elements are one tag each."""
    position, unclosed = 0, set[str]()
    while found := _TAG.search(markup, position):
        position = found.end()
        name = found[2].lower() if found[2] else "!"
        closes = bool(found[1])
        content = (position, position)
        if name in DROPPED and not closes and name not in unclosed:
            content, position = _skip(markup, name, position)
            if position == content[0] and name not in RAW:
                unclosed.add(name)
        yield Tag(name, closes, found.start(), position, found[3] or "", content)


def _skip(markup: str, name: str, start: int) -> tuple[tuple[int, int], int]:
    """Where a dropped element ends: (its content, the end of its end tag)."""
    end = _end_tag(name).search(markup, start)
    if end:
        return (start, end.start()), end.end()
    stop = len(markup) if name in RAW else start
    return (start, stop), stop


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])[^>]*+(?:>|\Z)", re.IGNORECASE)


def attributes_of(tag: Tag) -> dict[str, str]:
    """The attributes of a tag by lower-case name, decoded; the first of two counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag.attributes):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), unescape(value))
    return found
