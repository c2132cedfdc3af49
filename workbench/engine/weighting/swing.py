"""Swings: what the step from the worst to the best end of each scale is worth, the largest of them 100."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.engine.method import Weighting
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix


def weigh(answers: Matrix, _parameters: NoParameters) -> tuple[Matrix, tuple[Step, ...]]:
    """Return the swings, shape (n_criteria,), in percent of the largest."""
    swings = answers / answers.max() * 100
    return swings, (Step("swings", ("criterion",), swings),)


METHOD = Weighting(
    name="swing",
    title="Swing weights",
    source="von Winterfeldt & Edwards (1986), Decision Analysis and Behavioral Research, ch. 8",
    input="numbers",
    answers=("swings",),
    weigh=weigh,
)
