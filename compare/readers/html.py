"""HTML: what a reader sees of a saved page, which of it is story, and what the page says about itself."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from compare.readers.base import Reader
from compare.readers.encoding import is_blank, mend, opening, text_of
from compare.readers.outlets import host_of
from compare.values import Page, Skipped, Source

if TYPE_CHECKING:
    from compare.readers.visible import Visible

MAX_TAGS = 50_000  # extraction slows down with the square of it; real pages have up to about 5,000
MAX_TEXT = 2_000_000  # characters a reader sees, about ten times the longest article
NO_TEXT = "no article text found in the page; save the article as plain text"
TOO_MANY_TAGS = f"more than {MAX_TAGS:,} tags; save the article alone"
TOO_LONG = f"more than {MAX_TEXT:,} characters of text; save the article alone"


def read_html(stream: BinaryIO, source: Source) -> Iterator[Page | Skipped]:
    """The article of a saved page."""
    markup = text_of(stream, source, declared_charset)
    yield markup if isinstance(markup, Skipped) else _page(markup, source)


def declared_charset(data: bytes) -> str | None:
    """The charset that the start of a page declares, in a meta element or the XML declaration."""
    pattern = rb"""(?i)<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,80}?encoding)\s*=\s*["']?\s*([\w.:-]+)"""
    found = re.search(pattern, data[:4096])
    return found[1].decode("ascii") if found else None


def _page(markup: str, source: Source) -> Page | Skipped:
    from compare.readers.visible import TooLongError, TooManyTagsError, visible_text

    try:
        seen = visible_text(markup, max_text=MAX_TEXT, max_tags=MAX_TAGS)
    except TooManyTagsError:
        return Skipped(source, TOO_MANY_TAGS)
    except TooLongError:
        return Skipped(source, TOO_LONG)
    if is_blank(seen.text):
        return Skipped(source, NO_TEXT)
    try:
        return _read(markup, seen, source)
    except Exception as error:  # whatever the extractor meets in one page must not stop the run
        return Skipped(source, f"page cannot be parsed ({type(error).__name__}); save the article as plain text")


def _read(markup: str, seen: Visible, source: Source) -> Page | Skipped:
    from compare.readers.body import spans_of, story_lines
    from compare.readers.metadata import stated

    said = stated(markup, seen)
    body = spans_of(story_lines(markup, seen, said.title))
    if not body:
        return Skipped(source, NO_TEXT)
    return Page(
        source,
        mend(seen.text),
        outlet=said.site or host_of(said.url),
        title=said.title,
        url=said.url,
        published=said.published or _searched_date(markup),
        segments=seen.segments,
        body=body,
    )


def _searched_date(markup: str) -> str | None:
    """The day of publication that htmldate finds in a page that does not state it."""
    from htmldate import find_date

    # Only what the page itself states, and nothing that depends on today's date.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return find_date(markup, extensive_search=False, original_date=True, max_date="2100-01-01")


def _looks_like_html(head: bytes) -> bool:
    text = opening(head)
    tag = r"(?i)<(?:!doctype\s+html|html|head|body|article|main|section|div|h1|p)[\s>]"
    return text.startswith("<") and re.search(tag, text) is not None


HTML = Reader("html", (".html", ".htm", ".xhtml"), _looks_like_html, read_html)
