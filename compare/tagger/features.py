"""What the net sees of a word: rows of embedding tables, all of them functions of its letters alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from typing import NamedTuple
from zlib import crc32

PREFIXES, ENDINGS, SUFFIXES, SHAPES = 2048, 1024, 4096, 256  # buckets of the hashed tables
_CLASSES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-"})
_DIGIT = re.compile(r"\d")
_MANY = re.compile(r"(.)\1{2,}", re.DOTALL)
_PART = re.compile(r"[^\W_]+|[\W_]")


class Looks(NamedTuple):
    """A word as numbers: a hash for the vocabulary, one for the name lists, and buckets of the hashed tables."""

    word: int
    listed: int
    prefix: int
    ending: int  # last two letters
    suffix: int  # last three
    shape: int
    case: int  # 0 no letters, 1 lower, 2 capitalised, 3 capitals, 4 one capital letter, 5 mixed


@lru_cache(maxsize=16384)
def looks(word: str) -> Looks:
    """The looks of a word; digits are alike, curly and straight quotation marks too."""
    plain = word.translate(_CLASSES)
    lower = _DIGIT.sub("0", plain.lower())
    return Looks(
        key(lower),
        key(bare(plain)),
        key(lower[:3]) % PREFIXES,
        key(lower[-2:]) % ENDINGS,
        key(lower[-3:]) % SUFFIXES,
        key(_MANY.sub(r"\1\1", "".join(map(_kind, plain[:40])))) % SHAPES,
        _case(plain),
    )


def key(text: str) -> int:
    """A hash that is the same on every machine."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def bare(word: str) -> str:
    """Lower case without accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def pieces_of(word: str, known: Collection[str]) -> tuple[str, ...]:
    """The pieces of a word: greedy longest match, as BERT's uncased tokenizer does it; unknown parts are dropped."""
    found: list[str] = []
    for part in _PART.findall(bare(word[:100])):
        found.extend(_split(part, known))
    return tuple(found)


def _split(part: str, known: Collection[str]) -> tuple[str, ...]:
    found, start = [], 0
    while start < len(part):
        mark = "##" if start else ""
        end = next((end for end in range(len(part), start, -1) if mark + part[start:end] in known), 0)
        if not end:
            return ()
        found.append(mark + part[start:end])
        start = end
    return tuple(found)


@cache
def _kind(char: str) -> str:
    if char.isdigit():
        return "0"
    return ("X" if char.isupper() else "x") if char.isalpha() else char


def _case(word: str) -> int:
    if not any(map(str.isalpha, word)):
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 3 if sum(map(str.isalpha, word)) > 1 else 4
    return 2 if word[:1].isupper() and word[1:].islower() else 5
