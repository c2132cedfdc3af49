"""The government × public matrix: aggregates, edges, rankings, and the channel that would help most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.bilateral.samples import changed, matrix, shared
from workbench.analysis.bilateral import matrix as formulas
from workbench.analysis.bilateral.between_sides import bilateral_study
from workbench.analysis.bilateral.question import Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.bilateral import Accountability, OptionMatrix


def of(row: Sequence[Any], letters: Sequence[str] = ("n", "s"), floor: float | None = None) -> OptionMatrix:
    found = bilateral_study(matrix({"x": row}, letters), terms=Terms(floor=floor)).accountability
    assert found is not None
    return found.options[0]


def whole(rows: dict[str, Sequence[Any]], **keys: Any) -> Accountability:
    found = bilateral_study(changed(matrix(rows), **keys)).accountability
    assert found is not None
    return found


def test_the_brokers_example_by_hand() -> None:
    option = of((50, 50, 25, 50))
    assert option.geometric == pytest.approx(3_125_000**0.25)
    assert (option.mean, option.minimum, option.weakest) == (43.75, 25.0, ("ch-s-n",))
    assert (option.cross_gap, option.reciprocity) == (-12.5, 0.75)
    assert option.governments == {"n": 50.0, "s": 37.5}
    assert option.publics == {"n": 37.5, "s": 50.0}


def test_a_zero_makes_the_geometric_mean_zero_unless_zeros_count_as_a_stated_floor() -> None:
    assert of((50, 0, 50, 50)).geometric == 0.0
    assert of((50, 0, 50, 50), floor=1.0).geometric == pytest.approx(18.8030, abs=5e-5)
    found = bilateral_study(matrix({"x": (50, 0, 50, 50)}), terms=Terms(floor=1.0)).accountability
    assert found is not None
    assert found.floor == 1.0


cells = st.lists(st.floats(0, 100), min_size=1, max_size=9).map(np.array)


@given(values=cells)
def test_the_geometric_mean_lies_between_the_smallest_cell_and_the_mean(values: np.ndarray) -> None:
    geometric = float(formulas.geometric(values))
    assert values.min() <= geometric <= float(formulas.arithmetic(values)) + 1e-9


def test_three_sides_have_nine_cells_and_reciprocity_is_the_mean_over_pairs() -> None:
    option = of((75, 50, 25, 50, 75, 50, 25, 75, 75), ("n", "s", "e"))
    assert len(option.cells) == 9
    assert option.reciprocity == pytest.approx((1 + 1 + 0.75) / 3)
    assert option.cross_gap == pytest.approx((50 + 25 + 50 + 50 + 25 + 75) / 6 - 75)


def test_a_missing_cell_leaves_no_aggregate_but_the_other_cells() -> None:
    option = of((50, None, 25, 50))
    assert option.cells == (50.0, None, 25.0, 50.0)
    assert (option.missing, option.mean, option.geometric, option.channels) == (("ch-n-s",), None, None, ())


def test_only_cells_across_the_border_have_no_gap_and_the_rest_is_said() -> None:
    from workbench.usecases.load import load

    whole = bilateral_study(load("river-basin"))
    assert whole.accountability is not None
    assert whole.accountability.absent == (("upper", "upper"), ("lower", "lower"))
    assert [option.cross_gap for option in whole.accountability.options] == [None] * 3
    assert "matrix-incomplete" in [notice.code for notice in whole.notices]


def test_without_any_cell_there_is_no_matrix_and_that_is_said() -> None:
    found = bilateral_study(shared({"x": (50, 50, 50, 50)}))
    assert found.accountability is None
    assert "no-matrix" in [notice.code for notice in found.notices]


def test_the_ranking_turns_with_the_aggregator() -> None:
    found = whole({"even": (50, 50, 50, 50), "uneven": (100, 25, 50, 50)})
    ranks = {each.rule: each.matrix_ranks for each in found.rankings}
    assert ranks == {
        "arithmetic": {"even": 2, "uneven": 1},
        "geometric": {"even": 1, "uneven": 1},
        "minimum": {"even": 1, "uneven": 2},
    }
    assert found.group == "channels"
    totals = {each.rule: each.totals for each in found.rankings}
    assert totals["minimum"] == {"even": 50.0, "uneven": 25.0}


def test_an_option_with_a_gap_has_no_rank_and_the_others_keep_theirs() -> None:
    found = whole({"x": (50, 50, 50, 50), "y": (50, None, 50, 50)})
    for ranking in found.rankings:
        assert ranking.matrix_ranks == {"x": 1, "y": None}
        assert ranking.totals is not None
        assert ranking.totals["y"] is None


def test_the_weakest_cell_would_help_most_under_the_geometric_mean() -> None:
    found = whole({"x": (75, 25, 50, 50)}, criterion__channels={"aggregator": "geometric"})
    best = found.options[0].channels[0]
    assert (best.criterion, best.before, best.after) == ("ch-n-s", 25.0, 50.0)
    product = 75.0 * 50 * 50 * 50
    assert best.total == pytest.approx(product**0.25 - (product / 2) ** 0.25)
    assert best.minimum == 25.0
    assert best.mean == 6.25


def test_where_the_total_gains_the_same_everywhere_the_weakest_cell_still_comes_first() -> None:
    channels = of((75, 25, 50, 50)).channels
    assert {round(each.total or 0, 9) for each in channels} == {6.25}
    assert channels[0].criterion == "ch-n-s"


def test_a_cell_at_its_top_cannot_be_raised() -> None:
    assert [each.criterion for each in of((100, 100, 75, 100)).channels] == ["ch-s-n"]


def test_two_zeros_keep_the_product_at_zero_whichever_is_raised() -> None:
    channels = of((0, 0, 50, 50)).channels
    assert {each.geometric for each in channels} == {0.0}
