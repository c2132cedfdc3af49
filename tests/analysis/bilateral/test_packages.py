"""Packages: added up, with declared interactions, and the smallest mutual gains of all subsets."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.bilateral.samples import changed, shared
from workbench.analysis.bilateral.between_sides import bilateral_study
from workbench.analysis.bilateral.packages import MOST_PACKAGES, minimal, partners, subsets

if TYPE_CHECKING:
    from workbench.model.bilateral import Packages
    from workbench.model.study import Study

level = st.sampled_from([0, 25, 50, 75, 100])
tables = st.lists(st.tuples(level, level, level, level), min_size=1, max_size=5)


def of(study: Study) -> Packages:
    return bilateral_study(study).views[0].packages


@settings(max_examples=40)
@given(rows=tables)
def test_every_subset_is_there_and_the_smallest_mutual_gains_are_those_without_a_smaller_one(
    rows: list[tuple[int, ...]],
) -> None:
    found = of(shared({f"o{place}": row for place, row in enumerate(rows)}))
    nets = {f"o{place}": (row[0] - row[2], row[1] - row[3]) for place, row in enumerate(rows)}
    good = {
        subset
        for size in range(1, len(rows) + 1)
        for subset in combinations(nets, size)
        if all(sum(nets[name][side] for name in subset) > 0 for side in (0, 1))
    }
    smallest = {subset for subset in good if not any(set(other) < set(subset) for other in good)}
    assert {each.options for each in found.all if each.mutual_gain} == good
    assert {each.options for each in found.minimal} == smallest
    assert (found.count, found.mutual_gains) == (2 ** len(rows) - 1, len(good))


def test_options_outside_the_zone_alone_can_be_inside_it_together() -> None:
    found = of(shared({"x": (50, 0, 0, 25), "y": (0, 50, 25, 0)}))
    assert [each.options for each in found.minimal] == [("x", "y")]
    assert found.minimal[0].gain == {"n": 25.0, "s": 25.0}
    assert partners(found, "x") == (("y",),)
    assert "no synergy and no crowding" in found.note


def test_a_declared_interaction_counts_where_all_its_options_are_in() -> None:
    plain = shared({"x": (50, 0, 0, 25), "y": (0, 50, 25, 0), "z": (0, 0, 0, 0)})
    crowding = {"others": ["y"], "criterion": "cost-n", "change": 30.0, "reason": "the same officers"}
    found = of(changed(plain, option__x={"interactions": [crowding]}))
    together = {each.options: each for each in found.all}
    assert together["x", "y"].net == {"n": -5.0, "s": 25.0}
    assert together["x", "z"].net == {"n": 50.0, "s": -25.0}
    assert together["x", "y"].interactions == ("X + Y: cost-n +30 (the same officers)",)
    assert together["x", "z"].interactions == ()
    assert found.minimal == ()


def test_an_interaction_with_an_option_that_is_not_compared_does_not_count() -> None:
    made = changed(
        shared({"x": (50, 25, 0, 0), "y": (0, 50, 25, 0)}),
        option__x={"interactions": [{"others": ["y"], "criterion": "gain-s", "change": -90.0, "reason": "r"}]},
        option__y={"kind": "go-alone"},
    )
    assert [each.net for each in of(made).all] == [{"n": 50.0, "s": 25.0}]


def test_an_interaction_on_another_criterion_is_named_as_not_counted() -> None:
    made = changed(
        shared({"x": (50, 25, 0, 0), "y": (0, 50, 25, 0)}),
        option__x={"interactions": [{"others": ["y"], "criterion": "match", "change": 5.0, "reason": "r"}]},
    )
    texts = [notice.text for notice in bilateral_study(made).notices]
    assert "X's interaction on match is not counted: it is no benefit or burden." in texts


def test_sizes_do_not_fall_below_0_by_an_interaction() -> None:
    made = changed(
        shared({"x": (50, 50, 10, 0), "y": (0, 50, 0, 0)}),
        option__x={"interactions": [{"others": ["y"], "criterion": "cost-n", "change": -90.0, "reason": "shared"}]},
    )
    together = next(each for each in of(made).all if len(each.options) == 2)
    assert together.net["n"] == 50.0


def test_options_that_exclude_each_other_are_in_no_package_together() -> None:
    made = changed(
        shared({"x": (50, 0, 0, 25), "y": (0, 50, 25, 0), "z": (0, 0, 0, 0)}), option__x={"incompatible_with": ["y"]}
    )
    found = of(made)
    assert found.count == 5
    assert not any({"x", "y"} <= set(each.options) for each in found.all)
    assert found.minimal == ()


def test_an_option_with_a_gap_is_in_no_package() -> None:
    found = of(shared({"x": (50, 50, 0, 0), "y": (50, None, 0, 0)}))
    assert found.considered == ("x",)


def test_without_a_complete_option_there_are_no_packages() -> None:
    found = of(shared({"x": (50, None, 0, 0)}))
    assert (found.count, found.minimal) == (0, ())
    assert found.note == "No packages: no option has a figure for every side."


def test_sixteen_options_have_all_their_subsets_and_more_have_those_up_to_a_size() -> None:
    assert len(subsets(16).masks) == MOST_PACKAGES - 1
    assert subsets(16).largest == 16
    some = subsets(20, most=1000)
    assert some.largest == 2
    assert len(some.masks) == 20 + 190
    assert set(some.members.sum(axis=1).tolist()) == {1, 2}
    assert len(np.unique(some.masks)) == len(some.masks)


@given(seed=st.integers(0, 50), n_options=st.integers(2, 7), most=st.sampled_from([12, 40, 200]))
def test_the_smallest_good_sets_are_found_also_where_only_some_sizes_are_listed(
    seed: int, n_options: int, most: int
) -> None:
    chosen = subsets(n_options, most)
    good = np.random.default_rng(seed).random(len(chosen.masks)) < 0.3
    found = chosen.masks[minimal(chosen, good)].tolist()
    masks = chosen.masks[good].tolist()
    assert found == [one for one in masks if not any(other != one and other & one == other for other in masks)]


def test_three_sides_link_options_too() -> None:
    rows = {"x": (50, 0, 25, 25, 0, 0), "y": (0, 50, 0, 0, 25, 0)}
    found = of(shared(rows, ("n", "s", "e")))
    assert [each.options for each in found.minimal] == [("x", "y")]
    assert found.minimal[0].gain == pytest.approx({"n": 25.0, "s": 25.0, "e": 25.0})
