"""Entropy: a criterion weighs more the less evenly its total is spread over the options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.differences import is_constant
from workbench.engine.method import Weighting
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


@dataclass(frozen=True, slots=True)
class Parameters:
    """What entropy can be told."""

    directions: tuple[float, ...] | None = None
    """Taken and not used: how evenly a total is spread does not depend on which end is better."""


def weigh(answers: Matrix, _parameters: Parameters) -> tuple[Matrix, tuple[Step, ...]]:
    """Return the degrees of diversification, shape (n_criteria,), in [0, 1]; 0 where no option differs.

    Parameters
    ----------
    answers : Matrix of shape (n_options, n_criteria)
        Raw performances, not negative; 0 ln 0 counts as 0.
    """
    constant = is_constant(answers)
    # A constant column may hold zeros only, which have no shares; by the largest first, against overflow.
    shares = np.where(constant, 1.0, answers / np.where(constant, 1.0, answers.max(axis=0)))
    shares = shares / shares.sum(axis=0)
    logarithms = np.log(np.where(shares > 0, shares, 1.0))
    entropy = -(shares * logarithms).sum(axis=0) / np.log(max(len(answers), 2))
    entropy = np.where(constant, 1.0, np.minimum(entropy, 1.0))
    steps = (
        Step("shares", ("option", "criterion"), shares),
        Step("entropy", ("criterion",), entropy),
        Step("diversification", ("criterion",), 1 - entropy),
    )
    return 1 - entropy, steps


METHOD = Weighting(
    name="entropy",
    title="Entropy weights",
    source="Hwang & Yoon (1981), Multiple Attribute Decision Making, ch. 3, after Shannon (1948) and Zeleny (1974)",
    input="table",
    answers=("matrix",),
    weigh=weigh,
    parameters=Parameters,
    needs_nonnegative=True,
)
