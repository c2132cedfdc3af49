"""Shares, proportionality and its range, the parity ratio and the three-part test, edge by edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.bilateral.samples import joined_by, shared
from workbench.analysis.bilateral import shares
from workbench.analysis.bilateral.between_sides import bilateral_study
from workbench.engine.computed import proportionality
from workbench.errors import MethodError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.bilateral import OptionSharing
    from workbench.model.study import Study


def first(study: Study) -> OptionSharing:
    return bilateral_study(study).views[0].options[0]


def of(*row: float | str | None, letters: Sequence[str] = ("n", "s")) -> OptionSharing:
    return first(shared({"x": row}, letters))


def test_a_missing_input_leaves_no_share_and_names_the_criterion() -> None:
    option = of(50, 50, "not-known", 25)
    assert option.missing == ("cost-n",)
    assert (option.proportionality, option.zone, option.test, option.sides) == (None, None, None, ())


def test_without_any_benefit_proportionality_is_0_and_says_so() -> None:
    option = of(0, 0, 50, 50)
    assert (option.proportionality, option.status) == (0.0, "no-benefits")
    assert option.test is not None
    assert option.test.category == "no-gains"
    assert option.parity_ratio is None


def test_without_any_burden_each_side_has_an_equal_share_of_it() -> None:
    option = of(75, 25, 0, 0)
    assert (option.proportionality, option.status) == (75.0, "no-burden-recorded")
    assert [side.burden_share for side in option.sides] == [0.5, 0.5]
    assert [side.critical_rate for side in option.sides] == [None, None]
    assert option.parity_ratio is None


def test_a_side_with_neither_gain_nor_burden_has_a_proportionality_and_fails_mutuality() -> None:
    option = of(100, 0, 50, 0)
    assert option.proportionality == 100.0
    assert option.test is not None
    assert (option.test.reap.answer, option.test.category) == ("no", "gain-on-one-side")


def test_a_negative_size_is_refused_by_name() -> None:
    from workbench.model.criterion import MeasuredScale
    from workbench.model.state import assemble, read_record, state_of

    state = state_of(shared({"x": (50, 50, 10, 10)}))
    scale = MeasuredScale(kind="measured", measurement="ratio", unit="m", worst=100.0, best=0.0)
    state["criterion/cost-n"] |= {"scale": scale.model_dump(mode="json")}
    state["score/x/cost-n/ana"] |= {"value": -5.0}
    made = assemble({key: read_record(key, value) for key, value in state.items()})
    with pytest.raises(MethodError, match="x has -5 on cost-n: a benefit or burden below 0 has no share"):
        bilateral_study(made)


@pytest.mark.parametrize(
    ("row", "category"),
    [
        ((0, 24, 50, 50), "no-gains"),
        ((24, 75, 50, 50), "gain-on-one-side"),
        ((50, 50, 0, 24), "no-burden-recorded"),
        ((50, 75, 0, 50), "burden-on-one-side"),
        ((75, 25, 25, 75), "shares-differ"),
        ((75, 50, 50, 50), "shared"),
        ((25, 25, 25, 25), "shared"),
    ],
)
def test_the_class_is_the_first_that_applies(row: tuple[float, ...], category: str) -> None:
    test = of(*row).test
    assert test is not None
    assert test.category == category


def test_a_verdict_depends_where_one_move_of_half_a_level_changes_it_and_names_the_criteria() -> None:
    test = of(50, 75, 25, 50).test
    assert test is not None
    assert (test.bear.answer, test.bear.depends_on) == ("depends", ("cost-n",))
    assert (test.reap.answer, test.proportion.answer) == ("yes", "yes")
    assert test.all_three.answer == "depends"


def test_moves_are_clipped_to_the_scale() -> None:
    rows = shares.moved(np.array([0.0, 100.0]), np.array([12.5, 12.5]), np.array([100.0, 100.0]))
    assert rows.tolist() == [[0, 100], [0, 100], [12.5, 100], [0, 87.5], [0, 100]]


def test_the_ventanillas_example_has_a_burden_on_one_side() -> None:
    option = of(50, 75, 0, 50)
    assert option.proportionality == pytest.approx(60.0)
    assert option.test is not None
    assert option.test.category == "burden-on-one-side"


def test_parity_is_0_where_one_side_gains_nothing_and_1_where_shares_are_equal() -> None:
    assert of(0, 50, 50, 50).parity_ratio == 0.0
    assert of(50, 75, 20, 30).parity_ratio == pytest.approx(1.0)
    assert of(50, 75, 20, 30).proportionality == pytest.approx(100.0)
    assert of(50, 75, 0, 50).parity_ratio is None


def test_three_sides_have_shares_a_range_and_a_test() -> None:
    option = of(75, 50, 25, 50, 50, 50, letters=("n", "s", "e"))
    gap = (abs(75 / 150 - 1 / 3) + 0 + abs(25 / 150 - 1 / 3)) / 2
    assert option.proportionality == pytest.approx(100 * (1 - gap))
    assert option.range_half_level is not None
    assert option.proportionality is not None
    low, high = option.range_half_level
    assert low < option.proportionality < high
    assert option.test is not None
    assert option.test.category == "shared"


sizes = st.lists(st.integers(0, 100), min_size=6, max_size=6).map(lambda each: np.array(each, dtype=float))


@given(middle=sizes, half=st.sampled_from([0.0, 5.0, 12.5, 25.0]), seed=st.integers(0, 1000))
def test_with_three_sides_no_inputs_within_their_intervals_leave_the_range(
    middle: np.ndarray, half: float, seed: int
) -> None:
    low, high = np.clip(middle - half, 0, 100), np.clip(middle + half, 0, 100)
    least, most = shares.proportionality_range(low, high)
    drawn = np.random.default_rng(seed).uniform(low, high, size=(50, 6))
    figures = proportionality.compute(drawn[:, :3], drawn[:, 3:])
    assert least - 1e-7 <= figures.min()
    assert figures.max() <= most + 1e-7
    if half == 0:
        exact = float(proportionality.compute(middle[:3], middle[3:]))
        assert (least, most) == pytest.approx((exact, exact), abs=1e-6)


pairs = st.lists(st.integers(1, 100), min_size=4, max_size=4).map(lambda each: np.array(each, dtype=float))


@given(middle=pairs, half=st.sampled_from([5.0, 12.5]))
def test_the_way_for_many_sides_agrees_with_the_corners_of_two(middle: np.ndarray, half: float) -> None:
    low, high = np.clip(middle - half, 0.5, 100), np.clip(middle + half, 0, 100)
    parts = low[:2], high[:2], low[2:], high[2:]
    corners = proportionality.bounds(*parts)
    assert corners is not None
    assert 100 * (1 - shares._greatest_gap(*parts)) == pytest.approx(corners[0], abs=1e-9)
    assert 100 * (1 - shares._least_gap(*parts)) == pytest.approx(corners[1], abs=1e-6)


def test_the_own_view_takes_each_sides_own_scores_and_the_other_view_the_others() -> None:
    made = joined_by(
        shared({"x": (50, 50, 50, 50)}),
        {"no": ("n", {("x", "gain-n"): 100, ("x", "gain-s"): 25}), "so": ("s", {("x", "cost-s"): 0})},
    )
    own, other = bilateral_study(made).views
    figures = [[(side.benefit, side.burden) for side in view.options[0].sides] for view in (own, other)]
    assert figures == [[(100.0, 50.0), (50.0, 0.0)], [(50.0, 50.0), (25.0, 50.0)]]
    facts = bilateral_study(made).sides
    assert [(each.own_cells, each.cells) for each in facts] == [(1, 2), (1, 2)]


def test_two_analysts_of_a_side_count_by_their_mean() -> None:
    made = joined_by(
        shared({"x": (50, 50, 50, 50)}),
        {"n1": ("n", {("x", "gain-n"): 100}), "n2": ("n", {("x", "gain-n"): 50}), "so": ("s", {})},
    )
    assert first(made).sides[0].benefit == 75.0
