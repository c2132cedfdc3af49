"""The process checklist: what a study itself can answer, and what is left to people."""

from __future__ import annotations

from tests.studies import Side, group, leaf, study
from workbench.model.process import STEPS
from workbench.usecases.check import run
from workbench.usecases.load import load
from workbench.usecases.pages.checklist import DONE, JUDGE, MISSING, checklist, checklist_finding, checklist_table
from workbench.usecases.pages.checklist_checks import LOOKED_UP


def states(**fields: object) -> dict[str, tuple[str, str]]:
    made = study(
        [group("gains"), leaf("jobs", "gains"), leaf("skills", "gains"), leaf("cost")],
        {"bridge": {"jobs": 25.0, "skills": 50.0, "cost": 75.0}, "tunnel": {"jobs": 50.0, "skills": 25.0}},
        {"gains": {"jobs": 100.0, "skills": 50.0}},
        **fields,
    )
    return {each.check: (each.state, each.found) for each in checklist(made)}


def test_every_check_stands_in_the_order_of_the_process_with_one_of_three_states() -> None:
    found = checklist(load("us-mexico-2011"))
    assert [each.check for each in found] == [check for step in STEPS for check in step.checks]
    assert {each.state for each in found} <= {DONE, MISSING, JUDGE}
    assert all(each.found for each in found if each.state == MISSING)


def test_every_check_that_is_looked_up_is_one_of_the_process() -> None:
    assert set(LOOKED_UP) <= {check for step in STEPS for check in step.checks}


def test_what_is_written_turns_from_missing_to_done() -> None:
    before = states()
    assert before["decision question written"][0] == MISSING
    assert before["sides named, and the state in which options are scored"][0] == MISSING
    after = states(question="Which crossing?", sides=(Side(id="north", label="The north"),))
    assert after["decision question written"] == (DONE, "Which crossing?")
    assert after["sides named, and the state in which options are scored"] == (DONE, "The north")


def test_gaps_are_counted_and_named() -> None:
    found = states()
    assert found["missing is not zero; kind named (not-known, not-scored, not-applicable)"][1].startswith(
        "1 of 6 cells"
    )
    assert found["others rated against it"] == (MISSING, "2 criteria and groups without an answer: Gains, Cost")
    assert found["groups compared with each other"][1].endswith("the whole")
    assert found["best swing in each group set to 100"][0] == DONE
    said = found["each score has rationale and confidence"][1]
    assert said.startswith("5 scores without a reason or a confidence: Bridge on Jobs, ")


def test_a_study_without_anything_is_checked_too() -> None:
    found = checklist(study([], {}))
    assert "Next: decision question written." in checklist_finding(found)
    assert {each.state for each in found if each.check == "totals trace to leaves"} == {MISSING}


def test_the_verb_prints_the_same() -> None:
    table = next(each for each in run(studies=["us-mexico-2011"], process=True).reports[0].tables
                 if each.title == "The way of a study")  # fmt: skip
    assert table == checklist_table(load("us-mexico-2011"))
