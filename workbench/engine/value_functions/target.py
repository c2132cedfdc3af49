"""Target value function: best at a target, worth nothing at either end of the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.method import ValueFunction

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix
    from workbench.model.value_function import Target


def value(performances: Matrix, worst: float, best: float, function: Target) -> Matrix:
    """Return 100 at the target, falling evenly to 0 at both ends of the scale."""
    low, high = sorted((worst, best))
    return np.interp(performances, [low, function.target, high], [0.0, 100.0, 0.0])


def kinks(function: Target) -> tuple[float, ...]:
    """Return the performance at which the slope changes."""
    return (function.target,)


METHOD = ValueFunction(
    name="target",
    title="Target",
    source="von Winterfeldt & Edwards (1986), Decision Analysis and Behavioral Research, ch. 7",
    value=value,
    kinks=kinks,
)
