"""Vector: each number divided by its criterion's length, as Hwang and Yoon wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.engine.formulas.scaling import divide_by_length
from workbench.engine.method import Normalization

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


def normalize(matrix: Matrix, directions: Matrix) -> Matrix:
    """Return x / √Σx² in [-1, 1], negated where smaller is better; 0 for every option where all are 0.

    Hwang & Yoon keep x / √Σx² for minimized criteria and take its smallest as the ideal; the negated number has the
    same differences and its largest as the ideal. Some libraries return 1 - x / √Σx² instead: distances are the same,
    weighted sums are larger by the weight of the minimized criteria.

    Parameters
    ----------
    matrix : Matrix of shape (..., n_options, n_criteria)
    directions : Vector of shape (n_criteria,)
        +1 where larger is better, -1 where smaller is.
    """
    return divide_by_length(matrix) * directions


METHOD = Normalization(
    name="vector",
    title="Vector",
    source="Hwang & Yoon (1981), Multiple Attribute Decision Making, ch. 2",
    normalize=normalize,
)
