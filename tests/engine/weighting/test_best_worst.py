"""Best-worst method: the published example in both models, intervals, what is refused."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

import workbench
from tests.engine.peers import peer
from workbench.errors import MethodError

TRANSPORT = {
    "best_to_others": {"load flexibility": 8, "accessibility": 2, "cost": 1},
    "others_to_worst": {"load flexibility": 1, "accessibility": 5, "cost": 8},
}
CAR: dict[str, Any] = {"best_to_others": [2, 1, 4, 3, 8], "others_to_worst": [4, 8, 4, 2, 1]}


def ksi_of(weights: np.ndarray, to_others: np.ndarray, to_worst: np.ndarray, *, linear: bool) -> float:
    """Return the largest residual of some weights."""
    best, worst = weights[np.argmin(to_others)], weights[np.argmin(to_worst)]
    if linear:
        return float(max(np.abs(best - to_others * weights).max(), np.abs(weights - to_worst * worst).max()))
    return float(max(np.abs(best / weights - to_others).max(), np.abs(weights / worst - to_worst).max()))


def random_answers(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return answers on 3 to 6 criteria that do not fit together exactly."""
    generator = np.random.default_rng(seed)
    n_criteria = int(generator.integers(3, 7))
    to_others, to_worst = generator.integers(2, 8, (2, n_criteria)).astype(float)
    to_others[0], to_worst[-1] = 1, 1
    to_others[-1] = to_worst[0] = 8
    return to_others, to_worst


def test_the_transport_example_of_rezaei_is_reproduced() -> None:
    """Rezaei (2015), Omega 53, and (2016), Omega 64: choosing a mode of transport."""
    linear = workbench.weigh("best_worst", **TRANSPORT)
    assert linear.names == ("load flexibility", "accessibility", "cost")
    assert linear.weights == pytest.approx([0.0714, 0.3214, 0.6071], abs=5e-5)
    assert float(linear.step("ksi").data) == pytest.approx(0.0357, abs=5e-5)
    assert "consistency_ratio" not in {step.name for step in linear.steps}
    nonlinear = workbench.weigh("best_worst", **TRANSPORT, model="nonlinear")
    assert nonlinear.weights == pytest.approx([0.0714, 0.3387, 0.5899], abs=5e-5)
    assert float(nonlinear.step("ksi").data) == pytest.approx(0.258, abs=5e-4)
    assert float(nonlinear.step("consistency_ratio").data) == pytest.approx(0.058, abs=5e-4)
    assert nonlinear.notices == ()


def test_the_consistency_indices_of_rezaei_are_reproduced() -> None:
    """Rezaei (2015), Omega 53: the table of consistency indices."""
    for apart, index in zip(range(1, 10), [0, 0.44, 1, 1.63, 2.3, 3, 3.73, 4.47, 5.23], strict=True):
        result = workbench.weigh("best_worst", best_to_others=[1, apart], others_to_worst=[apart, 1], model="nonlinear")
        assert float(result.step("consistency_index").data) == pytest.approx(index, abs=5e-3)
        assert float(result.step("consistency_ratio").data) == pytest.approx(0, abs=1e-12)


def test_intervals_are_those_of_a_linear_program_at_the_smallest_ksi() -> None:
    from scipy.optimize import linprog

    for answers in (CAR, *(dict(zip(CAR, random_answers(seed), strict=True)) for seed in range(15))):
        result = workbench.weigh("best_worst", **answers, model="nonlinear")
        to_others, to_worst = (np.array(answers[key], dtype=np.float64) for key in CAR)
        n_criteria, ksi = len(to_others), float(result.step("ksi").data)
        best, worst, others = np.argmin(to_others), np.argmin(to_worst), np.eye(len(to_others))
        for factor, feasible in ((1 + 1e-7, True), (1 - 1e-4, False)):
            slack = ksi * factor
            above, below = others[best] - (to_others + slack)[:, None] * others, (to_others - slack)[:, None] * others
            rows = [above, below - others[best], others - (to_worst + slack)[:, None] * others[worst],
                    (to_worst - slack)[:, None] * others[worst] - others]  # fmt: skip
            bounds = []
            for sign in (1, -1):
                found = [
                    linprog(sign * goal, A_ub=np.vstack(rows), b_ub=np.zeros(4 * n_criteria),
                            A_eq=np.ones((1, n_criteria)), b_eq=[1.0])
                    for goal in others
                ]  # fmt: skip
                assert all(each.success == feasible for each in found)
                bounds.append([sign * each.fun if each.success else np.nan for each in found])
            if feasible:
                assert result.step("low").data == pytest.approx(bounds[0], abs=1e-5)
                assert result.step("high").data == pytest.approx(bounds[1], abs=1e-5)


@pytest.mark.parametrize("seed", range(10))
def test_no_other_weights_have_a_smaller_ksi(seed: int) -> None:
    to_others, to_worst = random_answers(seed)
    generator = np.random.default_rng(seed)
    for model in ("linear", "nonlinear"):
        result = workbench.weigh("best_worst", best_to_others=to_others, others_to_worst=to_worst, model=model)
        ksi = float(result.step("ksi").data)
        near = result.weights * np.exp(generator.normal(0, 0.05, (500, len(to_others))))
        for weights in near / near.sum(axis=1, keepdims=True):
            assert ksi_of(weights, to_others, to_worst, linear=model == "linear") >= ksi - 1e-9
        if model == "linear":
            assert ksi_of(result.weights, to_others, to_worst, linear=True) == pytest.approx(ksi, abs=1e-9)


def test_consistent_answers_give_back_their_weights_in_both_models() -> None:
    weights = np.array([8, 4, 2, 1]) / 15
    for model in ("linear", "nonlinear"):
        result = workbench.weigh("best_worst", best_to_others=[1, 2, 4, 8], others_to_worst=[8, 4, 2, 1], model=model)
        assert result.weights == pytest.approx(weights, abs=1e-9)
        assert float(result.step("ksi").data) == pytest.approx(0, abs=1e-9)


def test_the_centers_of_intervals_are_said_to_be_centers() -> None:
    result = workbench.weigh("best_worst", **CAR, model="nonlinear")
    assert float(result.step("ksi").data) == pytest.approx(1.0)
    assert [notice.code for notice in result.notices] == ["weights-in-intervals"]
    middle = (result.step("low").data + result.step("high").data) / 2
    assert result.weights == pytest.approx(middle / middle.sum())


def test_the_best_and_the_worst_may_be_left_out_of_their_own_mapping() -> None:
    short = workbench.weigh(
        "best_worst",
        best_to_others={"load flexibility": 8, "accessibility": 2},
        others_to_worst={"accessibility": 5, "cost": 8},
        names=["load flexibility", "accessibility", "cost"],
    )
    assert short.by_name == pytest.approx(workbench.weigh("best_worst", **TRANSPORT).by_name)


@pytest.mark.parametrize("model", ["linear", "nonlinear"])
def test_one_criterion_and_equal_criteria_have_weights(model: str) -> None:
    assert workbench.weigh("best_worst", best_to_others=[1], others_to_worst=[1], model=model).weights == [1.0]
    same = workbench.weigh("best_worst", best_to_others=[1, 1, 1], others_to_worst=[1, 1, 1], model=model)
    assert same.weights == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize(
    ("to_others", "to_worst", "message"),
    [
        ([1, 2, 8], [8, 4, 2], "others_to_worst has none"),
        ([2, 2, 8], [8, 4, 1], "best_to_others has none"),
        ([1, 2, 8], [7, 4, 1], "criterion 1 is 8 times as important as criterion 3 in best_to_others and 7 times"),
        ([1, 2], [1, 2], "criterion 1 is both the best and the worst"),
        ([1, 0.5, 8], [8, 4, 1], "best_to_others has 0.5 for criterion 2"),
        ([1, 2, 8], [8, np.nan, 1], "others_to_worst has nan for criterion 2"),
        ([1, 2, 8], [8, 1], "best_to_others has 3 numbers and others_to_worst 2"),
        ({"a": 1, "b": 2}, {"a": 2, "c": 3, "d": 1}, "has no number for"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(to_others: object, to_worst: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        workbench.weigh("best_worst", best_to_others=to_others, others_to_worst=to_worst)


def test_pydecision_agrees_on_three_criteria() -> None:
    """Its penalty finds the linear model's weights to about four digits; beyond three criteria it may not."""
    bwm = peer("pyDecision.algorithm.bwm")
    for middle_to, middle_of in ((2, 5), (2, 4), (3, 3), (4, 2)):
        given = [8, middle_to, 1], [1, middle_of, 8]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = bwm.bw_method(*map(np.array, given), verbose=False)
        ours = workbench.weigh("best_worst", best_to_others=given[0], others_to_worst=given[1]).weights
        assert ours == pytest.approx(np.asarray(theirs), abs=1e-4)
