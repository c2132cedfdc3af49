"""Sobol indices of groups: a published function, a lead worked out by hand, and what does not vary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy.stats import sobol_indices, uniform

from tests.studies import leaf, study
from workbench.analysis.global_sensitivity import PARTS, POINTS, global_sensitivity
from workbench.analysis.sampling.running import CancelledError
from workbench.analysis.sobol import group_indices
from workbench.errors import MethodError, UsageError
from workbench.model.sampling import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.study import Study

SAMPLES = 2**14


def ishigami(x: np.ndarray) -> np.ndarray:
    """Ishigami & Homma (1990): sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1 on [-π, π]."""
    result: np.ndarray = np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])
    return result


def mixed(function: Callable[[np.ndarray], np.ndarray], groups: list[list[int]], n_inputs: int) -> list[np.ndarray]:
    generator = np.random.default_rng(3)
    one, other = generator.uniform(-np.pi, np.pi, (2, n_inputs, SAMPLES))
    leads = [function(one), function(other)]
    parts = []
    for group in groups:
        each = one.copy()
        each[group] = other[group]
        parts.append(function(each))
    return [*leads, np.array(parts)]


def test_single_inputs_have_the_published_indices_and_those_of_scipy() -> None:
    found = group_indices(*mixed(ishigami, [[0], [1], [2]], 3), seed=1)
    first, total = np.array([[index.share for index in each] for each in found if each]).T
    np.testing.assert_allclose(first, [0.3139, 0.4424, 0.0], atol=0.03)
    np.testing.assert_allclose(total, [0.5576, 0.4424, 0.2437], atol=0.03)
    theirs = sobol_indices(func=ishigami, n=SAMPLES, dists=[uniform(-np.pi, 2 * np.pi)] * 3, rng=1)
    np.testing.assert_allclose(first, theirs.first_order, atol=0.03)
    np.testing.assert_allclose(total, theirs.total_order, atol=0.03)


def test_a_group_of_inputs_has_the_closed_index_of_all_of_them() -> None:
    (together, alone) = group_indices(*mixed(ishigami, [[0, 2], [1]], 3), seed=1)
    assert together is not None
    assert alone is not None
    for index in together:
        assert index.share == pytest.approx(0.3139 + 0.2437, abs=0.03)
    for index in alone:
        assert index.share == pytest.approx(0.4424, abs=0.03)
        assert index.low < 0.4424 < index.high
        assert index.high - index.low < 0.1


def test_a_function_that_does_not_vary_has_no_index_and_a_single_group_has_all() -> None:
    still = np.ones(8)
    assert group_indices(still, still, np.ones((2, 8)), seed=1) == [None, None]
    (found,) = group_indices(np.arange(8.0), np.arange(8.0)[::-1], np.arange(8.0)[::-1][None], seed=1)
    assert found is not None
    assert [each.share for each in found] == [1.0, 1.0]


def two_options() -> Study:
    """x is uniform on 40 to 100 and on 0 to 40; y is 50 and 50: leads d1 ~ U(-10, 50), d2 ~ U(-50, -10)."""
    made = study([leaf("a"), leaf("b")], {"x": {"a": 70, "b": 20}, "y": {"a": 50, "b": 50}})
    ends = {"a": (40.0, 100.0), "b": (0.0, 40.0)}
    scores = tuple(
        each.model_copy(update={"value": None, "low": ends[each.criterion][0], "high": ends[each.criterion][1]})
        if each.option == "x"
        else each
        for each in made.scores
    )
    return made.model_copy(update={"scores": scores})


def test_the_indices_of_a_lead_worked_out_by_hand() -> None:
    # Lead w d1 + (1 - w) d2: Var(E|w) = (20 + 30)² / 12, Var(E|d) = (60² + 40²) / 12 / 4, jointly (60² + 40²) / 144.
    found = global_sensitivity(two_options(), option="x", scheme=Scheme(scores="intervals"), among=["weighted_sum"])
    by_weights, by_scores, jointly = 2500 / 12, 5200 / 48, 5200 / 144
    whole = by_weights + by_scores + jointly
    shares = {each.group: each for each in found.groups}
    assert set(shares) == {"weights", "scores"}
    for group, first in (("weights", by_weights), ("scores", by_scores)):
        each = shares[group]
        assert each.first is not None
        assert each.total is not None
        assert each.first.share == pytest.approx(first / whole, abs=0.03)
        assert each.total.share == pytest.approx((first + jointly) / whole, abs=0.03)
        assert each.first.low <= each.first.share <= each.first.high
    assert found.unit == POINTS
    assert found.mean == pytest.approx(-5, abs=0.5)
    assert found.deviation == pytest.approx(whole**0.5, rel=0.02)
    assert "group-does-not-vary" in {each.code for each in found.notices}


def test_the_shipped_study_hangs_on_weights_first_and_names_its_option(shipped: Study) -> None:
    found = global_sensitivity(shipped, samples=2**12)
    assert found.option == "co-development"
    assert found.unit == PARTS
    assert [each.group for each in found.groups][:2] == ["weights", "scores"]
    assert {each.group for each in found.groups} == {"weights", "scores", "aggregators", "method"}
    assert found.aggregators[0] == "as in the study"
    assert found.aggregators[1:] == ("answerability geometric", "answerability minimum")
    again = global_sensitivity(shipped, samples=2**12)
    assert again.groups == found.groups
    other = global_sensitivity(shipped, samples=2**12, seed=5)
    assert other.groups != found.groups


def test_choices_of_aggregators_can_be_given(shipped: Study) -> None:
    found = global_sensitivity(shipped, samples=2**10, among=["value_tree"], aggregators=[{"root": "minimum"}])
    assert found.aggregators == ("as in the study", "root minimum")
    aggregators = next(each for each in found.groups if each.group == "aggregators")
    assert aggregators.total is not None
    assert aggregators.total.share > 0.05


def test_one_option_has_no_lead_and_equal_options_no_variance() -> None:
    alone = global_sensitivity(study([leaf("a")], {"x": {"a": 50}}), samples=64)
    assert alone.groups == ()
    assert "one-option" in {each.code for each in alone.notices}
    equal = study([leaf("a"), leaf("b")], {"x": {"a": 50, "b": 50}, "y": {"a": 50, "b": 50}})
    found = global_sensitivity(equal, samples=64, among=["value_tree"])
    assert found.mean == 0
    assert all(each.first is None and each.total is None for each in found.groups)


def test_a_method_that_cannot_be_used_is_left_out_with_the_reason_or_refused_when_it_was_named() -> None:
    rows: dict[str, Any] = {"x": {"a": 50, "b": "not-applicable"}, "y": {"a": 25, "b": 75}}
    made = study([leaf("a"), leaf("b")], rows)
    found = global_sensitivity(made, samples=64)
    assert found.methods == ("value_tree",)
    assert sum(each.code == "method-left-out" for each in found.notices) == 2
    with pytest.raises(MethodError, match="does not apply"):
        global_sensitivity(made, samples=64, among=["topsis"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"samples": 1000}, "power of 2, for example 1024"),
        ({"option": "co-developmnt"}, "Did you mean 'co-development'"),
        ({"aggregators": [{"rot": "minimum"}]}, "no group 'rot'"),
        ({"aggregators": [{"root": "minimun"}]}, "Did you mean 'minimum'"),
        ({"among": ["topsi"]}, "Did you mean 'topsis'"),
        ({"among": ["promethee_ii"]}, "importance"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_with_what_to_do(shipped: Study, arguments: dict[str, Any], words: str) -> None:
    with pytest.raises((UsageError, MethodError), match=words):
        global_sensitivity(shipped, **arguments)


def test_a_cancelled_run_gives_nothing(shipped: Study) -> None:
    with pytest.raises(CancelledError, match="nothing"):
        global_sensitivity(shipped, samples=2**14, cancelled=lambda: True)
