"""The decoded file behind a page, as its offsets count: what lines and columns are told from."""

from __future__ import annotations

from compare.readers.encoding import decode, is_wide, unpacked_name
from compare.readers.html import declared_charset
from compare.readers.jsonl import LINE_SUFFIXES
from compare.values import Article, Page


def file_text(data: bytes, item: Page | Article) -> str:
    """The bytes of a file decoded in the way of the reader that made `item` of it."""
    if item.source.key is not None and unpacked_name(item.source.path).endswith(LINE_SUFFIXES) and not is_wide(data):
        return "\n".join(map(decode, data.split(b"\n")))  # every line may have an encoding of its own
    return decode(data, declared_charset(data) if item.segments else None)
