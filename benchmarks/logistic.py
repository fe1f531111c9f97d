"""Logistic regression by Newton steps, for the scripts that fit weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def fit(matrix: Floats, labels: Floats, penalty: float) -> Floats:
    """Weights and bias (last) of a logistic regression with an L2 penalty on all but the bias."""
    rows = np.column_stack([matrix, np.ones(len(matrix))])
    ridge = penalty * np.diag(np.r_[np.ones(matrix.shape[1]), 1e-6])
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - labels) + ridge @ weights
        weights = weights - np.linalg.solve((rows.T * (chance * (1 - chance))) @ rows + ridge, slope)
    return weights


def chances(matrix: Floats, weights: Floats) -> Floats:
    """The probabilities that fitted weights give."""
    return np.asarray(1 / (1 + np.exp(-(matrix @ weights[:-1] + weights[-1]))))
