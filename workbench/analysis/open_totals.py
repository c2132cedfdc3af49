"""Totals that a weighted computed leaf leaves open: the ends of the inputs are not enough, so they are searched."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.method import computed_measures, value_functions
from workbench.engine.problem import weighted_computed
from workbench.model.criterion import ComputedLeaf, Leaf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.engine.problem import Problem
    from workbench.model.evaluation import Matrix
    from workbench.model.study import Study

    TotalOf = Callable[[Matrix], Matrix]

MOST_POINTS = 50_000
"""Combinations tried in one round."""

FEWEST_STEPS, MOST_STEPS = 5, 401
"""Points of one input in the first round."""

ROUNDS = 12
"""Rounds of narrowing around the best combination; each shrinks the steps to a third."""


@dataclass(frozen=True, slots=True)
class _Input:
    """An input of a weighted computed leaf that is not one number."""

    column: int
    leaf: Leaf
    low: float
    high: float


def searched_totals(study: Study, problem: Problem, row: int, total_of: TotalOf) -> tuple[float, float] | None:
    """Return the lowest and highest total of an option whose weighted computed leaf has inputs that are open.

    None where there is no such leaf, or its inputs are single numbers: then the ends suffice. Every combination of
    the inputs' ends, kinks and points between is tried, then the neighbourhood of the best ones, ever finer.

    Parameters
    ----------
    total_of
        Totals of values of shape (n_points, n_leaves), under the option's own weights; not falling in any value.
    """
    computed = list(weighted_computed(study, problem).values())
    inputs = list(_open_inputs(study, problem, row, computed))
    if not inputs or not problem.applicable[row].all():
        return None

    def totals(points: Matrix, rest: Matrix) -> Matrix:
        return total_of(_values(problem, row, computed, inputs, points, rest))

    lowest = _search(inputs, lambda points: totals(points, problem.lowest[row]), -1.0)
    highest = _search(inputs, lambda points: totals(points, problem.highest[row]), 1.0)
    return lowest, highest


def _open_inputs(study: Study, problem: Problem, row: int, computed: list[ComputedLeaf]) -> Iterator[_Input]:
    column = {name: place for place, name in enumerate(problem.tree.leaves)}
    for name in dict.fromkeys(name for leaf in computed for name in leaf.computed.inputs):
        node, place = study.criterion[name], column[name]
        if not isinstance(node, Leaf):
            continue
        if not problem.known[row, place]:
            yield _Input(place, node, node.scale.low, node.scale.high)
        elif problem.raw_low[row, place] < problem.raw_high[row, place]:
            yield _Input(place, node, float(problem.raw_low[row, place]), float(problem.raw_high[row, place]))


def _values(
    problem: Problem,
    row: int,
    computed: list[ComputedLeaf],
    inputs: list[_Input],
    points: Matrix,
    rest: Matrix,
) -> Matrix:
    """Return the option's values at each point of the open inputs, shape (n_points, n_leaves)."""
    column = {name: place for place, name in enumerate(problem.tree.leaves)}
    raw = np.tile(problem.performances[row], (len(points), 1))
    values = np.tile(rest, (len(points), 1))
    for place, each in enumerate(inputs):
        raw[:, each.column] = points[:, place]
        leaf = each.leaf
        function = value_functions()[leaf.value_function.kind]
        values[:, each.column] = function.value(points[:, place], leaf.worst, leaf.best, leaf.value_function)
    for node in computed:
        benefits = [column[name] for name in node.computed.benefits]
        burdens = [column[name] for name in node.computed.burdens]
        measure = computed_measures()[node.computed.measure]
        values[:, column[node.id]] = measure.compute(raw[:, benefits], raw[:, burdens])
    return values


def _search(inputs: list[_Input], total_of: TotalOf, sign: float) -> float:
    """Return the extreme total, the highest for sign 1 and the lowest for -1."""
    count = min(MOST_STEPS, max(FEWEST_STEPS, int(MOST_POINTS ** (1 / len(inputs)))))
    grids = [np.unique(np.concatenate([np.linspace(each.low, each.high, count), _kinks(each)])) for each in inputs]
    steps = [(each.high - each.low) / (count - 1) for each in inputs]
    best, place = _best(grids, total_of, sign)
    for _ in range(ROUNDS):
        grids = [
            np.clip(np.linspace(place[at] - step, place[at] + step, 7), each.low, each.high)
            for at, (each, step) in enumerate(zip(inputs, steps, strict=True))
        ]
        better, place = _best(grids, total_of, sign)
        best = max(best, better)
        steps = [step / 3 for step in steps]
    return sign * best


def _kinks(each: _Input) -> list[float]:
    kinks = value_functions()[each.leaf.value_function.kind].kinks(each.leaf.value_function)
    return [kink for kink in kinks if each.low <= kink <= each.high]


def _best(grids: list[Matrix], total_of: TotalOf, sign: float) -> tuple[float, Matrix]:
    points = np.array(list(product(*grids)))
    totals = sign * total_of(points)
    place = int(totals.argmax())
    return float(totals[place]), points[place]
