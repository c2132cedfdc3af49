"""The process checklist of a study: every check of every step, done, missing, or for people to judge."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model.process import STEPS
from workbench.model.report import Column, Table
from workbench.usecases.pages.checklist_checks import LOOKED_UP
from workbench.usecases.pages.checklist_facts import StudyFacts

if TYPE_CHECKING:
    from workbench.model.process import Step
    from workbench.model.study import Study

DONE, MISSING, JUDGE = "done", "missing", "to be judged by people"


@dataclass(frozen=True, slots=True)
class Checked:
    """One check of one step: its state, and what was found."""

    step: Step
    check: str
    state: str
    """DONE, MISSING or JUDGE."""
    found: str


def checklist(study: Study, view: str | None = None) -> tuple[Checked, ...]:
    """Return every check of the way of a study (`model/process.py`), looked up in the study as far as that can be."""
    facts = StudyFacts(study, view)
    return tuple(Checked(step, check, *_state(facts, check)) for step in STEPS for check in step.checks)


def checklist_finding(found: tuple[Checked, ...]) -> str:
    """Return in one line how many checks are done, missing, and for people to judge."""
    count = Counter(each.state for each in found)
    first = next((each for each in found if each.state == MISSING), None)
    words = (
        f"{count[DONE]} of {len(found)} checks done, {count[MISSING]} missing, {count[JUDGE]} to be judged by people."
    )
    return f"{words} Next: {first.check}." if first else words


def checklist_table(study: Study, view: str | None = None) -> Table:
    """Return the checklist as a table."""
    rows: list[tuple[str, str, str, str]] = []
    known: set[str] = set()
    for each in checklist(study, view):
        number = STEPS.index(each.step) + 1
        step = "" if each.step.id in known else f"{number} {each.step.label}"
        known.add(each.step.id)
        rows.append((step, each.check, each.state, each.found))
    columns = (Column("Step"), Column("Before the next"), Column("State"), Column("Found"))
    return Table("The way of a study", columns, tuple(rows))


def _state(facts: StudyFacts, check: str) -> tuple[str, str]:
    looked = LOOKED_UP.get(check)
    if looked is None:
        return JUDGE, ""
    gap, found = looked(facts)
    return (MISSING, gap) if gap else (DONE, found)
