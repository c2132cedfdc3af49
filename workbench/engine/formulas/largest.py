"""The sum and the largest of weighted terms, criterion by criterion in the same order for one vector or many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import ONE_TABLE

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix

BLOCK = 2048
"""Weight vectors a block: terms of shape (n_options, BLOCK) stay in the cache."""


def sum_and_largest(terms: Matrix, weights: Matrix) -> tuple[Matrix, Matrix]:
    """Return the weighted sum and the largest weighted term of each option, each of shape (..., n_options).

    Parameters
    ----------
    terms : Matrix of shape (..., n_options, n_criteria)
        Not negative.
    weights : Matrix of shape (..., n_criteria)
    """
    if terms.ndim > ONE_TABLE:
        weighted = terms * weights[..., None, :]
        return np.add.accumulate(weighted, axis=-1)[..., -1], weighted.max(axis=-1)
    flat = weights.reshape(-1, weights.shape[-1])
    shape = (len(flat), terms.shape[0])
    sums, largest = np.empty(shape), np.empty(shape)
    for start in range(0, len(flat), BLOCK):
        part = slice(start, start + BLOCK)
        _one_block(terms, np.ascontiguousarray(flat[part].T), sums[part], largest[part])
    whole = (*weights.shape[:-1], terms.shape[0])
    return sums.reshape(whole), largest.reshape(whole)


def _one_block(terms: Matrix, columns: Matrix, sums: Matrix, largest: Matrix) -> None:
    first, *rest = range(terms.shape[1])
    total = terms[:, first, None] * columns[first]
    most = total.copy()
    term = np.empty_like(total)
    for column in rest:
        np.multiply(terms[:, column, None], columns[column], out=term)
        total += term
        np.maximum(most, term, out=most)
    sums[...], largest[...] = total.T, most.T
