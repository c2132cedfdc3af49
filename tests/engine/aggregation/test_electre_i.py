"""ELECTRE I, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import workbench
from tests.engine.peers import peer, random_tables
from workbench.engine.formulas.graphs import kernel
from workbench.errors import MethodError


def electre(matrix: Any, weights: Any, directions: Any, **given: Any) -> dict[str, np.ndarray]:
    result = workbench.evaluate(matrix, weights, directions, method="electre_i", **given)
    return {step.name: step.data for step in result.steps}


def test_the_location_in_aragon_is_reproduced() -> None:
    """Cebrián & Porcar (2009), Revista de Métodos Cuantitativos para la Economía y la Empresa 7: where to settle.

    Performances are divided by their sums, and the discordance by the largest range of all.
    """
    matrix = np.array([
        [6, 5, 28, 5, 5], [4, 2, 25, 10, 9], [5, 7, 35, 9, 6], [6, 1, 27, 6, 7], [6, 8, 30, 7, 9], [5, 6, 26, 4, 8],
    ])  # fmt: skip
    steps = electre(
        matrix / matrix.sum(axis=0), [0.25, 0.25, 0.1, 0.2, 0.2], [1, 1, -1, 1, 1], discordance_scale="global"
    )
    others = ~np.eye(6, dtype=bool)
    concordance = [
        0.5000, 0.3500, 0.5000, 0.3500, 0.4500,
        0.5000, 0.5000, 0.7500, 0.5000, 0.5000,
        0.6500, 0.5000, 0.4500, 0.2000, 0.7000,
        0.7500, 0.2500, 0.5500, 0.3500, 0.4500,
        0.9000, 0.7000, 0.8000, 0.9000, 0.9000,
        0.5500, 0.5000, 0.5500, 0.5500, 0.1000,
    ]  # fmt: skip
    discordance = [
        0.5052, 0.4042, 0.1883, 0.4286, 0.2825,
        0.4286, 0.7143, 0.2589, 0.8571, 0.5714,
        0.1696, 0.2825, 0.1938, 0.2825, 0.2180,
        0.5714, 0.4042, 0.8571, 1.0000, 0.7143,
        0.0485, 0.3031, 0.2021, 0.0727, 0.0969,
        0.1295, 0.6063, 0.5052, 0.2021, 0.3031,
    ]  # fmt: skip
    assert steps["concordance"][others] == pytest.approx(concordance, abs=0.00005)
    assert steps["discordance"][others] == pytest.approx(discordance, abs=0.001)
    assert steps["kernel"].tolist() == [0, 0, 0, 0, 1, 0]


def test_it_agrees_with_scikit_criteria() -> None:
    """It divides by the largest range of all, and its kernel is whom nobody outranks, which cycles can leave empty."""
    module = peer("skcriteria.agg.electre")
    for matrix, weights, directions in random_tables():
        chosen, outranks, concordance, discordance = module.electre1(matrix, np.array(directions), weights)
        steps = electre(matrix, weights, directions, discordance_scale="global")
        others = ~np.eye(len(matrix), dtype=bool)
        assert steps["concordance"][others] == pytest.approx(concordance[others], abs=1e-12)
        assert steps["discordance"][others] == pytest.approx(discordance[others], abs=1e-12)
        assert (steps["outranking"] == outranks).all()
        assert (steps["not_outranked"] == chosen).all()


def test_the_kernel_is_independent_and_absorbing() -> None:
    for seed in range(20):
        relation = np.triu(np.random.default_rng(seed).uniform(size=(7, 7)) < 0.4, k=1)
        inside = kernel(relation)
        assert not relation[np.ix_(inside, inside)].any()
        assert relation[inside][:, ~inside].any(axis=0).all()


def test_a_chain_that_is_not_transitive_keeps_its_third_member() -> None:
    """The first outranks the second and that the third: the third is outranked, but by nobody in the kernel."""
    relation = np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]], dtype=bool)
    assert kernel(relation).tolist() == [True, False, True]


def test_options_on_a_cycle_stay_or_leave_together() -> None:
    """Three on a cycle that outranks a fourth."""
    relation = np.zeros((4, 4), dtype=bool)
    relation[[0, 1, 2, 2], [1, 2, 0, 3]] = True
    assert kernel(relation).tolist() == [True, True, True, False]


def test_a_sum_of_weights_that_reaches_its_threshold_but_for_rounding_counts() -> None:
    matrix = [[2, 2, 2, 1], [1, 1, 1, 2]]
    steps = electre(matrix, [0.1, 0.2, 0.3, 0.4], [1] * 4, concordance_threshold=0.6, discordance_threshold=1)
    assert steps["outranking"][0, 1] == 1


def test_a_criterion_without_weight_has_no_veto() -> None:
    steps = electre([[2, 0], [1, 9]], [[1, 0], [0.9, 0.1]], [1, 1])
    assert steps["kernel"].tolist() == [[1, 0], [1, 1]]


def test_a_constant_criterion_is_named_and_vetoes_nothing() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="electre_i")
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]
    assert result.totals.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"concordance_threshold": 1.5}, r"concordance_threshold is 1.5"),
        ({"discordance_threshold": -1}, r"discordance_threshold is -1"),
        ({"discordance_scale": "local"}, "discordance_scale is 'local'"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        workbench.evaluate([[1]], [1], [1], method="electre_i", **given)
