"""Equal weights, points and swings."""

from __future__ import annotations

import numpy as np
import pytest

import workbench
from workbench.errors import MethodError


def test_the_office_location_of_goodwin_and_wright_is_reproduced() -> None:
    """Goodwin & Wright (2004), Decision Analysis for Management Judgment, 3rd ed., ch. 3: swings and whole percents."""
    swings = {"customers": 100, "visibility": 80, "image": 70, "size": 30, "comfort": 20, "parking": 10}
    weights = workbench.weigh("swing", swings=swings)
    assert weights.names == tuple(swings)
    assert weights.weights * 100 == pytest.approx([32, 26, 23, 10, 6, 3], abs=0.5)


def test_points_weigh_in_proportion() -> None:
    """The same table, read as points: the arithmetic of Edwards (1977) is the share of the sum."""
    weights = workbench.weigh("points", points=[100, 80, 70, 30, 20, 10])
    assert weights.weights * 100 == pytest.approx([32, 26, 23, 10, 6, 3], abs=0.5)
    assert weights.names[0] == "criterion 1"


def test_swings_are_shown_in_percent_of_the_largest() -> None:
    assert workbench.weigh("swing", swings=[4, 2]).step("swings").data.tolist() == [100.0, 50.0]


def test_a_zero_is_an_answer_and_only_zeros_are_none() -> None:
    assert workbench.weigh("points", points=[0, 5]).weights.tolist() == [0.0, 1.0]
    with pytest.raises(MethodError, match="Every one of the points is zero"):
        workbench.weigh("points", points=[0, 0])


def test_equal_weights_take_a_number_or_names() -> None:
    assert workbench.weigh("equal", n=4).weights.tolist() == [0.25] * 4
    assert workbench.weigh("equal", names=["cost", "noise"]).by_name == {"cost": 0.5, "noise": 0.5}
    for answers in ({}, {"n": 0}, {"n": 2.5}, {"n": "two"}, {"n": 3, "names": ["a"]}, {"names": "cost"}):
        with pytest.raises(MethodError):
            workbench.weigh("equal", **answers)


def test_very_large_and_very_small_points_have_finite_weights() -> None:
    assert workbench.weigh("points", points=[1.7e308, 1.7e308]).weights.tolist() == [0.5, 0.5]
    assert workbench.weigh("points", points=[5e-324, 5e-324]).weights.tolist() == [0.5, 0.5]


def test_names_order_a_mapping_and_a_series_is_one() -> None:
    import pandas as pd

    given = {"noise": 1, "cost": 3}
    ordered = workbench.weigh("points", points=given, names=["cost", "noise"])
    assert ordered.by_name == {"cost": 0.75, "noise": 0.25}
    assert workbench.weigh("points", points=pd.Series(given)).by_name == {"noise": 0.25, "cost": 0.75}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"points": {"cost": 1, "noise": -2}}, "points has -2 for noise"),
        ({"points": [1, np.nan]}, "points has nan for criterion 2"),
        ({"points": ["much"]}, "points cannot be read as numbers"),
        ({"points": []}, "it needs one number for each criterion"),
        ({"points": [[1, 2]]}, "it needs one number for each criterion"),
        ({"points": 3}, "it needs one number for each criterion"),
        ({"points": [1, 2], "names": ["a"]}, "There are 1 names for 2 criteria"),
        ({"points": [1, 2], "names": ["a", "a"]}, "There are two criteria 'a'"),
        ({"points": {"cost": 1}, "names": ["cost", "noise"]}, "points has no number for 'noise'"),
        ({"points": {"cost": 1, "nois": 1}, "names": ["cost", "noise"]}, "points has no number for 'noise'"),
        ({"points": {"cost": 1, "nose": 1}, "names": ["cost"]}, "'nose', which is none of the names"),
        ({"point": [1]}, "points takes no 'point'. Did you mean 'points'"),
        ({}, "points needs points"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(answers: dict[str, object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        workbench.weigh("points", **answers)


def test_an_unknown_weighting_brings_the_nearest_name() -> None:
    with pytest.raises(MethodError, match="Did you mean 'swing'"):
        workbench.weigh("swings", swings=[1])
