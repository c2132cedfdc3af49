"""No normalization: the table already holds comparable values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.engine.method import Normalization

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


def normalize(matrix: Matrix, directions: Matrix) -> Matrix:
    """Return the table with minimized columns negated, so that larger is better everywhere.

    Parameters
    ----------
    matrix : Matrix of shape (..., n_options, n_criteria)
    directions : Vector of shape (n_criteria,)
        +1 where larger is better, -1 where smaller is.
    """
    return matrix * directions


METHOD = Normalization(name="none", title="None", source="", normalize=normalize)
