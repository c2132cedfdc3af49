"""What two orders of the same options agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.model.evaluation import Mask, Matrix


def partial_order(first: Matrix, second: Matrix, tolerance: float) -> tuple[Mask, Mask, Mask]:
    """Return who is preferred to whom (P), indifferent (I), incomparable (R); each (..., n_options, n_options).

    Preferred: no worse in both orders and better in one. Indifferent: the same in both. Incomparable: better in one
    and worse in the other.

    Parameters
    ----------
    first, second : Matrix of shape (..., n_options)
        Larger is better.
    tolerance
        Numbers closer than this are the same.
    """
    ahead = [each[..., :, None] - each[..., None, :] for each in (first, second)]
    no_worse: Mask = (ahead[0] >= -tolerance) & (ahead[1] >= -tolerance)
    better: Mask = (ahead[0] > tolerance) | (ahead[1] > tolerance)
    preferred, indifferent = no_worse & better, no_worse & ~better
    return preferred, indifferent, ~(preferred | preferred.swapaxes(-1, -2) | indifferent)
