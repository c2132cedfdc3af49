"""Linear value function: worth grows evenly from the worst end of the scale to the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


def linear(performances: Matrix, worst: float, best: float) -> Matrix:
    """Return values in [0, 100]; performances beyond the ends of the scale count as the end.

    Parameters
    ----------
    performances : Matrix of shape (...,)
        Raw, in the criterion's unit.
    worst, best
        The ends of the scale, in the same unit; never equal.
    """
    return 100.0 * np.clip((performances - worst) / (best - worst), 0.0, 1.0)
