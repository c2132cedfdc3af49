"""Weighted sum, against a published example and in its degenerate cases."""

from __future__ import annotations

import numpy as np
import pytest

import workbench
from workbench.errors import MethodError


def test_the_example_of_triantaphyllou_is_reproduced() -> None:
    """Triantaphyllou (2000), Multi-Criteria Decision Making Methods: A Comparative Study, example 2-1."""
    matrix = [[25, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]]
    result = workbench.evaluate(matrix, [0.20, 0.15, 0.40, 0.25], ["maximize"] * 4, normalization="none")
    assert result.totals == pytest.approx([21.50, 22.00, 22.00], abs=0.005)
    assert result.ranks.tolist() == [3, 1, 1]


def test_minmax_is_the_default_and_reverses_minimized_criteria() -> None:
    result = workbench.evaluate([[1, 2], [3, 4], [5, 0]], [1, 1], ["maximize", "minimize"])
    assert result.totals.tolist() == [0.25, 0.25, 1.0]
    assert [notice.code for notice in result.notices] == ["weights-normalized"]


def test_a_criterion_on_which_no_option_differs_adds_nothing_and_is_named() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1])
    assert result.totals.tolist() == [0.0, 0.5]
    assert [(notice.code, notice.where) for notice in result.notices] == [("constant-criterion", "criterion 2")]


def test_one_option_and_one_criterion_have_a_total_and_the_first_rank() -> None:
    result = workbench.evaluate([[3.0]], [2.0], ["maximize"], normalization="none")
    assert result.totals.tolist() == [3.0]
    assert result.ranks.tolist() == [1]


def test_a_frame_brings_its_names_along() -> None:
    import pandas as pd

    frame = pd.DataFrame({"cost": [1.0, 2.0], "noise": [3.0, np.nan]}, index=["ferry", "bridge"])
    with pytest.raises(MethodError, match="Option 2 has no finite number on 'noise'"):
        workbench.evaluate(frame, [1, 1], [1, 1])
    result = workbench.evaluate(frame.fillna(0.0), [1, 1], [-1, -1])
    assert result.options == ("ferry", "bridge")
    assert workbench.to_frame(result)["option"].tolist() == ["ferry", "bridge"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1, 2]], [1], [1, 1]), "The weights have the shape"),
        (([[1, 2]], [1, -1], [1, 1]), "A weight of criterion 2 is -1"),
        (([[1, 2]], [0, 0], [1, 1]), "Every weight is zero"),
        (([[1, 2]], [1, 1], [1]), "There are 1 directions for 2 criteria"),
        (([[1, 2]], [1, 1], [1, "up"]), "'up' is no direction"),
        (([1, 2], [1, 1], [1, 1]), "it needs options in rows"),
        (([[1, np.inf]], [1, 1], [1, 1]), "no finite number on criterion 2"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(arguments: tuple[list[object], ...], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        workbench.evaluate(*arguments)  # type: ignore[arg-type]


def test_an_unknown_method_parameter_or_normalization_brings_the_nearest_name() -> None:
    with pytest.raises(MethodError, match="Did you mean 'weighted_sum'"):
        workbench.evaluate([[1]], [1], [1], method="weigthed_sum")
    with pytest.raises(MethodError, match=r"weighted_sum has no parameter 'p'\. It takes none"):
        workbench.evaluate([[1]], [1], [1], p=2)
    with pytest.raises(MethodError, match="Did you mean 'minmax'"):
        workbench.evaluate([[1]], [1], [1], normalization="min-max")
