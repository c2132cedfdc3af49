"""Equal weights: nothing is known about what matters more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.engine.method import Weighting

if TYPE_CHECKING:
    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix, Step


def weigh(answers: Matrix, _parameters: NoParameters) -> tuple[Matrix, tuple[Step, ...]]:
    """Return a one for each criterion, shape (n_criteria,): the answers are as many ones."""
    return answers, ()


METHOD = Weighting(
    name="equal",
    title="Equal weights",
    source="Dawes & Corrigan (1974), Psychological Bulletin 81(2)",
    input="names",
    answers=("n",),
    weigh=weigh,
)
