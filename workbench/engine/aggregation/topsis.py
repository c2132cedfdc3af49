"""TOPSIS: how much nearer an option is to the ideal than to the anti-ideal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix, Notice


@dataclass(frozen=True, slots=True)
class Table:
    """Normalized values and their squared distances from the best and the worst, before weights."""

    normalized: Matrix
    from_best: Matrix
    from_worst: Matrix


def prepare(values: Matrix, _directions: Matrix, _parameters: NoParameters) -> Table:
    """Return the squared distances of each value from its criterion's best and worst.

    The weights come out of the distances: Σ (w (x - x⁺))² is Σ w² (x - x⁺)².
    """
    best, worst = values.max(axis=-2, keepdims=True), values.min(axis=-2, keepdims=True)
    from_best, from_worst = values - best, values - worst
    return Table(values, np.square(from_best, out=from_best), np.square(from_worst, out=from_worst))


def total(table: Table, weights: Matrix) -> Matrix:
    """Return the closeness to the ideal, shape (..., n_options)."""
    floats = table.normalized.shape[-2]
    return in_blocks(lambda block: closeness(*_distances(table, block)), weights, table.normalized, floats)


def closeness(to_ideal: Matrix, to_anti_ideal: Matrix) -> Matrix:
    """Return d⁻ / (d⁺ + d⁻), in [0, 1], larger is better; 0.5 where no option differs.

    Parameters
    ----------
    to_ideal, to_anti_ideal : Matrix of shape (..., n_options)
        Distances, not negative.
    """
    both = to_ideal + to_anti_ideal
    if both.min() > 0:
        np.divide(to_anti_ideal, both, out=both)
        return both
    return np.where(both > 0, to_anti_ideal / np.where(both > 0, both, 1.0), 0.5)


def _distances(table: Table, weights: Matrix) -> tuple[Matrix, Matrix]:
    squares = weights * weights
    to_ideal, to_anti_ideal = apply_weights(table.from_best, squares), apply_weights(table.from_worst, squares)
    return np.sqrt(to_ideal, out=to_ideal), np.sqrt(to_anti_ideal, out=to_anti_ideal)


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return the tables of the calculation, from the normalized values to the two distances."""
    weighted = table.normalized * weights[..., None, :]
    to_ideal, to_anti_ideal = _distances(table, weights)
    return (
        Step("normalized", ("option", "criterion"), table.normalized),
        Step("weighted", ("option", "criterion"), weighted),
        Step("ideal", ("criterion",), weighted.max(axis=-2)),
        Step("anti_ideal", ("criterion",), weighted.min(axis=-2)),
        Step("distance_to_ideal", ("option",), to_ideal),
        Step("distance_to_anti_ideal", ("option",), to_anti_ideal),
    )


def notices(table: Table, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria that move no distance."""
    return about_constant(table.normalized, criteria, "it moves no distance")


METHOD = Aggregation(
    name="topsis",
    title="TOPSIS",
    source="Hwang & Yoon (1981), Multiple Attribute Decision Making, ch. 3",
    input="values",
    prepare=prepare,
    total=total,
    trace=trace,
    notices=notices,
    normalization="vector",
)
