"""HTML: the main text of a saved page, and what the page says about itself."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any, BinaryIO

from compare.readers.base import Reader
from compare.readers.encoding import is_blank, mend, opening, text_of
from compare.readers.outlets import host_of
from compare.values import Page, Skipped, Source

MAX_TAGS = 50_000  # extraction slows down with the square of it; real pages have up to about 5,000
NO_TEXT = "no article text found in the page; save the article as plain text"
TOO_MANY_TAGS = f"more than {MAX_TAGS:,} tags; save the article alone"

# Only what the page itself states, and nothing that depends on today's date.
_DATE_SEARCH = {
    "extensive_search": False,
    "original_date": True,
    "max_date": "2100-01-01",
    "outputformat": "%Y-%m-%d",
}
_CHATTY = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")


def read_html(stream: BinaryIO, source: Source) -> Iterator[Page | Skipped]:
    """The article of a saved page."""
    markup = text_of(stream, source, declared_charset)
    if isinstance(markup, Skipped):
        yield markup
    elif markup.count("<") > MAX_TAGS:
        yield Skipped(source, TOO_MANY_TAGS)
    else:
        yield _page(markup, source)


def declared_charset(data: bytes) -> str | None:
    """The charset that the start of a page declares, in a meta element or the XML declaration."""
    pattern = rb"""(?i)<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,80}?encoding)\s*=\s*["']?\s*([\w.:-]+)"""
    found = re.search(pattern, data[:4096])
    return found[1].decode("ascii") if found else None


def _page(markup: str, source: Source) -> Page | Skipped:
    try:
        document = _extract(markup)
    except Exception as error:  # whatever the extractor meets in one page must not stop the run
        return Skipped(source, f"page cannot be parsed ({type(error).__name__}); save the article as plain text")
    text = mend(document.text or "") if document else ""
    if is_blank(text):
        return Skipped(source, NO_TEXT)
    url = _stated(document.url)
    outlet = _site(document.sitename) or host_of(url)
    return Page(source, text, outlet=outlet, title=_stated(document.title), url=url, published=_stated(document.date))


def _extract(markup: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _extractor().bare_extraction(
            markup,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=dict(_DATE_SEARCH),
        )


@cache
def _extractor() -> ModuleType:
    import logging

    import trafilatura

    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return trafilatura


def _stated(value: str | None) -> str | None:
    return None if value is None or is_blank(value) else mend(value.strip())


def _site(name: str | None) -> str | None:
    stated = _stated(name)
    return host_of(stated) if stated and "://" in stated else stated


def _looks_like_html(head: bytes) -> bool:
    text = opening(head)
    tag = r"(?i)<(?:!doctype\s+html|html|head|body|article|main|section|div|h1|p)[\s>]"
    return text.startswith("<") and re.search(tag, text) is not None


HTML = Reader("html", (".html", ".htm", ".xhtml"), _looks_like_html, read_html)
