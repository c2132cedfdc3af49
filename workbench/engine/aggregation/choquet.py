"""Choquet integral of a 2-additive capacity: a weighted sum corrected for pairs that reinforce or repeat each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.interactions import Named, read_interactions
from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.errors import MethodError
from workbench.model.evaluation import Notice, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.model.evaluation import Matrix

TOLERANCE = 1e-9
"""A bound is exceeded when it is so by more than this part of all weight."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Which pairs of criteria interact."""

    interactions: Mapping[Named, float]
    """Of a pair of criteria, by names or by columns from 0 on, the interaction index, -1 to 1.

    Above 0 the two reinforce each other: being good on one counts only along with the other. Below 0 they repeat each
    other: one is enough. The weights are the Shapley values, each criterion's share of the whole; half the sum of a
    criterion's interactions, without signs, is at most its weight, or more of a criterion could be worse.
    """


@dataclass(frozen=True, slots=True)
class Interactions:
    """The interactions of named criteria, symmetric, 0 on the diagonal, shape (n_criteria, n_criteria)."""

    indices: Matrix
    criteria: tuple[str, ...]


def with_names(parameters: Parameters, criteria: tuple[str, ...]) -> Parameters | Interactions:
    """Return the interactions by columns, where the criteria have names.

    Raises
    ------
    MethodError
        When a pair is unknown or given twice, an index lies outside [-1, 1], or more than ten criteria interact.
    """
    return Interactions(read_interactions(parameters.interactions, criteria), criteria) if criteria else parameters


@dataclass(frozen=True, slots=True)
class Table:
    """What does not depend on the weights."""

    values: Matrix
    """Shape (..., n_options, n_criteria), larger is better."""
    interactions: Matrix
    """Symmetric, 0 on the diagonal, shape (n_criteria, n_criteria)."""
    correction: Matrix
    """Half the sum over pairs of interaction times difference, shape (..., n_options): it is taken off."""
    criteria: tuple[str, ...]


def prepare(values: Matrix, _directions: Matrix, parameters: Parameters | Interactions) -> Table:
    """Return the values and the correction for interactions."""
    if isinstance(parameters, Parameters):
        numbered = tuple(f"criterion {number}" for number in range(1, values.shape[-1] + 1))
        parameters = Interactions(read_interactions(parameters.interactions, numbered), numbered)
    indices = parameters.indices
    correction = np.zeros(values.shape[:-1])
    for first, second in zip(*np.nonzero(np.triu(indices)), strict=True):
        correction += 0.5 * indices[first, second] * np.abs(values[..., first] - values[..., second])
    return Table(values, indices, correction, parameters.criteria)


def total(table: Table, weights: Matrix) -> Matrix:
    """Return Σ φᵢ xᵢ - ½ Σ Iᵢⱼ |xᵢ - xⱼ|, shape (..., n_options), larger is better.

    Raises
    ------
    MethodError
        When a criterion's interactions are too strong for its weight.
    """
    _check_bounds(table, weights)
    totals = apply_weights(table.values, weights)
    totals -= table.correction
    return totals


def _check_bounds(table: Table, weights: Matrix) -> None:
    needed = 0.5 * np.abs(table.interactions).sum(axis=-1)
    for column in np.flatnonzero(needed):
        least = float(weights[..., column].min())
        if least < needed[column] - TOLERANCE:
            message = (
                f"The interactions of {table.criteria[column]} are too strong for its weight, {least:.4g} of all: half "
                f"their sum without signs is {needed[column]:.4g}."
            )
            raise MethodError(message, hint="Make them weaker, or its weight larger: more of it could be worse.")


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return weight times value, the interactions, and the correction; contributions less it are the totals."""
    return (
        Step("contributions", ("option", "criterion"), table.values * weights[..., None, :]),
        Step("interactions", ("criterion", "criterion"), table.interactions),
        Step("correction", ("option",), table.correction),
    )


def notices(table: Table, _criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Say that without interactions this is the weighted sum."""
    if not table.interactions.any():
        yield Notice("no-interactions", "interactions", "No criteria interact: this is the weighted sum.")


METHOD = Aggregation(
    name="choquet",
    title="Choquet integral, 2-additive",
    source="Choquet (1954), Annales de l'Institut Fourier 5; Grabisch (1997), Fuzzy Sets and Systems 92(2), "
    "k-order additive discrete fuzzy measures and their representation",
    input="values",
    prepare=prepare,
    total=total,
    trace=trace,
    parameters=Parameters,
    with_names=with_names,
    notices=notices,
    normalization="minmax",
    each_option_alone=True,
)
