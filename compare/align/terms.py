"""How much a stem weighs: rare in English at large and rare in this event, it says which fact a sentence reports."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from compare.tables import frequencies

_COMMON = 0.02  # share of sentences at large from which a stem says nothing
_BACKGROUND = 2.0  # weight of the rarest stem at large
_EVENT = 0.5  # weight of one natural-log unit of rarity in the event


@cache
def function_stems(language: str = "en") -> frozenset[str]:
    """Stems in at least two of a hundred English sentences: they weigh nothing."""
    counts, total = frequencies(language)
    return frozenset(stem for stem, count in counts.items() if count > total * _COMMON) | {"s"}


def term_weights(sentences: Sequence[Sequence[str]], language: str = "en") -> Mapping[str, float]:
    """A weight of zero or more for every stem of an event, given the stems of each of its sentences.

    The sum of inverse sentence frequency at large, scaled to 2 for the rarest, and half the inverse sentence
    frequency within the event (natural logarithms).
    """
    counts, total = frequencies(language)
    present = Counter(stem for stems in sentences for stem in set(stems))
    rarest = math.log(total + 1)
    size = len(sentences) + 1
    return {
        stem: 0.0
        if stem in function_stems(language)
        else _BACKGROUND * math.log((total + 1) / (counts.get(stem, 0) + 1)) / rarest
        + _EVENT * math.log(size / present[stem])
        for stem in sorted(present)
    }
