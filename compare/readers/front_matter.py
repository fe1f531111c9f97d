"""The head of a Markdown file: simple YAML between lines of "---", or TOML between lines of "+++"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from json.decoder import scanstring  # type: ignore[attr-defined]  # double-quoted YAML is nearly a JSON string
from typing import Any, NamedTuple


class FrontMatter(NamedTuple):
    """What a head says, by lower-case key, and where the text after it begins."""

    values: Mapping[str, Any]
    end: int


NONE = FrontMatter({}, 0)


def front_matter(text: str) -> FrontMatter:
    """The head of a text; `NONE` where it has none. Of YAML only `key: value` at the left edge is read."""
    found = _block().match(text)
    if not found:
        return NONE
    inner = found[2]
    if found[1] == "+++":
        return FrontMatter(_toml(inner), found.end())
    return FrontMatter(_yaml(inner), found.end()) if _is_yaml(inner) else NONE


@cache
def _block() -> re.Pattern[str]:
    return re.compile(r"(---|\+\+\+)[ \t]*\r?\n((?:(?!\1|\.\.\.)[^\n]*\n)*+)(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)")


@cache
def _entry() -> re.Pattern[str]:
    return re.compile(r"([A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+(.*))?$")


def _is_yaml(block: str) -> bool:
    """Whether a block is keys and what belongs to them: prose between two rules is text."""
    lines = [line.rstrip() for line in block.split("\n") if line.strip()]
    at_edge = [line for line in lines if not line.startswith((" ", "\t", "#", "- ", "]", "}"))]
    return bool(at_edge) and all(_entry().match(line) for line in at_edge)


def _yaml(block: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in block.split("\n"):
        entry = _entry().match(line.rstrip())
        value = _scalar((entry[2] or "").strip()) if entry else None
        if entry and value:
            values.setdefault(entry[1].lower(), value)
    return values


def _scalar(raw: str) -> str | None:
    """A quoted or plain scalar; None for lists, maps, blocks, references and null."""
    if raw.startswith('"'):
        return _double_quoted(raw)
    if raw.startswith("'"):
        quoted = re.match(r"'((?:[^']|'')*+)'", raw)
        return quoted[1].replace("''", "'") if quoted else None
    plain = re.sub(r"(?:^|\s+)#.*", "", raw)
    return None if plain.startswith(tuple("[{|>&*!%@`")) or plain.lower() in ("", "~", "null") else plain


def _double_quoted(raw: str) -> str | None:
    try:
        return str(scanstring(raw, 1, False)[0])
    except ValueError:
        return None


def _toml(block: str) -> dict[str, Any]:
    import tomllib

    try:
        values = tomllib.loads(block.replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return {}
    return {k.lower(): v.isoformat() if isinstance(v, date | time) else v for k, v in values.items()}
