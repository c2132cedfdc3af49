"""PROMETHEE I: which options outrank which, are indifferent, or cannot be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.outranking_flows import (
    Flows,
    Parameters,
    about_flows,
    flow_steps,
    net_flow,
    prepare_flows,
)
from workbench.engine.formulas.partial_orders import partial_order
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.model.evaluation import Mask, Matrix

TOLERANCE = 1e-9
"""Flows lie in [0, 1]; closer than this they are the same, or float noise would make incomparable of indifferent."""


def relations(leaving: Matrix, entering: Matrix) -> tuple[Mask, Mask, Mask]:
    """Return who is preferred to whom (P), indifferent (I), incomparable (R); each (..., n_options, n_options).

    Parameters
    ----------
    leaving, entering : Matrix of shape (..., n_options)
        φ⁺, larger is better, and φ⁻, smaller is better.
    """
    return partial_order(leaving, -entering, TOLERANCE)


def trace(table: Flows, weights: Matrix) -> tuple[Step, ...]:
    """Return the preference indices, the flows, and the relations P, I and R, 1 for true."""
    steps = flow_steps(table, weights)
    _, leaving, entering, _ = (step.data for step in steps)
    named = zip("PIR", relations(leaving, entering), strict=True)
    return (*steps, *(Step(name, ("option", "option"), relation.astype(np.float64)) for name, relation in named))


METHOD = Aggregation(
    name="promethee_i",
    title="PROMETHEE I",
    source="Brans & Vincke (1985), Management Science 31(6)",
    input="performances",
    prepare=prepare_flows,
    # The net flow is an order that the relations agree with but do not need.
    total=net_flow,
    trace=trace,
    parameters=Parameters,
    notices=about_flows,
    weight_kind="importance",
    thresholds=("q", "p", "s"),
    study_defaults={"functions": "linear"},
)
