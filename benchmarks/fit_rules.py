"""Fit how sure the rules are on the annotated events and write `compare/tables/en/confidence.toml`.

    python -m benchmarks.fit_rules

For each rule a logistic regression (Newton steps, L2 = 1, of names 3) over the features of its candidates. The label of
a candidate is whether an annotator flagged its type at its place, as `../shared/eval/score.py` counts it; of names, at
the places of both of its pieces: a name that is flagged may be flagged against another description. The scores of
events held out in five folds are printed; the weights that are written are fitted on all events of `train` and on
nothing of `dev`, on which the thresholds were chosen.
"""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from benchmarks.annotated import Event, events, hits, on_both, pairs_of
from benchmarks.logistic import Floats, chances, fit
from compare.rules import attribution, date, detail, entity, naming, number, paraphrase, quote, wording
from compare.rules.base import Pair
from compare.rules.confidence import Candidate, Find, candidates

PENALTY = 1.0
OUT = pathlib.Path(__file__).parent.parent / "compare" / "tables" / "en" / "confidence.toml"
CARD = """\
# How sure the rules are. Written by benchmarks/fit_rules.py; do not edit by hand.
# Model card: for each rule a logistic regression over the features of its candidates, fitted on 60 annotated news
# events of three outlets each (English, mostly US politics, 2010 to 2019). It gives the probability that an annotator
# flags the candidate as a divergence of that type. Only these figures are kept; no text of the events is.
# least: probability from which a candidate is reported; sure: from which it may be more than a note; most: in one pair;
# joins: from which it is reported beside another of its slot, where that is lower.
"""


class Fitted(NamedTuple):
    """A rule that weighs its candidates: their type and source, the thresholds, and how it is fitted."""

    rule: str
    type: str
    find: Callable[[Pair], Iterable[Candidate]]
    least: float
    most: int
    sure: float
    joins: float | None = None
    penalty: float = PENALTY
    both: bool = False  # flagged only where both pieces are


def _of(find: Find, least: float = 0.0) -> Callable[[Pair], Iterable[Candidate]]:
    """The candidates of a pair whose link is as sure as the rule asks for."""
    return lambda pair: candidates(find, pair) if pair.link.score >= least else ()


RULES = (
    Fitted("ATT001", "attribution", _of(attribution.find_unattributed), 0.1, 1, 0.5),
    Fitted("ATT002", "attribution", _of(attribution.find_sources), 0.15, 1, 0.38),
    Fitted("DAT001", "date", _of(date.find_dates), 0.12, 2, 0.5),
    Fitted("DET001", "detail", _of(detail.find_details, detail.LEAST), 0.1, 2, 0.5),
    Fitted("NAM001", "naming", naming.find_unnamed, 0.12, 2, 0.12, joins=0.06, penalty=3.0, both=True),
    Fitted("NUM001", "number", _of(number.find_numbers), 0.17, 2, 0.5),
    Fitted("PLC001", "place", _of(entity.find_places), 0.125, 2, 0.5),
    Fitted("QUO001", "quote", quote.find_parts, 0.17, 2, 0.45),
    Fitted("QUO002", "quote", _of(paraphrase.find_paraphrases), 0.125, 2, 0.6),
    Fitted("WRD001", "wording", _of(wording.find_wording, wording.LEAST), 0.15, 2, 0.5),
)


class Row(NamedTuple):
    """A candidate: its event, its features, whether it was flagged."""

    event: str
    features: dict[str, float]
    flagged: bool


def rows(fitted: Fitted, told: Iterable[tuple[Event, Pair]]) -> Iterator[Row]:
    """Every candidate of a rule with its label."""
    for event, pair in told:
        for candidate in fitted.find(pair):
            found = hits(event, pair, candidate.difference)
            kept = [gold for gold in found if not fitted.both or on_both(gold, pair, candidate.difference)]
            yield Row(event.name, dict(candidate.features), fitted.type in {gold["type"] for gold in kept})


def held_out(table: list[Row], matrix: Floats, labels: Floats, penalty: float) -> Floats:
    """The chance of each row under the weights of the other folds; a fold is every fifth event."""
    order = {name: number % 5 for number, name in enumerate(sorted({row.event for row in table}))}
    folds = np.array([order[row.event] for row in table])
    found = np.zeros(len(table))
    for fold in range(5):
        weights = fit(matrix[folds != fold], labels[folds != fold], penalty)
        found[folds == fold] = chances(matrix[folds == fold], weights)
    return found


def main() -> None:
    """Fit every rule, print what held-out events say, write the table."""
    told = [pair for event in events("train") for pair in pairs_of(event)]
    written: dict[str, Any] = {}
    for fitted in RULES:
        table = list(rows(fitted, told))
        names = sorted({name for row in table for name in row.features})
        matrix = np.array([[row.features.get(name, 0.0) for name in names] for row in table])
        labels = np.array([float(row.flagged) for row in table])
        shown = held_out(table, matrix, labels, fitted.penalty) >= fitted.least
        right = labels[shown].mean() if shown.any() else 0.0
        print(f"{fitted.rule}: {len(table)} candidates, {shown.sum()} likely enough, {right:.2f} of them flagged")
        written[fitted.rule] = (fitted, names, fit(matrix, labels, fitted.penalty))
    OUT.write_text(CARD + "".join(_section(*written[name]) for name in sorted(written)), encoding="utf-8")


def _section(fitted: Fitted, names: list[str], weights: Floats) -> str:
    kept = [(name, round(float(w), 2)) for name, w in zip(names, weights[:-1], strict=True) if abs(w) >= 0.05]
    head = [f"\n[{fitted.rule}]", f"bias = {weights[-1]:.2f}", f"least = {fitted.least}", f"sure = {fitted.sure}"]
    head += [] if fitted.joins is None else [f"joins = {fitted.joins}"]
    lines = [*head, f"most = {fitted.most}", f"\n[{fitted.rule}.weights]"]
    return "\n".join([*lines, *(f"{json.dumps(name)} = {weight}" for name, weight in kept), ""])


if __name__ == "__main__":
    main()
