"""check: what stands under mistakes, and what comes first of what is to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.cli.command_line import run
from workbench.errors import MethodError
from workbench.usecases.check import VERB
from workbench.usecases.score import score

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STUDY = """format = "policy-source/1"
id = "one"
title = "One question"
as_of = "2026-11"
options = [{ id = "a", label = "Alpha" }, { id = "b", label = "Beta" }]
analysts = [{ id = "x", label = "Xaver" }]
profiles = [{ id = "short", label = "Short", leaves = ["cost", "fee"]WITH }]
weight_sets = [{ id = "begun", label = "Begun", groups = { GROUPS } }]
[[criteria]]
id = "money"
label = "Money"
"""
LEAF = """[[criteria]]
id = "NAME"
label = "NAME"
PARENT
direction = "minimize"
scale = { kind = "measured", unit = "M", worst = 40, best = 0 }
"""


def answered(profile_weights: str = "", **points: str) -> str:
    groups = ", ".join(f"{group} = {{ answers = {{ {answers} }} }}" for group, answers in points.items())
    leaves = {"cost": 'parent = "money"', "fee": 'parent = "money"', "time": "", "ride": ""}
    parts = [LEAF.replace("NAME", name).replace("PARENT", parent) for name, parent in leaves.items()]
    return STUDY.replace("GROUPS", groups).replace("WITH", profile_weights) + "".join(parts)


@pytest.mark.parametrize(
    ("points", "where"),
    [
        ({"money": "cost = { points = 1 }, fee = { points = 2 }"}, "nothing at the top level has points"),
        ({"root": "money = { points = 1 }"}, "nothing in the group 'money' has points"),
    ],
)
def test_a_weight_set_that_was_begun_and_weighs_nothing_is_a_mistake_with_its_place(
    source: Callable[[str], Path], points: dict[str, str], where: str
) -> None:
    study = str(source(answered(**points)))
    said = f"No criterion has any weight in the weight set 'begun': {where}."
    with pytest.raises(MethodError, match=said):
        score(study)
    outcome = VERB.run(studies=(study,), process=False)
    (report,) = outcome.reports
    assert outcome.exit_code == 3
    assert report.finding.startswith("1 thing to mend.")
    assert [row[0] for row in report.tables[-1].rows if str(row[0]).startswith(f"weights/begun: {said}")]
    assert all(said not in str(row) for row in report.tables[1].rows)


def test_a_weight_set_for_another_profile_and_one_that_nobody_began_are_none(
    source: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    weighing = {"root": "time = { points = 0 }", "money": "fee = { points = 1 }, cost = { points = 0 }"}
    assert run(["check", str(source(answered(**weighing)))]) == 3
    assert "1 thing to mend." in capsys.readouterr().out
    assert run(["check", str(source(answered(', weight_set = "begun"', **weighing)))]) == 0
    assert "No mistakes." in capsys.readouterr().out
    assert run(["check", str(source(answered()))]) == 0
    table = VERB.run(studies=(str(source(answered())),), process=False).reports[0].tables[1]
    assert table.rows[0][0] == "nothing-to-score"
    assert run(["check", "us-mexico-2011", "two-sides-example", "river-basin"]) == 0
