"""MOORA, the reference point: the largest weighted distance from the best on any criterion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.largest import sum_and_largest
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix, Notice


@dataclass(frozen=True, slots=True)
class Table:
    """The best of each criterion, shape (..., n_criteria), and how far each value is below it."""

    reference: Matrix
    distances: Matrix


def prepare(values: Matrix, _directions: Matrix, _parameters: NoParameters) -> Table:
    """Return the distances from the best, shape (..., n_options, n_criteria), not negative."""
    reference = values.max(axis=-2)
    return Table(reference, reference[..., None, :] - values)


def total(table: Table, weights: Matrix) -> Matrix:
    """Return the largest weighted distance, shape (..., n_options), smaller is better."""
    floats = table.distances.shape[-2]
    return in_blocks(lambda block: sum_and_largest(table.distances, block)[1], weights, table.distances, floats)


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return the reference point and the weighted distances from it."""
    return (
        Step("reference_point", ("criterion",), table.reference),
        Step("distances", ("option", "criterion"), table.distances * weights[..., None, :]),
    )


def notices(table: Table, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria on which nobody is away from the best."""
    return about_constant(table.distances, criteria, "nobody is away from the best on it")


METHOD = Aggregation(
    name="reference_point",
    title="MOORA, reference point",
    source="Brauers & Zavadskas (2006), Control and Cybernetics 35(2)",
    input="values",
    prepare=prepare,
    total=total,
    trace=trace,
    notices=notices,
    normalization="vector",
    lower_is_better=True,
)
