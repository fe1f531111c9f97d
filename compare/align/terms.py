"""How much a stem weighs: rare in English at large, and rare in the article that uses it."""

from __future__ import annotations

import math
from functools import cache

from compare.tables import frequencies

_COMMON = 0.02  # share of sentences at large from which a stem says nothing


@cache
def function_stems(language: str = "en") -> frozenset[str]:
    """Stems in at least two of a hundred English sentences: they weigh nothing."""
    counts, total = frequencies(language)
    return frozenset(stem for stem, count in counts.items() if count > total * _COMMON) | {"s"}


def rarity(stem: str, language: str = "en") -> float:
    """Inverse sentence frequency at large, scaled to 1 for the rarest; 0 for what stands in every other sentence."""
    if stem in function_stems(language):
        return 0.0
    counts, total = frequencies(language)
    return math.log((total + 1) / (counts.get(stem, 0) + 1)) / math.log(total + 1)
