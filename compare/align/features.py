"""What is known of each candidate pair of sentences: one column a feature, one row a pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from compare.align.context import Context, context_columns, read_context
from compare.align.meaning import Bytes, covered, likeness_of, mutual, summed_meaning, vectors_of
from compare.align.quoted import in_quotes, quoted_share, speakers, unsourced
from compare.align.scene import Column, Index, Matrix, Part, Scene, set_scene
from compare.values import DateValue, NumberValue, Statement

Term = TypeVar("Term", bound=Hashable)

FEATURES = (
    "cover", "inside", "unique", "plain", "rarest", "cosine", "quotes", "values", "dates", "figures", "both quote",
    "one quotes", "speaker", "other speaker", "opening", "apart", "twins", "neighbours", "third", "first",
    "unshared", "same dates", "other numbers", "claims", "quoted words", "meaning", "meaning first",
)  # fmt: skip

_FLOOR = 0.08  # cosine from which a pair is a candidate
_SHARED = 0.35  # or the summed weight of shared stems
_COVERED = 0.12  # or the mutual cover
_CLOSE = 0.5  # or the cosine of whole sentences, where an encoder gives it
_MOST_OTHER = 3  # numbers of only one side, from which more of them say no more
_TALKING = 0.1  # cosine under which no quotation is looked for


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of sentences of different articles: rows `left` and `right` into the scene, and their features."""

    scene: Scene
    left: Index
    right: Index
    features: dict[str, Column]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Square matrices over sentences, and the candidates among their cells."""

    scene: Scene
    shared: Matrix
    plain: Matrix
    rarest: Matrix
    cosine: Matrix
    cover: Matrix
    told: Matrix  # how much of the row the column tells
    vectors: Matrix
    alike: Bytes
    left: Index
    right: Index

    def at(self, matrix: Matrix) -> Column:
        """The cells of a matrix at the candidate pairs."""
        return matrix[self.left, self.right].astype(np.float64)


def find_candidates(
    statements: Sequence[Statement], encoder: str | None = None, also: tuple[int, int] | None = None
) -> Candidates:
    """All pairs worth a look with their features; about an eighth of all pairs, with 87 % of those people link.

    `encoder` adds the features of the strong mode; `also` is one more pair, of different articles, that is wanted
    whatever it shares.
    """
    scene = set_scene(statements)
    context = read_context(scene, encoder) if encoder else None
    pairs = _pair(scene, context, also)
    columns = _columns(pairs)
    if context:
        columns |= context_columns(scene, context, pairs.left, pairs.right)
        columns["context first"] = _margin(pairs, context.whole)
    return Candidates(scene, pairs.left, pairs.right, columns)


def _pair(scene: Scene, context: Context | None, also: tuple[int, int] | None) -> _Pairs:
    shared, plain, rarest = _shared_stems(scene)
    norm = np.sqrt(np.maximum(np.diag(shared), 1e-6))
    cosine = (shared / norm[:, None] / norm[None, :]).astype(np.float32)
    vectors = vectors_of(scene.forms)
    alike = likeness_of(vectors)
    told = covered(Part(scene.rows, scene.weights), alike)
    cover = mutual(told)
    across = np.triu(scene.articles[:, None] != scene.articles[None, :])
    likely = (cosine > _FLOOR) | (shared > _SHARED) | (cover > _COVERED)
    if context:
        likely |= context.whole > _CLOSE
    if also:
        likely[min(also), max(also)] = True
    left, right = np.nonzero(across & likely)
    return _Pairs(scene, shared, plain, rarest, cosine, cover, told, vectors, alike, left, right)


def _columns(pairs: _Pairs) -> dict[str, Column]:
    scene = pairs.scene
    columns = {
        "cover": pairs.at(pairs.cover),
        "inside": np.maximum(pairs.at(pairs.told), pairs.at(pairs.told.T)),
        "unique": np.log1p(pairs.at(pairs.shared)),
        "plain": np.log1p(pairs.at(pairs.plain)),
        "rarest": pairs.at(pairs.rarest),
        "cosine": pairs.at(pairs.cosine),
        "quotes": quoted_share(scene.statements, pairs.left, pairs.right, pairs.at(pairs.cosine) > _TALKING),
        "values": _shared_values(pairs, _values),
        "dates": _shared_values(pairs, _dates),
        "figures": np.log1p(_shared_values(pairs, _figures)),
        **_said(pairs),
        **_places(pairs),
        "twins": _beside(pairs, ((0, 1), (0, -1), (1, 0), (-1, 0))),
        "neighbours": _beside(pairs, ((-1, -1), (1, 1))),
        "third": _third(pairs),
        "first": _margin(pairs, pairs.cover),
        "unshared": _unshared(pairs),
        "same dates": _overlap(pairs, _dates)[0],
        "other numbers": np.minimum(_overlap(pairs, _values)[1], _MOST_OTHER),
        "claims": pairs.at(mutual(covered(unsourced(scene), pairs.alike))),
        "quoted words": _quoted_words(pairs),
        **_meaning(pairs),
    }
    return {name: columns[name] for name in FEATURES}


def postings(rows: Iterable[Iterable[Term]]) -> Iterator[tuple[Term, Index]]:
    """What stands in more than one row, with the rows it stands in, in the order of first places."""
    places: defaultdict[Term, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        for term in row:
            places[term].append(index)
    return ((term, np.array(rows)) for term, rows in places.items() if len(rows) > 1)


def _shared_stems(scene: Scene) -> tuple[Matrix, Matrix, Matrix]:
    """Sentence by sentence the summed weight of shared stems, that of those never capitalised, and the largest."""
    size = len(scene.rows)
    shared, plain, rarest = (np.zeros((size, size), dtype=np.float32) for _ in range(3))
    at = [dict(zip(row.tolist(), weights.tolist(), strict=True)) for row, weights in _rooted(scene)]
    names = _capitalised(scene)
    for stem, places in sorted(postings(at), key=itemgetter(0)):
        weights = np.array([at[place][stem] for place in places.tolist()], dtype=np.float32)
        cells, product = (places[:, None], places), weights[:, None] * weights
        shared[cells] += product
        rarest[cells] = np.maximum(rarest[cells], product)
        if stem not in names:
            plain[cells] += product
    np.fill_diagonal(shared, [sum(w * w for w in row.values()) for row in at])
    return shared, plain, rarest


def _rooted(scene: Scene) -> Iterator[tuple[Index, Matrix]]:
    """Weights whose product over two sentences has the rarity of the stem once."""
    for row, weights in zip(scene.rows, scene.weights, strict=True):
        yield row, (weights / np.sqrt(np.maximum(scene.rarities[row], 1e-9))).astype(np.float32)


def _capitalised(scene: Scene) -> set[int]:
    number = {stem: index for index, stem in enumerate(scene.stems)}
    found: set[int] = set()
    for statement, row in zip(scene.statements, scene.words, strict=True):
        text, start = statement.sentence.text, statement.sentence.span.start
        found.update(number.get(w.stem, -1) for w in row[1:] if text[w.span.start - start].isupper())
    return found


def _shared_values(pairs: _Pairs, find: Callable[[_Pairs, int], Iterable[Hashable]]) -> Column:
    """The summed rarity within the event of what both sentences give."""
    size = len(pairs.scene.rows)
    sums = np.zeros((size, size), dtype=np.float32)
    for _, places in postings([tuple(dict.fromkeys(find(pairs, index))) for index in range(size)]):
        sums[places[:, None], places] += np.float32(np.log((size + 1) / len(places)) / 2)
    return pairs.at(sums)


def _unshared(pairs: _Pairs) -> Column:
    """The weight, on both sides together, of what the other side does not tell."""
    weights = np.array([row.sum() for row in pairs.scene.weights], dtype=np.float64)
    left = (1 - pairs.at(pairs.told)) * weights[pairs.left]
    return np.asarray(np.log1p(left + (1 - pairs.at(pairs.told.T)) * weights[pairs.right]))


def _overlap(pairs: _Pairs, find: Callable[[_Pairs, int], Iterable[Hashable]]) -> tuple[Column, Column]:
    """What both sentences give as a share of what either gives, and how many things only one of them gives."""
    rows = [tuple(dict.fromkeys(find(pairs, index))) for index in range(len(pairs.scene.rows))]
    counts, both = np.array([len(row) for row in rows]), np.zeros((len(rows), len(rows)), dtype=np.float32)
    for _, places in postings(rows):
        both[places[:, None], places] += 1
    shared, total = pairs.at(both), counts[pairs.left] + counts[pairs.right]
    return shared / np.maximum(total - shared, 1), total - 2 * shared


def _values(pairs: _Pairs, index: int) -> Iterable[Hashable]:
    found = [d.value for d in pairs.scene.statements[index].details if isinstance(d.value, NumberValue)]
    return [(value.low, value.high, value.unit) for value in found]


def _dates(pairs: _Pairs, index: int) -> Iterable[Hashable]:
    found = [d.value for d in pairs.scene.statements[index].details if isinstance(d.value, DateValue)]
    return [(value.start, value.end) for value in found if value.start]


def _figures(pairs: _Pairs, index: int) -> Iterable[Hashable]:
    return [word.stem for word in pairs.scene.words[index] if word.stem[0].isdigit()]


def _said(pairs: _Pairs) -> dict[str, Column]:
    """Whether both sentences quote, only one does; whether they share a speaker, or name different ones."""
    quotes = np.array([any(d.kind == "quote" for d in s.details) for s in pairs.scene.statements], dtype=bool)
    left, right = quotes[pairs.left], quotes[pairs.right]
    named, shared = _speakers(pairs)
    return {
        "both quote": (left & right).astype(np.float64),
        "one quotes": (left ^ right).astype(np.float64),
        "speaker": shared.astype(np.float64),
        "other speaker": (named[pairs.left] & named[pairs.right] & ~shared).astype(np.float64),
    }


def _speakers(pairs: _Pairs) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which sentences name a speaker, and which pairs share one."""
    rows = [speakers(statement) for statement in pairs.scene.statements]
    shared = np.zeros((len(rows), len(rows)), dtype=bool)
    for _, places in postings(rows):
        shared[places[:, None], places] = True
    return np.array([bool(row) for row in rows], dtype=bool), shared[pairs.left, pairs.right]


def _quoted_words(pairs: _Pairs) -> Column:
    """How much the quoted words of both sentences cover each other; NaN where one of them quotes nothing."""
    part = in_quotes(pairs.scene)
    quotes = np.array([len(row) > 0 for row in part.rows], dtype=bool)
    return np.where(quotes[pairs.left] & quotes[pairs.right], pairs.at(mutual(covered(part, pairs.alike))), np.nan)


def _meaning(pairs: _Pairs) -> dict[str, Column]:
    """The cosine of the meanings of whole sentences, and by how much each is the other's nearest."""
    whole = summed_meaning(pairs.scene, pairs.vectors)
    return {"meaning": pairs.at(whole), "meaning first": _margin(pairs, whole)}


def _places(pairs: _Pairs) -> dict[str, Column]:
    """Near 1 where both stand at the top, and how far apart they stand as shares of their articles."""
    rank = np.array([s.sentence.index for s in pairs.scene.statements])
    share = rank / np.bincount(pairs.scene.articles)[pairs.scene.articles]
    opening = np.exp(-np.maximum(rank[pairs.left], rank[pairs.right]) / 3.0)
    return {"opening": np.asarray(opening), "apart": np.abs(share[pairs.left] - share[pairs.right])}


def _beside(pairs: _Pairs, steps: tuple[tuple[int, int], ...]) -> Column:
    """The best cosine among pairs shifted by `steps` within the same two articles."""
    best = np.zeros(len(pairs.left))
    articles, last = pairs.scene.articles, len(pairs.scene.articles) - 1
    for down, across in steps:
        row, column = np.clip(pairs.left + down, 0, last), np.clip(pairs.right + across, 0, last)
        same = (articles[row] == articles[pairs.left]) & (articles[column] == articles[pairs.right])
        moved = (row == pairs.left + down) & (column == pairs.right + across)
        best = np.maximum(best, np.where(same & moved, pairs.cosine[row, column], 0))
    return best


def _third(pairs: _Pairs) -> Column:
    """The best support by a sentence of a third article that resembles both; NaN where there is no third."""
    articles = pairs.scene.articles
    if int(articles.max(initial=0)) < 2:
        return np.full(len(pairs.left), np.nan)
    column = np.zeros(len(pairs.left))
    bounds = np.searchsorted(pairs.left, np.arange(len(articles) + 1))
    for i in np.unique(pairs.left).tolist():
        rows = slice(bounds[i], bounds[i + 1])
        right = pairs.right[rows]
        others = np.flatnonzero((pairs.cosine[i] > _FLOOR) & (articles != articles[i]))
        support = np.minimum(pairs.cosine[i, others], pairs.cosine[right[:, None], others])
        support[articles[others] == articles[right][:, None]] = 0
        column[rows] = support.max(axis=1, initial=0)
    return column


def _margin(pairs: _Pairs, matrix: Matrix) -> Column:
    """By how much each beats the best other sentence of its article for the other; the smaller of the two sides."""
    margin = np.zeros_like(matrix)
    for article in range(int(pairs.scene.articles.max(initial=-1)) + 1):
        columns = np.flatnonzero(pairs.scene.articles == article)
        part = matrix[:, columns]
        ranked: NDArray[np.float32] = -np.sort(-part, axis=1)
        second = ranked[:, 1:2] if len(columns) > 1 else np.zeros_like(ranked)
        margin[:, columns] = part - np.where(part >= ranked[:, :1], second, ranked[:, :1])
    return np.minimum(pairs.at(margin), pairs.at(margin.T))
