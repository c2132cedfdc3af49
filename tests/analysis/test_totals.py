"""Totals for many weight vectors and value tables, against the tree node by node and against scoring."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.studies import group, leaf, study
from workbench.analysis.scoring import score_study
from workbench.analysis.totals import totals_of
from workbench.engine.method import aggregations
from workbench.engine.problem import Problem, build
from workbench.engine.tree import local_weights, roll_up
from workbench.errors import MethodError
from workbench.model.selection import select

if TYPE_CHECKING:
    from workbench.model.criterion import Criterion
    from workbench.model.study import Study

GIVEN: dict[str, Any] = {
    "bounds": (0, 100),
    "order_weights": [0.4, 0.3, 0.2, 0.1],
    "q": 5.0,
    "p": 20.0,
    "v": 60.0,
    "interactions": {},
}
"""Parameters that have no default, by name."""


def small(inner: str = "arithmetic", outer: str = "arithmetic", **scores: dict[str, float | str]) -> Problem:
    rows: dict[str, Any] = {
        "x": {"a": 75, "b": 25, "c": 50, "d": 100},
        "y": {"a": 25, "b": 100, "c": 75, "d": 25},
        "z": {"a": 50, "b": 50, "c": 25, "d": 75},
    }
    for option, given_scores in scores.items():
        rows[option] = rows[option] | given_scores
    criteria: list[Criterion] = [group("g"), leaf("a", "g"), leaf("b", "g"), leaf("c"), leaf("d")]
    return build(study(criteria, rows), aggregators={"g": inner, "root": outer})


def drawn(problem: Problem, count: int) -> np.ndarray:
    raw = np.random.default_rng(3).standard_exponential((count, problem.tree.n_nodes))
    return local_weights(problem.tree, raw)


@given(
    st.sampled_from(["arithmetic", "geometric", "minimum"]),
    st.sampled_from(["arithmetic", "geometric", "minimum"]),
    st.sampled_from([0, 75]),
)
def test_the_value_tree_agrees_with_the_tree_rolled_up_node_by_node(inner: str, outer: str, score: float) -> None:
    problem = small(inner, outer, x={"a": score})
    local = drawn(problem, 40)
    local[:5, 0], local[:5, 1] = 0.0, 1.0
    values = np.random.default_rng(4).uniform(0, 100, (40, *problem.values.shape)) * [0, 1, 1, 1]
    totals = totals_of(problem)
    np.testing.assert_allclose(totals(local), roll_up(problem.tree, problem.values, local)[..., -1], atol=1e-9)
    np.testing.assert_allclose(totals(local, values), roll_up(problem.tree, values, local)[..., -1], atol=1e-9)
    np.testing.assert_allclose(
        totals(problem.local, values), roll_up(problem.tree, values, problem.local)[..., -1], atol=1e-9
    )


def test_leading_axes_of_weights_and_tables_broadcast() -> None:
    problem = small()
    local, values = drawn(problem, 6), np.broadcast_to(problem.values, (4, 1, *problem.values.shape))
    totals = totals_of(problem)(local, values)
    assert totals.shape == (4, 6, 3)
    np.testing.assert_allclose(totals[2], totals_of(problem)(local))
    assert totals_of(problem)(problem.local).shape == (3,)


@pytest.mark.parametrize("name", sorted(aggregations()))
def test_every_method_gives_each_sample_what_it_gives_alone(name: str) -> None:
    problem = small()
    needed = [each.name for each in fields(aggregations()[name].parameters) if each.default is MISSING]
    totals = totals_of(problem, name, {parameter: GIVEN[parameter] for parameter in needed})
    local = drawn(problem, 7)
    values = np.random.default_rng(5).uniform(1, 99, (7, *problem.values.shape))
    fixed, moving = totals(local), totals(local, values)
    for at in range(7):
        np.testing.assert_allclose(fixed[at], totals(local[at]), atol=1e-9)
        np.testing.assert_allclose(moving[at], totals(local[at], values[at]), atol=1e-9)
    assert totals.lower_is_better == aggregations()[name].lower_is_better
    np.testing.assert_array_equal(totals.oriented(local), -fixed if totals.lower_is_better else fixed)


def test_a_leaf_that_does_not_apply_passes_its_weight_on_as_in_scoring(shipped: Study) -> None:
    problem = small(x={"a": "not-applicable", "b": "not-applicable"}, y={"c": "not-applicable"})
    by_hand = [(50 + 100) / 2, (62.5 + 25) / 2, (50 + 25 + 75) / 3]
    np.testing.assert_allclose(totals_of(problem)(problem.local), by_hand)
    np.testing.assert_allclose(totals_of(problem, "weighted_sum")(problem.local), by_hand)
    whole = build(select(shipped))
    np.testing.assert_allclose(totals_of(whole)(whole.local), [each.middle for each in score_study(shipped).results])


def test_a_method_that_compares_options_refuses_a_leaf_that_does_not_apply_and_names_it() -> None:
    problem = small(x={"a": "not-applicable"})
    with pytest.raises(MethodError, match="a does not apply to x"):
        totals_of(problem, "topsis")
    assert totals_of(problem, "topsis", options=[1, 2])(problem.local).shape == (2,)


def test_a_value_that_a_method_cannot_take_is_refused_by_the_name_of_its_criterion() -> None:
    with pytest.raises(MethodError, match="c has one that is not"):
        totals_of(small(x={"c": 0}), "marcos")


@pytest.mark.parametrize("name", ["full_multiplicative", "marcos", "weighted_product", "topsis"])
def test_a_leaf_without_weight_moves_no_total_whatever_its_values(name: str) -> None:
    problem = small(x={"b": 0}, y={"b": 0})
    local = np.array([1.0, 0.0, 0.25, 0.25, 0.5, 1.0])
    weightless = replace(problem, weights=problem.weights * [1, 0, 1, 1])
    totals = totals_of(weightless, name)
    other = weightless.values.copy()
    other[:, 1] = 77.0
    np.testing.assert_allclose(totals(local), totals(local, other))
    assert np.isfinite(totals(local)).all()


def test_what_gives_no_number_is_refused_in_words() -> None:
    problem = small()
    with pytest.raises(MethodError, match="gives no number"), np.errstate(all="ignore"):
        totals_of(problem, "weighted_sum")(problem.local, np.full_like(problem.values, np.inf))
