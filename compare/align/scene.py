"""The sentences of one event as numbers: which stems each holds and how much each stem weighs there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compare.align.terms import rarity
from compare.text import Word, words
from compare.values import Statement

Matrix = NDArray[np.float32]
Column = NDArray[np.float64]
Index = NDArray[np.intp]


class Part(NamedTuple):
    """For each sentence the stems of some of its words, and their weights beside them."""

    rows: tuple[Index, ...]
    weights: tuple[Matrix, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Sentences in order; `rows` holds the stems of each that weigh something, as sorted indices into `stems`.

    `weights` runs beside `rows`: the rarity of the stem at large over the root of the number of sentences of the same
    article that hold it. What stands in every sentence of an article tells its sentences apart from nothing.
    """

    statements: tuple[Statement, ...]
    words: tuple[tuple[Word, ...], ...]
    articles: Index
    stems: tuple[str, ...]
    forms: tuple[str, ...]  # the usual folded form of each stem
    rarities: Column
    rows: tuple[Index, ...]
    weights: tuple[Matrix, ...]
    written: tuple[tuple[str, ...], ...]  # beside `rows`: how the sentence first writes the stem


def set_scene(statements: Sequence[Statement]) -> Scene:
    """The scene of an event; statements come article by article, in reading order."""
    found = tuple(words(s.sentence.text, s.sentence.span.start) for s in statements)
    forms = _forms(found)
    stems = tuple(sorted(forms))
    number = {stem: index for index, stem in enumerate(stems)}
    rows = tuple(np.array(sorted({number[w.stem] for w in row if w.stem in number}), dtype=np.intp) for row in found)
    articles = codes([s.sentence.article for s in statements])
    rarities = np.array([rarity(stem) for stem in stems])
    weights = _weights(rows, articles, rarities)
    usual = tuple(forms[stem] for stem in stems)
    written = tuple(map(_written, statements, found))
    told = tuple(tuple(forms[stems[n]] for n in row.tolist()) for forms, row in zip(written, rows, strict=True))
    return Scene(tuple(statements), found, articles, stems, usual, rarities, rows, weights, told)


def codes(names: Sequence[str]) -> Index:
    """A number for each name, in the order of names."""
    number = {name: code for code, name in enumerate(sorted(set(names)))}
    return np.array([number[name] for name in names], dtype=np.intp)


def _forms(found: Sequence[Sequence[Word]]) -> Mapping[str, str]:
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in found:
        for word in row:
            seen[word.stem][word.folded] += 1
    return {stem: min(forms, key=lambda form: (-forms[form], form)) for stem, forms in seen.items() if rarity(stem) > 0}


def _written(statement: Statement, found: Sequence[Word]) -> Mapping[str, str]:
    text, start = statement.sentence.text, statement.sentence.span.start
    return {word.stem: text[word.span.start - start : word.span.end - start] for word in reversed(found)}


def _weights(rows: Sequence[Index], articles: Index, rarities: Column) -> tuple[Matrix, ...]:
    counts = np.zeros((int(articles.max(initial=-1)) + 1, len(rarities)))
    for article, row in zip(articles.tolist(), rows, strict=True):
        counts[article, row] += 1
    return tuple(
        (rarities[row] / np.sqrt(counts[article, row])).astype(np.float32)
        for article, row in zip(articles.tolist(), rows, strict=True)
    )
