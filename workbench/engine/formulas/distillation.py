"""Distillation: orders of options out of how credible it is that one outranks another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.model.evaluation import Matrix

TOLERANCE = 1e-9
"""Credibilities lie in [0, 1]; closer than this they are the same."""

INTERCEPT, SLOPE = 0.30, -0.15
"""s(λ) = 0.30 - 0.15 λ: by how much a credibility must be smaller to count as clearly smaller; Roy (1978)."""


def threshold(credibility: Matrix | float) -> Matrix | float:
    """Return the discrimination threshold s(λ)."""
    return INTERCEPT + SLOPE * credibility


def distill(credibility: Matrix, *, upward: bool = False) -> Matrix:
    """Return each option's class, shape (n_options,), 1 is best, options of a class share its number.

    Downward the best class of those that are left is taken out again and again, upward the worst. A class is found by
    lowering the level λ from the largest credibility on: a beats b when σ(a, b) > λ and σ(a, b) > σ(b, a) + s(σ(a, b));
    those who beat most, less those they are beaten by, stay, and the level is lowered further among them until
    one is left or the level is 0 (Roy 1978; Figueira, Mousseau & Roy 2005, section 4.2.2).

    Parameters
    ----------
    credibility : Matrix of shape (n_options, n_options)
        That the row outranks the column, in [0, 1].
    """
    left = np.arange(len(credibility))
    classes = []
    while left.size:
        chosen = _extreme(credibility, left, -1 if upward else 1)
        classes.append(chosen)
        left = left[~np.isin(left, chosen)]
    numbers = np.empty(len(credibility))
    for place, chosen in enumerate(reversed(classes) if upward else classes):
        numbers[chosen] = place + 1
    return numbers


def _extreme(credibility: Matrix, options: NDArray[np.intp], sign: int) -> NDArray[np.intp]:
    """Return the best of some options, or with sign -1 the worst."""
    level = float(_between(credibility, options).max(initial=0.0))
    while options.size > 1:
        own = _between(credibility, options)
        below = own[own < level - float(threshold(level)) - TOLERANCE]
        level = float(below.max(initial=0.0))
        beats = (own > level + TOLERANCE) & (own > own.T + threshold(own) + TOLERANCE)
        qualification = sign * (beats.sum(axis=1) - beats.sum(axis=0))
        options = options[qualification == qualification.max()]
        if level <= TOLERANCE:
            break
    return options


def _between(credibility: Matrix, options: NDArray[np.intp]) -> Matrix:
    """Return the credibilities among some options, 0 of each about itself: it takes no part."""
    own: Matrix = credibility[np.ix_(options, options)].copy()
    np.fill_diagonal(own, 0.0)
    return own
