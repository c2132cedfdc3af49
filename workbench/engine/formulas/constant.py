"""What is said about criteria on which no option differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.model.evaluation import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.evaluation import Matrix


def about_constant(values: Matrix, criteria: tuple[str, ...], effect: str) -> Iterator[Notice]:
    """Yield a notice for each criterion on which no option differs, or one where there is a single option.

    Parameters
    ----------
    values : Matrix of shape (..., n_options, n_criteria)
    criteria
        Names of the criteria.
    effect
        What follows, as the end of a sentence.
    """
    if values.shape[-2] == 1:
        yield Notice("one-option", "options", "There is one option: it is compared with nothing.")
        return
    # Quick where no criterion has the same first and last number: then none is constant.
    if not (values[..., 0, :] == values[..., -1, :]).any():
        return
    constant = (values.max(axis=-2) == values.min(axis=-2)).reshape(-1, values.shape[-1]).all(axis=0)
    for column in np.flatnonzero(constant):
        name = criteria[int(column)]
        yield Notice("constant-criterion", name, f"No option differs on {name}: {effect}.")
