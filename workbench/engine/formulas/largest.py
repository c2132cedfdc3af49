"""The sum and the largest of weighted terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import ONE_TABLE

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


def sum_and_largest(terms: Matrix, weights: Matrix) -> tuple[Matrix, Matrix]:
    """Return the weighted sum and the largest weighted term of each option, each of shape (..., n_options).

    For one table and many weight vectors the results are laid out option by option in memory, so that what follows
    runs over weight vectors and not over a handful of options; take them in blocks that fit the cache.

    Parameters
    ----------
    terms : Matrix of shape (..., n_options, n_criteria)
        Not negative.
    weights : Matrix of shape (..., n_criteria)
    """
    if terms.ndim > ONE_TABLE:
        weighted = terms * weights[..., None, :]
        return weighted.sum(axis=-1), weighted.max(axis=-1)
    columns = np.ascontiguousarray(weights.reshape(-1, weights.shape[-1]).T)
    first, *rest = range(terms.shape[1])
    most = terms[:, first, None] * columns[first]
    term = np.empty_like(most)
    for column in rest:
        np.multiply(terms[:, column, None], columns[column], out=term)
        np.maximum(most, term, out=most)
    total = terms @ columns
    shape = (*weights.shape[:-1], terms.shape[0])
    return (total.T, most.T) if weights.ndim == ONE_TABLE else (total.T.reshape(shape), most.T.reshape(shape))
