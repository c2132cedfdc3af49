"""How a score lies in its interval: quantile functions of four distributions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.model.evaluation import Matrix

NINETEEN_OF_TWENTY = 1.959963984540054
"""Standard deviations between the middle and the ends of the interval that holds 95 % of a normal distribution."""


@dataclass(frozen=True)
class Spread:
    """Where scores can lie: arrays of shape (n_cells, 1), raw performances."""

    low: Matrix
    high: Matrix
    middle: Matrix
    """The score itself; the middle of a given interval. Between low and high."""
    floor: Matrix
    ceiling: Matrix
    """The ends of the scale, or the score where it lies beyond."""


def uniform(part: Matrix, spread: Spread) -> Matrix:
    """Return the performance below which a part of the distribution lies; every place in the interval equally likely.

    Parameters
    ----------
    part : Matrix of shape (n_cells, n_samples)
        Between 0 and 1; so in the functions below.
    """
    return spread.low + part * (spread.high - spread.low)


def triangular(part: Matrix, spread: Spread) -> Matrix:
    """Return the quantile of the triangle with its peak at the score."""
    width = spread.high - spread.low
    rising = part * width < spread.middle - spread.low
    up = spread.low + np.sqrt(part * width * (spread.middle - spread.low))
    down = spread.high - np.sqrt((1.0 - part) * width * (spread.high - spread.middle))
    return np.where(rising, up, down)


def beta(part: Matrix, spread: Spread) -> Matrix:
    """Return the quantile of the PERT distribution (Malcolm et al. 1959, Operations Research 7(5)).

    A beta distribution on the interval, with α = 1 + 4 (score - low) / width and α + β = 6.
    """
    from scipy.special import betaincinv

    first, second = pert(spread)
    along: Matrix = betaincinv(first, second, part)
    return spread.low + along * (spread.high - spread.low)


def pert(spread: Spread) -> tuple[Matrix, Matrix]:
    """Return the two parameters of the beta distribution, shape (n_cells, 1)."""
    width = np.where(spread.high > spread.low, spread.high - spread.low, 1.0)
    rise = (spread.middle - spread.low) / width
    return 1.0 + 4.0 * rise, 5.0 - 4.0 * rise


def normal(part: Matrix, spread: Spread) -> Matrix:
    """Return the quantile of the normal distribution around the score, truncated to the scale.

    The wider half of the interval is 1.96 standard deviations: an interval that the end of the scale has cut short
    does not make the score more certain.
    """
    from scipy.special import ndtr, ndtri

    deviation = np.maximum(spread.middle - spread.low, spread.high - spread.middle) / NINETEEN_OF_TWENTY
    deviation = np.where(deviation > 0, deviation, 1.0)
    below, above = ndtr((spread.floor - spread.middle) / deviation), ndtr((spread.ceiling - spread.middle) / deviation)
    drawn = spread.middle + deviation * ndtri(below + part * (above - below))
    clipped: Matrix = np.clip(drawn, spread.floor, spread.ceiling)
    return clipped


SPREADS: Mapping[str, Callable[[Matrix, Spread], Matrix]] = {
    "uniform": uniform,
    "triangular": triangular,
    "beta": beta,
    "normal": normal,
}
"""Quantile functions by name."""
