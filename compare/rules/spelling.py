"""The rule about names that are spelt differently."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from compare.rules.base import REMEMBERED, Both, Difference, Pair, Piece, Rule, Said, moved, once
from compare.rules.naming_features import around
from compare.tables import table
from compare.text import Word, stem
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
    found = moved(_misspelt(pair.both), pair)
    yield from (d for d in found if _kept_apart(d.left.variant, d.right.variant, pair))


def _kept_apart(left: str, right: str, pair: Pair) -> bool:
    """Whether each outlet keeps to its own spelling."""
    return right not in pair.left.vocabulary and left not in pair.right.vocabulary


@once
def _misspelt(both: Both) -> Iterator[Difference]:
    """Two words of names that are a slip apart."""
    for left in _single_words(both.left):
        for right in _single_words(both.right):
            if _slipped(left, right, both):
                yield _difference(left, right, "one or two letters apart")
    for left, surname in _first_names(both.left):
        for right, same in _first_names(both.right):
            close = DamerauLevenshtein.distance(left[1], right[1]) == 1 and _plain(left[1]) != _plain(right[1])
            if surname == same and close:
                yield _difference(left, right, "a letter apart, before the same surname")


def _difference(left: _Word, right: _Word, reason: str) -> Difference:
    pieces = Piece(left[0], left[1]), Piece(right[0], right[1])
    slot = "/".join(sorted((left[1], right[1])))
    return Difference(slot, "conflict", *pieces, 0.8, (reason,), "a name spelt differently")


@lru_cache(maxsize=REMEMBERED)
def _first_names(side: Said) -> Sequence[tuple[_Word, str]]:
    """The short first words of persons' names, each with the surname right behind it."""
    named = [
        d for d in side.statement.details if isinstance(d.value, NameValue) and d.value.kind in ("person", "other")
    ]
    rows = [[w for w in side.words if detail.span.covers(w.span)] for detail in named]
    return [((row[-2].span, row[-2].folded), row[-1].folded) for row in rows if len(row) > 1 and _is_short(row[-2])]


def _is_short(word: Word) -> bool:
    """Whether a first name is too short to be told from another one by a letter, but for its surname."""
    return _FIRST_NAME <= len(word.folded) < _LONG_ENOUGH and word.folded not in table("names")["titles"].split()


@lru_cache(maxsize=REMEMBERED)
def _single_words(side: Said) -> Sequence[_Word]:
    text = side.article.text
    names = [d for d in side.statement.details if d.kind == "name"]
    return [
        (w.span, w.folded)
        for w in side.words
        if len(w.folded) >= _LONG_ENOUGH
        and text[w.span.start].isupper()
        and any(name.span.covers(w.span) for name in names)
    ]


def _slipped(left: _Word, right: _Word, both: Both) -> bool:
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
    return bool(around(left[0], both.left) & around(right[0], both.right))


def _plain(word: str) -> str:
    """Without accents, and with umlauts written out either way: "Süddeutsche", "Sueddeutsche", "Suddeutsche"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return bare.replace("ae", "a").replace("oe", "o").replace("ue", "u")


RULES = (Rule("NAM002", "naming", "a name spelt differently", {"conflict": "warning"}, check_spelling),)
