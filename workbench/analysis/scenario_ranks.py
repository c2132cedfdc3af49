"""Ranks, margins and closeness of options in many scenarios: options in rows, scenarios in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.ranks import TIE_TOLERANCE

if TYPE_CHECKING:
    from workbench.model.evaluation import Mask, Matrix, Ranks


def tolerance(low: Matrix, high: Matrix) -> Matrix:
    """Return how close two totals must be to share a rank, shape (n_scenarios,)."""
    largest = np.maximum(np.abs(low), np.abs(high))
    # An option without a total takes part with an infinite one.
    finite: Matrix = np.where(np.isfinite(largest), largest, 0.0).max(axis=0)
    return TIE_TOLERANCE * np.maximum(1.0, finite)


def lane_ranks(totals: Matrix) -> Ranks:
    """Return competition ranks, 1 is best, of totals of shape (n_options, n_scenarios), larger better."""
    margin = tolerance(totals, totals)
    ranks: Ranks = np.ones(totals.shape, dtype=np.int32)
    for row, own in enumerate(totals):
        clear = own + margin
        for other, theirs in enumerate(totals):
            if other != row:
                ranks[row] += theirs > clear
    return ranks


def possible_lane_ranks(low: Matrix, high: Matrix) -> tuple[Ranks, Ranks]:
    """Return the best and the worst rank that is possible when totals lie anywhere between low and high."""
    margin = tolerance(low, high)
    best: Ranks = np.ones(low.shape, dtype=np.int32)
    worst: Ranks = np.ones(low.shape, dtype=np.int32)
    for row in range(len(low)):
        for other in range(len(low)):
            if other != row:
                best[row] += low[other] > high[row] + margin
                worst[row] += high[other] > low[row] + margin
    return best, worst


def lane_margins(totals: Matrix) -> Matrix:
    """Return each total's distance to the best of the others, negative below it; NaN where there is no other."""
    if len(totals) == 1:
        return np.full(totals.shape, np.nan)
    last = len(totals) - 1
    ordered = np.partition(totals, (last - 1, last), axis=0)
    second, first = ordered[-2], ordered[-1]
    # An option without a total stands at minus infinity, and has no distance to another one there.
    with np.errstate(invalid="ignore"):
        margins: Matrix = totals - np.where(totals == first, second, first)
    return margins


def too_close(totals: Matrix, threshold: float) -> Mask:
    """Return which options are closer to another one than the threshold."""
    margin = tolerance(totals, totals)
    close: Mask = np.zeros(totals.shape, dtype=bool)
    for row in range(len(totals)):
        for other in range(row):
            with np.errstate(invalid="ignore"):
                near = np.abs(totals[row] - totals[other]) < threshold - margin
            close[row] |= near
            close[other] |= near
    return close
