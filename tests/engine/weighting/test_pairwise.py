"""Pairwise comparisons: published tables, incomplete ones, what is refused, independent libraries."""

from __future__ import annotations

import numpy as np
import pytest

import workbench
from tests.engine.peers import peer
from workbench.errors import MethodError

DRINKS = ("coffee", "wine", "tea", "beer", "sodas", "milk", "water")
JUDGED = [
    9, 5, 2, 1, 1, 1 / 2, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9,
    1 / 3, 1 / 4, 1 / 3, 1 / 9, 1 / 2, 1, 1 / 3, 2, 1 / 2, 1 / 3,
]  # fmt: skip


def upper(numbers: list[float], names: tuple[str, ...]) -> dict[tuple[str, str], float]:
    """Return judgements from the upper half of a table, row by row."""
    places = zip(*np.triu_indices(len(names), 1), strict=True)
    return {(names[i], names[j]): number for (i, j), number in zip(places, numbers, strict=True)}


def random_judgements(seed: int) -> np.ndarray:
    """Return a reciprocal table on 3 to 7 criteria with judgements of Saaty's scale."""
    generator = np.random.default_rng(seed)
    n_criteria = int(generator.integers(3, 8))
    scale = np.array([1 / k for k in range(9, 1, -1)] + list(range(1, 10)))
    table = np.triu(generator.choice(scale, (n_criteria, n_criteria)), 1) + np.eye(n_criteria)
    return table + np.tril(1 / np.where(table.T > 0, table.T, 1.0), -1)


def test_the_drinks_of_saaty_are_reproduced() -> None:
    """Saaty (2008), International Journal of Services Sciences 1(1): consumption of drinks in the U.S."""
    result = workbench.weigh("pairwise", comparisons=upper(JUDGED, DRINKS))
    assert result.names == DRINKS
    assert result.weights == pytest.approx([0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327], abs=5e-4)
    assert float(result.step("consistency_ratio").data) == pytest.approx(0.022, abs=5e-4)
    assert [notice.code for notice in result.notices] == ["least-consistent"]


def test_the_incomplete_judgements_of_harker_are_completed() -> None:
    """Harker (1987), Mathematical Modelling 9(11): 2 and 2 without the third judgement give 4/7, 2/7, 1/7."""
    table = [[1, 2, None], [0.5, 1, 2], [None, 0.5, 1]]
    for priority in ("eigenvector", "geometric_mean"):
        result = workbench.weigh("pairwise", comparisons=table, priority=priority)
        assert result.weights == pytest.approx([4 / 7, 2 / 7, 1 / 7], abs=1e-12)
        assert result.step("completed_comparisons").data[0, 2] == pytest.approx(4)
        assert float(result.step("lambda_max").data) == pytest.approx(3)
        assert [notice.code for notice in result.notices] == ["judgements-completed"]


@pytest.mark.parametrize("seed", range(10))
def test_incomplete_priorities_are_those_of_the_completed_table(seed: int) -> None:
    table = random_judgements(seed)
    table[0, -1] = table[-1, 0] = np.nan
    for priority in ("eigenvector", "geometric_mean"):
        result = workbench.weigh("pairwise", comparisons=table, priority=priority)
        completed = result.step("completed_comparisons").data
        again = workbench.weigh("pairwise", comparisons=completed, priority=priority)
        assert again.weights == pytest.approx(result.weights, abs=1e-9)
        assert result.step("lambda_max").data == pytest.approx(again.step("lambda_max").data, abs=1e-9)


def test_consistent_judgements_give_back_their_weights() -> None:
    weights = np.array([0.5, 0.3, 0.15, 0.05])
    for priority in ("eigenvector", "geometric_mean"):
        result = workbench.weigh("pairwise", comparisons=weights[:, None] / weights, priority=priority)
        assert result.weights == pytest.approx(weights, abs=1e-12)
        assert float(result.step("consistency_ratio").data) == pytest.approx(0, abs=1e-9)
        assert result.notices == ()


def test_inconsistent_judgements_are_named_the_worst_first() -> None:
    result = workbench.weigh("pairwise", comparisons={("a", "b"): 3, ("b", "c"): 3, ("c", "a"): 3, ("a", "d"): 2})
    notices = {notice.code: notice.text for notice in result.notices}
    assert set(notices) == {"judgements-completed", "least-consistent", "inconsistent"}
    assert notices["least-consistent"].startswith(
        "Least consistent with the others: a/b is 3, the weights say 0.896; b/c"
    )
    assert "a/d" not in notices["least-consistent"]
    assert "above 0.1" in notices["inconsistent"]


def test_two_criteria_are_never_inconsistent_and_sixteen_have_no_ratio() -> None:
    two = workbench.weigh("pairwise", comparisons={("cost", "noise"): 3})
    assert two.weights == pytest.approx([0.75, 0.25])
    assert float(two.step("consistency_ratio").data) == 0.0
    assert workbench.weigh("pairwise", comparisons=[[1]]).weights.tolist() == [1.0]
    many = workbench.weigh("pairwise", comparisons=np.ones((16, 16)))
    assert "no-consistency-ratio" in {notice.code for notice in many.notices}


def test_a_frame_brings_its_names_and_printed_reciprocals_may_be_rounded() -> None:
    import pandas as pd

    frame = pd.DataFrame([[1, 3], [0.33, 1]], index=["cost", "noise"], columns=["cost", "noise"])
    result = workbench.weigh("pairwise", comparisons=frame)
    assert result.by_name["cost"] == pytest.approx(0.75, abs=0.005)


@pytest.mark.parametrize(
    ("comparisons", "message"),
    [
        ([[1, 2], [2, 1]], "criterion 1/criterion 2 is 2 and criterion 2/criterion 1 is 2"),
        ([[1, 0], [0, 1]], "criterion 1/criterion 2 is 0; it says how many times"),
        ([[1, -3], [-1 / 3, 1]], "criterion 1/criterion 2 is -3"),
        ([[1, 5000], [1 / 5000, 1]], "between 1/1000 and 1000"),
        ([[2, 1], [1, 1]], "criterion 1 is 2 times as important as itself"),
        ([[1, 2, 3]], "it needs a row and a column for each criterion"),
        ([[1, np.nan], [np.nan, 1]], "No judgement joins criterion 1 with: criterion 2"),
        ({("a", "b"): 2, ("c", "d"): 2}, "No judgement joins a with: c, d"),
        ({("a", "b"): 2, ("b", "a"): 3}, "a/b is 2 and b/a is 3"),
        ({"a/b": 2}, "which is no pair of names"),
        ({}, "no judgement"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(comparisons: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        workbench.weigh("pairwise", comparisons=comparisons)


def test_a_frame_names_the_same_criteria_twice_and_takes_no_other_names() -> None:
    import pandas as pd

    frame = pd.DataFrame([[1, 3], [1 / 3, 1]], index=["noise", "cost"], columns=["cost", "noise"])
    with pytest.raises(MethodError, match="do not name the same criteria in the same order"):
        workbench.weigh("pairwise", comparisons=frame)
    with pytest.raises(MethodError, match="names cannot rename them"):
        workbench.weigh("pairwise", comparisons=frame, names=["cost", "noise"])


def test_an_unknown_priority_or_name_brings_the_nearest() -> None:
    with pytest.raises(MethodError, match="Did you mean 'geometric_mean'"):
        workbench.weigh("pairwise", comparisons=[[1]], priority="geometric")
    with pytest.raises(MethodError, match="Did you mean 'noise'"):
        workbench.weigh("pairwise", comparisons={("cost", "nose"): 2}, names=["cost", "noise"])


@pytest.mark.parametrize(("priority", "theirs"), [("eigenvector", "me"), ("geometric_mean", "g")])
def test_pydecision_agrees(priority: str, theirs: str) -> None:
    ahp = peer("pyDecision.algorithm.ahp")
    for seed in range(20):
        table = random_judgements(seed)
        ours = workbench.weigh("pairwise", comparisons=table, priority=priority)
        weights, ratio = ahp.ahp_method(table, wd=theirs)
        assert ours.weights == pytest.approx(np.asarray(weights), abs=1e-9)
        if priority == "eigenvector":
            assert float(ours.step("consistency_ratio").data) == pytest.approx(float(ratio), abs=1e-9)


def test_pymcdm_agrees() -> None:
    subjective = peer("pymcdm.weights.subjective")
    for seed in range(20):
        table = random_judgements(seed)
        ours = workbench.weigh("pairwise", comparisons=table).weights
        assert ours == pytest.approx(np.asarray(subjective.AHP(matrix=table)()), abs=1e-6)
