"""Three sides, one side, an empty side, no sides: what applies is given, what does not is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.analysis.bilateral.samples import changed, joined_by, matrix, shared
from tests.studies import Side, leaf, study
from workbench.analysis.bilateral.between_sides import bilateral_study
from workbench.analysis.bilateral.question import Terms
from workbench.errors import UsageError
from workbench.model.reading import Reading

if TYPE_CHECKING:
    from workbench.model.bilateral import Bilateral


def said(found: Bilateral) -> str:
    return " ".join(notice.text for notice in found.notices)


def test_no_sides_leave_nothing_and_say_so() -> None:
    found = bilateral_study(study((leaf("a"),), {"x": {"a": 50}}))
    assert (found.views, found.scale, found.totals, found.accountability, found.differences) == (
        (),
        None,
        None,
        None,
        (),
    )
    assert "The study has no sides" in said(found)


def test_one_side_has_nobody_to_share_with() -> None:
    found = bilateral_study(study((leaf("a"),), {"x": {"a": 50}}, sides=(Side(id="n", label="North"),)))
    assert found.views == ()
    assert "North is the only side" in said(found)


def test_sides_without_benefits_and_burdens_are_told_how_to_name_them() -> None:
    found = bilateral_study(matrix({"x": (50, 50, 50, 50)}))
    assert found.views == ()
    assert "Add one that is computed" in said(found)
    assert found.accountability is not None


def test_inputs_whose_sides_do_not_match_are_named() -> None:
    made = changed(shared({"x": (50, 50, 50, 50)}), **{"criterion__gain-s": {"side": "shared"}})
    assert "match does not name one benefit and one burden of each side" in said(bilateral_study(made))


def test_nobody_on_a_side_is_one_reading_and_says_that_neither_side_has_scored() -> None:
    (view,) = bilateral_study(shared({"x": (50, 50, 50, 50)})).views
    assert (view.name, view.label) == ("one", "One reading for every side: Ana. Neither side has scored.")


def test_an_empty_side_is_read_by_an_analyst_on_no_side_and_that_is_said() -> None:
    made = joined_by(shared({"x": (50, 50, 50, 50)}), {"no": ("n", {("x", "gain-n"): 100, ("x", "gain-s"): 0})})
    found = bilateral_study(made)
    own, other = found.views
    assert [side.benefit for side in own.options[0].sides] == [100.0, 50.0]
    assert [side.benefit for side in other.options[0].sides] == [50.0, 0.0]
    assert "No analyst of South: there Ana stands in." in own.label
    assert "Where no other side has an analyst, Ana stands in." in other.label
    assert "No analyst of South has scored" in said(found)
    assert found.totals is None
    assert found.differences == ()


def test_three_sides_have_three_pairs_of_differences_and_a_common_compromise() -> None:
    rows = {"x": (75, 75, 75, 25, 25, 25), "y": (50, 25, 25, 25, 25, 25)}
    people = {
        "no": ("n", {("x", "gain-n"): 50.0}),
        "so": ("s", {("y", "cost-s"): 0.0}),
        "ea": ("e", {("x", "gain-e"): 100.0}),
    }
    found = bilateral_study(joined_by(shared(rows, ("n", "s", "e")), people))
    assert found.totals is not None
    assert list(found.totals.options[0].utilities) == ["n", "s", "e"]
    margins = [each for each in found.differences if each.pair[0] != each.pair[1]]
    assert [(each.first.label, each.second.label) for each in margins] == [
        ("North", "South"), ("North", "East"), ("South", "East"),
    ]  # fmt: skip
    other = found.views[1]
    assert "other sides" in other.label
    # The north's gain as the south (75) and the east (75) see it.
    assert other.options[0].sides[0].benefit == 75.0


def test_a_view_that_is_asked_for_stands_for_every_side() -> None:
    made = joined_by(shared({"x": (50, 50, 50, 50)}), {"no": ("n", {("x", "gain-s"): 0}), "so": ("s", {})})
    found = bilateral_study(made, Reading(view="n"))
    (view,) = found.views
    assert [side.benefit for side in view.options[0].sides] == [50.0, 0.0]
    assert view.label.endswith("It was asked for.")
    assert found.totals is None
    assert "one view was asked for" in said(found)


def test_one_option_has_figures_and_no_margin() -> None:
    made = joined_by(shared({"x": (75, 75, 25, 25)}), {"no": ("n", {}), "so": ("s", {})})
    found = bilateral_study(made)
    assert found.views[0].packages.count == 1
    assert found.differences == ()


def test_analysts_of_a_side_with_different_weights_count_the_same() -> None:
    base = joined_by(
        shared({"x": (100, 0, 0, 0)}, weights={"root": {"gain-n": 1, "gain-s": 1, "cost-n": 0, "cost-s": 0}}),
        {"n1": ("n", {}), "n2": ("n", {}), "so": ("s", {})},
    )
    answers = {"gain-n": {"points": 1}, "gain-s": {"points": 0}, "cost-n": {"points": 0}, "cost-s": {"points": 0}}
    made = changed(
        base,
        order__weights=["given", "own"],
        weights__own={"label": "Own"},
        weights__own__root={"answers": answers},
        analyst__n1={"weight_set": "own"},
    )
    found = bilateral_study(made)
    assert found.totals is not None
    assert found.totals.options[0].utilities == pytest.approx({"n": 75.0, "s": 50.0})
    asked = bilateral_study(made, Reading(weights="own")).totals
    assert asked is not None
    assert asked.options[0].utilities == pytest.approx({"n": 100.0, "s": 100.0})


def test_unknown_sides_bring_the_known_ones() -> None:
    made = shared({"x": (50, 50, 50, 50)})
    with pytest.raises(UsageError, match="no side 'north'"):
        bilateral_study(made, terms=Terms(rates={"north": 1.0}))
    with pytest.raises(UsageError, match="no side 'w'"):
        bilateral_study(made, terms=Terms(bargaining={"w": 1.0}))


def test_an_open_round_keeps_the_sides_apart() -> None:
    made = joined_by(shared({"x": (50, 50, 50, 50)}), {"no": ("n", {}), "so": ("s", {})})
    opened = changed(made, order__round=["1"], round__1={"analysts": ["no", "so"], "shown_to": "no"})
    with pytest.raises(UsageError, match="Round 1 is open"):
        bilateral_study(opened)
