"""Fit the alignment model on the training events and write `compare/tables/en/alignment.toml`.

    python -m benchmarks.fit_alignment ../shared/eval/coverage/train [ENCODER]

Two logistic regressions (Newton steps, L2 = 3) over the same standardised features: is a candidate pair a link, and
is a link one of degree "same". Each row is a candidate pair, its label the share of annotators who linked it. Prints
F1 in five-fold cross-validation over events. The threshold is a decision, not a fit: see docs/alignment.md. With the
folder of a sentence encoder it fits the strong mode and writes `alignment_context.toml` instead.
"""

from __future__ import annotations

import pathlib
import sys
from dataclasses import dataclass

import numpy as np

from benchmarks.coverage import Coverage, load_events
from benchmarks.logistic import Floats, chances, fit
from compare.align.features import find_candidates

TABLES = pathlib.Path(__file__).parent.parent / "compare" / "tables" / "en"
THRESHOLD, STRONG = 0.33, 0.36  # default, with an encoder
PENALTY = 3.0
FOLDS = 5
REASONS = {
    "cover": "much the same words, or words that mean the same",
    "inside": "much of one stands in the other",
    "unique": "words that stand in few sentences of their articles",
    "plain": "words that are no names in common",
    "rarest": "a rare word in common",
    "claims": "much the same words, or words that mean the same",
    "quotes": "quoted words found on the other side",
    "quoted words": "quoted words found on the other side",
    "speaker": "the same speaker",
    "values": "the same figures",
    "figures": "the same figures",
    "dates": "the same dates",
    "first": "each the other's best match",
    "meaning first": "each the other's best match",
    "opening": "both open their articles",
    "neighbours": "the sentences around them match",
    "context": "words that mean the same where they stand",
    "third": "a third outlet says it too",
}


@dataclass(frozen=True, slots=True)
class Rows:
    """The candidate pairs of one event: unit pairs, features, share of annotators who linked, whether as same."""

    event: Coverage
    units: tuple[tuple[tuple[str, str], ...], ...]
    names: tuple[str, ...]
    features: Floats
    linked: Floats
    same: Floats


def rows_of(event: Coverage, encoder: str | None = None) -> Rows:
    """The candidates of an event with their labels; what is not known (NaN) stays so."""
    found = find_candidates(event.statements, encoder)
    units = tuple(event.unit_pairs(i, j) for i, j in zip(found.left.tolist(), found.right.tolist(), strict=True))
    linked = np.array([max((event.links.get(p, 0) / event.voters for p in row), default=0.0) for row in units])
    same = np.array([max((float(event.degrees.get(p) == "same") for p in row), default=0.0) for row in units])
    names = tuple(found.features)
    return Rows(event, units, names, np.column_stack([found.features[name] for name in names]), linked, same)


def f1(rows: list[Rows], scores: list[Floats], threshold: float) -> float:
    """Alignment F1 as `shared/eval/score.py` counts it."""
    right = said = due = found = 0
    for row, told in zip(rows, scores, strict=True):
        given = {p for units, chance in zip(row.units, told, strict=True) if chance >= threshold for p in units}
        sure = {p for p, votes in row.event.links.items() if votes >= row.event.voters}
        said, right = said + len(given), right + len(given & set(row.event.links))
        due, found = due + len(sure), found + len(given & sure)
    precision, recall = right / max(1, said), found / max(1, due)
    return 2 * precision * recall / max(1e-9, precision + recall)


def cross_validate(rows: list[Rows], ready: list[Floats]) -> list[Floats]:
    """The chances of each event by weights fitted on events of the other folds."""
    weights = []
    for fold in range(FOLDS):
        rest = [n for n in range(len(rows)) if n % FOLDS != fold]
        linked = np.concatenate([rows[n].linked for n in rest])
        weights.append(fit(np.vstack([ready[n] for n in rest]), linked, PENALTY))
    return [chances(matrix, weights[number % FOLDS]) for number, matrix in enumerate(ready)]


def main(folder: str, encoder: str | None = None) -> None:
    """Fit, cross-validate, write the table."""
    rows = [rows_of(event, encoder) for event in load_events(pathlib.Path(folder))]
    out = TABLES / ("alignment_context.toml" if encoder else "alignment.toml")
    out.write_text(fitted(rows, STRONG if encoder else THRESHOLD), encoding="utf-8")


def fitted(rows: list[Rows], threshold: float) -> str:
    """The table fitted on all events; prints F1 in cross-validation."""
    every = np.vstack([row.features for row in rows])
    mean, spread = np.nanmean(every, axis=0), np.nanstd(every, axis=0) + 1e-9
    ready = [np.nan_to_num((row.features - mean) / spread) for row in rows]
    scores = cross_validate(rows, ready)
    linked, same = np.concatenate([row.linked for row in rows]), np.concatenate([row.same for row in rows])
    link = fit(np.vstack(ready), linked, PENALTY)
    degree = fit(np.vstack(ready)[linked > 0], same[linked > 0], PENALTY)
    best = max(np.linspace(0.1, 0.6, 51), key=lambda t: f1(rows, scores, float(t)))
    print(f"{len(linked)} pairs; cross-validated F1 {f1(rows, scores, float(best)):.4f} at {best:.2f}")
    print(f"                        F1 {f1(rows, scores, threshold):.4f} at {threshold:.2f}")
    return _table(rows[0].names, threshold, (mean, spread, link, degree))


def _table(names: tuple[str, ...], threshold: float, columns: tuple[Floats, Floats, Floats, Floats]) -> str:
    link, degree = columns[2:]
    lines = [
        "# The alignment model. Written by benchmarks/fit_alignment.py; do not edit by hand.",
        "# Model card: two logistic regressions over standardised features of sentence pairs, fitted on 60 annotated",
        "# news events of three outlets each (English, mostly US politics, 2010 to 2019). They give the probability",
        "# that two sentences report a same specific fact, and that they report the same on the whole. Only these",
        "# figures are kept; no text of the events is. docs/alignment.md says what each feature is.",
        f"threshold = {threshold:.2f}  # probability from which a pair is a link",
        f"bias = {{ link = {link[-1]:.4f}, same = {degree[-1]:.4f} }}",
        "",
        "[features]",
    ]
    for name, m, s, one, two in zip(names, *columns, strict=False):
        card = f"mean = {m:.5f}, spread = {s:.5f}, link = {one:.4f}, same = {two:.4f}"
        lines.append(f'"{name}" = {{ {card} }}')
    lines += ["", "[reasons]", *(f'"{name}" = "{words}"' for name, words in REASONS.items() if name in names), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main(*sys.argv[1:])
