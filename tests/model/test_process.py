"""The way of a study: eight steps, each with checks that can be answered."""

from __future__ import annotations

from workbench.model.process import STEPS


def test_there_are_steps_from_the_question_to_the_sensitivity() -> None:
    assert [step.id for step in STEPS] == [
        *("context", "options", "criteria", "evidence", "scoring"),
        *("weighting", "combine", "examine", "sensitivity"),
    ]
    assert all(step.label and step.source and step.checks for step in STEPS)
