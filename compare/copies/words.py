"""The words of many texts at once, as numbers: what copies, reuse and events are found by.

A word is a run of letters and digits; case, marks and blanks do not count, so "Don't" is "don t" in every text. In a
script without blanks each character is a word. The hash of a word is a polynomial of its folded characters modulo
2**64, read off prefix sums: H(start, end) = (P[end] - P[start]) * base**-start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from compare.values import Span

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Codes = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.uint32]

NUMBER = np.uint64(1)  # the bit of a hash that tells a number from a word
_PLANE = 0x10000  # code points that can be words; those above (emoji, rare scripts) part words, as U+FFFF does
_CASED = 0x3000  # no letter between here and U+FF21 has two cases
_NO_BLANKS = ((0x3040, 0x3100), (0x3400, 0xA000))  # kana and Han: each character is a word
_BASE = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """The words of texts, end to end: row `n` has the words `bounds[n]` to `bounds[n + 1]`."""

    hashes: Hashes
    starts: Ints  # code points into the text of the row
    ends: Ints
    bounds: Ints

    def counts(self) -> Ints:
        """The number of words of each row."""
        return np.diff(self.bounds)

    def row(self, number: int) -> Hashes:
        """The words of one row."""
        return self.hashes[self.bounds[number] : self.bounds[number + 1]]

    def span(self, number: int, first: int, end: int) -> Span:
        """Words `first` to `end` of a row as a span of its text."""
        start = int(self.bounds[number])
        return Span(int(self.starts[start + first]), int(self.ends[start + end - 1]))


def read_words(texts: Sequence[str]) -> WordTable:
    """The words of `texts`; any string is a text, lone surrogates included."""
    codes, offsets = _codes(texts)
    folded = _folds().take(codes, mode="clip")
    starts, ends = _edges(folded, codes)
    bounds = np.searchsorted(starts, offsets)
    row = np.repeat(offsets[:-1], np.diff(bounds))
    hashes = _hashed(folded, starts, ends) & ~NUMBER | _is_digit()[folded[starts]]
    return WordTable(hashes, starts - row, ends - row, bounds)


def mixed(hashes: Hashes) -> Hashes:
    """The hashes with every bit spread over the whole number."""
    spread = (hashes ^ (hashes >> _HALF)) * _MIX
    spread ^= spread >> _HALF
    spread *= _MIX
    return np.asarray(spread ^ (spread >> _HALF))


def powers(base: int, size: int) -> Hashes:
    """1, base, base**2 … modulo 2**64."""
    found = np.ones(size, dtype=np.uint64)
    known, factor = 1, np.uint64(base)
    while known < size:
        more = min(known, size - known)
        found[known : known + more] = found[:more] * factor
        known += more
        factor = np.uint64(int(factor) ** 2 % 2**64)
    return found


def _codes(texts: Sequence[str]) -> tuple[Codes, Ints]:
    """The code points of all texts with a blank around each, and where each text starts."""
    offsets = np.cumsum([1, *(len(text) + 1 for text in texts)])
    joined = " ".join(("", *texts, ""))
    if joined.isascii():
        return np.frombuffer(joined.encode("ascii"), np.uint8), offsets
    narrow = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), "<u2")
    if len(narrow) == len(joined):  # no character takes two units
        return narrow, offsets
    return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4"), offsets


def _edges(folded: NDArray[np.uint16], codes: Codes) -> tuple[Ints, Ints]:
    inside = folded != 0
    if int(codes.max()) < _NO_BLANKS[0][0]:
        turns = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        return turns[::2], turns[1::2]
    alone = np.zeros(len(codes), dtype=bool)
    for low, high in _NO_BLANKS:
        alone |= (codes >= low) & (codes < high)
    apart = ~inside[1:] | ~inside[:-1] | alone[1:] | alone[:-1]
    starts = np.flatnonzero(inside[1:] & apart) + 1
    ends = np.flatnonzero(inside[:-1] & apart) + 1
    return starts, ends


def _hashed(folded: NDArray[np.uint16], starts: Ints, ends: Ints) -> Hashes:
    rising, falling = _ladder(1 << max(16, len(folded).bit_length()))
    sums = np.zeros(len(folded) + 1, dtype=np.uint64)
    np.cumsum(folded * rising[: len(folded)], out=sums[1:])
    return mixed((sums[ends] - sums[starts]) * falling[starts])


@cache
def _ladder(size: int) -> tuple[Hashes, Hashes]:
    return powers(_BASE, size), powers(pow(_BASE, -1, 2**64), size)


@cache
def _folds() -> NDArray[np.uint16]:
    """For each code point the lower-case letter or the digit it stands for; 0 is no part of a word."""
    table = np.arange(_PLANE, dtype=np.uint16)
    cased = (*range(_CASED), *range(0xFE00, _PLANE))
    table[list(cased)] = [_folded(chr(code)) for code in cased]
    table[_CASED:0x3040] = 0  # CJK punctuation
    table[0xD7B0:0xF900] = 0  # surrogates and private use
    return table


@cache
def _is_digit() -> Hashes:
    """For each folded character 1 where it is a digit."""
    return np.array([chr(code).isdigit() for code in range(_PLANE)], dtype=np.uint64)


def _folded(character: str) -> int:
    lower = character.lower()
    return ord(lower if len(lower) == 1 else character) if character.isalnum() else 0
