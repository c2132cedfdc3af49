"""EDAS: how far an option is better, and how far it is worse, than the average option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.scaling import safe_divide
from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix, Notice

NOISE = 1e-12
"""Distances of the mean of equal numbers from them, as parts of the mean, that are rounding only."""


@dataclass(frozen=True, slots=True)
class Table:
    """Distances above and below the average as parts of it, shape (..., n_options, n_criteria)."""

    better: Matrix
    worse: Matrix


def prepare(performances: Matrix, directions: Matrix, _parameters: NoParameters) -> Table:
    """Return the positive and the negative distances from the average, neither negative."""
    average = performances.mean(axis=-2, keepdims=True)
    distance = (performances - average) / average * directions
    distance = np.where(np.abs(distance) > NOISE, distance, 0.0)
    return Table(np.maximum(distance, 0.0), np.maximum(-distance, 0.0))


def total(table: Table, weights: Matrix) -> Matrix:
    """Return the appraisal scores, shape (..., n_options)."""
    floats = table.better.shape[-2]
    return in_blocks(lambda block: _total(table, block), weights, table.better, floats)


def _total(table: Table, weights: Matrix) -> Matrix:
    return appraise(apply_weights(table.better, weights), apply_weights(table.worse, weights))


def appraise(better: Matrix, worse: Matrix) -> Matrix:
    """Return ½ (SP / max SP + 1 - SN / max SN), in [0, 1], larger is better; 0 / 0 is 0.

    Parameters
    ----------
    better, worse : Matrix of shape (..., n_options)
        SP and SN, not negative.
    """
    above = safe_divide(better, better.max(axis=-1, keepdims=True))
    below = safe_divide(worse, worse.max(axis=-1, keepdims=True))
    return 0.5 * (above + 1.0 - below)


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return the distances from the average and their weighted sums."""
    return (
        Step("PDA", ("option", "criterion"), table.better),
        Step("NDA", ("option", "criterion"), table.worse),
        Step("SP", ("option",), apply_weights(table.better, weights)),
        Step("SN", ("option",), apply_weights(table.worse, weights)),
    )


def notices(table: Table, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria on which everybody is average."""
    return about_constant(table.better - table.worse, criteria, "everybody is average on it")


METHOD = Aggregation(
    name="edas",
    title="EDAS",
    source="Keshavarz Ghorabaee, Zavadskas, Olfat & Turskis (2015), Informatica 26(3)",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    notices=notices,
    needs_nonnegative=True,
    needs_some_positive=True,
    monotone=False,
)
