"""Markdown: the file as it is; its front matter and its main heading say what it is and are no story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from compare.readers.base import Reader
from compare.readers.encoding import EMPTY, is_blank, mend, opening, text_of
from compare.readers.front_matter import front_matter
from compare.readers.records import filled
from compare.values import Page, Skipped, Source, Span

SUFFIXES = (".md", ".markdown")


def read_markdown(stream: BinaryIO, source: Source) -> Iterator[Page | Skipped]:
    """One page that holds the whole file."""
    text = text_of(stream, source)
    yield text if isinstance(text, Skipped) else _page(text, source)


def has_front_matter(head: bytes) -> bool:
    """Whether the first bytes of a file look like front matter; what tells an article from a note in a folder."""
    return re.match(r"(?:---[ \t]*\r?\n\s*[#A-Za-z_]|\+\+\+[ \t]*\r?\n)", opening(head)) is not None


def _page(text: str, source: Source) -> Page | Skipped:
    head = front_matter(text)
    heading = re.compile(r"\s*#[ \t]+([^\n]+)").match(text, head.end)
    title = heading[1].strip().rstrip("#").rstrip() if heading else None
    start = heading.end() if heading else head.end
    if is_blank(text[start:]):
        return Skipped(source, EMPTY)
    page = filled(head.values, source, mend(text))
    body = (Span(start, len(text)),) if start else None
    return replace(page, title=page.title or title or None, body=body)


MARKDOWN = Reader("markdown", SUFFIXES, has_front_matter, read_markdown)
