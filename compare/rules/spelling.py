"""The rule about names that are spelt differently."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from compare.rules.base import REMEMBERED, Difference, Pair, Piece, Rule, Side
from compare.rules.naming_features import around
from compare.text import stem
from compare.values import Span

_LONG_ENOUGH = 5  # letters: shorter names differ by a letter and are other names
_LONG = 9  # letters from which two edits may still be a slip
_SPELLING = 2  # edits at most between two spellings of one name


def check_spelling(pair: Pair) -> Iterator[Difference]:
    """A name is spelt differently.

    Fires: "Priebus" against "Preibus", each outlet keeping to its own spelling.
    Does not fire: a full name against the surname; "Kyiv" against "Kiev" is a different name, not a slip.
    """
    for left in _single_words(pair.left):
        for right in _single_words(pair.right):
            if _misspelt(left, right, pair):
                pieces = Piece(left[0], left[1]), Piece(right[0], right[1])
                slot = "/".join(sorted((left[1], right[1])))
                yield Difference(
                    slot, "conflict", *pieces, 0.8, ("one or two letters apart",), "a name spelt differently"
                )


@lru_cache(maxsize=REMEMBERED)
def _single_words(side: Side) -> Sequence[tuple[Span, str]]:
    text = side.article.text
    names = [d for d in side.statement.details if d.kind == "name"]
    return [
        (w.span, w.folded)
        for w in side.words
        if len(w.folded) >= _LONG_ENOUGH
        and text[w.span.start].isupper()
        and any(name.span.covers(w.span) for name in names)
    ]


def _misspelt(left: tuple[Span, str], right: tuple[Span, str], pair: Pair) -> bool:
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
