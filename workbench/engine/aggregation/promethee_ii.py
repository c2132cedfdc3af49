"""PROMETHEE II: a complete ranking by how much more an option outranks than it is outranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

    from workbench.model.evaluation import Matrix, Notice


def total(table: Flows, weights: Matrix) -> Matrix:
    """Return the net flows φ, shape (..., n_options), in [-1, 1]; their sum is 0."""
    return apply_weights(table.net, weights)


def trace(table: Flows, weights: Matrix) -> tuple[Step, ...]:
    """Return the preference indices, and the flows that leave and enter each option."""
    leaving, entering, net = weighted_flows(table, weights)
    return (
        Step("preference", ("option", "option"), preference_indices(table, weights)),
        Step("phi_plus", ("option",), leaving),
        Step("phi_minus", ("option",), entering),
        Step("phi", ("option",), net),
    )


def notices(table: Flows, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria that prefer nobody."""
    return about_constant(table.oriented, criteria, "it prefers nobody")


METHOD = Aggregation(
    name="promethee_ii",
    title="PROMETHEE II",
    source="Brans & Vincke (1985), Management Science 31(6); "
    "Brans, Vincke & Mareschal (1986), European Journal of Operational Research 24(2)",
    input="performances",
    prepare=prepare_flows,
    total=total,
    trace=trace,
    parameters=Parameters,
    notices=notices,
    on_studies=True,
    weight_kind="importance",
    thresholds=("q", "p", "s"),
    study_defaults={"functions": "linear"},
)
