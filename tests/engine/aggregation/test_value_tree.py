"""The value tree, against a published example and in its degenerate cases."""

from __future__ import annotations

import numpy as np
import pytest

import workbench
from workbench.engine.tree import GroupNode, Tree, global_weights, local_from_global, local_weights, roll_up

LEAVES = ("a", "b", "c")


def tree(inner: str, outer: str = "arithmetic") -> Tree:
    """Return a tree of a group over the first two of three leaves."""
    return Tree(LEAVES, (GroupNode("g", (0, 1), inner), GroupNode("root", (3, 2), outer)))


def test_the_human_development_index_of_china_is_reproduced() -> None:
    """UNDP (2010), Human Development Report, technical note 1: 0.847, 0.589 and 0.584 give 0.663."""
    flat = Tree(LEAVES, (GroupNode("root", (0, 1, 2), "geometric"),))
    result = workbench.evaluate(
        [[0.847, 0.589, 0.584]], [1, 1, 1], [1, 1, 1], method="value_tree", normalization="none", tree=flat
    )
    assert result.totals == pytest.approx([0.663], abs=0.0005)


@pytest.mark.parametrize(
    ("aggregator", "values", "weights", "total"),
    [
        ("arithmetic", [40, 80, 60], [0.25, 0.25, 0.5], 60.0),
        ("geometric", [40, 90, 60], [0.25, 0.25, 0.5], 60.0),
        ("minimum", [40, 80, 60], [0.25, 0.25, 0.5], 50.0),
        ("geometric", [0, 90, 60], [0.25, 0.25, 0.5], 30.0),
        ("geometric", [0, 90, 60], [0.0, 0.5, 0.5], 75.0),
        ("minimum", [0, 80, 60], [0.0, 0.5, 0.5], 70.0),
        ("geometric", [10, 20, 60], [0.0, 0.0, 1.0], 60.0),
    ],
)
def test_each_aggregator_joins_by_its_own_rule(
    aggregator: str, values: list[float], weights: list[float], total: float
) -> None:
    result = workbench.evaluate(
        [values], weights, [1, 1, 1], method="value_tree", normalization="none", tree=tree(aggregator)
    )
    assert result.totals == pytest.approx([total])


def test_the_steps_reproduce_the_total() -> None:
    result = workbench.evaluate([[40, 80, 60]], [1, 1, 2], [1, 1, 1], method="value_tree", normalization="none",
                                tree=tree("geometric"))  # fmt: skip
    steps = {step.name: step.data for step in result.steps}
    assert steps["node_values"][..., -1] == pytest.approx(result.totals)


def test_a_group_whose_children_have_no_weight_passes_its_share_to_its_siblings() -> None:
    raw = np.array([0.0, 0.0, 100.0, 50.0, 1.0])
    shape = tree("arithmetic")
    local = local_weights(shape, raw)
    assert global_weights(shape, local).tolist() == [0.0, 0.0, 1.0]
    assert roll_up(shape, np.array([[10.0, 20.0, 60.0]]), local)[0, -1] == 60.0


def test_local_weights_can_be_recovered_from_global_ones() -> None:
    raw = np.array([1.0, 3.0, 100.0, 50.0, 1.0])
    shape = tree("arithmetic")
    local = local_weights(shape, raw)
    assert local_from_global(shape, global_weights(shape, local)) == pytest.approx(local)


def test_negative_values_are_refused_by_name() -> None:
    with pytest.raises(workbench.WorkbenchError, match="criterion 2 has a negative one"):
        workbench.evaluate([[1, -1]], [1, 1], [1, 1], method="value_tree", normalization="none")
