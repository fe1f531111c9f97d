"""Fit the alignment model on the training events and write `compare/tables/en/alignment.toml`.

    python benchmarks/fit_alignment.py ../shared/eval/coverage/train

A logistic regression (Newton steps, L2 = 1) over standardised features; the threshold is the one with the best F1 in
five-fold cross-validation over events. Each row is a candidate pair, its label the share of annotators who linked it.
"""

from __future__ import annotations

import collections
import json
import pathlib
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.align.features import FEATURES, find_candidates
from compare.clean import clean
from compare.details import describe
from compare.options import Options
from compare.split import split
from compare.values import Page, Source, Statement

Floats = NDArray[np.float64]
OUT = pathlib.Path(__file__).parent.parent / "compare" / "tables" / "en" / "alignment.toml"
REASONS = {
    "rarest": "a rare word in common",
    "names": "the same names",
    "numbers": "the same figures",
    "order": "words in the same order",
    "bigrams": "the same phrases",
    "quotes": "quoted words found on the other side",
    "margin": "each the other's best match",
    "opening": "both open their articles",
    "neighbours": "the sentences around them match",
    "third": "a third outlet says it too",
}


def load(
    gold: pathlib.Path,
) -> tuple[list[list[tuple[str, str]]], Floats, Floats, Floats, dict[tuple[str, str], int], int]:
    """Unit pairs, features, labels and containment of each candidate of one event, its gold links and voters."""
    data = json.loads(gold.read_text(encoding="utf-8"))
    lines = map(json.loads, gold.with_name(gold.name[:-10] + ".jsonl").read_text(encoding="utf-8").splitlines())
    pages = [
        Page(Source(gold.name), d["text"], d["id"], d["outlet"], d["title"], d["url"], d["published"]) for d in lines
    ]
    articles, _ = clean(pages, Options())
    statements = tuple(s for article in articles for s in describe(article, split(article)))
    found = find_candidates(statements)
    units = [_units(s, data["units"]) for s in statements]
    links = {(a["x"], a["y"]): a["votes"] for a in data["alignments"]}
    voters = data.get("annotators", 2)
    pairs = [
        [(min(x, y, key=_order), max(x, y, key=_order)) for x in units[i] for y in units[j]]
        for i, j in zip(found.left.tolist(), found.right.tolist(), strict=True)
    ]
    labels = np.array([max((links.get(p, 0) / voters for p in row), default=0.0) for row in pairs])
    matrix = np.column_stack([found.features[name] for name in FEATURES])
    degrees = {(a["x"], a["y"]): a["degree"] for a in data["alignments"]}
    same = np.array([max((1.0 if degrees.get(p) == "same" else 0.0 for p in row), default=0.0) for row in pairs])
    return pairs, matrix, labels, same, links, voters


def _order(unit: str) -> tuple[str, int]:
    return unit[0], int(unit[1:])


def _units(statement: Statement, units: dict[str, Any]) -> list[str]:
    start, end = statement.sentence.span
    found = []
    for name, (low, high) in units.items():
        shared = min(end, high) - max(start, low)
        if name[0] == statement.sentence.article and shared > 0 and shared >= 0.5 * min(end - start, high - low):
            found.append(name)
    return found


def fit(matrix: Floats, labels: Floats, penalty: float = 1.0) -> Floats:
    """Weights and bias of a logistic regression over standardised columns."""
    rows = np.column_stack([matrix, np.ones(len(matrix))])
    ridge = penalty * np.diag(np.r_[np.ones(matrix.shape[1]), 1e-6])
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - labels) + ridge @ weights
        weights = weights - np.linalg.solve((rows.T * (chance * (1 - chance))) @ rows + ridge, slope)
    return weights


def f1(events: list[Any], scores: list[Floats], threshold: float) -> float:
    """Alignment F1 as `shared/eval/score.py` counts it."""
    right = said = due = found = 0
    for (pairs, _, _, _, links, voters), chances in zip(events, scores, strict=True):
        given = {p for row, chance in zip(pairs, chances, strict=True) if chance >= threshold for p in row}
        sure = {p for p, votes in links.items() if votes >= voters}
        said, right = said + len(given), right + len(given & set(links))
        due, found = due + len(sure), found + len(given & sure)
    precision, recall = right / max(1, said), found / max(1, due)
    return 2 * precision * recall / max(1e-9, precision + recall)


def main(folder: str) -> None:
    """Fit, choose the thresholds, write the table."""
    events = [load(gold) for gold in sorted(pathlib.Path(folder).glob("*.gold.json"))]
    every = np.vstack([event[1] for event in events])
    mean, spread = every.mean(0), every.std(0) + 1e-9
    ready = [(event[1] - mean) / spread for event in events]
    folds = collections.defaultdict(list)
    for number in range(len(events)):
        folds[number % 5].append(number)
    scores: list[Floats] = [np.zeros(0)] * len(events)
    for held in folds.values():
        rest = [n for n in range(len(events)) if n not in held]
        weights = fit(np.vstack([ready[n] for n in rest]), np.concatenate([events[n][2] for n in rest]))
        for n in held:
            scores[n] = 1 / (1 + np.exp(-(np.column_stack([ready[n], np.ones(len(ready[n]))]) @ weights)))
    threshold = max(np.linspace(0.1, 0.6, 51), key=lambda t: f1(events, scores, float(t)))
    weights = fit(np.vstack(ready), np.concatenate([event[2] for event in events]))
    same = _same_threshold(events)
    print(f"cross-validated F1 {f1(events, scores, float(threshold)):.4f} at {threshold:.2f}; same from {same:.2f}")
    OUT.write_text(_table(mean, spread, weights, float(threshold), same), encoding="utf-8")


def _same_threshold(events: list[Any]) -> float:
    column = FEATURES.index("containment")
    linked = np.concatenate([e[1][e[2] > 0, column] for e in events])
    same = np.concatenate([e[3][e[2] > 0] for e in events])
    return float(max(np.linspace(0.1, 0.9, 81), key=lambda t: float(np.mean((linked >= t) == (same > 0)))))


def _table(mean: Floats, spread: Floats, weights: Floats, threshold: float, same: float) -> str:
    lines = [
        "# The alignment model. Written by benchmarks/fit_alignment.py; do not edit by hand.",
        "# Model card: logistic regression over standardised features of sentence pairs, fitted on 60 annotated news",
        "# events of three outlets each (English, mostly US politics, 2010 to 2019). It gives the probability that two",
        "# sentences report a same specific fact. Only these figures are kept; no text of the events is.",
        f"threshold = {threshold:.2f}  # probability from which a pair is a link",
        f"same = {same:.2f}  # containment from which the degree of a link is 'same'",
        f"bias = {weights[-1]:.4f}",
        "",
    ]
    for name, m, s, w in zip(FEATURES, mean, spread, weights, strict=False):
        lines += [f"[features.{name}]", f"mean = {m:.5f}", f"spread = {s:.5f}", f"weight = {w:.4f}", ""]
    lines += ["[reasons]", *(f'{name} = "{words}"' for name, words in REASONS.items()), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main(*sys.argv[1:])
