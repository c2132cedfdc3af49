"""What weights imply: how far one level of each leaf moves the total, and what that is worth in levels of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.evaluation import Tradeoff

if TYPE_CHECKING:
    from workbench.engine.problem import Problem
    from workbench.model.study import Study


def tradeoffs(study: Study, problem: Problem) -> tuple[Tradeoff, ...]:
    """Return the trade-offs that the weights imply, the heaviest leaf first; computed leaves are left out.

    Under aggregators other than arithmetic these are the trade-offs where all values are equal.
    """
    scored = {leaf.id for leaf in study.leaves}
    moves = {
        name: float(problem.steps[place] * problem.weights[place])
        for place, name in enumerate(problem.tree.leaves)
        if name in scored
    }
    most = max(moves.values(), default=0.0)
    return tuple(
        Tradeoff(name, study.criterion[name].brief, move, most / move if move > 0 else None)
        for name, move in sorted(moves.items(), key=lambda item: -item[1])
    )
