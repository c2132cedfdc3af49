"""MARCOS: how useful an option is between an anti-ideal and an ideal one, made of the worst and the best present."""

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
    """Parts of the best, in (0, 1], and those of the anti-ideal as a table of one row."""

    normalized: Matrix
    anti_ideal: Matrix


def prepare(performances: Matrix, directions: Matrix, _parameters: NoParameters) -> Table:
    """Return x / best, and best / x where smaller is better, shape (..., n_options, n_criteria)."""
    best = np.where(directions > 0, performances.max(axis=-2), performances.min(axis=-2))[..., None, :]
    normalized = np.where(directions > 0, performances / best, best / performances)
    return Table(normalized, normalized.min(axis=-2, keepdims=True))


def total(table: Table, weights: Matrix) -> Matrix:
    """Return the utilities f(K), shape (..., n_options), larger is better."""
    floats = table.normalized.shape[-2]
    return in_blocks(lambda block: _total(table, block), weights, table.normalized, floats)


def _total(table: Table, weights: Matrix) -> Matrix:
    return utility(*_degrees(table, weights))


def utility(to_anti_ideal: Matrix, to_ideal: Matrix) -> Matrix:
    """Return f(K) = (K⁺ + K⁻) / (1 + (1 - f⁺) / f⁺ + (1 - f⁻) / f⁻) with f⁺ = K⁻ / (K⁺ + K⁻), f⁻ = K⁺ / (K⁺ + K⁻).

    Parameters
    ----------
    to_anti_ideal, to_ideal : Matrix of shape (..., n_options)
        K⁻ and K⁺, above 0.
    """
    ratio = to_ideal / to_anti_ideal
    usefulness: Matrix = (to_ideal + to_anti_ideal) / (1.0 + ratio + 1.0 / ratio)
    return usefulness


def _degrees(table: Table, weights: Matrix) -> tuple[Matrix, Matrix]:
    sums = apply_weights(table.normalized, weights)
    # The ideal option is 1 on every criterion: its sum is that of the weights.
    return sums / apply_weights(table.anti_ideal, weights), sums / weights.sum(axis=-1, keepdims=True)


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return the normalized values and the degrees of utility towards the anti-ideal and the ideal."""
    to_anti_ideal, to_ideal = _degrees(table, weights)
    return (
        Step("normalized", ("option", "criterion"), table.normalized),
        Step("K_minus", ("option",), to_anti_ideal),
        Step("K_plus", ("option",), to_ideal),
    )


def notices(table: Table, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria that add the same to every total."""
    return about_constant(table.normalized, criteria, "it adds the same to every total")


METHOD = Aggregation(
    name="marcos",
    title="MARCOS",
    source="Stević, Pamučar, Puška & Chatterjee (2020), Computers & Industrial Engineering 140",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    notices=notices,
    needs_positive=True,
    # A better best present lowers the anti-ideal, and with it raises options that do not live by that criterion.
    monotone=False,
)
