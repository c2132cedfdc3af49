"""Shares, proportionality with its range, parity ratio, and the three-part test."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.computed import proportionality
from workbench.model.bilateral import ThreePartTest, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.evaluation import Mask, Matrix

TOLERANCE = 1e-9
"""How far below a threshold still counts as reaching it."""

TWO_SIDES = 2


def shares(sizes: Matrix) -> Matrix:
    """Return each side's share, shape (..., n_sides); 1/n_sides each where there is nothing to share."""
    total = sizes.sum(axis=-1, keepdims=True)
    return np.where(total > 0, sizes / np.where(total > 0, total, 1.0), 1.0 / sizes.shape[-1])


def proportionality_range(low: Matrix, high: Matrix) -> tuple[float, float]:
    """Return the least and greatest proportionality when each input may lie anywhere in its interval.

    Two sides: the difference of shares is monotone in each input, so corners suffice. More: the greatest gap is the
    greatest over sets of sides of the difference of the set's shares, each at a corner; the least is a linear program
    in shares and scales (Charnes & Cooper 1962).

    Parameters
    ----------
    low, high : Vector of shape (2 n_sides,)
        Raw, benefits first, not negative.
    """
    n_sides = len(low) // 2
    parts = low[:n_sides], high[:n_sides], low[n_sides:], high[n_sides:]
    if n_sides == TWO_SIDES:
        return proportionality.bounds(*parts) or (0.0, 100.0)
    if parts[1].sum() <= 0:
        return 0.0, 0.0
    lowest = 0.0 if parts[0].sum() <= 0 else 100.0 * (1.0 - _greatest_gap(*parts))
    return lowest, 100.0 * (1.0 - _least_gap(*parts))


def _greatest_gap(benefits_low: Matrix, benefits_high: Matrix, burdens_low: Matrix, burdens_high: Matrix) -> float:
    n_sides = len(benefits_low)
    gaps = [
        _share_of(benefits_high, benefits_low, chosen) - _share_of(burdens_low, burdens_high, chosen)
        for size in range(1, n_sides)
        for chosen in combinations(range(n_sides), size)
    ]
    return max(0.0, *gaps)


def _share_of(within: Matrix, outside: Matrix, chosen: Sequence[int]) -> float:
    inside = float(within[list(chosen)].sum())
    whole = inside + float(np.delete(outside, list(chosen)).sum())
    return inside / whole if whole > 0 else len(chosen) / len(within)


def _least_gap(benefits_low: Matrix, benefits_high: Matrix, burdens_low: Matrix, burdens_high: Matrix) -> float:
    """Return the least ½ Σ |benefit share − burden share|: a linear program over shares, their scales and the gaps."""
    from scipy.optimize import linprog

    n = len(benefits_low)
    if burdens_high.sum() <= 0:
        burdens_low = burdens_high = np.ones(n)
    one, none, column = np.eye(n), np.zeros((n, n)), np.zeros((n, 1))
    # Variables: benefit shares, burden shares, gaps, and the two scales (one over the sum of the sizes).
    above = np.vstack(
        [
            np.hstack([one, -one, -one, column, column]),
            np.hstack([-one, one, -one, column, column]),
            np.hstack([-one, none, none, benefits_low[:, None], column]),
            np.hstack([one, none, none, -benefits_high[:, None], column]),
            np.hstack([none, -one, none, column, burdens_low[:, None]]),
            np.hstack([none, one, none, column, -burdens_high[:, None]]),
        ]
    )
    sums = np.zeros((2, 3 * n + 2))
    sums[0, :n], sums[1, n : 2 * n] = 1.0, 1.0
    cost = np.concatenate([np.zeros(2 * n), np.full(n, 0.5), np.zeros(2)])
    found = linprog(cost, A_ub=above, b_ub=np.zeros(len(above)), A_eq=sums, b_eq=np.ones(2), bounds=(0, None))
    return float(found.fun) if found.success else 0.0


def parity_ratio(benefits: Matrix, burdens: Matrix) -> float | None:
    """Return the smallest benefit per burden over the largest; None where a side bears nothing.

    After Adams (1965), Inequity in social exchange: outcomes over inputs. 1 exactly where the shares are equal.
    """
    if (burdens <= 0).any() or benefits.sum() <= 0:
        return None
    ratios = benefits / burdens
    return float(ratios.min() / ratios.max())


def moved(inputs: Matrix, half: Matrix, tops: Matrix) -> Matrix:
    """Return the inputs, then the inputs with each one moved down and up by half a level, clipped to its scale.

    Returns
    -------
    Matrix of shape (1 + 2 n_inputs, n_inputs)
    """
    tops = np.maximum(tops, inputs)
    rows = np.tile(inputs, (1 + 2 * len(inputs), 1))
    for place in range(len(inputs)):
        rows[1 + 2 * place, place] = max(0.0, inputs[place] - half[place])
        rows[2 + 2 * place, place] = min(tops[place], inputs[place] + half[place])
    return rows


def verdict(holds: Mask, names: Sequence[str]) -> Verdict:
    """Return whether something holds, and which moves of one input change that.

    Parameters
    ----------
    holds : Mask of shape (1 + 2 n_inputs,)
        Whether it holds for each row of `moved`.
    """
    changed = (holds[1:] != holds[0]).reshape(-1, 2).any(axis=1)
    depends = tuple(name for name, each in zip(names, changed.tolist(), strict=True) if each)
    return Verdict("depends" if depends else "yes" if holds[0] else "no", depends)


def three_part_test(rows: Matrix, thresholds: Matrix, rough_proportion: float, names: Sequence[str]) -> ThreePartTest:
    """Return the three-part burden-sharing test of one option.

    Parameters
    ----------
    rows : Matrix of shape (1 + 2 n_inputs, n_inputs)
        The raw inputs as `moved` returns them: benefits, then burdens.
    thresholds : Vector of shape (n_inputs,)
        From which raw size a side counts as reaping or bearing.
    rough_proportion
        From which proportionality, 0 to 1, shares count as roughly proportionate.
    """
    n_sides = rows.shape[1] // 2
    reached = rows >= thresholds - TOLERANCE
    reap, bear = np.all(reached[:, :n_sides], axis=1), np.all(reached[:, n_sides:], axis=1)
    figures = proportionality.compute(rows[:, :n_sides], rows[:, n_sides:])
    proportion = figures >= 100.0 * rough_proportion - TOLERANCE
    return ThreePartTest(
        reap=verdict(reap, names),
        bear=verdict(bear, names),
        proportion=verdict(proportion, names),
        all_three=verdict(reap & bear & proportion, names),
        category=_category(reached[0, :n_sides], reached[0, n_sides:], proportionate=bool(proportion[0])),
    )


def _category(reaps: Mask, bears: Mask, *, proportionate: bool) -> str:
    rules = (
        (not reaps.any(), "no-gains"),
        (not reaps.all(), "gain-on-one-side"),
        (not bears.any(), "no-burden-recorded"),
        (not bears.all(), "burden-on-one-side"),
        (not proportionate, "shares-differ"),
    )
    return next((name for applies, name in rules if applies), "shared")
