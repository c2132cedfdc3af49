"""Preference functions: how far a difference on one criterion counts as a preference, 0 to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.model.evaluation import Matrix

TOLERANCE = 1e-12
"""A difference counts as beyond a threshold when it is so by more than this part of the largest performance."""


def usual(difference: Matrix, _q: float, _p: float, _s: float) -> Matrix:
    """Return 1 above 0."""
    return np.where(difference > _close(difference), 1.0, 0.0)


def ushape(difference: Matrix, q: float, _p: float, _s: float) -> Matrix:
    """Return 1 above q."""
    return np.where(difference > q + _close(difference, q), 1.0, 0.0)


def vshape(difference: Matrix, _q: float, p: float, _s: float) -> Matrix:
    """Return a part of p, 1 from p on."""
    return np.clip(difference / p, 0.0, 1.0)


def level(difference: Matrix, q: float, p: float, _s: float) -> Matrix:
    """Return 0.5 above q and 1 above p."""
    return 0.5 * (ushape(difference, q, p, 0.0) + ushape(difference, p, p, 0.0))


def linear(difference: Matrix, q: float, p: float, _s: float) -> Matrix:
    """Return 0 up to q, then a part of the way from q to p, 1 from p on; where they are equal, 1 above them."""
    if p == q:
        return ushape(difference, q, p, 0.0)
    return np.clip((difference - q) / (p - q), 0.0, 1.0)


def gaussian(difference: Matrix, _q: float, _p: float, s: float) -> Matrix:
    """Return 1 - exp(-d² / 2s²) above 0."""
    return np.where(difference > 0, -np.expm1(-0.5 * (difference / s) ** 2), 0.0)


def _close(difference: Matrix, threshold: float = 0.0) -> Matrix:
    close: Matrix = TOLERANCE * np.maximum(np.abs(difference).max(axis=(-2, -1), keepdims=True), threshold)
    return close


PREFERENCES: Mapping[str, Callable[[Matrix, float, float, float], Matrix]] = {
    "usual": usual,
    "ushape": ushape,
    "vshape": vshape,
    "level": level,
    "linear": linear,
    "gaussian": gaussian,
}
"""By name; each of the differences of every pair and the thresholds q, p, s.

Differences are of shape (..., n_options, n_options), in the criterion's unit, positive is better.
"""

THRESHOLDS: Mapping[str, str] = {
    "usual": "",
    "ushape": "q",
    "vshape": "p",
    "level": "qp",
    "linear": "qp",
    "gaussian": "s",
}
"""Which thresholds each function reads."""
