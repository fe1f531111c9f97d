"""The terms of each article that tell one event from another: rare words and names before common ones."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from compare.copies.words import Ints
from compare.engines.base import Column
from compare.tables import frequencies
from compare.text import fold, stem

READ = 400  # words of the text: an event is told early
TITLE = 3  # times that a word of the title counts
TOP = 40  # terms of an article
NAME = 0.6  # share of capitals from which a word is a name
NAME_WEIGHT = 1.25
_CHARACTERS = READ * 12
_BACKGROUND = 0.5  # weight of rarity in news at large against rarity in the archive
_SCALE = 0.6  # brings the one to the scale of the other
_BUCKETS = 1 << 22  # counters of articles by term
_MOST_FORMS = 1 << 19
_HALF = np.uint64(32)
_TERM = np.uint64(0xFFFFFFFF)
_CAPITAL = np.uint64(1 << 32)
_WORD = re.compile(r"[^\W_]+")

Counts = NDArray[np.uint64]  # term in the low 32 bits, its count in the next 8, then one bit for a name


def count_terms(titles: Sequence[str], texts: Sequence[str]) -> tuple[Counts, ...]:
    """The different terms of each article, sorted."""
    bodies = [_WORD.findall(text[:_CHARACTERS])[:READ] for text in texts]
    heads = [_WORD.findall(title) for title in titles]
    sizes = [*map(len, bodies), *map(len, heads)]
    forms = _forms()
    codes = np.fromiter(map(forms.__getitem__, chain.from_iterable((*bodies, *heads))), np.uint64, sum(sizes))
    row = np.repeat(np.tile(np.arange(len(texts), dtype=np.uint64), 2), sizes)
    in_body = np.arange(len(codes)) < sum(map(len, bodies))
    return _counted((row << _HALF) | (codes & _TERM), in_body, (codes & _CAPITAL) != 0, len(texts))


def words_of(title: str, text: str) -> list[str]:
    """The words that terms are made of, in order."""
    return _WORD.findall(title) + _WORD.findall(text[:_CHARACTERS])[:READ]


def term_of(word: str) -> int:
    """The 32-bit number of the stem of a word."""
    return _forms()[word] & int(_TERM)


def _term(word: str) -> int:
    return zlib.crc32(stem(fold(word)).encode("utf-8", "replace"))


class _Forms(dict[str, int]):
    """Word forms and their terms, with a bit for a capital; forgets all before it grows too large."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_FORMS:
            self.clear()
        found = self[word] = _term(word) | (int(_CAPITAL) if word[0].isupper() else 0)
        return found


@cache
def _forms() -> _Forms:
    return _Forms()


def _counted(keys: Counts, in_body: NDArray[np.bool_], capital: NDArray[np.bool_], size: int) -> tuple[Counts, ...]:
    order = np.argsort(keys, kind="stable")
    keys, in_body, capital = keys[order], in_body[order], capital[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.zeros(0, np.int64)
    if not len(first):
        return (np.zeros(0, np.uint64),) * size
    body = np.add.reduceat(in_body.astype(np.int64), first)
    count = body + TITLE * np.add.reduceat((~in_body).astype(np.int64), first)
    named = (body > 0) & (np.add.reduceat((in_body & capital).astype(np.int64), first) >= NAME * body)
    packed = (keys[first] & _TERM) | (np.minimum(count, 255).astype(np.uint64) << _HALF)
    packed |= np.where(named, np.uint64(1 << 40), np.uint64(0))
    cuts = np.searchsorted(keys[first] >> _HALF, np.arange(size + 1, dtype=np.uint64))
    return tuple(packed[a:b] for a, b in pairwise(cuts.tolist()))


@dataclass(frozen=True, slots=True, eq=False)
class TermTable:
    """The strongest terms of each article, sorted, padded with 0; the weights of a row have length 1."""

    terms: NDArray[np.uint32]  # articles x TOP
    weights: NDArray[np.float64]


class Rarity:
    """How much a term tells: how rare it is in the archive and in news at large."""

    def __init__(self) -> None:
        self._counts = np.zeros(_BUCKETS, dtype=np.int64)  # hashed: two rare terms may share a counter
        self._articles = 0

    def add(self, articles: Sequence[Counts]) -> None:
        """Count the articles of a batch."""
        for terms in articles:
            self._counts[(terms & np.uint64(_BUCKETS - 1)).astype(np.int64)] += 1
        self._articles += len(articles)

    def of(self, terms: Counts) -> NDArray[np.float64]:
        """The weight of each term; 0 for one that stands in one article only."""
        here = self._counts[(terms & np.uint64(_BUCKETS - 1)).astype(np.int64)]
        known, counts, total = _at_large()
        place = np.minimum(np.searchsorted(known, terms), len(known) - 1)
        large = np.where(known[place] == terms, counts[place], 0)
        told = (1 - _BACKGROUND) * np.log((self._articles + 1) / np.maximum(1, here))
        told += _BACKGROUND * _SCALE * np.log((total + 1) / (large + 1))
        return np.where(here < 2, 0.0, np.maximum(0.0, told))


def strongest(counts: Column, rows: Ints, rarity: Rarity) -> TermTable:
    """The table of the articles at `rows` of the column, in that order."""
    terms = np.zeros((len(rows), TOP), dtype=np.uint32)
    weights = np.zeros((len(rows), TOP))
    for place, packed in enumerate(counts.read(rows.tolist())):
        plain = packed & _TERM
        count = ((packed >> _HALF) & np.uint64(255)).astype(np.float64)
        told = (1 + np.log(np.maximum(1, count))) * rarity.of(plain)
        told *= np.where(packed >> np.uint64(40), NAME_WEIGHT, 1.0)
        best = np.sort(np.lexsort((plain, -told))[:TOP])
        length = float(np.sqrt(np.sum(told[best] ** 2))) or 1.0
        terms[place, : len(best)] = plain[best]
        weights[place, : len(best)] = told[best] / length
    return TermTable(terms, weights)


@cache
def _at_large() -> tuple[Counts, Ints, int]:
    counts, total = frequencies()
    pairs = sorted((zlib.crc32(name.encode("utf-8", "replace")), count) for name, count in counts.items())
    return np.array([p[0] for p in pairs], dtype=np.uint64), np.array([p[1] for p in pairs], dtype=np.int64), total
