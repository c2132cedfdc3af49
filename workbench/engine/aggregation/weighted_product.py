"""Weighted product: each option's total is the product of its values to the power of their weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.engine.formulas.weighted_products import Logarithms, powers, take_logarithms, weighted_products
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Notice, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix


def prepare(values: Matrix, _directions: Matrix, _parameters: NoParameters) -> Logarithms:
    """Return the logarithms of values that are not negative, shape (..., n_options, n_criteria)."""
    return take_logarithms(values)


def total(table: Logarithms, weights: Matrix) -> Matrix:
    """Return the products, shape (..., n_options); 0 where a criterion with weight has 0, and 0⁰ is 1."""
    return weighted_products(table, weights)


def trace(table: Logarithms, weights: Matrix) -> tuple[Step, ...]:
    """Return the powers, value to the power of weight, whose products are the totals."""
    return (Step("powers", ("option", "criterion"), powers(table, weights)),)


def notices(table: Logarithms, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria on which a value of 0 makes the whole total 0."""
    if table.zeros is None:
        return
    for column, name in enumerate(criteria):
        if table.zeros[..., column].any():
            yield Notice("zero-value", name, f"A value of 0 on {name} makes the whole product 0 if {name} has weight.")


METHOD = Aggregation(
    name="weighted_product",
    title="Weighted product",
    source="Bridgman (1922), Dimensional Analysis; Triantaphyllou (2000), Multi-Criteria Decision Making Methods: "
    "A Comparative Study, ch. 2",
    input="values",
    prepare=prepare,
    total=total,
    trace=trace,
    notices=notices,
    normalization="max",
    needs_nonnegative=True,
    each_option_alone=True,
    on_studies=True,
)
