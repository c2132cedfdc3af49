"""CRITIC: a criterion weighs more the further options lie apart on it and the less it agrees with the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.differences import from_0_to_1, is_constant
from workbench.engine.method import Weighting
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


EXACT = 1e-12
"""Correlations closer to 1 than this are 1."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What CRITIC must be told."""

    directions: tuple[float, ...]
    """+1 where larger is better, -1 where smaller is: reversing a criterion reverses its correlations."""


def weigh(answers: Matrix, parameters: Parameters) -> tuple[Matrix, tuple[Step, ...]]:
    """Return the amounts of information, shape (n_criteria,); 0 where no option differs.

    A criterion on which no option differs takes no part: it has no correlation with any other.

    Parameters
    ----------
    answers : Matrix of shape (n_options, n_criteria)
        Raw performances.
    """
    values = from_0_to_1(answers * np.array(parameters.directions))
    differs = ~is_constant(answers)
    deviations = np.where(differs, values.std(axis=0), 0.0)
    standard = (values - values.mean(axis=0)) * differs / np.where(differs, deviations, 1.0)
    correlations = np.clip(standard.T @ standard / len(values), -1.0, 1.0)
    conflicts = (1 - correlations) * np.outer(differs, differs)
    np.fill_diagonal(conflicts, 0.0)
    # Columns that say the same leave rounding errors, which must not pass for information.
    conflict = np.where(conflicts > EXACT, conflicts, 0.0).sum(axis=0)
    steps = (
        Step("normalized", ("option", "criterion"), values),
        Step("standard_deviations", ("criterion",), deviations),
        Step("correlations", ("criterion", "criterion"), correlations),
        Step("conflict", ("criterion",), conflict),
        Step("information", ("criterion",), deviations * conflict),
    )
    return deviations * conflict, steps


METHOD = Weighting(
    name="critic",
    title="CRITIC weights",
    source="Diakoulaki, Mavrotas & Papayannakis (1995), Computers & Operations Research 22(7)",
    input="table",
    answers=("matrix",),
    weigh=weigh,
    parameters=Parameters,
)
