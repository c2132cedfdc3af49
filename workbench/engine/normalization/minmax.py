"""Min-max: each criterion from 0 (worst option present) to 1 (best option present)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.differences import in_reach
from workbench.engine.method import Normalization

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


def normalize(matrix: Matrix, directions: Matrix) -> Matrix:
    """Return benefit-oriented values in [0, 1]; 0 for every option where none differs.

    Parameters
    ----------
    matrix : Matrix of shape (..., n_options, n_criteria)
    directions : Vector of shape (n_criteria,)
        +1 where larger is better, -1 where smaller is.
    """
    oriented = in_reach(matrix * directions)
    low = oriented.min(axis=-2, keepdims=True)
    spread = oriented.max(axis=-2, keepdims=True) - low
    values: Matrix = (oriented - low) / np.where(spread > 0, spread, 1.0)
    return values


METHOD = Normalization(
    name="minmax",
    title="Min-max",
    source="Hwang & Yoon (1981), Multiple Attribute Decision Making, ch. 2",
    normalize=normalize,
)
