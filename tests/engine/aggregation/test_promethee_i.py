"""PROMETHEE I, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import numpy as np
import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables


def steps_of(result: workbench.Evaluation) -> dict[str, np.ndarray]:
    return {step.name: step.data for step in result.steps}


def test_the_power_stations_are_reproduced() -> None:
    """Brans, Vincke & Mareschal (1986), European Journal of Operational Research 24(2): the partial preorder.

    The fifth station is preferred to all, the second and the fourth are incomparable with several others.
    """
    stations = [
        [80, 90, 600, 54, 8, 5], [65, 58, 200, 97, 1, 1], [83, 60, 400, 72, 4, 7],
        [40, 80, 1000, 75, 7, 10], [52, 72, 600, 20, 3, 8], [94, 96, 700, 36, 5, 6],
    ]  # fmt: skip
    steps = steps_of(workbench.evaluate(
        stations, np.ones(6), [-1, 1, -1, -1, -1, 1], method="promethee_i",
        functions=("ushape", "vshape", "linear", "level", "usual", "gaussian"),
        q=(10, 0, 50, 10, 0, 0), p=(0, 30, 500, 60, 0, 0), s=(0, 0, 0, 0, 0, 5),
    ))  # fmt: skip
    assert steps["phi_plus"] == pytest.approx([0.220, 0.396, 0.247, 0.329, 0.455, 0.300], abs=0.001)
    assert steps["phi_minus"] == pytest.approx([0.365, 0.379, 0.336, 0.349, 0.162, 0.355], abs=0.001)
    assert steps["P"][4].tolist() == [1, 1, 1, 1, 0, 1]
    assert steps["R"][1].tolist() == [1, 0, 1, 1, 0, 1]


@of_no_matter
def test_it_agrees_with_pymcdm() -> None:
    partial = peer("pymcdm.methods.partial")
    for matrix, weights, directions in random_tables():
        leaving, entering = partial.PROMETHEE_I("usual")(matrix, weights, directions)
        steps = steps_of(workbench.evaluate(matrix, weights, directions, method="promethee_i"))
        assert steps["phi_plus"] == pytest.approx(leaving, abs=1e-12)
        assert steps["phi_minus"] == pytest.approx(entering, abs=1e-12)


def test_each_pair_is_in_exactly_one_relation() -> None:
    for matrix, weights, directions in random_tables():
        steps = steps_of(workbench.evaluate(matrix, weights, directions, method="promethee_i"))
        whole = steps["P"] + steps["P"].T + steps["I"] + steps["R"]
        assert (whole == 1).all()


def test_equal_options_are_indifferent_also_under_float_noise() -> None:
    matrix = np.array([[0.1, 0.2, 0.3], [0.3, 0.1, 0.2], [0.2, 0.3, 0.1]])
    steps = steps_of(workbench.evaluate(matrix, [0.1, 0.1, 0.1], [1, 1, 1], method="promethee_i"))
    assert steps["I"].all()
