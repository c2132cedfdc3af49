"""The numbers of the leaves: scores, how far along its scale each lies, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.method import value_functions
from workbench.formats.excel.words import MISSING, NOT_APPLICABLE, VALUE_TOP
from workbench.model.criterion import Leaf
from workbench.model.value_function import Piecewise, Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from workbench.engine.problem import Problem
    from workbench.formats.excel.plan import Plan
    from workbench.model.study import Study

    Table = NDArray[np.object_]
    """Numbers or words, shape (n_nodes, n_options)."""


@dataclass(frozen=True, slots=True)
class Cells:
    """What stands in each cell of the leaves; a word where there is no number."""

    used: Table
    """The score, or the middle of its interval."""
    along: Table
    values: Table
    low: Table
    high: Table
    """The ends of the interval; the score itself elsewhere."""


def make_cells(study: Study, problem: Problem, plan: Plan) -> Cells:
    """Return the leaves' figures, nodes in the order of the plan."""
    shape = (len(plan.nodes), len(problem.options))
    used, along, values, low, high = (np.full(shape, "", dtype=object) for _ in range(5))
    for row, node in enumerate(plan.nodes):
        if node.kind == "group":
            continue
        leaf = study.criterion[node.id]
        for column in range(shape[1]):
            at = column, node.place
            if not problem.known[at]:
                word = MISSING if problem.applicable[at] else NOT_APPLICABLE
                for table in (used, along, values, low, high):
                    table[row, column] = word
                continue
            used[row, column] = float(problem.performances[at])
            values[row, column] = float(problem.values[at])
            if isinstance(leaf, Leaf):
                along[row, column] = along_scale(leaf, float(problem.performances[at]))
                low[row, column], high[row, column] = float(problem.raw_low[at]), float(problem.raw_high[at])
    return Cells(used, along, values, low, high)


def worth(leaf: Leaf, score: float) -> float:
    """Return what a score is worth, 0 to 100."""
    function = value_functions()[leaf.value_function.kind]
    return float(function.value(np.array([score]), leaf.worst, leaf.best, leaf.value_function)[0])


def along_scale(leaf: Leaf, score: float) -> float:
    """Return how far a score lies from the worst end to the best, 0 to 1; between points, what it is worth of all."""
    if isinstance(leaf.value_function, Piecewise):
        return worth(leaf, score) / VALUE_TOP
    return min(1.0, max(0.0, (score - leaf.worst) / (leaf.best - leaf.worst)))


def inside(leaf: Leaf, low: float, high: float, rule: Callable[..., float], none: float) -> float:
    """Return the highest or lowest worth at the points inside an interval, or what stands for none."""
    function = leaf.value_function
    points = function.points if isinstance(function, Piecewise) else ()
    worths = [each.value for each in points if low <= each.performance <= high]
    if isinstance(function, Target) and low <= function.target <= high:
        worths.append(VALUE_TOP)
    return rule(worths, default=none)
