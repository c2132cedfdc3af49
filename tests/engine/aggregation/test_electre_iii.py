"""ELECTRE III, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import workbench
from tests.engine.peers import peer, random_tables
from workbench.engine.formulas.distillation import distill
from workbench.engine.formulas.partial_orders import partial_order
from workbench.errors import MethodError

PROJECTS = [
    [-14, 90, 0, 40, 100],
    [129, 100, 0, 0, 0],
    [-10, 50, 0, 10, 100],
    [44, 90, 0, 5, 20],
    [-14, 100, 0, 20, 40],
]
THRESHOLDS = {"q": (25, 16, 0, 12, 10), "p": (50, 24, 1, 24, 30), "v": (100, 60, 2, 48, 90)}
CREDIBILITY = [
    [1.00, 0.00, 1.00, 0.80, 1.00],
    [0.00, 1.00, 0.00, 0.90, 0.67],
    [0.60, 0.00, 1.00, 0.60, 0.80],
    [0.25, 0.80, 0.67, 1.00, 0.85],
    [0.67, 0.00, 0.80, 0.80, 1.00],
]


def electre(matrix: Any, weights: Any, directions: Any, **given: Any) -> dict[str, np.ndarray]:
    """Return the named steps."""
    result = workbench.evaluate(matrix, weights, directions, method="electre_iii", **given)
    return {step.name: step.data for step in result.steps} | {"total": result.totals}


def test_the_ranking_of_projects_is_reproduced() -> None:
    """Buchanan, Sheppard & Vanderpooten (1999), Project ranking using ELECTRE III, University of Waikato.

    The printed credibilities go with a preference threshold of 30 on the last criterion; with the 20 that copies of the
    table have they are 0.80, 0.21, 0.57 and 0.75 in place of 0.90, 0.25, 0.67 and 0.85.
    """
    steps = electre(PROJECTS, [1] * 5, [1] * 5, **THRESHOLDS)
    assert steps["credibility"] == pytest.approx(np.array(CREDIBILITY), abs=0.005)


def test_the_projects_are_distilled_as_by_hand() -> None:
    """Downward: the first leads at λ = 0.80, the second at 0 among the rest, and nobody among the last three.

    Upward: the third and the fifth are beaten by the first at 0.80 and stay together; then the fourth leaves, beaten by
    the first at 0.25; nothing tells the other two apart.
    """
    steps = electre(PROJECTS, [1] * 5, [1] * 5, **THRESHOLDS)
    assert steps["distillation_descending"].tolist() == [1, 2, 3, 3, 3]
    assert steps["distillation_ascending"].tolist() == [1, 1, 3, 2, 3]
    assert [[int(each) for each in row] for row in steps["P"]] == [
        [0, 1, 1, 1, 1], [0, 0, 1, 1, 1], [0, 0, 0, 0, 0], [0, 0, 1, 0, 1], [0, 0, 0, 0, 0],
    ]  # fmt: skip
    assert steps["I"][2, 4] == 1
    assert not steps["R"].any()


def test_credibility_and_net_flow_agree_with_pydecision() -> None:
    """It has no directions, and leaves the credibility of an option about itself at 0."""
    module = peer("pyDecision.algorithm.e_iii")
    for matrix, weights, directions in random_tables():
        n = matrix.shape[1]
        raised = matrix * directions
        concordance = module.global_concordance_matrix(raised, [20.0] * n, [5.0] * n, weights)
        credibility = module.credibility_matrix(raised, concordance, [20.0] * n, [60.0] * n)
        steps = electre(matrix, weights, directions, q=5, p=20, v=60)
        others = ~np.eye(len(matrix), dtype=bool)
        assert steps["concordance"][others] == pytest.approx(concordance[others], abs=1e-12)
        assert steps["credibility"][others] == pytest.approx(credibility[others], abs=1e-12)
        assert steps["total"] == pytest.approx(credibility.sum(axis=1) - credibility.sum(axis=0), abs=1e-12)


def test_where_q_is_p_a_difference_of_q_is_none_and_pydecision_is_wrong() -> None:
    """Roy (1978): concordance is 1 up to q. pyDecision asks for p first and finds 0."""
    steps = electre([[10.0], [15.0]], [1], [1], q=5, p=5)
    assert steps["concordance"].tolist() == [[1, 1], [1, 1]]
    module = peer("pyDecision.algorithm.e_iii")
    assert module.global_concordance_matrix(np.array([[10.0], [15.0]]), [5], [5], [1.0])[0, 1] == 0
    assert electre([[10.0], [15.1]], [1], [1], q=5, p=5)["concordance"][0, 1] == 0


def test_a_difference_of_q_is_none_also_under_float_noise() -> None:
    """0.8 - 0.7 is a little more than 0.1 in floating point."""
    assert electre([[0.7], [0.8]], [1], [1], q=0.1, p=0.1)["concordance"][0, 1] == 1


def test_without_a_veto_credibility_is_concordance() -> None:
    for matrix, weights, directions in random_tables(5):
        steps = electre(matrix, weights, directions, q=5, p=20)
        assert steps["credibility"].tolist() == steps["concordance"].tolist()


def test_a_veto_can_stand_on_some_criteria_only() -> None:
    matrix = [[100.0, 0.0], [0.0, 100.0]]
    assert electre(matrix, [9, 1], [1, 1], q=1, p=2, v=(50, None))["credibility"][0, 1] == 0.9
    assert electre(matrix, [9, 1], [1, 1], q=1, p=2, v=50)["credibility"][0, 1] == 0


def test_a_criterion_without_weight_has_no_veto_also_among_many_weight_vectors() -> None:
    result = workbench.evaluate(
        [[2, 0], [1, 90]], [[1.0, 0.0], [0.9, 0.1]], [1, 1], method="electre_iii", q=0.1, p=0.5, v=60
    )
    assert result.totals == pytest.approx(np.array([[1, -1], [-0.1, 0.1]]))


def test_options_whose_orders_contradict_each_other_cannot_be_compared() -> None:
    """The first beats the second, that the last two, the third nobody: the second leads it downward, not upward."""
    credibility = np.eye(5)
    credibility[[0, 1, 1], [1, 3, 4]] = 0.9
    # A level between, so that the first two, who beat one more than they are beaten by, are told apart below it.
    credibility[[3, 4], [4, 3]] = 0.5
    down, up = distill(credibility), distill(credibility, upward=True)
    assert down.tolist() == [1, 2, 3, 3, 3]
    assert up.tolist() == [1, 2, 1, 3, 3]
    preferred, indifferent, incomparable = partial_order(-down, -up, 0.5)
    assert np.argwhere(incomparable).tolist() == [[1, 2], [2, 1]]
    assert preferred[0, 1:].all()
    assert indifferent[3, 4]


def test_within_a_tie_the_level_goes_on_from_where_it_was() -> None:
    """The first two beat one option each at 0.6; among them 0.5 against 0.1 decides, below 0.6 - s(0.6) = 0.39 only.

    Started anew among the two, 0.5 would be the largest level and 0.1 the next, which tells them apart; gone on from
    0.6, the next is 0.1 as well, and 0.5 is above it and above 0.1 + s(0.5) = 0.325.
    """
    credibility = np.array([[1, 0.5, 0.9, 0.0], [0.1, 1, 0.0, 0.9], [0.0, 0.0, 1, 0.0], [0.0, 0.0, 0.0, 1]])
    assert distill(credibility).tolist() == [1, 2, 3, 3]


def test_one_option_and_equal_options_are_one_class() -> None:
    assert electre([[3.0]], [1], [1], q=1, p=2)["distillation_descending"].tolist() == [1]
    steps = electre(np.full((3, 2), 7.0), [1, 1], [1, 1], q=1, p=2, v=3)
    assert steps["distillation_descending"].tolist() == steps["distillation_ascending"].tolist() == [1, 1, 1]
    assert steps["I"].all()
    assert steps["total"].tolist() == [0, 0, 0]


def test_a_constant_criterion_is_named() -> None:
    result = workbench.evaluate([[1, 7], [9, 7]], [0.5, 0.5], [1, 1], method="electre_iii", q=1, p=2)
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"q": 1}, "needs the parameter 'p'"),
        ({"q": 3, "p": 2}, "q is 3, above p, which is 2"),
        ({"q": 1, "p": 4, "v": (5, 3)}, "p is 4, above v, which is 3"),
        ({"q": 1, "p": 4, "v": (5, 3, 4)}, "v has the shape"),
        ({"q": -1, "p": 4}, "q has -1"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        workbench.evaluate([[1, 2], [2, 1]], [1, 1], [1, 1], method="electre_iii", **given)
