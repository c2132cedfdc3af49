"""The monotonicity check: with a weighted computed leaf, a total can fall although something got better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.method import computed_measures
from workbench.engine.problem import weighted_computed
from workbench.model.criterion import ComputedLeaf, Direction, Leaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engine.problem import Problem
    from workbench.model.study import Study

DUST = 1e-9
"""A fall smaller than this is rounding."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """One improvement by one level that lowers the total."""

    option: str
    criterion: str
    before: float
    """The raw performance."""
    after: float
    change: float
    """Of the total, in points; below 0."""


def reversals(study: Study, problem: Problem) -> tuple[tuple[Reversal, ...], int]:
    """Return the one-level improvements of a computed leaf's inputs that lower a total, and how many were tried.

    The total is taken as the weighted sum of the leaves, which is what a computed leaf with weight adds to.
    """
    moves = [move for leaf in weighted_computed(study, problem).values() for move in _moves(study, problem, leaf)]
    return tuple(move for move in moves if move.change < -DUST), len(moves)


def _moves(study: Study, problem: Problem, leaf: ComputedLeaf) -> Iterator[Reversal]:
    column = {name: place for place, name in enumerate(problem.tree.leaves)}
    measure = computed_measures()[leaf.computed.measure]
    sides = len(leaf.computed.benefits)
    inputs = [column[name] for name in leaf.computed.inputs]
    weight = problem.weights[column[leaf.id]]
    for row, option in enumerate(problem.options):
        if not problem.known[row, inputs].all():
            continue
        raw = problem.performances[row, inputs]
        before = float(measure.compute(raw[:sides], raw[sides:]))
        for place, name in enumerate(leaf.computed.inputs):
            node = study.criterion[name]
            if not isinstance(node, Leaf):
                continue
            step = node.scale.step if node.direction is Direction.MAXIMIZE else -node.scale.step
            moved = float(np.clip(raw[place] + step, node.scale.low, node.scale.high))
            if moved == raw[place]:
                continue
            changed = raw.copy()
            changed[place] = moved
            after = float(measure.compute(changed[:sides], changed[sides:]))
            gained = problem.steps[inputs[place]] * abs(moved - raw[place]) / node.scale.step
            change = weight * (after - before) + problem.weights[inputs[place]] * gained
            yield Reversal(option, name, float(raw[place]), moved, float(change))
