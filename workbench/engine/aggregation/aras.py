"""ARAS: an option's sum as a part of that of an optimal one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.scaling import divide_by_sum
from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.errors import MethodError
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model.evaluation import Matrix, Notice


@dataclass(frozen=True, slots=True)
class Parameters:
    """What is optimal."""

    optimal: Sequence[float] | None = None
    """The optimal performance on each criterion, above 0; without it, the best present."""


@dataclass(frozen=True, slots=True)
class Table:
    """Parts of each criterion's sum, of the options and of the optimal one as a table of one row."""

    normalized: Matrix
    optimal: Matrix


def prepare(performances: Matrix, directions: Matrix, parameters: Parameters) -> Table:
    """Return each performance, the optimal one among them, as a part of the sum; costs are inverted first.

    Raises
    ------
    MethodError
        When the optimal performances do not fit the criteria.
    """
    best = np.where(directions > 0, performances.max(axis=-2), performances.min(axis=-2))
    if parameters.optimal is not None:
        given = np.asarray(parameters.optimal, dtype=np.float64)
        if given.shape != directions.shape or not (np.isfinite(given) & (given > 0)).all():
            message = f"optimal has {given.size} numbers for {directions.size} criteria, or one that is not above 0."
            raise MethodError(message, hint="Give the optimal performance of each criterion, in its unit.")
        best = np.broadcast_to(given, best.shape)
    extended = divide_by_sum(np.concatenate([best[..., None, :], performances], axis=-2), directions)
    return Table(extended[..., 1:, :], extended[..., :1, :])


def total(table: Table, weights: Matrix) -> Matrix:
    """Return the utility degrees K, shape (..., n_options), larger is better; at most 1 without given optima.

    Where nobody has anything on a criterion with weight, all are as good as the optimal one: 1.
    """
    floats = table.normalized.shape[-2]
    return in_blocks(lambda block: _total(table, block), weights, table.normalized, floats)


def _total(table: Table, weights: Matrix) -> Matrix:
    sums, optimal = apply_weights(table.normalized, weights), apply_weights(table.optimal, weights)
    utilities: Matrix = np.divide(sums, optimal, out=np.ones_like(sums), where=optimal > 0)
    return utilities


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return the sum of each option and of the optimal one, whose quotient is the total."""
    return (
        Step("normalized", ("option", "criterion"), table.normalized),
        Step("S", ("option",), apply_weights(table.normalized, weights)),
        Step("S_optimal", (), apply_weights(table.optimal, weights)[..., 0]),
    )


def notices(table: Table, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria that add the same to every total."""
    return about_constant(table.normalized, criteria, "it adds the same to every total")


METHOD = Aggregation(
    name="aras",
    title="ARAS",
    source="Zavadskas & Turskis (2010), Technological and Economic Development of Economy 16(2)",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    parameters=Parameters,
    notices=notices,
    needs_nonnegative=True,
    needs_positive_costs=True,
    needs_some_positive=True,
    monotone=False,
)
