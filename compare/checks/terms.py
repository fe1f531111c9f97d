"""The strongest terms of an article: what tells one happening from another."""

from __future__ import annotations

import math
from collections import Counter

from compare.align.terms import function_stems
from compare.copies.sketch import fingerprints
from compare.copies.words import read_words
from compare.tables import frequencies
from compare.text import words
from compare.values import Article

# "stem weight stem weight …", strongest first: one string, which the cache gives back at no cost. Weights are whole, so
# that sums are exact; their squares add up to about SCALE².
Terms = str

SCALE = 10_000
MOST_TERMS = 40
_READ = 6000  # characters of the story that are read: news puts first what matters
_FEW = 20  # words under which the same text is no copy
_NAME = 2.0  # a word that is written with a capital within a line weighs so much more
_TITLE = 3  # a word of the title counts so many times


def terms_of(article: Article) -> Terms:
    """The forty strongest stems of title and story; rare words and names weigh most."""
    counts: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for text, times in ((article.title or "", _TITLE), (_story(article)[:_READ], 1)):
        for word in words(text):
            if len(word.stem) > 2 and word.stem not in function_stems():
                counts[word.stem] += times
                named[word.stem] += times * text[word.span.start].isupper()
    return _strongest(counts, named)


def print_of(article: Article) -> str:
    """A fingerprint of the words of the story, the same for copies; "" for a story of few words."""
    table = read_words([_story(article)])
    return f"{int(fingerprints(table)[0]):016x}" if table.counts()[0] >= _FEW else ""


def _strongest(counts: Counter[str], named: Counter[str]) -> Terms:
    weights = {
        stem: (1 + math.log(n)) * _rarity(stem) * (_NAME if 2 * named[stem] > n else 1) for stem, n in counts.items()
    }
    kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
    length = math.sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    return " ".join(f"{stem} {round(SCALE * weight / length)}" for stem, weight in kept)


def _rarity(stem: str) -> float:
    found, total = frequencies()
    return math.log((total + 1) / (found.get(stem, 0) + 1))


def _story(article: Article) -> str:
    parts, start = [], 0
    for piece in article.furniture:
        parts.append(article.text[start : piece.span.start])
        start = max(start, piece.span.end)
    return "\n".join([*parts, article.text[start:]])
