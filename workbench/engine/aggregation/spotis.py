"""SPOTIS: the weighted distance from an ideal between bounds that are given, not taken from the options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.errors import MethodError
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.evaluation import Matrix


@dataclass(frozen=True, slots=True)
class Parameters:
    """Between which bounds, and from where, distances are measured."""

    bounds: Sequence[float] | Sequence[Sequence[float]]
    """The smallest and the largest possible performance: one pair, or one for each criterion."""
    ideal: Sequence[float] | None = None
    """The ideal performance of each criterion, within the bounds; without it, the better bound."""


def prepare(performances: Matrix, directions: Matrix, parameters: Parameters) -> Matrix:
    """Return the distances from the ideal as parts of the range, shape (..., n_options, n_criteria), in [0, 1].

    Raises
    ------
    MethodError
        When bounds do not fit the criteria, are no range, or a performance or the ideal lies outside them.
    """
    low, high = _read_bounds(parameters.bounds, len(directions))
    ideal = np.where(directions > 0, high, low)
    if parameters.ideal is not None:
        ideal = np.asarray(parameters.ideal, dtype=np.float64)
        if ideal.shape != directions.shape:
            message = f"ideal has {ideal.size} numbers for {len(directions)} criteria."
            raise MethodError(message)
    for what, numbers in (("The ideal", ideal), ("A performance", performances)):
        # So put that a number that is none lies outside.
        inside = (numbers >= low) & (numbers <= high)
        if not inside.all():
            column = int(np.argwhere(~inside)[0][-1])
            message = f"{what} on criterion {column + 1} lies outside its bounds, {low[column]:g} to {high[column]:g}."
            raise MethodError(message, hint="Widen the bounds: they say what is possible, not what is present.")
    distances: Matrix = np.abs(performances - ideal) / (high - low)
    return distances


def _read_bounds(given: object, n_criteria: int) -> tuple[Matrix, Matrix]:
    bounds = np.asarray(given, dtype=np.float64)
    if bounds.shape not in {(2,), (n_criteria, 2)}:
        message = f"bounds have the shape {bounds.shape}; give one pair, or one for each of {n_criteria} criteria."
        raise MethodError(message)
    low, high = bounds.T if bounds.ndim > 1 else (np.full(n_criteria, bound) for bound in bounds)
    if not (np.isfinite(bounds).all() and (low < high).all()):
        message = "A lower bound is not below its upper bound."
        raise MethodError(message)
    return low, high


def total(distances: Matrix, weights: Matrix) -> Matrix:
    """Return the weighted mean distances, shape (..., n_options), in [0, 1], smaller is better."""
    return apply_weights(distances, weights)


def trace(distances: Matrix, weights: Matrix) -> tuple[Step, ...]:
    """Return the distances, and weight times distance, which add up to the totals."""
    return (
        Step("distances", ("option", "criterion"), distances),
        Step("contributions", ("option", "criterion"), distances * weights[..., None, :]),
    )


METHOD = Aggregation(
    name="spotis",
    title="SPOTIS",
    source="Dezert, Tchamova, Han & Tacnet (2020), IEEE International Conference on Information Fusion, "
    "The SPOTIS rank reversal free method",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    parameters=Parameters,
    lower_is_better=True,
    each_option_alone=True,
    # With an ideal inside the bounds, more of a criterion is better only up to there.
    monotone=False,
)
