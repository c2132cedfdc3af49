"""CODAS: how much farther from the anti-ideal an option is than the others, counting detours where near ties are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.errors import MethodError
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.evaluation import Matrix, Notice

NOISE = 1e-12
"""A difference this close below τ has reached it."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """When two Euclidean distances differ."""

    tau: float = 0.02
    """From this difference on the taxicab distances count as well; the paper suggests 0.01 to 0.05."""

    def __post_init__(self) -> None:
        """Refuse a negative threshold."""
        if not self.tau >= 0:
            message = f"tau is {self.tau:g}."
            raise MethodError(message, hint="A threshold is not negative.")


@dataclass(frozen=True, slots=True)
class Table:
    """How far each value is above its criterion's worst, shape (..., n_options, n_criteria), before weights."""

    above_worst: Matrix
    squares: Matrix
    tau: float


def prepare(values: Matrix, _directions: Matrix, parameters: Parameters) -> Table:
    """Return the distances from the worst values present: the weights come out of both distances."""
    above = values - values.min(axis=-2, keepdims=True)
    return Table(above, above**2, parameters.tau)


def total(table: Table, weights: Matrix) -> Matrix:
    """Return the assessment scores H, shape (..., n_options); their sum is 0."""
    floats = table.above_worst.shape[-2]
    return in_blocks(lambda block: scores(*_distances(table, block), table.tau), weights, table.above_worst, floats)


def scores(euclidean: Matrix, taxicab: Matrix, tau: float) -> Matrix:
    """Return the sum of each option's leads over the others, shape (..., n_options), larger is better.

    The leads of straight differences add up to n times the distance less the sum of all; the taxicab differences are
    added option by option, for all weight vectors at once.

    Parameters
    ----------
    euclidean, taxicab : Matrix of shape (..., n_options)
        Distances from the worst, not negative.
    """
    n_options = euclidean.shape[-1]
    straight = np.ascontiguousarray(np.moveaxis(euclidean, -1, 0))
    detour = np.ascontiguousarray(np.moveaxis(taxicab, -1, 0))
    totals = n_options * straight - straight.sum(axis=0)
    for option in range(1, n_options):
        # Each pair once: what one leads by, the other is behind.
        apart = np.abs(straight[:option] - straight[option]) >= tau - NOISE
        lead = (detour[:option] - detour[option]) * apart
        totals[:option] += lead
        totals[option] -= lead.sum(axis=0)
    return np.moveaxis(totals, 0, -1)


def assessments(euclidean: Matrix, taxicab: Matrix, tau: float) -> Matrix:
    """Return each option's lead over each other, shape (..., n_options, n_options); larger is better.

    The Euclidean difference, and where that is at least τ the taxicab difference as well: ψ is 0 or 1.

    Parameters
    ----------
    euclidean, taxicab : Matrix of shape (..., n_options)
        Distances from the worst, not negative.
    """
    straight = euclidean[..., :, None] - euclidean[..., None, :]
    detour = taxicab[..., :, None] - taxicab[..., None, :]
    return straight + np.where(np.abs(straight) >= tau - NOISE, detour, 0.0)


def _distances(table: Table, weights: Matrix) -> tuple[Matrix, Matrix]:
    return np.sqrt(apply_weights(table.squares, weights * weights)), apply_weights(table.above_worst, weights)


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return both distances from the worst, and the leads that they give."""
    euclidean, taxicab = _distances(table, weights)
    return (
        Step("euclidean", ("option",), euclidean),
        Step("taxicab", ("option",), taxicab),
        Step("assessment", ("option", "option"), assessments(euclidean, taxicab, table.tau)),
    )


def notices(table: Table, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria that move no distance."""
    return about_constant(table.above_worst, criteria, "it moves no distance")


METHOD = Aggregation(
    name="codas",
    title="CODAS",
    source="Keshavarz Ghorabaee, Zavadskas, Turskis & Antucheviciene (2016), "
    "Economic Computation and Economic Cybernetics Studies and Research 50(3)",
    input="values",
    prepare=prepare,
    total=total,
    trace=trace,
    parameters=Parameters,
    notices=notices,
    normalization="max",
    monotone=False,
    study_defaults={"tau": 2.0},
)
