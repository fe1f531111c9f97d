"""Names as one compares them: folded, and whether one is short for another."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from compare.tables import table
from compare.text import words

Form = tuple[str, ...]  # the folded words of a name, without diacritics

_SHORTEST_ACRONYM = 3
_LONGEST_END = 8  # words of a name that can stand for a longer one


def form_of(name: str) -> Form:
    """The folded words of a name as one compares them: no diacritics, no article, no legal form.

    >>> form_of("The Société Générale Ltd")
    ('societe', 'generale')
    """
    parts = [_bare(word.folded) for word in words(name)]
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in listed("legal_forms"):
        parts = parts[:-1]
    form = tuple(parts)
    return _aliases().get(form, form)


def is_short_for(short: Form, full: Form, kind: str) -> bool:
    """Whether `short` is the surname, the last words, the first name or the acronym of the longer `full`."""
    if len(short) >= len(full) or kind == "place" or is_listed(short):
        return False
    if full[-len(short) :] == short or (kind == "person" and short == full[:1]):
        return True
    letters = short[0].replace(".", "")
    return len(short) == 1 and len(letters) >= _SHORTEST_ACRONYM and letters == _initials(full)


def fuller_forms(kinds: Mapping[Form, str]) -> dict[Form, tuple[Form, ...]]:
    """For each form the longer ones among `kinds` that it is short for, in alphabetical order."""
    found: dict[Form, tuple[Form, ...]] = {}
    for full, kind in sorted(kinds.items()):
        for short in sorted(_shorter(full)):
            if short in kinds and is_short_for(short, full, kind):
                found[short] = (*found.get(short, ()), full)
    return found


def _shorter(full: Form) -> set[Form]:
    letters = _initials(full)
    ends = {full[i:] for i in range(max(1, len(full) - _LONGEST_END), len(full))}
    return ends | {full[:1], (letters,), (".".join(letters) + ".",)}


def is_listed(form: Form) -> bool:
    """Whether the tables know the name as it stands: a place, or a body such as "House"."""
    phrase = " ".join(form)
    return phrase in phrases("places") or phrase in phrases("organizations")


def without_initials(form: Form) -> Form:
    """A person's name without middle initials, so that "Paul D. Ryan" is "Paul Ryan"."""
    return tuple(w for i, w in enumerate(form) if i in (0, len(form) - 1) or len(w.strip(".")) > 1)


@cache
def listed(name: str) -> frozenset[str]:
    return frozenset(table("names")[name].split())


@cache
def phrases(name: str) -> frozenset[str]:
    return frozenset(" ".join(part.split()) for part in table("names")[name].split(","))


@lru_cache(maxsize=8192)
def _bare(word: str) -> str:
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _initials(form: Form) -> str:
    return "".join(w[:1] for w in form if w not in listed("particles") and w not in listed("stops"))


@cache
def _aliases() -> dict[Form, Form]:
    pairs = (part.split("=") for part in phrases("aliases"))
    return {tuple(short.split()): tuple(full.split()) for short, full in pairs}
