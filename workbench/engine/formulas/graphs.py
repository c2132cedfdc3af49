"""Relations between options: who is reached from whom, and who remains when the outranked leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.model.evaluation import Mask


def reach(relation: Mask) -> Mask:
    """Return who is reached by a chain of any length, each option by itself too; (..., n_options, n_options)."""
    n_options = relation.shape[-1]
    reached: Mask = relation | np.eye(n_options, dtype=bool)
    for _ in range(max(n_options - 1, 1).bit_length()):
        reached = _chain(reached, reached)
    return reached


def kernel(relation: Mask) -> Mask:
    """Return the kernel, shape (..., n_options): nobody in it outranks another, all outside are outranked from it.

    Options on a common cycle are taken as one, so that there is exactly one kernel.

    Parameters
    ----------
    relation : Mask of shape (..., n_options, n_options)
        Whether the row outranks the column.
    """
    reached = reach(relation)
    same = reached & reached.swapaxes(-1, -2)
    arcs = _chain(_chain(same, relation), same) & ~same
    inside: Mask = np.zeros(relation.shape[:-1], dtype=bool)
    outside = inside.copy()
    for _ in range(relation.shape[-1]):
        # In: all who outrank it are out. Out: somebody who is in outranks it.
        np.logical_or(~arcs, outside[..., :, None]).all(axis=-2, out=inside)
        np.logical_and(arcs, inside[..., :, None]).any(axis=-2, out=outside)
    return inside


def _chain(first: Mask, second: Mask) -> Mask:
    linked: Mask = np.matmul(first.astype(np.float32), second.astype(np.float32)) > 0
    return linked
