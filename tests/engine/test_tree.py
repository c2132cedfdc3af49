"""A tree that is gone through many groups at a time gives what it gives group by group, to the last digit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.formulas.group_totals import GROUP_TOTALS
from workbench.engine.formulas.weights import normalize_weights
from workbench.engine.tree import (
    GroupNode,
    Tree,
    global_weights,
    local_from_global,
    local_weights,
    node_weights,
    roll_up,
)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Return a tree whose groups have children next to each other or apart, under any aggregators."""
    open_nodes = draw(st.permutations(range(draw(st.integers(1, 9)))))
    if draw(st.booleans()):
        open_nodes.sort()
    n_leaves = len(open_nodes)
    groups: list[GroupNode] = []
    while len(open_nodes) > 1 or not groups:
        size = draw(st.integers(1, min(3, len(open_nodes))))
        rule = draw(st.sampled_from(("arithmetic", "arithmetic", "geometric", "minimum")))
        groups.append(GroupNode(f"g{len(groups)}", tuple(open_nodes[:size]), rule))
        open_nodes = [*open_nodes[size:], n_leaves + len(groups) - 1]
        if len(groups) > 2 * n_leaves:
            groups.append(GroupNode("root", tuple(open_nodes), "arithmetic"))
            break
    return Tree(tuple(f"c{place}" for place in range(n_leaves)), tuple(groups))


def index(children: tuple[int, ...]) -> slice | list[int]:
    """Return an index of the children; numbers that lie in one piece are added up in another order than others."""
    together = children == tuple(range(children[0], children[0] + len(children)))
    return slice(children[0], children[-1] + 1) if together else list(children)


@given(tree=trees(), seed=st.integers(0, 1000), some_nothing=st.booleans())
def test_many_groups_at_a_time_are_as_one_by_one(tree: Tree, seed: int, *, some_nothing: bool) -> None:
    dice = np.random.default_rng(seed)
    values = dice.uniform(0.0, 100.0, (3, 4, len(tree.leaves)))
    raw = dice.uniform(0.0, 5.0, (3, tree.n_nodes))
    if some_nothing:
        raw *= dice.integers(0, 2, raw.shape)
    local, nodes = np.ones_like(raw), np.zeros((3, 4, tree.n_nodes))
    nodes[..., : len(tree.leaves)] = values
    for node, group in tree.numbered_groups():
        children = index(group.children)
        local[..., children] = normalize_weights(raw[..., children])
        raw[..., node] = np.where(local[..., children].any(axis=-1), raw[..., node], 0.0)
        nodes[..., node] = GROUP_TOTALS[group.aggregator](nodes[..., children], local[..., None, children])
    whole = local.copy()
    for node, group in reversed(tree.numbered_groups()):
        whole[..., index(group.children)] *= whole[..., node, None]

    assert np.array_equal(local_weights(tree, raw), local)
    assert np.array_equal(roll_up(tree, values, local), nodes)
    assert np.array_equal(node_weights(tree, local), whole)


@given(trees(), st.integers(0, 1000))
def test_local_weights_come_back_from_global_ones(tree: Tree, seed: int) -> None:
    local = local_weights(tree, np.random.default_rng(seed).uniform(0.5, 2.0, tree.n_nodes))
    assert local_from_global(tree, global_weights(tree, local)) == pytest.approx(local)


def test_groups_alike_side_by_side_are_one_step() -> None:
    groups = (GroupNode("a", (0, 1), "arithmetic"), GroupNode("b", (2, 3), "arithmetic"))
    assert [run.shape for run in Tree(tuple("wxyz"), (*groups, GroupNode("root", (4, 5), "geometric"))).runs] == [
        (2, 2),
        (1, 2),
    ]


def test_huge_weights_beside_a_group_without_any_leave_no_hole() -> None:
    shares = normalize_weights(np.array([[1e308, 1e308], [0.0, 0.0], [1.0, 3.0]]))
    assert shares.tolist() == [[0.5, 0.5], [0.0, 0.0], [0.25, 0.75]]
