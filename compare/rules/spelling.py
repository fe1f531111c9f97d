"""The rule about names that are spelt differently."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from compare.rules.base import REMEMBERED, Difference, Pair, Piece, Rule, Side
from compare.rules.naming import around
from compare.tables import table
from compare.text import stem
from compare.values import NameValue, Span

_LONG_ENOUGH = 5  # letters: shorter names differ by a letter and are other names, unless the surname is the same
_FIRST_NAME = 3  # letters, before the same surname
_LONG = 9  # letters from which two edits may still be a slip
_SPELLING = 2  # edits at most between two spellings of one name


_Word = tuple[Span, str]  # where it stands, folded


def check_spelling(pair: Pair) -> Iterator[Difference]:
    """A name is spelt differently.

    Fires: "Priebus" against "Preibus", each outlet keeping to its own spelling.
    Does not fire: a full name against the surname; "Kyiv" against "Kiev" is a different name, not a slip.
    """
    for left in _single_words(pair.left):
        for right in _single_words(pair.right):
            if _misspelt(left, right, pair):
                yield _difference(left, right, "one or two letters apart")
    for left, surname in _first_names(pair.left):
        for right, same in _first_names(pair.right):
            if surname == same and _misspelt_first(left, right, pair):
                yield _difference(left, right, "a letter apart, before the same surname")


def _difference(left: _Word, right: _Word, reason: str) -> Difference:
    pieces = Piece(left[0], left[1]), Piece(right[0], right[1])
    slot = "/".join(sorted((left[1], right[1])))
    return Difference(slot, "conflict", *pieces, 0.8, (reason,), "a name spelt differently")


@lru_cache(maxsize=REMEMBERED)
def _first_names(side: Side) -> Sequence[tuple[_Word, str]]:
    """The short first words of persons' names, each with the surname right behind it."""
    found = []
    for detail in side.statement.details:
        if isinstance(detail.value, NameValue) and detail.value.kind in ("person", "other"):
            row = [w for w in side.words if detail.span.covers(w.span)]
            for one, after in pairwise(row):
                short = (
                    _FIRST_NAME <= len(one.folded) < _LONG_ENOUGH and one.folded not in table("names")["titles"].split()
                )
                if short and after is row[-1]:
                    found.append(((one.span, one.folded), after.folded))
    return found


def _misspelt_first(left: _Word, right: _Word, pair: Pair) -> bool:
    one, other = left[1], right[1]
    close = one != other and DamerauLevenshtein.distance(one, other) == 1 and _plain(one) != _plain(other)
    return close and other not in pair.left.vocabulary and one not in pair.right.vocabulary


@lru_cache(maxsize=REMEMBERED)
def _single_words(side: Side) -> Sequence[_Word]:
    text = side.article.text
    names = [d for d in side.statement.details if d.kind == "name"]
    return [
        (w.span, w.folded)
        for w in side.words
        if len(w.folded) >= _LONG_ENOUGH
        and text[w.span.start].isupper()
        and any(name.span.covers(w.span) for name in names)
    ]


def _misspelt(left: _Word, right: _Word, pair: Pair) -> bool:
    one, other = left[1], right[1]
    if one == other or one[:1] != other[:1] or not (one.isalpha() and other.isalpha()):
        return False
    if one.rstrip("s") == other.rstrip("s") or one in other or other in one or stem(one) == stem(other):
        return False
    if _plain(one) == _plain(other):
        return False
    edits = DamerauLevenshtein.distance(one, other, score_cutoff=_SPELLING)
    if edits > (1 if min(len(one), len(other)) < _LONG else _SPELLING):
        return False
    kept_apart = other not in pair.left.vocabulary and one not in pair.right.vocabulary
    return kept_apart and bool(around(left[0], pair.left) & around(right[0], pair.right))


def _plain(word: str) -> str:
    """Without accents, and with umlauts written out either way: "Süddeutsche", "Sueddeutsche", "Suddeutsche"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return bare.replace("ae", "a").replace("oe", "o").replace("ue", "u")


RULES = (Rule("NAM002", "naming", "a name spelt differently", {"conflict": "warning"}, check_spelling),)
