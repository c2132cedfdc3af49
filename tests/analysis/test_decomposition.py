"""The difference between two options taken apart: it adds up exactly, whatever the rules and whatever applies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analysis.decomposition import decompose, profile, shapley
from workbench.engine.tree import GroupNode, Tree, local_weights, roll_up

RULES = st.sampled_from(["arithmetic", "geometric", "minimum"])
VALUES = st.lists(st.sampled_from([0.0, 10.0, 25.0, 50.0, 75.0, 100.0]), min_size=5, max_size=5)
POINTS = st.lists(st.sampled_from([0.0, 1.0, 2.0, 5.0]), min_size=8, max_size=8)
APPLIES = st.lists(st.booleans(), min_size=5, max_size=5)


def tree_of(inner: str, middle: str, root: str) -> Tree:
    """Return five leaves: two in a group within a group with a third, two beside."""
    groups = (
        GroupNode("inner", (0, 1), inner),
        GroupNode("middle", (5, 2), middle),
        GroupNode("root", (6, 3, 4), root),
    )
    return Tree(("a", "b", "c", "d", "e"), groups)


@settings(max_examples=60)
@given(st.tuples(RULES, RULES, RULES), st.tuples(VALUES, VALUES), POINTS, st.tuples(APPLIES, APPLIES))
def test_the_parts_add_up_to_the_difference_under_every_rule(
    rules: tuple[str, str, str],
    pair: tuple[list[float], list[float]],
    points: list[float],
    masks: tuple[list[bool], list[bool]],
) -> None:
    tree = tree_of(*rules)
    profiles = []
    for values, mask in zip(pair, masks, strict=True):
        raw = np.array(points)
        raw[:5] *= mask
        profiles.append(profile(tree, np.array(values), local_weights(tree, raw)))
    parts = decompose(tree, *profiles)
    assert parts.sum() == pytest.approx(profiles[0].values[-1] - profiles[1].values[-1], abs=1e-9)


def test_in_a_weighted_mean_each_part_is_weight_times_difference() -> None:
    tree = tree_of("arithmetic", "arithmetic", "arithmetic")
    raw = np.array([1.0, 3.0, 1.0, 1.0, 2.0, 1.0, 1.0, 1.0])
    local = local_weights(tree, raw)
    one, other = np.array([100.0, 50, 25, 0, 75]), np.array([0.0, 50, 75, 100, 50])
    parts = decompose(tree, profile(tree, one, local), profile(tree, other, local))
    # middle has 1 of 4; inner half of it; a a quarter of that.
    assert parts == pytest.approx([1 / 32 * 100, 0, 1 / 8 * -50, 1 / 4 * -100, 1 / 2 * 25])


def test_shapley_values_of_a_product_are_those_worked_by_hand() -> None:
    # √(100·100) = 100 against √(25·4) = 10: alone the first brings √(100·4) = 20, the second √(25·100) = 50.
    half = np.array([0.5, 0.5])
    shares = shapley("geometric", (np.array([100.0, 100.0]), half), (np.array([25.0, 4.0]), half))
    assert shares == pytest.approx([((20 - 10) + (100 - 50)) / 2, ((50 - 10) + (100 - 20)) / 2])


def test_many_children_are_exchanged_in_their_order_and_its_reverse() -> None:
    weights = np.full(15, 1 / 15)
    one, other = np.linspace(10, 100, 15), np.linspace(90, 20, 15)
    shares = shapley("geometric", (one, weights), (other, weights))
    tree = Tree(tuple(map(str, range(15))), (GroupNode("root", tuple(range(15)), "geometric"),))
    local = np.append(weights, 1.0)
    difference = roll_up(tree, one[None], local)[0, -1] - roll_up(tree, other[None], local)[0, -1]
    assert shares.sum() == pytest.approx(difference)


def test_a_child_that_changes_nothing_gives_nothing() -> None:
    weights = np.array([0.4, 0.6])
    shares = shapley("minimum", (np.array([10.0, 100.0]), weights), (np.array([5.0, 80.0]), weights))
    assert shares == pytest.approx([5.0, 0.0])
