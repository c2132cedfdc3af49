"""TOPSIS, against a published example, libraries, and in its degenerate cases."""

from __future__ import annotations

import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables


def test_the_example_of_tzeng_and_huang_is_reproduced() -> None:
    """Tzeng & Huang (2011), Multiple Attribute Decision Making: Methods and Applications, ch. 5."""
    matrix = [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]
    result = workbench.evaluate(matrix, [0.3, 0.4, 0.3], [1, 1, 1], method="topsis")
    assert result.totals == pytest.approx([0.5037, 0.6581, 0.7482, 0.3340], abs=0.00005)


def test_the_mountain_of_opricovic_and_tzeng_is_reproduced() -> None:
    """Opricovic & Tzeng (2004), European Journal of Operational Research 156(2), section 4, linear normalization."""
    result = workbench.evaluate(
        [[1, 3000], [2, 3750], [5, 4500]], [0.5, 0.5], [-1, 1], method="topsis", normalization="minmax"
    )
    assert result.totals == pytest.approx([0.500, 0.617, 0.500], abs=0.0005)


@of_no_matter
@pytest.mark.parametrize("normalization", ["vector", "minmax"])
def test_it_agrees_with_pymcdm(normalization: str) -> None:
    """pymcdm returns 1 - x / norm for costs: the distances are the same. Its default is min-max, ours the vector."""
    methods, normalizations = peer("pymcdm.methods"), peer("pymcdm.normalizations")
    theirs = methods.TOPSIS(getattr(normalizations, f"{normalization}_normalization"))
    for matrix, weights, directions in random_tables():
        ours = workbench.evaluate(matrix, weights, directions, method="topsis", normalization=normalization)
        assert ours.totals == pytest.approx(theirs(matrix, weights, directions), rel=1e-9)


def test_options_that_are_all_equal_are_halfway() -> None:
    result = workbench.evaluate([[1, 2], [1, 2]], [1, 1], [1, -1], method="topsis")
    assert result.totals.tolist() == [0.5, 0.5]
    assert result.ranks.tolist() == [1, 1]


def test_a_constant_criterion_is_named_and_harmless_and_zeros_and_negatives_are_taken() -> None:
    result = workbench.evaluate([[-1, 0], [3, 0]], [0.5, 0.5], [1, 1], method="topsis")
    assert result.totals == pytest.approx([0.0, 1.0])
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]


def test_only_options_on_weightless_criteria_differ_is_a_draw_in_one_of_many_weight_vectors() -> None:
    result = workbench.evaluate([[1, 2], [3, 2]], [[1, 0], [0, 1]], [1, 1], method="topsis")
    assert result.totals.tolist() == [[0.0, 1.0], [0.5, 0.5]]


def test_the_steps_have_their_published_names() -> None:
    result = workbench.evaluate([[1, 2], [3, 4]], [0.5, 0.5], [1, -1], method="topsis")
    assert [step.name for step in result.steps] == [
        "normalized", "weighted", "ideal", "anti_ideal", "distance_to_ideal", "distance_to_anti_ideal",
    ]  # fmt: skip
