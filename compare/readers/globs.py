"""Patterns to paths, safe from symbolic links that lead in circles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase


def is_pattern(path: str) -> bool:
    """Whether a path holds a character that makes it a pattern."""
    return any(c in path for c in "*?[")


def expand(pattern: str) -> tuple[str, ...]:
    """The files and folders that match, sorted; `**` stands for any depth, hidden names need a "."."""
    drive, rest = os.path.splitdrive(pattern)
    parts = [part for part in rest.replace(os.sep, "/").split("/") if part]
    if parts[-1:] == ["**"]:
        parts.append("*")
    places = [drive + os.sep if rest.startswith(("/", os.sep)) else drive]
    for part in parts:
        places = list(dict.fromkeys(match for place in places for match in _matches(place, part)))
    return tuple(sorted(places))


def _matches(place: str, part: str) -> Iterator[str]:
    if part == "**":
        yield from _folders(place)
    elif is_pattern(part):
        yield from (os.path.join(place, name) for name in _names(place) if _fits(name, part))
    elif os.path.lexists(os.path.join(place, part)):
        yield os.path.join(place, part)


def _folders(place: str) -> Iterator[str]:
    """The folder itself and every visible folder below it; links are not followed."""
    pending = [place]
    while pending:
        here = pending.pop()
        yield here
        below = (os.path.join(here, name) for name in _names(here) if not name.startswith("."))
        pending.extend(path for path in below if os.path.isdir(path) and not os.path.islink(path))


def _names(place: str) -> list[str]:
    try:
        return sorted(os.listdir(place or os.curdir))
    except OSError:
        return []


def _fits(name: str, part: str) -> bool:
    return fnmatchcase(name, part) and (part.startswith(".") or not name.startswith("."))
