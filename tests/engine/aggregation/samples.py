"""What the tests of every method need to know of single ones: parameters, and how the steps give the total."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

import workbench
from workbench.engine.aggregation.multimoora import dominance
from workbench.engine.method import aggregations

PARAMETERS: Mapping[str, tuple[dict[str, Any], ...]] = {
    "waspas": ({}, {"lambda_": 0.2}),
    "vikor": ({}, {"v": 0.8}),
    "promethee_ii": ({}, {"functions": "linear", "q": 5, "p": 20}, {"functions": "gaussian", "s": 15}),
    "promethee_i": ({}, {"functions": "level", "q": 5, "p": 20}),
    "codas": ({}, {"tau": 5}),
    "electre_i": ({}, {"concordance_threshold": 0.5, "discordance_threshold": 0.6, "discordance_scale": "global"}),
    "electre_iii": ({"q": 5, "p": 20}, {"q": 0, "p": 20, "v": 60}),
    # Stronger interactions depend on the weights: the method's own tests draw both together.
    "choquet": ({"interactions": {}},),
    "spotis": ({"bounds": (0, 200)}, {"bounds": (-10, 160)}),
    "owa": ({"order_weights": (0.2, 0.3, 0.5)}, {"order_weights": (1, 0)}),
}
"""Parameters that methods are tried with, in place of the defaults."""

SAMPLES = [(name, given) for name in sorted(aggregations()) for given in PARAMETERS.get(name, ({},))]


Steps = Mapping[str, Any]

FROM_STEPS: Mapping[str, Callable[[Steps], np.ndarray]] = {
    "weighted_sum": lambda steps: steps["contributions"].sum(axis=-1),
    "value_tree": lambda steps: steps["node_values"][..., -1],
    "weighted_product": lambda steps: steps["powers"].prod(axis=-1),
    "waspas": lambda steps: 0.5 * (steps["weighted_sum"] + steps["weighted_product"]),
    "topsis": lambda steps: (
        steps["distance_to_anti_ideal"] / (steps["distance_to_ideal"] + steps["distance_to_anti_ideal"])
    ),
    "vikor": lambda steps: steps["Q"],
    "promethee_ii": lambda steps: steps["phi_plus"] - steps["phi_minus"],
    "promethee_i": lambda steps: steps["phi_plus"] - steps["phi_minus"],
    "copras": lambda steps: steps["S_plus"],
    "moora": lambda steps: steps["contributions"].sum(axis=-1),
    "reference_point": lambda steps: steps["distances"].max(axis=-1),
    "full_multiplicative": lambda steps: steps["powers"].prod(axis=-1),
    "multimoora": lambda steps: dominance(
        np.stack([steps[f"{part}_rank"] for part in ("ratio", "reference_point", "full_multiplicative")])
    ),
    "edas": lambda steps: (
        0.5
        * (steps["SP"] / steps["SP"].max(axis=-1, keepdims=True) + 1 - steps["SN"] / steps["SN"].max(-1, keepdims=True))
    ),
    "codas": lambda steps: steps["assessment"].sum(axis=-1),
    "mabac": lambda steps: steps["distances"].sum(axis=-1),
    "marcos": lambda steps: (
        (steps["K_plus"] + steps["K_minus"])
        / (1 + steps["K_plus"] / steps["K_minus"] + steps["K_minus"] / steps["K_plus"])
    ),
    "aras": lambda steps: steps["S"] / steps["S_optimal"][..., None],
    "spotis": lambda steps: steps["contributions"].sum(axis=-1),
    "maximin": lambda steps: steps["lowest"],
    "owa": lambda steps: (steps["ordered"] * steps["place_weights"]).sum(axis=-1),
    "borda": lambda steps: steps["contributions"].sum(axis=-1),
    "choquet": lambda steps: steps["contributions"].sum(axis=-1) - steps["correction"],
    "electre_iii": lambda steps: steps["credibility"].sum(axis=-1) - steps["credibility"].sum(axis=-2),
    "kemeny": lambda steps: steps["places"],
    "electre_i": lambda steps: steps["kernel"],
    "copeland": lambda steps: np.sign(steps["margins"]).sum(axis=-1),
}
"""How the total follows from the named steps, with the default parameters."""


def prepared(method: str, matrix: np.ndarray) -> np.ndarray:
    """Return the table moved up where the method cannot take zeros."""
    needs = aggregations()[method]
    return matrix + 1.0 if needs.needs_positive or needs.needs_some_positive else matrix


def evaluate(method: str, given: dict[str, Any], matrix: np.ndarray, weights: np.ndarray) -> workbench.Evaluation:
    """Return the evaluation of comparable values, larger is better."""
    directions = [1] * matrix.shape[-1]
    return workbench.evaluate(
        prepared(method, matrix), weights, directions, method=method, normalization="none", **given
    )
