"""A tree with weights that is remembered is the one that would be made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.studies import group, leaf, study
from workbench.engine import weighted_tree as module
from workbench.engine.problem import build
from workbench.engine.weighted_tree import weighted_tree

if TYPE_CHECKING:
    from workbench.model.criterion import Criterion
    from workbench.model.study import Study

CRITERIA: list[Criterion] = [group("gains"), leaf("jobs", "gains"), leaf("skills", "gains"), leaf("cost")]
SCORES: dict[str, dict[str, float | str | None]] = {"a": {"jobs": 100.0, "skills": 0.0, "cost": 50.0}}


@pytest.fixture
def small() -> Study:
    """Return a study with two groups."""
    return study(CRITERIA, SCORES)


def test_a_tree_is_made_once_for_the_same_criteria_and_weights(small: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    weighted_tree(small, None, {})
    monkeypatch.setattr(module, "_made", lambda *_: pytest.fail("made again"))
    weighted_tree(small, None, {})


def test_another_rule_of_a_group_gives_another_tree(small: Study) -> None:
    assert build(small).tree.groups[0].aggregator == "arithmetic"
    assert build(small, aggregators={"gains": "minimum"}).tree.groups[0].aggregator == "minimum"
    assert build(small).tree.groups[0].aggregator == "arithmetic"


def test_another_criterion_gives_another_tree(small: Study) -> None:
    weighted_tree(small, None, {})
    fewer = study(CRITERIA[:-1], {"a": {"jobs": 100.0, "skills": 0.0}})
    assert weighted_tree(fewer, None, {}).tree.leaves == ("jobs", "skills")


def test_nobody_changes_the_arrays_that_others_are_given_too(small: Study) -> None:
    found = weighted_tree(small, None, {})
    for each in (found.raw, found.local, found.weights, found.steps):
        with pytest.raises(ValueError, match="read-only"):
            each[:] = -1.0
    np.testing.assert_allclose(weighted_tree(small, None, {}).weights, [0.25, 0.25, 0.5])
