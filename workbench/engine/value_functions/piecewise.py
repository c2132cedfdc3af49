"""Piecewise linear value function: worth runs straight from point to point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.method import ValueFunction

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix
    from workbench.model.value_function import Piecewise


def value(performances: Matrix, _worst: float, _best: float, function: Piecewise) -> Matrix:
    """Return values in [0, 100], level beyond the first and the last point."""
    return np.interp(performances, *_points(function))


def kinks(function: Piecewise) -> tuple[float, ...]:
    """Return the performances at which the slope changes."""
    return tuple(each.performance for each in function.points)


def _points(function: Piecewise) -> tuple[list[float], list[float]]:
    return [each.performance for each in function.points], [each.value for each in function.points]


METHOD = ValueFunction(
    name="piecewise",
    title="Piecewise linear",
    source="Belton & Stewart (2002), Multiple Criteria Decision Analysis, ch. 5",
    value=value,
    kinks=kinks,
)
