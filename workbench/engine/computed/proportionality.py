"""Proportionality: how closely the sides' shares of the benefit match their shares of the burden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.method import Computed

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


def compute(benefits: Matrix, burdens: Matrix) -> Matrix:
    """Return 100 × (1 − ½ Σ |benefit share − burden share|), shape (...,), in [0, 100].

    0 where nobody reaps anything; where nobody bears anything, each side's burden share is 1/n_sides.

    Parameters
    ----------
    benefits, burdens : Matrix of shape (..., n_sides)
        Raw sizes on ratio scales, not negative; never after a change of direction or a rescaling.
    """
    shares, cost_shares = _shares(benefits), _shares(burdens)
    gap = 0.5 * np.abs(shares - cost_shares).sum(axis=-1)
    return np.where(benefits.sum(axis=-1) > 0, 100.0 * (1.0 - gap), 0.0)


def _shares(sizes: Matrix) -> Matrix:
    total = sizes.sum(axis=-1, keepdims=True)
    return np.where(total > 0, sizes / np.where(total > 0, total, 1.0), 1.0 / sizes.shape[-1])


def status(benefits: Matrix, burdens: Matrix) -> str:
    """Return what is degenerate about one option: "no-benefits", "no-burden-recorded", or nothing."""
    if benefits.sum() <= 0:
        return "no-benefits"
    return "no-burden-recorded" if burdens.sum() <= 0 else ""


def bounds(
    benefits_low: Matrix, benefits_high: Matrix, burdens_low: Matrix, burdens_high: Matrix
) -> tuple[float, float] | None:
    """Return the lowest and highest measure of one option with two sides, when each input may move in its interval.

    The difference of shares rises and falls with each input alone, so its ends lie at corners.
    None for more than two sides, where corners do not suffice.
    """
    if benefits_low.shape[-1] != 2:  # noqa: PLR2004 - the corner argument needs a single difference
        return None
    least = _share_of_first(benefits_low[0], benefits_high[1]) - _share_of_first(burdens_high[0], burdens_low[1])
    most = _share_of_first(benefits_high[0], benefits_low[1]) - _share_of_first(burdens_low[0], burdens_high[1])
    lowest = 100.0 * (1.0 - max(abs(least), abs(most)))
    if benefits_low.sum() <= 0:
        lowest = 0.0
    highest = 100.0 if least <= 0 <= most else 100.0 * (1.0 - min(abs(least), abs(most)))
    return float(lowest), float(highest) if benefits_high.sum() > 0 else 0.0


def _share_of_first(first: float, second: float) -> float:
    return first / (first + second) if first + second > 0 else 0.5


METHOD = Computed(
    name="proportionality",
    title="Proportionality",
    source="own; the complement of the Hoover index (Hoover 1936), with burden shares in place of population shares",
    compute=compute,
    status=status,
    bounds=bounds,
)
