"""A JSON value to a page: the keys a record may have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compare.readers.encoding import is_blank, mend
from compare.values import Page, Skipped, Source

TEXT_KEYS = ("text", "body", "content")
OUTLET_KEYS = ("outlet", "source")
DATE_KEYS = ("published", "date")
NO_TEXT = f"no text: expected one of {', '.join(TEXT_KEYS)}"


def page_of(value: Any, path: str, line: int | None) -> Page | Skipped:
    """The page of one record, or why it is none; `line` is the 1-based line where the record stands."""
    if not isinstance(value, dict):
        return Skipped(Source(path, line), f"{_kind(value)}, not an object; write one object for each article")
    key = next((key for key in TEXT_KEYS if not _is_missing(value.get(key))), None)
    if key is None:
        return Skipped(Source(path, line), NO_TEXT)
    if not isinstance(value[key], str):
        return Skipped(Source(path, line, key), f"{key} is {_kind(value[key])}; write it as a string")
    return filled(value, Source(path, line, key), mend(value[key]))


def filled(record: Mapping[str, Any], source: Source, text: str) -> Page:
    """A page of `text` with what the keys of `record` say about it."""
    return Page(
        source,
        text,
        id=_label(record, ("id",)),
        outlet=_label(record, OUTLET_KEYS),
        title=_label(record, ("title",)),
        url=_label(record, ("url",)),
        published=_label(record, DATE_KEYS),
    )


def _label(record: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    """The first of `keys` that holds a visible string or a number, as a string without blanks at its ends."""
    for key in keys:
        value = record.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and not is_blank(value):
            return mend(value.strip())
    return None


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and is_blank(value))


def _kind(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return "null" if value is None else "true or false"
    names = {int: "a number", float: "a number", str: "a string", list: "a list", dict: "an object"}
    return names[type(value)]
