"""Reading parameters that are given once or for each criterion, and refusing those out of range."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.errors import MethodError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.evaluation import Matrix


def per_criterion(name: str, given: float | Sequence[float], n_criteria: int) -> Matrix:
    """Return one number for each criterion, shape (n_criteria,).

    Raises
    ------
    MethodError
        When there are neither one nor n_criteria of them, or one is negative or not finite.
    """
    numbers = np.asarray(given, dtype=np.float64)
    if numbers.shape not in {(), (n_criteria,)}:
        message = f"{name} has the shape {numbers.shape}; give one number, or one for each of {n_criteria} criteria."
        raise MethodError(message)
    if not (numbers.min() >= 0 and numbers.max() < np.inf):
        message = f"{name} has {numbers[~(np.isfinite(numbers) & (numbers >= 0))].flat[0]:g}."
        raise MethodError(message, hint="A threshold is finite and not negative, in the unit of its criterion.")
    return numbers if numbers.ndim else np.full(n_criteria, numbers)


def check_share(name: str, number: float) -> None:
    """Refuse a number outside [0, 1].

    Raises
    ------
    MethodError
        When it lies outside.
    """
    if not 0.0 <= number <= 1.0:
        message = f"{name} is {number:g}."
        raise MethodError(message, hint="It lies between 0 and 1.")
