"""How alike two rankings are: Kendall's tau-b."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.ranks import tie_tolerance

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


def tau_b(one: Matrix, other: Matrix) -> float | None:
    """Return Kendall's tau-b of two vectors of totals, from -1 to 1; None where either ties all options.

    Kendall (1945), Biometrika 33(3): pairs that agree less pairs that differ, over the geometric mean of the pairs
    that each does not tie. Totals closer than the tie tolerance are tied.

    Parameters
    ----------
    one, other : Vector of shape (n_options,)
    """
    if len(one) < 2:  # noqa: PLR2004 - a pair
        return None
    signs, others = pair_signs(one), pair_signs(other)
    untied = float(np.abs(signs).sum() * np.abs(others).sum())
    return float((signs * others).sum() / np.sqrt(untied)) if untied else None


def pair_signs(totals: Matrix) -> Matrix:
    """Return for every pair whether the row is above (1), level with (0) or below (-1) the column."""
    gaps = totals[:, None] - totals[None, :]
    signs: Matrix = np.where(np.abs(gaps) <= tie_tolerance(totals), 0.0, np.sign(gaps))
    return signs
