"""MULTIMOORA: the ratio system, the reference point and the full multiplicative form, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.largest import sum_and_largest
from workbench.engine.formulas.ranks import competition_ranks
from workbench.engine.formulas.scaling import divide_by_length
from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix, Notice, Ranks


@dataclass(frozen=True, slots=True)
class Table:
    """Vector-normalized values, costs negative; their distances from the best; logarithms, costs negated."""

    values: Matrix
    distances: Matrix
    logarithms: Matrix


def prepare(performances: Matrix, directions: Matrix, _parameters: NoParameters) -> Table:
    """Return the tables of the three parts, each of shape (..., n_options, n_criteria)."""
    values = divide_by_length(performances) * directions
    return Table(values, values.max(axis=-2, keepdims=True) - values, np.log(performances) * directions)


def total(table: Table, weights: Matrix) -> Matrix:
    """Return how many options each dominates less how many dominate it, shape (..., n_options)."""
    return dominance(_ranks(table, weights))


def dominance(ranks: Ranks) -> Matrix:
    """Return options dominated less options dominating, larger is better.

    One option dominates another when it is ahead in more of the three rankings than it is behind. The theory of
    dominance has no rule for every case: read the three rankings first.

    Parameters
    ----------
    ranks : array of shape (3, ..., n_options)
    """
    ahead = np.sign(ranks[..., None, :] - ranks[..., :, None]).sum(axis=0)
    net: Matrix = np.sign(ahead).sum(axis=-1).astype(np.float64)
    return net


def _parts(table: Table, weights: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    return (
        apply_weights(table.values, weights),
        sum_and_largest(table.distances, weights)[1],
        np.exp(apply_weights(table.logarithms, weights)),
    )


def _ranks(table: Table, weights: Matrix) -> Ranks:
    ratio, reference, product = _parts(table, weights)
    # Products differ by factors: their ties are those of their logarithms.
    return np.stack(
        [
            competition_ranks(ratio),
            competition_ranks(reference, lower_is_better=True),
            competition_ranks(np.log(product)),
        ]
    )


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return the totals and the ranks of the three parts."""
    names = ("ratio", "reference_point", "full_multiplicative")
    ranks = _ranks(table, weights).astype(np.float64)
    return (
        *(Step(name, ("option",), part) for name, part in zip(names, _parts(table, weights), strict=True)),
        *(Step(f"{name}_rank", ("option",), each) for name, each in zip(names, ranks, strict=True)),
    )


def notices(table: Table, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria that move no rank."""
    return about_constant(table.values, criteria, "it moves no rank")


METHOD = Aggregation(
    name="multimoora",
    title="MULTIMOORA",
    source="Brauers & Zavadskas (2010), Technological and Economic Development of Economy 16(1)",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    notices=notices,
    needs_positive=True,
    monotone=False,
)
