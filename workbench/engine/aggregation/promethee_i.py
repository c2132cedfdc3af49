"""PROMETHEE I: which options outrank which, are indifferent, or cannot be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.outranking_flows import (
    Flows,
    Parameters,
    preference_indices,
    prepare_flows,
    weighted_flows,
)
from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.evaluation import Mask, Matrix, Notice

TOLERANCE = 1e-9
"""Flows lie in [0, 1]; closer than this they are the same, or float noise would make incomparable of indifferent."""


def total(table: Flows, weights: Matrix) -> Matrix:
    """Return the net flows φ, shape (..., n_options): an order that the relations agree with but do not need."""
    return apply_weights(table.net, weights)


def relations(leaving: Matrix, entering: Matrix) -> tuple[Mask, Mask, Mask]:
    """Return who is preferred to whom (P), indifferent (I), incomparable (R); each (..., n_options, n_options).

    Preferred: no worse in both flows and better in one. Indifferent: the same in both. Incomparable: better in one
    and worse in the other.

    Parameters
    ----------
    leaving, entering : Matrix of shape (..., n_options)
        φ⁺, larger is better, and φ⁻, smaller is better.
    """
    stronger = leaving[..., :, None] - leaving[..., None, :]
    safer = entering[..., None, :] - entering[..., :, None]
    no_worse: Mask = (stronger >= -TOLERANCE) & (safer >= -TOLERANCE)
    better: Mask = (stronger > TOLERANCE) | (safer > TOLERANCE)
    preferred = no_worse & better
    return preferred, no_worse & ~better, ~(preferred | preferred.swapaxes(-1, -2) | (no_worse & ~better))


def trace(table: Flows, weights: Matrix) -> tuple[Step, ...]:
    """Return the preference indices, the flows, and the relations P, I and R, 1 for true."""
    leaving, entering, net = weighted_flows(table, weights)
    named = zip("PIR", relations(leaving, entering), strict=True)
    return (
        Step("preference", ("option", "option"), preference_indices(table, weights)),
        Step("phi_plus", ("option",), leaving),
        Step("phi_minus", ("option",), entering),
        Step("phi", ("option",), net),
        *(Step(name, ("option", "option"), relation.astype(np.float64)) for name, relation in named),
    )


def notices(table: Flows, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria that prefer nobody."""
    return about_constant(table.oriented, criteria, "it prefers nobody")


METHOD = Aggregation(
    name="promethee_i",
    title="PROMETHEE I",
    source="Brans & Vincke (1985), Management Science 31(6)",
    input="performances",
    prepare=prepare_flows,
    total=total,
    trace=trace,
    parameters=Parameters,
    notices=notices,
    weight_kind="importance",
    thresholds=("q", "p", "s"),
    study_defaults={"functions": "linear"},
)
