"""Linear value function: worth grows evenly from the worst end of the scale to the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.method import ValueFunction

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix
    from workbench.model.value_function import Linear


def value(performances: Matrix, worst: float, best: float, _function: Linear) -> Matrix:
    """Return values in [0, 100], shape as given; performances beyond the ends count as the end."""
    return 100.0 * np.clip((performances - worst) / (best - worst), 0.0, 1.0)


METHOD = ValueFunction(
    name="linear",
    title="Linear",
    source="Keeney & Raiffa (1976), Decisions with Multiple Objectives, ch. 3",
    value=value,
)
