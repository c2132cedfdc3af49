"""OWA: weights go to an option's best value, its second best, …, whichever criteria they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.method import Aggregation
from workbench.errors import MethodError
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from workbench.model.evaluation import Matrix


@dataclass(frozen=True, slots=True)
class Parameters:
    """How much the best and the worst values count."""

    order_weights: Sequence[float]
    """From the best value to the worst, not negative; divided by their sum.

    With equal weights of the criteria, and as many of them, this is the operator of Yager (1988). Other weights of
    criteria enter as in Torra (1997): the order weights are read as a curve over the part of the weight that has been
    counted, so that a criterion with twice the weight counts as two.
    """

    def __post_init__(self) -> None:
        """Refuse weights that are negative, not finite or all zero."""
        numbers = np.asarray(self.order_weights, dtype=np.float64)
        if numbers.ndim != 1 or not np.isfinite(numbers).all() or (numbers < 0).any() or not numbers.sum() > 0:
            message = f"order_weights are {self.order_weights}."
            raise MethodError(message, hint="Give numbers of at least 0, not all 0, for the best value first.")


@dataclass(frozen=True, slots=True)
class Table:
    """Values from best to worst, the criteria they stand on, and the curve of counted weight."""

    ordered: Matrix
    order: NDArray[np.intp]
    curve: Matrix


def prepare(values: Matrix, _directions: Matrix, parameters: Parameters) -> Table:
    """Return each option's values from best to worst, shape (..., n_options, n_criteria)."""
    order = np.argsort(-values, axis=-1, kind="stable")
    counted = np.concatenate([[0.0], np.cumsum(np.asarray(parameters.order_weights, dtype=np.float64))])
    return Table(np.take_along_axis(values, order, axis=-1), order, counted / counted[-1])


def total(table: Table, weights: Matrix) -> Matrix:
    """Return the ordered weighted means, shape (..., n_options), larger is better."""
    floats = table.ordered.shape[-2] * table.ordered.shape[-1]
    return in_blocks(lambda block: (table.ordered * _shares(table, block)).sum(axis=-1), weights, table.ordered, floats)


def _shares(table: Table, weights: Matrix) -> Matrix:
    """Return what each place counts, shape (..., n_options, n_criteria), summing to 1 over the places."""
    lead = np.broadcast_shapes(table.order.shape[:-2], weights.shape[:-1])
    shape = (*lead, *table.order.shape[-2:])
    own = np.take_along_axis(
        np.broadcast_to(weights[..., None, :], shape), np.broadcast_to(table.order, shape), axis=-1
    )
    reached = np.cumsum(own, axis=-1)
    # The last place reaches the whole exactly, whatever the sum's rounding.
    counted = np.interp(reached / reached[..., -1:], np.linspace(0.0, 1.0, len(table.curve)), table.curve)
    return np.diff(counted, axis=-1, prepend=0.0)


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return the values from best to worst, and what each place counts."""
    return (
        Step("ordered", ("option", "place"), table.ordered),
        Step("place_weights", ("option", "place"), _shares(table, weights)),
    )


METHOD = Aggregation(
    name="owa",
    title="Ordered weighted averaging",
    source="Yager (1988), IEEE Transactions on Systems, Man, and Cybernetics 18(1); "
    "Torra (1997), International Journal of Intelligent Systems 12(2)",
    input="values",
    prepare=prepare,
    total=total,
    trace=trace,
    parameters=Parameters,
    normalization="minmax",
    each_option_alone=True,
    on_studies=True,
)
