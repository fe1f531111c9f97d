"""Fit the cue table on the training articles and write `compare/tables/en/cues.tsv`: `python -m benchmarks.fit_cues`.

A candidate is a word outside names whose stem heads at least `LEAST` gold cues; its label is whether it heads one. The
head of a cue is its word whose stem stands most often in cues when it stands at all. A logistic regression with an L1
penalty (accelerated proximal gradient) over `compare.details.cues.features` keeps few weights; they are rounded.
"""

from __future__ import annotations

import pathlib
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.attribution_data import Row, described, places, training
from compare.details.cues import Reading, features, reading_of
from compare.details.line import Line
from compare.text import Word, words

OUT = pathlib.Path(__file__).parent.parent / "compare" / "tables" / "en" / "cues.tsv"
LEAST, LEAST_SEEN, PENALTY, STEPS = 5, 4, 1.0, 400
RARE = 0.03  # share of its uses in cues below which a stem is left out
HEAD = """# The cue table. Written by benchmarks/fit_cues.py; do not edit by hand.
# Feature and weight of a logistic regression that tells words that credit a claim to somebody from other uses of the
# same words. s=: the stem; <: what stands before; >: what stands after; q, Q: inside or beside a quotation. Fitted on
# the training part of PolNeAR (English political news of 2015 and 2016); only these figures are kept, no text."""


def main() -> None:
    """Fit and write."""
    rows = training()
    heads = [list(cue_heads(row)) for row in rows]
    rates = rates_of(rows, heads)
    known = known_stems(heads, rates)
    print(len(known), "stems")
    sets, labels = [], []
    for row, cues in zip(rows, heads, strict=True):
        starts = {max(cue, key=lambda w: (rates[w.stem], -w.span.start)).span.start for cue in cues}
        for reading in readings(row["text"]):
            for index, word in enumerate(reading.line.words):
                if word.stem in known:
                    sets.append(features(reading, index))
                    labels.append(word.span.start in starts)
    print(len(labels), "candidates,", sum(labels), "cues")
    write(*fit(sets, np.array(labels, dtype=float)))


def cue_heads(row: Row) -> Iterator[list[Word]]:
    """The words of each gold cue."""
    told = words(row["text"])
    for attribution in row["attributions"]:
        found = [told[i] for i in sorted(places(told, attribution["cue"]))]
        if found:
            yield found


def rates_of(rows: Sequence[Row], heads: Sequence[list[list[Word]]]) -> dict[str, float]:
    """How often each stem stands in a cue when it stands at all; 0 for stems in few cues."""
    seen = Counter(word.stem for row in rows for word in words(row["text"]))
    cued = Counter(stem for cues in heads for cue in cues for stem in {w.stem for w in cue})
    return {stem: cued[stem] / seen[stem] if cued[stem] >= LEAST else 0.0 for stem in seen}


def known_stems(heads: Sequence[list[list[Word]]], rates: dict[str, float]) -> frozenset[str]:
    """The stems that head enough cues."""
    first = Counter(max(cue, key=lambda w: (rates[w.stem], -w.span.start)).stem for cues in heads for cue in cues)
    return frozenset(s for s, n in first.items() if n >= LEAST and rates[s] >= RARE and len(s) > 2)


def readings(text: str) -> Iterator[Reading]:
    """The sentences of a text as the extractor reads them."""
    for statement in described(text):
        sentence = statement.sentence
        line = Line(text, sentence.span, words(sentence.text, sentence.span.start))
        yield reading_of(line, [d for d in statement.details if d.kind in ("name", "mention", "quote")])


def fit(sets: Sequence[Sequence[str]], labels: NDArray[np.float64]) -> tuple[dict[str, float], float]:
    """Weights of the features and the bias."""
    seen = Counter(name for found in sets for name in found)
    names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    place = {name: i for i, name in enumerate(names)}
    rows = np.repeat(np.arange(len(sets)), [len(s) for s in sets])
    flat = [place.get(name, -1) for found in sets for name in found]
    columns = np.array(flat)
    kept = columns >= 0
    return descend(rows[kept], columns[kept], labels, names)


def descend(
    rows: NDArray[np.int64], columns: NDArray[np.int64], labels: NDArray[np.float64], names: Sequence[str]
) -> tuple[dict[str, float], float]:
    """Accelerated proximal gradient on the log loss with an L1 penalty on all but the bias."""
    size, rate = len(names), 4.0 / len(labels) / 2
    step = 4.0 / (13 * np.bincount(columns, minlength=size))  # a row holds at most 13 ones, the bias with them
    weight, bias, look, look_bias, momentum = np.zeros(size), 0.0, np.zeros(size), 0.0, 1.0
    for _ in range(STEPS):
        score = np.bincount(rows, look[columns], len(labels)) + look_bias
        error = 1 / (1 + np.exp(-score)) - labels
        moved = look - step * np.bincount(columns, error[rows], size)
        fresh = np.sign(moved) * np.maximum(np.abs(moved) - step * PENALTY, 0.0)
        fresh_bias = look_bias - rate * error.sum()
        after = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        pull = (momentum - 1) / after
        look, look_bias = fresh + pull * (fresh - weight), fresh_bias + pull * (fresh_bias - bias)
        weight, bias, momentum = fresh, fresh_bias, after
    print("loss", float(np.mean(np.log1p(np.exp(-np.where(labels > 0, score, -score))))))
    return {name: float(w) for name, w in zip(names, weight, strict=True)}, float(bias)


def write(found: dict[str, float], bias: float) -> None:
    """The table, features in order; stems are kept whatever their weight."""
    kept = {name: w for name, w in found.items() if abs(w) >= 0.05 or name.startswith("s=")}
    rows = [f"{name}\t{w:.2f}" for name, w in sorted(kept.items())]
    OUT.write_text("\n".join([HEAD, f"bias\t{bias:.3f}", *rows]) + "\n", encoding="utf-8")
    print(len(kept), "weights")


if __name__ == "__main__":
    main()
