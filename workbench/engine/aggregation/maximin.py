"""Maximin: an option is as good as its worst value on any criterion with weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix


def prepare(values: Matrix, _directions: Matrix, _parameters: NoParameters) -> Matrix:
    """Return the values, shape (..., n_options, n_criteria)."""
    return values


def total(values: Matrix, weights: Matrix) -> Matrix:
    """Return the lowest value, shape (..., n_options); a weight only says whether its criterion counts."""
    if (weights > 0).all():
        shape = (*np.broadcast_shapes(values.shape[:-2], weights.shape[:-1]), values.shape[-2])
        return np.array(np.broadcast_to(values.min(axis=-1), shape))
    return in_blocks(lambda block: _lowest(values, block), weights, values, values.shape[-2] * values.shape[-1])


def _lowest(values: Matrix, weights: Matrix) -> Matrix:
    lowest: Matrix = np.where(weights[..., None, :] > 0, values, np.inf).min(axis=-1)
    return lowest


def trace(values: Matrix, weights: Matrix) -> tuple[Step, ...]:
    """Return the values, the lowest of them, and which criterion it stands on, 1 for true."""
    lowest = total(values, weights)
    there = (values == lowest[..., None]) & (weights[..., None, :] > 0)
    return (
        Step("values", ("option", "criterion"), values),
        Step("lowest", ("option",), lowest),
        Step("weakest_criterion", ("option", "criterion"), there.astype(np.float64)),
    )


METHOD = Aggregation(
    name="maximin",
    title="Maximin",
    source="Wald (1950), Statistical Decision Functions; Hwang & Yoon (1981), "
    "Multiple Attribute Decision Making, ch. 3",
    input="values",
    prepare=prepare,
    total=total,
    trace=trace,
    normalization="minmax",
    each_option_alone=True,
    on_studies=True,
)
