"""Entropy, CRITIC and standard deviation: published tables, degenerate tables, independent libraries."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import workbench
from tests.engine.peers import peer, random_tables
from workbench.errors import MethodError

METHODS = ("entropy", "critic", "standard_deviation")
FIRMS = [
    [61, 1.08, 4.33], [20.7, 0.26, 4.34], [16.3, 1.98, 2.53], [9.0, 3.29, 1.65],
    [5.4, 2.77, 2.33], [4.0, 4.12, 1.21], [-6.1, 3.52, 2.10], [-34.6, 3.31, 0.98],
]  # fmt: skip


def weigh(method: str, matrix: Any, **answers: Any) -> Any:
    return workbench.weigh(method, matrix=matrix, directions=[1] * np.shape(matrix)[1], **answers)


def test_the_entropy_weights_of_zavadskas_and_podvezko_are_reproduced() -> None:
    """Zavadskas & Podvezko (2016), International Journal of Information Technology & Decision Making 15(2)."""
    matrix = [[3.0, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]]
    result = workbench.weigh("entropy", matrix=matrix, directions=[-1, 1, -1, 1])
    assert result.weights == pytest.approx([0.1146, 0.1981, 0.4185, 0.2689], abs=5e-5)


def test_the_critic_weights_of_diakoulaki_are_reproduced() -> None:
    """Diakoulaki, Mavrotas & Papayannakis (1995), Computers & Operations Research 22(7): pharmaceutical firms."""
    assert weigh("critic", FIRMS).weights == pytest.approx([0.20, 0.48, 0.32], abs=5e-3)


def test_the_standard_deviation_weights_of_salabun_are_reproduced() -> None:
    """Sałabun, Wątróbski & Shekhovtsov (2020), Symmetry 12(9) 1549: on raw numbers."""
    matrix = [[0.619, 0.449, 0.447], [0.862, 0.466, 0.006], [0.458, 0.698, 0.771], [0.777, 0.631, 0.491],
              [0.567, 0.992, 0.968]]  # fmt: skip
    assert weigh("standard_deviation", matrix, normalization="none").weights == pytest.approx(
        [0.217, 0.294, 0.488], abs=6e-4
    )


def test_critic_reverses_the_correlations_of_minimized_criteria() -> None:
    minimized = np.array(FIRMS) * [1, 1, -1]
    result = workbench.weigh("critic", matrix=minimized, directions=["maximize", "maximize", "minimize"])
    assert result.weights == pytest.approx(weigh("critic", FIRMS).weights)
    assert weigh("critic", minimized).weights != pytest.approx(result.weights, abs=0.01)


@pytest.mark.parametrize("method", METHODS)
def test_the_label_stands_beside_every_result(method: str) -> None:
    texts = [notice.text for notice in weigh(method, [[1, 2], [3, 5]]).notices]
    assert "Not for policy: weights from the data say how options differ, not what matters." in texts


@pytest.mark.parametrize("method", METHODS)
def test_a_criterion_on_which_no_option_differs_weighs_nothing_and_is_named(method: str) -> None:
    import pandas as pd

    frame = pd.DataFrame({"cost": [1.0, 2.0, 4.0], "flat": [0.1, 0.1, 0.1], "noise": [3.0, 1.0, 1.0]})
    result = weigh(method, frame)
    assert result.by_name["flat"] == 0.0
    assert result.weights[[0, 2]] == pytest.approx(weigh(method, frame[["cost", "noise"]]).weights)
    assert ("constant-criterion", "flat") in {(notice.code, notice.where) for notice in result.notices}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("matrix", [[[1, 2], [1, 2]], [[5, 7]], [[0, 0], [0, 0]]])
def test_where_no_option_differs_at_all_the_weights_are_equal(method: str, matrix: list[list[float]]) -> None:
    result = weigh(method, matrix)
    assert result.weights.tolist() == [0.5, 0.5]
    assert "equal-weights" in {notice.code for notice in result.notices}


def test_criteria_that_say_the_same_carry_no_information_and_share_equally() -> None:
    result = weigh("critic", [[1, 10, 3], [2, 20, 3], [4, 40, 3]])
    assert result.weights.tolist() == [0.5, 0.5, 0.0]
    assert "equal-weights" in {notice.code for notice in result.notices}


def test_zeros_count_in_the_entropy_and_negatives_are_refused_by_name() -> None:
    assert weigh("entropy", [[0, 1], [1, 1.5]]).weights[0] > 0.9
    with pytest.raises(MethodError, match="Option 1 has a negative number on criterion 2, which entropy refuses"):
        weigh("entropy", [[1, -1], [1, 2]])


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"matrix": [[1, 2]]}, "critic needs directions"),
        ({"matrix": [[1, np.nan]], "directions": [1, 1]}, "Option 1 has no finite number on criterion 2"),
        ({"matrix": [1, 2], "directions": [1, 1]}, "it needs options in rows"),
        ({"matrix": [[1, 2], [1]], "directions": [1, 1]}, "matrix cannot be read as numbers"),
        ({"matrix": [[1, 2]], "directions": [1]}, "there must be one for each of 2 criteria"),
        ({"matrix": [[1, 2]], "directions": 1}, "there must be one for each of 2 criteria"),
        ({"matrix": [[1, 2]], "directions": [1, "up"]}, "'up' is no direction"),
        ({"matrix": [[1, 2]], "directions": [1, [1]]}, "is no direction"),
    ],
)
def test_what_does_not_fit_is_refused(answers: dict[str, object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        workbench.weigh("critic", **answers)


def test_an_unknown_normalization_brings_the_nearest() -> None:
    with pytest.raises(MethodError, match="Did you mean 'minmax'"):
        weigh("standard_deviation", [[1, 2]], normalization="min-max")


def test_numbers_too_far_apart_are_refused_and_not_turned_into_nan() -> None:
    with pytest.raises(MethodError, match="too far apart for standard_deviation"):
        weigh("standard_deviation", [[1e300, 1], [-1e300, 2]], normalization="none")
    assert weigh("standard_deviation", [[1e308, 1], [-1e308, 2]]).weights == pytest.approx([0.5, 0.5])


def test_pymcdm_agrees_where_larger_is_better() -> None:
    theirs = peer("pymcdm.weights")
    for matrix, _, _ in random_tables(mixed=False):
        assert weigh("entropy", matrix).weights == pytest.approx(theirs.entropy_weights(matrix), abs=1e-9)
        assert weigh("critic", matrix).weights == pytest.approx(theirs.critic_weights(matrix), abs=1e-9)
        raw = weigh("standard_deviation", matrix, normalization="none").weights
        assert raw == pytest.approx(theirs.standard_deviation_weights(matrix), abs=1e-9)


def test_pyrepo_agrees_where_larger_is_better() -> None:
    theirs = peer("pyrepo_mcda.weighting_methods")
    for matrix, _, _ in random_tables(mixed=False):
        assert weigh("entropy", matrix).weights == pytest.approx(theirs.entropy_weighting(matrix), abs=1e-9)
        assert weigh("critic", matrix).weights == pytest.approx(theirs.critic_weighting(matrix), abs=1e-9)


def test_pydecision_agrees_on_critic_with_costs() -> None:
    theirs = peer("pyDecision.algorithm.critic")
    for matrix, _, directions in random_tables():
        words = ["max" if each > 0 else "min" for each in directions]
        ours = workbench.weigh("critic", matrix=matrix, directions=directions.tolist()).weights
        assert ours == pytest.approx(np.asarray(theirs.critic_method(matrix, words)), abs=1e-9)
