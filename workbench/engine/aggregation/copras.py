"""COPRAS: what benefits add, plus a part of all costs that is larger the lower an option's own are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.scaling import safe_divide
from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.errors import MethodError
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix, Notice


@dataclass(frozen=True, slots=True)
class Table:
    """Parts of each criterion's sum, shape (..., n_options, n_criteria); 0 where the other direction counts."""

    benefits: Matrix
    costs: Matrix


def prepare(performances: Matrix, directions: Matrix, _parameters: NoParameters) -> Table:
    """Return each performance as a part of its criterion's sum, costs too: COPRAS does not invert them."""
    parts = performances / performances.sum(axis=-2, keepdims=True)
    return Table(np.where(directions > 0, parts, 0.0), np.where(directions < 0, parts, 0.0))


def total(table: Table, weights: Matrix) -> Matrix:
    """Return the significance Q, shape (..., n_options)."""
    floats = table.benefits.shape[-2]
    return in_blocks(lambda block: _total(table, block), weights, table.benefits, floats)


def _total(table: Table, weights: Matrix) -> Matrix:
    return significance(apply_weights(table.benefits, weights), apply_weights(table.costs, weights))


def significance(benefits: Matrix, costs: Matrix) -> Matrix:
    """Return Q = S⁺ + ΣS⁻ / (S⁻ Σ 1/S⁻), larger is better; S⁺ where no cost has weight.

    Parameters
    ----------
    benefits, costs : Matrix of shape (..., n_options)
        S⁺ and S⁻, not negative.

    Raises
    ------
    MethodError
        When the costs of an option are 0 and those of another are not: its significance has no bound.
    """
    if costs.min() > 0:
        inverse = 1.0 / costs
        parts: Matrix = costs.sum(axis=-1, keepdims=True) / inverse.sum(axis=-1, keepdims=True) * inverse
        parts += benefits
        return parts
    free = costs <= 0
    if (free.any(axis=-1) & ~free.all(axis=-1)).any():
        option = int(np.argwhere(free & ~free.all(axis=-1, keepdims=True))[0][-1]) + 1
        message = f"All weighted costs of option {option} are 0: copras divides by them."
        raise MethodError(message, hint="Use another method, for example topsis, or another scale for the costs.")
    inverse = safe_divide(np.ones_like(costs), costs)
    share: Matrix = costs.sum(axis=-1, keepdims=True) * safe_divide(inverse, inverse.sum(axis=-1, keepdims=True))
    return benefits + share


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return the sums of benefits and of costs, the significance, and its part of the largest in percent."""
    benefits, costs = apply_weights(table.benefits, weights), apply_weights(table.costs, weights)
    totals = significance(benefits, costs)
    return (
        Step("S_plus", ("option",), benefits),
        Step("S_minus", ("option",), costs),
        Step("Q", ("option",), totals),
        Step("utility_degree", ("option",), 100.0 * totals / totals.max(axis=-1, keepdims=True)),
    )


def notices(table: Table, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria that add the same to every total."""
    return about_constant(table.benefits + table.costs, criteria, "it adds the same to every total")


METHOD = Aggregation(
    name="copras",
    title="COPRAS",
    source="Zavadskas, Kaklauskas & Sarka (1994), Technological and Economic Development of Economy 1(3)",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    notices=notices,
    needs_nonnegative=True,
    needs_some_positive=True,
    monotone=False,
)
