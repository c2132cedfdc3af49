"""Orders of options that contradict pairwise support least."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.model.evaluation import Mask, Matrix

MOST_EXACT = 10
"""Options up to which all orders are compared."""

TOLERANCE = 1e-9
"""Contradictions closer than this, as parts of all weight, are equal."""


def exact_places(support: Matrix) -> Matrix:
    """Return the mean place of each option over all orders with the least contradiction, shape (..., n_options).

    Orders are built option by option over all sets of options already placed: the least contradiction from each
    set on, and the number of orders that reach it, forwards and backwards. Every weight vector goes along.

    Parameters
    ----------
    support : Matrix of shape (..., n_options, n_options)
        The weight that puts the row above the column.
    """
    n_options = support.shape[-1]
    # Placing an option next contradicts the support that those still unplaced have over it.
    costs = np.moveaxis(support, (-1, -2), (0, 1))
    shape = (2**n_options, *support.shape[:-2])
    before, after = np.full(shape, np.inf), np.full(shape, np.inf)
    ways_before, ways_after = np.zeros(shape), np.zeros(shape)
    before[0], ways_before[0] = 0.0, 1.0
    after[-1], ways_after[-1] = 0.0, 1.0
    steps = [_steps(costs, placed) for placed in range(2**n_options - 1)]
    for placed, following in enumerate(steps):
        for option, step in following:
            _offer(before, ways_before, placed | 1 << option, before[placed] + step, ways_before[placed])
    for placed, following in reversed(list(enumerate(steps))):
        for option, step in following:
            _offer(after, ways_after, placed, after[placed | 1 << option] + step, ways_after[placed | 1 << option])
    places = np.zeros((*support.shape[:-2], n_options))
    for placed, following in enumerate(steps):
        for option, step in following:
            then = placed | 1 << option
            best = before[placed] + step + after[then] <= before[-1] + TOLERANCE
            places[..., option] += best * ways_before[placed] * ways_after[then] * (placed.bit_count() + 1)
    mean: Matrix = places / ways_before[-1][..., None]
    return mean


def _steps(costs: Matrix, placed: int) -> list[tuple[int, Matrix]]:
    """Return the options that can come next, each with what that contradicts."""
    left = [option for option in range(len(costs)) if not placed >> option & 1]
    return [(option, costs[option][[other for other in left if other != option]].sum(axis=0)) for option in left]


def _offer(least: Matrix, ways: Matrix, state: int, cost: Matrix, count: Matrix) -> None:
    better, same = cost < least[state] - TOLERANCE, np.abs(cost - least[state]) <= TOLERANCE
    ways[state] = np.where(better, count, ways[state] + np.where(same, count, 0.0))
    least[state] = np.where(better, cost, least[state])


def heuristic_places(support: Matrix, twins: Mask) -> Matrix:
    """Return places by the Borda count, neighbors exchanged while a majority asks for it, shape (..., n_options).

    Every pair of neighbors then stands as its majority wants it. Options that are the same on every criterion share
    the mean of their places.

    Parameters
    ----------
    support : Matrix of shape (..., n_options, n_options)
    twins : Mask of shape (..., n_options, n_options)
    """
    margin = support - support.swapaxes(-1, -2)
    order = np.argsort(-margin.sum(axis=-1).round(9), axis=-1, kind="stable")
    for last in range(1, support.shape[-1]):
        for place in range(last, 0, -1):
            _exchange(margin, order, place)
    places = np.argsort(order, axis=-1) + 1.0
    shared: Matrix = (twins * places[..., None, :]).sum(axis=-1) / twins.sum(axis=-1)
    return shared


def _exchange(margin: Matrix, order: NDArray[np.intp], place: int) -> None:
    upper, lower = order[..., place - 1].copy(), order[..., place].copy()
    rows = np.take_along_axis(margin, lower[..., None, None], axis=-2)[..., 0, :]
    wanted = np.take_along_axis(rows, upper[..., None], axis=-1)[..., 0] > TOLERANCE
    order[..., place - 1], order[..., place] = np.where(wanted, lower, upper), np.where(wanted, upper, lower)
