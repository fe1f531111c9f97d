"""From features to a probability that two sentences report the same fact; weights and their card are in the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from compare.align.scene import Column
from compare.tables import table

Question = Literal["link", "same"]


def card_of(features: Mapping[str, Column]) -> dict[str, Any]:
    """The table that was fitted on these features: that of the strong mode where an encoder gave some of them."""
    return table("alignment_context" if "context" in features else "alignment")


def score(features: Mapping[str, Column], question: Question = "link") -> Column:
    """For each pair the probability that it is a link, or that a link is of degree "same", rounded to 4 places.

    A logistic model over standardised features.
    """
    bias = float(card_of(features)["bias"][question])
    summed = sum(contributions(features, question).values(), np.full(len(features["cover"]), bias))
    return np.asarray(np.round(1 / (1 + np.exp(-summed)), 4))


def contributions(features: Mapping[str, Column], question: Question = "link") -> dict[str, Column]:
    """What each feature adds to the log-odds of each pair; what is not known (NaN) adds nothing."""
    rows = card_of(features)["features"]
    return {
        name: np.nan_to_num((column - rows[name]["mean"]) / rows[name]["spread"]) * rows[name][question]
        for name, column in features.items()
    }
