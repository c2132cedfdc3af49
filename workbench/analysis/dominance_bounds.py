"""Which options dominate which, wherever sampled scores lie, and where that alone decides about ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.analysis.totals import Totals
    from workbench.engine.problem import Problem
    from workbench.model.evaluation import Mask, Matrix
    from workbench.model.sampling import Scheme

ALWAYS_STRICT = {"weighted_sum", "topsis"}
"""Methods under which a better value on a criterion with weight always makes a dominating option's total better."""


def value_bounds(problem: Problem, scheme: Scheme) -> tuple[Matrix, Matrix]:
    """Return the least and the most that sampled values can be, shape (n_options, n_leaves) each."""
    low, high = {
        "fixed": (problem.values, problem.values),
        "intervals": (problem.lowest, problem.highest),
        "confidence": problem.doubtful,
    }[scheme.scores]
    # The normal distribution reaches to the ends of the scale.
    open_ended = ~problem.known | ((low < high) & (scheme.shape == "normal"))
    return np.where(open_ended, 0.0, low), np.where(open_ended, 100.0, high)


def dominance_pairs(low: Matrix, high: Matrix, applicable: Mask, counts: Mask) -> tuple[tuple[int, int], ...]:
    """Return the pairs of rows of which the first dominates the second, wherever values lie in their bounds.

    Parameters
    ----------
    low, high : Matrix of shape (n_options, n_leaves)
        Larger is better.
    applicable : Mask of shape (n_options, n_leaves)
        Options to which different leaves apply are not compared.
    counts : Mask of shape (n_leaves,)
        The leaves that have weight.
    """
    least, most, applies = low[:, counts], high[:, counts], applicable[:, counts]
    pairs = []
    for row in range(len(least)):
        same = (applies == applies[row]).all(axis=1)
        inside = applies[row]
        no_worse = (least[row, inside] >= most[:, inside]).all(axis=1)
        better = (least[row, inside] > most[:, inside]).any(axis=1)
        pairs += [(row, int(other)) for other in np.flatnonzero(same & no_worse & better)]
    return tuple(pairs)


def is_strict(totals: Totals, low: Matrix, counts: Mask) -> bool:
    """Return whether a dominating option's total is better under every weights above 0.

    Means and products of weighted values rise strictly; products only where no value can be 0.
    """
    name, rules = totals.aggregation.name, {group.aggregator for group in totals.tree.groups}
    nonzero = bool((low[:, counts] > 0).all())
    if totals.aggregation.uses_tree:
        return rules <= {"arithmetic"} or (rules <= {"arithmetic", "geometric"} and nonzero)
    return name in ALWAYS_STRICT or (name == "weighted_product" and nonzero)
