"""Points: each criterion is given points for its importance, and weighs in proportion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.engine.method import Weighting
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix


def weigh(answers: Matrix, _parameters: NoParameters) -> tuple[Matrix, tuple[Step, ...]]:
    """Return the points, shape (n_criteria,), on any scale."""
    return answers, (Step("points", ("criterion",), answers),)


METHOD = Weighting(
    name="points",
    title="Points",
    source="Edwards (1977), IEEE Transactions on Systems, Man, and Cybernetics 7(5)",
    input="numbers",
    answers=("points",),
    weigh=weigh,
)
