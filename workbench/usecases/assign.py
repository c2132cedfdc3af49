"""assign: say who is to score which options on which criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.usecases.arguments import STUDY
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.model.study import Study


def assign(
    study: str | Path,
    to: str,
    *,
    options: Sequence[str] = (),
    criteria: Sequence[str] = (),
    note: str = "",
    clear: bool = False,
    analyst: str | None = None,
) -> Study:
    """Have an analyst score some options on some criteria, and return the study.

    Parameters
    ----------
    to
        The analyst's id.
    options, criteria
        Ids, of criteria also groups; without one, all.
    clear
        Whether all that was assigned to them is taken away instead.
    analyst
        Who assigns; by default WORKBENCH_ANALYST or the login name.

    Raises
    ------
    WorkbenchError
        When a name is unknown, or the folder cannot be written.
    """
    from workbench.usecases.editing.group_edits import assigned, no_longer_assigned
    from workbench.usecases.editing.writing import write

    return write(
        study,
        analyst,
        lambda whole, _: (
            no_longer_assigned(whole, to)
            if clear
            else assigned(whole, to, options=options, criteria=criteria, note=note)
        ),
    ).study


def run(
    *,
    study: str,
    to: str,
    option: Sequence[str],
    criterion: Sequence[str],
    note: str,
    clear: bool,
    analyst: str | None,
) -> Outcome:
    """Assign, and say how much that analyst has left to do."""
    from workbench.analysis.assignments import assigned_cells, not_done
    from workbench.model.selection import select

    made = select(assign(study, to, options=option, criteria=criterion, note=note, clear=clear, analyst=analyst))
    if clear:
        return Outcome(words=(f"Nothing is assigned to {to} any more.",))
    left, all_cells = len(not_done(made, to)), len(assigned_cells(made, to))
    return Outcome(words=(f"{to} is to score {all_cells} cells, {left} of them not scored yet.",))


VERB = Verb(
    name="assign",
    title="Say who is to score which options on which criteria",
    parameters=(
        STUDY,
        Parameter("to", "The analyst's id.", kind="argument", metavar="ANALYST"),
        Parameter("option", "An option; without one, all.", many=True, metavar="ID"),
        Parameter("criterion", "A criterion or a group of them; without one, all.", many=True, metavar="ID"),
        Parameter("note", "What it is about.", default="", metavar="TEXT"),
        Parameter("clear", "Take all away that was assigned to them.", kind="flag"),
        Parameter("analyst", "Who assigns; by default WORKBENCH_ANALYST or the login name.", metavar="NAME"),
    ),
    run=run,
)
