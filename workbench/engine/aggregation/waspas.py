"""WASPAS: a mix of the weighted sum and the weighted product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.formulas.parameters import check_share
from workbench.engine.formulas.weighted_products import Logarithms, take_logarithms, weighted_products
from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


@dataclass(frozen=True, slots=True)
class Parameters:
    """How much of each."""

    lambda_: float = 0.5
    """The weighted sum's part, 0 to 1; the weighted product has the rest."""

    def __post_init__(self) -> None:
        """Refuse a part outside 0 to 1."""
        check_share("lambda_", self.lambda_)


@dataclass(frozen=True, slots=True)
class Table:
    """Values of shape (..., n_options, n_criteria) and their logarithms."""

    values: Matrix
    logarithms: Logarithms
    part: float


def prepare(values: Matrix, _directions: Matrix, parameters: Parameters) -> Table:
    """Return the values, not negative, with their logarithms."""
    return Table(values, take_logarithms(values), parameters.lambda_)


def total(table: Table, weights: Matrix) -> Matrix:
    """Return λ · weighted sum + (1 - λ) · weighted product, shape (..., n_options)."""
    floats = table.values.shape[-2]
    return in_blocks(lambda block: _total(table, block), weights, table.values, floats)


def _total(table: Table, weights: Matrix) -> Matrix:
    return mix(apply_weights(table.values, weights), weighted_products(table.logarithms, weights), table.part)


def mix(sums: Matrix, products: Matrix, part: float) -> Matrix:
    """Return the two joined: `part` of the sums, the rest of the products."""
    return part * sums + (1.0 - part) * products


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return the weighted sums and the weighted products that are mixed."""
    return (
        Step("weighted_sum", ("option",), apply_weights(table.values, weights)),
        Step("weighted_product", ("option",), weighted_products(table.logarithms, weights)),
    )


METHOD = Aggregation(
    name="waspas",
    title="WASPAS",
    source="Zavadskas, Turskis, Antucheviciene & Zakarevicius (2012), Elektronika ir Elektrotechnika 122(6)",
    input="values",
    prepare=prepare,
    total=total,
    trace=trace,
    parameters=Parameters,
    normalization="max",
    needs_nonnegative=True,
    each_option_alone=True,
)
