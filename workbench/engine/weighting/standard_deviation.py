"""Standard deviation: a criterion weighs more the further options lie apart on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.differences import from_0_to_1, is_constant
from workbench.engine.method import Weighting
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the standard deviation can be told."""

    normalization: str = "minmax"
    """Raw numbers ("none") make the weights depend on the units."""
    directions: tuple[float, ...] | None = None
    """Taken and not used: a deviation does not depend on which end is better."""


def weigh(answers: Matrix, parameters: Parameters) -> tuple[Matrix, tuple[Step, ...]]:
    """Return the standard deviations, shape (n_criteria,); 0 where no option differs.

    Parameters
    ----------
    answers : Matrix of shape (n_options, n_criteria)
        Raw performances.
    """
    values = from_0_to_1(answers) if parameters.normalization == "minmax" else answers
    # The mean of a constant column may be off by a rounding error, and so would its deviation from 0.
    deviations = np.where(is_constant(answers), 0.0, values.std(axis=0))
    steps = (
        Step("normalized", ("option", "criterion"), values),
        Step("standard_deviations", ("criterion",), deviations),
    )
    return deviations, steps


METHOD = Weighting(
    name="standard_deviation",
    title="Standard deviation weights",
    source="Diakoulaki, Mavrotas & Papayannakis (1995), Computers & Operations Research 22(7)",
    input="table",
    answers=("matrix",),
    weigh=weigh,
    parameters=Parameters,
    choices={"normalization": ("minmax", "none")},
)
