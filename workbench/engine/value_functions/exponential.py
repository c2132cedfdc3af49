"""Exponential value function: worth bends by one number, the curvature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.method import ValueFunction

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix
    from workbench.model.value_function import Exponential

STRAIGHT = 1e-9
"""Curvatures closer to 0 than this are the straight line, which the formula only approaches."""


def value(performances: Matrix, worst: float, best: float, function: Exponential) -> Matrix:
    """Return 100 (1 − e^(−cz)) / (1 − e^(−c)), where z runs from 0 at the worst end to 1 at the best."""
    along = np.clip((performances - worst) / (best - worst), 0.0, 1.0)
    if abs(function.curvature) < STRAIGHT:
        return 100.0 * along
    values: Matrix = 100.0 * np.expm1(-function.curvature * along) / np.expm1(-function.curvature)
    return values


METHOD = ValueFunction(
    name="exponential",
    title="Exponential",
    source="Kirkwood (1997), Strategic Decision Making, ch. 4",
    value=value,
)
