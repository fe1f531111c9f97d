"""Plain text: the whole file is the text of one article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from compare.readers.base import Reader
from compare.readers.encoding import text_of
from compare.values import Page, Skipped, Source


def read_plain_text(stream: BinaryIO, source: Source) -> Iterator[Page | Skipped]:
    """One page that holds the whole file."""
    text = text_of(stream, source)
    yield text if isinstance(text, Skipped) else Page(source, text)


def _takes_anything(head: bytes) -> bool:
    return True


PLAIN_TEXT = Reader("text", (".txt", ".text"), _takes_anything, read_plain_text)
