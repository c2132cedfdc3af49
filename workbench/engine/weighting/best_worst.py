"""Best-worst method: the best criterion is compared with all others, and all others with the worst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.best_worst import (
    consistency_index,
    find_ends,
    linear_model,
    nonlinear_intervals,
    nonlinear_ratios,
)
from workbench.engine.method import Weighting
from workbench.model.evaluation import Notice, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.evaluation import Matrix

WIDE = 1e-6
"""Intervals of weights wider than this are worth a notice."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the best-worst method can be told."""

    model: str = "linear"
    """The linear model has one solution; the nonlinear one an interval for each weight, and a consistency ratio."""


def weigh(answers: Matrix, parameters: Parameters) -> tuple[Matrix, tuple[Step, ...]]:
    """Return weights, shape (n_criteria,); of the nonlinear model the centers of their intervals.

    The linear model's ksi is read directly, nearer 0 is more consistent; a consistency ratio belongs to the
    nonlinear model only.

    Parameters
    ----------
    answers : Matrix of shape (2, n_criteria)
        How many times as important the best is as each, and each as the worst; at least 1.
    """
    best, worst = find_ends(answers)
    if parameters.model == "linear":
        weights, ksi = linear_model(answers, best, worst)
        return weights, (Step("ksi", (), np.array(ksi)),)
    ksi, low, high = nonlinear_ratios(answers, best, worst)
    intervals = nonlinear_intervals(low, high)
    index = consistency_index(answers[0, worst])
    steps = (
        Step("ksi", (), np.array(ksi)),
        Step("consistency_index", (), np.array(index)),
        Step("consistency_ratio", (), np.array(ksi / index if index else 0.0)),
        Step("low", ("criterion",), intervals[0]),
        Step("high", ("criterion",), intervals[1]),
        Step("intervals", ("end", "criterion"), intervals),
    )
    return intervals.mean(axis=0), steps


def notices(_answers: Matrix, steps: tuple[Step, ...], _names: tuple[str, ...]) -> Iterator[Notice]:
    """Yield a notice where the answers leave a set of weights."""
    data = {step.name: step.data for step in steps}
    if "low" in data and (data["high"] - data["low"]).max() > WIDE:
        text = "The answers leave an interval for each weight; the weights are their centers, divided by their sum."
        yield Notice("weights-in-intervals", "weights", text)


METHOD = Weighting(
    name="best_worst",
    title="Best-worst method",
    source="Rezaei (2015), Omega 53 (nonlinear); Rezaei (2016), Omega 64 (linear, intervals)",
    input="best_and_worst",
    answers=("best_to_others", "others_to_worst"),
    weigh=weigh,
    parameters=Parameters,
    choices={"model": ("linear", "nonlinear")},
    notices=notices,
)
