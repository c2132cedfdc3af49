"""Where two sides differ: parts from scores, weights and value functions that add up."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.bilateral.samples import changed, joined_by, sides_of
from tests.studies import group, leaf, study
from workbench.analysis.bilateral.between_sides import bilateral_study
from workbench.analysis.side_differences import Differences, Standpoint, shapley
from workbench.errors import MethodError, UsageError
from workbench.model.bilateral import Stance
from workbench.model.criterion import Aggregator

if TYPE_CHECKING:
    from workbench.model.study import Study

TREE = (group("g"), leaf("a", "g"), leaf("b", "g"), leaf("c"))
BENT = {"kind": "piecewise", "points": [{"performance": p, "value": v} for p, v in ((0, 0), (50, 80), (100, 100))]}
levels = st.sampled_from([0, 25, 50, 75, 100])
rows = st.fixed_dictionaries(dict.fromkeys(("a", "b", "c"), levels))
points = st.fixed_dictionaries(dict.fromkeys(("a", "b"), st.integers(1, 100)))


def made(
    scores: dict[str, dict[str, Any]], other: dict[str, dict[str, int]], rule: Aggregator = Aggregator.ARITHMETIC
) -> Study:
    """Return a study of two sides: the north has the scores as they are, the south its own."""
    tree = (group("g", aggregator=rule), *TREE[1:])
    base = study(tree, scores, {"root": {"g": 60, "c": 40}, "g": {"a": 50, "b": 50}}, sides=sides_of(("n", "s")))
    own = {(option, name): float(value) for option, row in other.items() for name, value in row.items()}
    return joined_by(base, {"no": ("n", {}), "so": ("s", own)})


def weighed(base: Study, **answers: float) -> Study:
    """Return the study with a second weight set, which the south stands for."""
    return changed(
        base,
        order__weights=["given", "souths"],
        weights__souths={"label": "Souths"},
        weights__souths__root={"answers": {"g": {"points": answers["g"]}, "c": {"points": answers["c"]}}},
        weights__souths__g={"answers": {"a": {"points": answers["a"]}, "b": {"points": answers["b"]}}},
        analyst__so={"weight_set": "souths"},
    )


def test_shapley_of_a_product_shares_the_interaction_equally() -> None:
    parts = shapley(lambda choice: (1 + choice[0]) * (1 + 2 * choice[1]), 2)
    assert parts == (2.0, 3.0)


@settings(max_examples=40)
@given(x=rows, y=rows, others=st.tuples(rows, rows), own=points, rule=st.sampled_from(Aggregator), bent=st.booleans())
def test_the_parts_add_up_to_the_gap_whatever_differs(
    x: dict[str, int], y: dict[str, int], others: tuple[dict[str, int], ...], own: dict[str, int],
    rule: Aggregator, bent: bool,  # noqa: FBT001 - drawn
) -> None:  # fmt: skip
    base = weighed(made({"x": x, "y": y}, {"x": others[0], "y": others[1]}, rule), g=30.0, c=70.0, **own)
    south = changed(base, criterion__a={"value_function": BENT}) if bent else base
    stances = Stance("North", "n", "given", "Given"), Stance("South", "s", "souths", "Souths")
    found = Differences(Standpoint(base, stances[0]), Standpoint(south, stances[1])).split(("x", "y"))
    assert abs(found.residual) < 1e-12
    assert sum(found.parts.values()) == pytest.approx(found.gap, abs=1e-12)
    assert found.gap == pytest.approx(sum(found.alone.values()) + found.interaction, abs=1e-12)
    assert len(found.margins) == len(list(product((0, 1), repeat=3)))
    if not bent:
        assert found.parts["value functions"] == 0.0


def test_only_scores_differ() -> None:
    (margin, *_) = bilateral_study(
        made({"x": {"a": 100, "b": 50, "c": 0}, "y": {"a": 0, "b": 0, "c": 0}}, {"x": {"a": 0}})
    ).differences
    assert margin.pair == ("x", "y")
    assert margin.gap == pytest.approx(-30.0)
    assert margin.parts == pytest.approx({"scores": -30.0, "weights": 0.0, "value functions": 0.0})
    assert margin.interaction == pytest.approx(0.0)


def test_only_weights_differ() -> None:
    base = made({"x": {"a": 100, "b": 0, "c": 0}, "y": {"a": 0, "b": 0, "c": 100}}, {})
    (margin, *_) = bilateral_study(weighed(base, g=90.0, c=10.0, a=50.0, b=50.0), pair=("x", "y")).differences
    assert margin.parts["scores"] == pytest.approx(0.0)
    assert margin.parts["weights"] == pytest.approx(margin.gap)
    assert margin.gap == pytest.approx((0.45 - 0.10) * 100 - (0.30 - 0.40) * 100)


def test_value_functions_of_another_copy_are_a_part_of_their_own() -> None:
    base = made({"x": {"a": 50, "b": 0, "c": 0}, "y": {"a": 0, "b": 0, "c": 0}}, {})
    copy = changed(base, criterion__a={"value_function": BENT})
    (margin, *_) = bilateral_study(base, against=copy).differences
    assert margin.parts == pytest.approx({"scores": 0.0, "weights": 0.0, "value functions": 0.3 * 30})


def test_the_same_first_option_is_compared_with_the_next() -> None:
    margin = bilateral_study(
        made({"x": {"a": 100, "b": 100, "c": 100}, "y": {"a": 50, "b": 0, "c": 0}}, {"y": {"b": 50}})
    ).differences[0]
    assert margin.pair == ("x", "y")


def test_a_gap_is_named_and_the_rest_still_split() -> None:
    found = bilateral_study(
        made({"x": {"a": 50, "b": 50, "c": 50}, "y": {"a": 50, "b": 0}, "z": {"a": 0, "b": 0, "c": 0}}, {})
    )
    assert ("y", "y") not in [each.pair for each in found.differences]
    assert any("y has no score on c" in notice.text for notice in found.notices)


def test_a_leaf_that_does_not_apply_passes_its_weight_on_in_every_combination() -> None:
    base = made({"x": {"a": 100, "b": "not-applicable", "c": 0}, "y": {"a": 0, "b": 0, "c": 0}}, {})
    margin = bilateral_study(base, pair=("x", "y")).differences[0]
    assert margin.margins["first/first/first"] == pytest.approx(60.0)


def test_trees_that_differ_cannot_be_split() -> None:
    one = made({"x": {"a": 50, "b": 0, "c": 0}}, {})
    other = changed(one, criterion__c={"parent": "g"})
    stance = Stance("North", "n", "", "")
    with pytest.raises(MethodError, match="different criteria"):
        Differences(Standpoint(one, stance), Standpoint(other, stance))


def test_an_unknown_option_of_the_pair_brings_the_known_ones() -> None:
    base = made({"x": {"a": 50, "b": 0, "c": 0}, "y": {"a": 0, "b": 0, "c": 0}}, {})
    with pytest.raises(UsageError, match="do not include 'z'"):
        bilateral_study(base, pair=("x", "z"))
