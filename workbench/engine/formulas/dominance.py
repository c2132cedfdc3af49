"""Dominance: which option is at least as good as another on every criterion, and better on one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.pairwise import is_above

if TYPE_CHECKING:
    from workbench.model.evaluation import Mask, Matrix


@dataclass(frozen=True, slots=True)
class Dominance:
    """Who dominates whom; each of shape (..., n_options, n_options), the row dominates the column."""

    dominates: Mask
    """No worse on any criterion and better on at least one (Pareto, weak)."""
    strictly: Mask
    """Better on every criterion."""
    equal: Mask
    """The same on every criterion, each option and itself among them: neither dominates the other."""

    @property
    def dominated(self) -> Mask:
        """Which options somebody dominates, shape (..., n_options)."""
        result: Mask = np.logical_or.reduce(self.dominates, axis=-2)
        return result


def find_dominance(
    table: Matrix, directions: Matrix | None = None, *, counts: Mask | None = None, comparable: Mask | None = None
) -> Dominance:
    """Return who dominates whom, on values or on raw performances.

    Source: Pareto (1906), Manuale di economia politica; Keeney & Raiffa (1976), Decisions with Multiple Objectives, ch.
    3. A difference is none when it is below 1e-12 of the criterion's largest number.

    Parameters
    ----------
    table : Matrix of shape (..., n_options, n_criteria)
        Finite where it is compared.
    directions : Vector of shape (n_criteria,)
        +1 where larger is better, -1 where smaller is; without it larger is better everywhere.
    counts : Mask of shape (n_criteria,)
        Which criteria count, for example those with weight; all of them without. Where none counts, all are equal.
    comparable : Mask of shape (..., n_options, n_criteria)
        Which cells are known; two options are compared only where both are, and where a criterion that counts is known
        of one only, neither dominates the other and they are not equal. All of them without.
    """
    oriented = table if directions is None else table * directions
    if comparable is not None:
        oriented = np.where(comparable, oriented, 0.0)
    if counts is not None:
        oriented = oriented[..., counts]
    above = is_above(oriented)
    better: Mask = np.logical_or.reduce(above, axis=-1)
    worse = better.swapaxes(-1, -2)
    pairs = ~np.eye(table.shape[-2], dtype=bool)
    strictly = (above.all(axis=-1) if oriented.shape[-1] else np.zeros_like(better)) & pairs
    dominates, equal = better & ~worse, ~better & ~worse
    if comparable is not None:
        known = comparable if counts is None else comparable[..., counts]
        both = (known[..., :, None, :] & known[..., None, :, :]).all(axis=-1)
        dominates, strictly, equal = dominates & both, strictly & both, equal & (both | ~pairs)
    return Dominance(dominates, strictly, equal)
