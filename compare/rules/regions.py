"""Names of one place or body, and places of which one may lie within the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from compare.rules.slots import stops
from compare.tables import table
from compare.text import fold, words


def same_place(one: str, other: str) -> bool:
    """Whether two folded names are names of one place: "uk", "britain"."""
    return _usual(one) == _usual(other)


def may_hold(one: str, other: str) -> bool:
    """Whether one of two folded names may be a part of the other: then they do not contradict each other.

    A place that no table knows may lie in every country and every part of one; two that none knows are two towns.
    """
    first, second = _usual(one), _usual(other)
    if first in _wholes(second) or second in _wholes(first):
        return True
    level, other_level = _level(first), _level(second)
    return level != other_level and (0 in (level, other_level) or 3 in (level, other_level))


def same_government(one: str, other: str) -> bool:
    """Whether both are names for one government: "moscow", "kremlin"."""
    first = _governments().get(_usual(one))
    return first is not None and first == _governments().get(_usual(other))


def is_short_for(one: str, other: str) -> bool:
    """Whether one of two names is the initials of the words that matter in the other: "A.P.", "Associated Press"."""
    short, long = sorted((one, other), key=lambda name: (len(name), name))
    row = [word.folded for word in words(long) if word.folded not in stops()]
    return len(row) > 1 and fold(short.replace(".", "")) == "".join(word[0] for word in row)


def _usual(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = bare.replace(".", "").removeprefix("the ")
    return _same().get(plain, plain)


@cache
def _governments() -> Mapping[str, str]:
    return {_usual(name): row[0] for row in table("places")["governments"] for name in row}


@cache
def _same() -> Mapping[str, str]:
    return {name: row[0] for row in table("places")["same"] for name in row}


@cache
def _parts() -> Mapping[str, str]:
    listed = table("places")["parts"].items()
    return {_usual(part): _usual(whole) for whole, parts in listed for part in parts}


@cache
def _capitals() -> Mapping[str, str]:
    return {_usual(row[1]): row[0] for row in table("places")["governments"]}


def _wholes(name: str) -> set[str]:
    """What a place is known to lie in."""
    found: list[str] = [name]
    while (whole := _parts().get(found[-1]) or _capitals().get(found[-1])) and whole not in found:
        found.append(whole)
    return set(found[1:])


@cache
def _known(level: str) -> frozenset[str]:
    return frozenset(map(_usual, table("places")[level]))


def _level(name: str) -> int:
    """3 for a continent, 2 for a country, 1 for a part of one, 0 for a place that no table knows."""
    if name in _known("continents"):
        return 3
    return 2 if name in _known("countries") else 1 if name in _parts() else 0
