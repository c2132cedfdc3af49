"""Every method that the workbench promises is there, under its name, with its parameters and its steps."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

import workbench
from tests.engine.aggregation.samples import SAMPLES
from workbench.engine.method import aggregations, normalizations, weightings
from workbench.errors import MethodError

AGGREGATIONS = {
    "value_tree": ("tree",),
    "weighted_sum": (),
    "weighted_product": (),
    "waspas": ("lambda_",),
    "topsis": (),
    "vikor": ("v",),
    "promethee_i": ("functions", "q", "p", "s"),
    "promethee_ii": ("functions", "q", "p", "s"),
    "electre_i": ("concordance_threshold", "discordance_threshold", "discordance_scale"),
    "electre_iii": ("q", "p", "v"),
    "copras": (),
    "moora": (),
    "reference_point": (),
    "full_multiplicative": (),
    "multimoora": (),
    "edas": (),
    "codas": ("tau",),
    "mabac": (),
    "marcos": (),
    "aras": ("optimal",),
    "spotis": ("bounds", "ideal"),
    "owa": ("order_weights",),
    "choquet": ("interactions",),
    "maximin": (),
    "borda": (),
    "copeland": (),
    "kemeny": (),
}
"""Names, and the parameters of each."""

STEPS = {
    "vikor": ("S", "R", "Q", "compromise_set", "acceptable_advantage", "acceptable_stability"),
    "promethee_i": ("phi_plus", "phi_minus", "phi", "preference", "P", "I", "R"),
    "promethee_ii": ("phi_plus", "phi_minus", "phi", "preference"),
    "electre_i": ("concordance", "discordance", "outranking", "not_outranked", "kernel"),
    "electre_iii": ("concordance", "credibility", "distillation_descending", "distillation_ascending", "P", "I", "R"),
}
"""The steps that are promised by name; every other method names at least one."""

PUBLISHED = {
    "value_tree": "minmax",
    "weighted_sum": "minmax",
    "weighted_product": "max",
    "waspas": "max",
    "topsis": "vector",
    "moora": "vector",
    "reference_point": "vector",
    "codas": "max",
    "mabac": "minmax",
    "owa": "minmax",
    "choquet": "minmax",
    "maximin": "minmax",
}
"""The normalization of each method that takes values; every other takes raw performances."""

LOWER = {"vikor", "reference_point", "spotis", "kemeny"}

WEIGHTINGS = {
    "equal": (("n",), ()),
    "points": (("points",), ()),
    "swing": (("swings",), ()),
    "rank_order_centroid": (("ranks",), ()),
    "rank_sum": (("ranks",), ()),
    "rank_reciprocal": (("ranks",), ()),
    "pairwise": (("comparisons",), ("priority",)),
    "best_worst": (("best_to_others", "others_to_worst"), ("model",)),
    "entropy": (("matrix",), ("directions",)),
    "critic": (("matrix",), ("directions",)),
    "standard_deviation": (("matrix",), ("normalization", "directions")),
}
"""Names, the answers that each takes, and its parameters."""

WEIGHT_STEPS = {
    "pairwise": ("lambda_max", "consistency_index", "consistency_ratio"),
    "best_worst": ("ksi", "consistency_ratio", "intervals"),
}


def test_the_aggregations_are_those_that_are_promised() -> None:
    assert set(aggregations()) == set(AGGREGATIONS)
    for name, method in aggregations().items():
        assert tuple(each.name for each in fields(method.parameters)) == AGGREGATIONS[name], name
        assert method.name == name
        assert method.title
        assert any(character.isdigit() for character in method.source), f"{name} names no year"


def test_each_has_the_normalization_of_its_publication_and_says_where_lower_is_better() -> None:
    for name, method in aggregations().items():
        assert method.input == ("values" if name in PUBLISHED else "performances"), name
        assert method.normalization == PUBLISHED.get(name, "none"), name
        assert method.lower_is_better == (name in LOWER), name


@pytest.mark.parametrize("name", sorted(AGGREGATIONS))
def test_the_trace_has_the_promised_steps(name: str) -> None:
    given = next(each for method, each in SAMPLES if method == name)
    table = np.random.default_rng(3).uniform(1, 100, (4, 3))
    result = workbench.evaluate(table, [2, 1, 1], [1, -1, 1], method=name, **given)
    steps = [step.name for step in result.steps]
    assert steps
    assert set(STEPS.get(name, ())) <= set(steps)
    assert len(set(steps)) == len(steps)
    assert result.lower_is_better == (name in LOWER)


def test_the_masks_among_the_steps_are_true_or_false() -> None:
    table = np.random.default_rng(3).uniform(1, 100, (5, 3))
    for name, masks in (("vikor", ("compromise_set",)), ("electre_i", ("not_outranked", "kernel"))):
        steps = {step.name: step.data for step in workbench.evaluate(table, [1] * 3, [1] * 3, method=name).steps}
        for mask in masks:
            assert set(steps[mask].tolist()) <= {0.0, 1.0}


def test_the_normalizations_are_those_that_are_promised() -> None:
    assert set(normalizations()) == {"none", "minmax", "max", "sum", "vector"}


def test_the_weightings_are_those_that_are_promised() -> None:
    assert set(weightings()) == set(WEIGHTINGS)
    for name, method in weightings().items():
        answers, parameters = WEIGHTINGS[name]
        assert method.answers == answers
        assert tuple(each.name for each in fields(method.parameters)) == parameters, name
        assert method.source


@pytest.mark.parametrize("priority", ["eigenvector", "geometric_mean"])
def test_pairwise_has_its_steps(priority: str) -> None:
    weights = workbench.weigh("pairwise", comparisons=[[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]], priority=priority)
    assert set(WEIGHT_STEPS["pairwise"]) <= {step.name for step in weights.steps}


@pytest.mark.parametrize(("model", "steps"), [("linear", ("ksi",)), ("nonlinear", WEIGHT_STEPS["best_worst"])])
def test_best_worst_has_its_steps(model: str, steps: tuple[str, ...]) -> None:
    """The linear model has one solution, and no consistency ratio belongs to its ksi."""
    weights = workbench.weigh("best_worst", best_to_others=[1, 2, 8], others_to_worst=[8, 4, 1], model=model)
    assert set(steps) <= {step.name for step in weights.steps}


def test_an_unknown_name_gives_the_nearest() -> None:
    with pytest.raises(MethodError, match="Did you mean 'electre_iii'"):
        workbench.evaluate([[1]], [1], [1], method="electre_ii")
    with pytest.raises(MethodError, match="Did you mean 'minmax'"):
        workbench.evaluate([[1]], [1], [1], normalization="min-max")
    with pytest.raises(MethodError, match="Did you mean 'best_worst'"):
        workbench.weigh("bestworst", best_to_others=[1])
