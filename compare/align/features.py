"""What is known of each candidate pair of sentences: one column a feature, one row a pair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from compare.align.terms import function_stems, term_weights
from compare.text import Word, straighten, words
from compare.values import Statement

Matrix = NDArray[np.float32]
Column = NDArray[np.float64]
Index = NDArray[np.intp]

FEATURES = (
    "cosine", "containment", "shared", "rarest", "names", "numbers", "bigrams", "order", "tokens", "quotes",
    "margin", "opening", "neighbours", "twins", "third",
)  # fmt: skip

_FLOOR = 0.08  # cosine under which only best matches stay candidates
_QUOTED = 2  # words: shorter quotations are names or scare quotes
_ALIKE = 60  # partial ratio under which a quotation is not found in a text
_TALKING = 0.15  # cosine under which no quotation is looked for
_WHOLE = 25  # characters from which a quotation found counts in full
_SURROGATES = 0xD800


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of sentences of different articles: rows `left` and `right` into `statements`, and their features."""

    statements: tuple[Statement, ...]
    stems: tuple[tuple[str, ...], ...]
    weights: dict[str, float]
    left: Index
    right: Index
    features: dict[str, Column]


def find_candidates(statements: Sequence[Statement]) -> Candidates:
    """All pairs worth a look with their features; about a fifth of all pairs, with 94 % of those people link."""
    found = tuple(words(s.sentence.text, s.sentence.span.start) for s in statements)
    stems = tuple(tuple(word.stem for word in row) for row in found)
    weights = dict(term_weights(stems))
    articles = _codes([s.sentence.article for s in statements])
    content = [{stem for stem in row if weights[stem] > 0} for row in stems]
    square = _shared(content, lambda stem: weights[stem] ** 2)
    norm = np.sqrt(np.maximum(np.diag(square), 1e-6)).astype(np.float32)
    cosine = square / norm[:, None] / norm[None, :]
    margin, best = _rivals(cosine, articles)
    across = np.triu(articles[:, None] != articles[None, :]) & (square > 0)
    left, right = np.nonzero(across & ((cosine > _FLOOR) | best | best.T))
    scene = _Scene(statements, found, stems, weights, articles, content, cosine, margin, left, right)
    return Candidates(tuple(statements), stems, weights, left, right, _columns(scene))


@dataclass(frozen=True, slots=True)
class _Scene:
    statements: Sequence[Statement]
    words: tuple[tuple[Word, ...], ...]
    stems: tuple[tuple[str, ...], ...]
    weights: dict[str, float]
    articles: Index
    content: list[set[str]]
    cosine: Matrix
    margin: Matrix
    left: Index
    right: Index

    def at(self, matrix: Matrix) -> Column:
        """The cells of a matrix at the candidate pairs."""
        return matrix[self.left, self.right].astype(np.float64)


def _columns(scene: _Scene) -> dict[str, Column]:
    linear = _shared(scene.content, scene.weights.__getitem__)
    total = np.maximum(np.diag(linear), 1e-6)
    shared = scene.at(linear)
    sizes = np.array([max(1, len(row)) for row in scene.content])
    shorter = np.minimum(sizes[scene.left], sizes[scene.right])
    margin = np.minimum(scene.margin[scene.left, scene.right], scene.margin[scene.right, scene.left])
    columns = {
        "cosine": scene.at(scene.cosine),
        "containment": np.minimum(shared / total[scene.left], shared / total[scene.right]),
        "shared": np.log1p(shared),
        "rarest": scene.at(_rarest(scene)),
        "names": np.log1p(scene.at(_shared(_names(scene), scene.weights.__getitem__))),
        "numbers": np.log1p(scene.at(_shared(_figures(scene), lambda stem: max(1.0, scene.weights[stem])))),
        "bigrams": scene.at(_shared(_bigrams(scene), lambda _: 1.0)) / shorter,
        "order": _word_order(scene),
        "tokens": _tokens(scene),
        "quotes": _quotes(scene),
        "margin": margin.astype(np.float64),
        "opening": _opening(scene),
        "neighbours": _beside(scene, ((-1, -1), (1, 1))),
        "twins": _beside(scene, ((0, 1), (0, -1), (1, 0), (-1, 0))),
        "third": _third(scene),
    }
    return {name: columns[name] for name in FEATURES}


def _codes(articles: Sequence[str]) -> Index:
    number = {name: code for code, name in enumerate(sorted(set(articles)))}
    return np.array([number[name] for name in articles], dtype=np.intp)


def _postings(rows: Sequence[Iterable[str]]) -> list[tuple[str, Index]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        for term in row:
            places[term].append(index)
    return [(term, np.array(places[term])) for term in sorted(places)]


def _shared(rows: Sequence[Iterable[str]], weight: Callable[[str], float]) -> Matrix:
    """Sentence by sentence, the summed weight of the terms that both hold."""
    sums = np.zeros((len(rows), len(rows)), dtype=np.float32)
    for term, places in _postings(rows):
        if len(places) > 1:
            sums[places[:, None], places] += weight(term)
        else:
            sums[places[0], places[0]] += weight(term)
    return sums


def _rarest(scene: _Scene) -> Matrix:
    """Sentence by sentence, the weight of the heaviest stem that both hold."""
    best = np.zeros_like(scene.cosine)
    for stem, places in _postings(scene.content):
        if len(places) > 1:
            cells = places[:, None], places
            best[cells] = np.maximum(best[cells], scene.weights[stem])
    return best


def _rivals(cosine: Matrix, articles: Index) -> tuple[Matrix, NDArray[np.bool_]]:
    """By how much a sentence beats the best other one of the same article, and which is best or second."""
    margin = np.zeros_like(cosine)
    best = np.zeros(cosine.shape, dtype=bool)
    for article in range(int(articles.max(initial=-1)) + 1):
        columns = np.flatnonzero(articles == article)
        part = cosine[:, columns]
        ranked = -np.sort(-part, axis=1)
        second = ranked[:, 1:2] if len(columns) > 1 else np.zeros_like(ranked)
        margin[:, columns] = part - np.where(part >= ranked[:, :1], second, ranked[:, :1])
        best[:, columns] = part >= second
    return margin, best


def _names(scene: _Scene) -> list[list[str]]:
    capital: set[str] = set()
    for statement, row in zip(scene.statements, scene.words, strict=True):
        start = statement.sentence.span.start
        capital.update(w.stem for w in row[1:] if statement.sentence.text[w.span.start - start].isupper())
    return [sorted(row & capital) for row in scene.content]


def _figures(scene: _Scene) -> list[list[str]]:
    return [sorted({stem for stem in row if stem[0].isdigit()}) for row in scene.stems]


def _bigrams(scene: _Scene) -> list[list[str]]:
    plain = function_stems()
    return [sorted({f"{a} {b}" for a, b in pairwise(row) if a not in plain or b not in plain}) for row in scene.stems]


def _content_rows(scene: _Scene) -> list[list[str]]:
    plain = function_stems()
    return [[stem for stem in row if stem not in plain] for row in scene.stems]


def _word_order(scene: _Scene) -> Column:
    """Indel similarity over words as code points: what both say in the same order."""
    codes: dict[str, str] = {}
    for number, stem in enumerate(sorted(scene.weights)):
        codes[stem] = chr(number + 0x100 if number + 0x100 < _SURROGATES else number + 0x900)
    rows = ["".join(codes[stem] for stem in row) for row in _content_rows(scene)]
    return _compare(rows, scene, Indel.normalized_similarity)


def _tokens(scene: _Scene) -> Column:
    return _compare([" ".join(row) for row in _content_rows(scene)], scene, fuzz.token_set_ratio) / 100


def _compare(rows: list[str], scene: _Scene, scorer: Callable[..., float]) -> Column:
    if not len(scene.left):
        return np.zeros(0)
    pairs = [rows[i] for i in scene.left], [rows[j] for j in scene.right]
    return np.asarray(process.cpdist(*pairs, scorer=scorer), dtype=np.float64)


def _quotes(scene: _Scene) -> Column:
    """How much of a quotation of one side stands in the other, whether quoted there or not."""
    plain = [straighten(s.sentence.text).lower() for s in scene.statements]
    quoted = [_quotations(s) for s in scene.statements]
    column = np.zeros(len(scene.left))
    for row, (i, j) in enumerate(zip(scene.left.tolist(), scene.right.tolist(), strict=True)):
        if (quoted[i] or quoted[j]) and scene.cosine[i, j] > _TALKING:
            column[row] = max(_contained(quoted[i], plain[j]), _contained(quoted[j], plain[i]))
    return column


def _quotations(statement: Statement) -> list[str]:
    plain = [straighten(d.text).lower().strip("\"' ") for d in statement.details if d.kind == "quote"]
    return [quote for quote in plain if len(quote.split()) >= _QUOTED]


def _contained(quotes: list[str], text: str) -> float:
    return max((_held(quote, text) for quote in quotes if len(quote) <= len(text)), default=0.0)


def _held(quote: str, text: str) -> float:
    share = 1.0 if quote in text else fuzz.partial_ratio(quote, text, score_cutoff=_ALIKE) / 100
    return share * min(1.0, len(quote) / _WHOLE)


def _opening(scene: _Scene) -> Column:
    """Near 1 where both sentences stand at the top of their articles."""
    rank = np.array([s.sentence.index for s in scene.statements])
    return np.asarray(np.exp(-np.maximum(rank[scene.left], rank[scene.right]) / 3.0))


def _beside(scene: _Scene, steps: tuple[tuple[int, int], ...]) -> Column:
    """The best cosine among pairs shifted by `steps` within the same two articles."""
    best = np.zeros(len(scene.left))
    last = len(scene.articles) - 1
    for down, across in steps:
        row, column = np.clip(scene.left + down, 0, last), np.clip(scene.right + across, 0, last)
        same = (scene.articles[row] == scene.articles[scene.left]) & (
            scene.articles[column] == scene.articles[scene.right]
        )
        moved = (row == scene.left + down) & (column == scene.right + across)
        best = np.maximum(best, np.where(same & moved, scene.cosine[row, column], 0))
    return best


def _third(scene: _Scene) -> Column:
    """The best support by a sentence of a third article that resembles both; NaN where there is no third."""
    if int(scene.articles.max(initial=0)) < 2:
        return np.full(len(scene.left), np.nan)
    column = np.zeros(len(scene.left))
    for i, rows in _runs(scene.left):
        right = scene.right[rows]
        support = np.minimum(scene.cosine[i][None, :], scene.cosine[right])
        same = scene.articles[None, :] == scene.articles[right][:, None]
        support[same | (scene.articles == scene.articles[i])[None, :]] = 0
        column[rows] = support.max(axis=1, initial=0)
    return column


def _runs(left: Index) -> Iterable[tuple[int, slice]]:
    counts = Counter(left.tolist())
    start = 0
    for i in sorted(counts):
        yield i, slice(start, start + counts[i])
        start += counts[i]
