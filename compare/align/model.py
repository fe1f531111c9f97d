"""From features to a probability that two sentences report the same fact; weights and their card are in the table."""

from __future__ import annotations

import numpy as np

from compare.align.features import FEATURES, Column
from compare.tables import table


def score(features: dict[str, Column]) -> Column:
    """A probability for each candidate pair: a logistic model over standardised features, rounded to 4 places."""
    summed = sum(contributions(features).values()) + float(table("alignment")["bias"])
    return np.round(1 / (1 + np.exp(-summed)), 4)


def contributions(features: dict[str, Column]) -> dict[str, Column]:
    """What each feature adds to the log-odds of each pair; what is not known (NaN) adds nothing."""
    rows = table("alignment")["features"]
    return {
        name: np.nan_to_num((features[name] - rows[name]["mean"]) / rows[name]["spread"]) * rows[name]["weight"]
        for name in FEATURES
    }
