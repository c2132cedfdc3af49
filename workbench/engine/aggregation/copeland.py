"""Copeland: pairwise contests won less contests lost, each decided by the weight of the criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.pairwise import is_above
from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix, Notice

TOLERANCE = 1e-9
"""A contest with a smaller margin, as a part of all weight, is a draw."""


def prepare(performances: Matrix, directions: Matrix, _parameters: NoParameters) -> Matrix:
    """Return for each pair +1, 0 or -1 on each criterion, shape (..., n_options * n_options, n_criteria)."""
    above = is_above(performances * directions)
    contests = above.astype(np.float64) - above.swapaxes(-2, -3)
    return contests.reshape(*contests.shape[:-3], -1, contests.shape[-1])


def total(contests: Matrix, weights: Matrix) -> Matrix:
    """Return contests won less contests lost, shape (..., n_options), larger is better."""
    return in_blocks(lambda block: wins(_margins(contests, block)), weights, contests, contests.shape[-2])


def wins(margins: Matrix) -> Matrix:
    """Return the number of positive margins less that of negative ones, shape (..., n_options)."""
    net: Matrix = (margins > TOLERANCE).sum(axis=-1) - (margins < -TOLERANCE).sum(axis=-1).astype(np.float64)
    return net


def _margins(contests: Matrix, weights: Matrix) -> Matrix:
    margins = apply_weights(contests, weights)
    n_options = round(margins.shape[-1] ** 0.5)
    return margins.reshape(*margins.shape[:-1], n_options, n_options)


def trace(contests: Matrix, weights: Matrix) -> tuple[Step, ...]:
    """Return the margin of each contest: the weight of the criteria for the row less that for the column."""
    return (Step("margins", ("option", "option"), _margins(contests, weights)),)


def notices(contests: Matrix, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria that decide no contest."""
    return about_constant(contests, criteria, "it decides no contest")


METHOD = Aggregation(
    name="copeland",
    title="Copeland",
    source="Copeland (1951), A Reasonable Social Welfare Function, University of Michigan; "
    "Saari & Merlin (1996), Economic Theory 8(1)",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    notices=notices,
    on_studies=True,
    weight_kind="importance",
)
