"""MABAC: how far an option lies above the border of each criterion, the geometric mean of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix


@dataclass(frozen=True, slots=True)
class Table:
    """The border of each criterion, shape (..., n_criteria), and how far values are above it, before weights."""

    border: Matrix
    distances: Matrix


def prepare(values: Matrix, _directions: Matrix, _parameters: NoParameters) -> Table:
    """Return the distances from the border; a weight is a factor of both, and comes out.

    Parameters
    ----------
    values : Matrix of shape (..., n_options, n_criteria)
        Not negative; 1 is added to each, as published.
    """
    border = np.exp(np.log1p(values).mean(axis=-2))
    constant = values.max(axis=-2) == values.min(axis=-2)
    border = np.where(constant, values[..., 0, :] + 1.0, border)
    return Table(border, values + 1.0 - border[..., None, :])


def total(table: Table, weights: Matrix) -> Matrix:
    """Return the weighted distances from the border area, shape (..., n_options), larger is better."""
    return apply_weights(table.distances, weights)


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return the border of each criterion and the weighted distances, which add up to the totals."""
    return (
        Step("border", ("criterion",), table.border * weights),
        Step("distances", ("option", "criterion"), table.distances * weights[..., None, :]),
    )


METHOD = Aggregation(
    name="mabac",
    title="MABAC",
    source="Pamučar & Ćirović (2015), Expert Systems with Applications 42(6)",
    input="values",
    prepare=prepare,
    total=total,
    trace=trace,
    normalization="minmax",
    needs_nonnegative=True,
    # Beyond [0, 1] a better value can move the border farther than itself.
    monotone=False,
)
