"""template: a score sheet in Excel for one or several analysts to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.usecases.arguments import OPTION_SET, PROFILE, STUDY
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.study import Analyst, Study


def template(
    study: str | Path,
    output: str | Path,
    *,
    analysts: Sequence[str] = (),
    profile: str | None = None,
    option_set: str | None = None,
) -> Outcome:
    """Write a score sheet for one or several analysts; `import` reads it back.

    Parameters
    ----------
    study
        What `load` takes.
    output
        The workbook to write, ending in .xlsx; an older one is replaced in one step.
    analysts
        Ids or names, a sheet each; who is not in the study yet joins it on import. Without one, whoever is working.
    profile, option_set
        Which criteria and options are asked about; by default those that the study shows.

    Raises
    ------
    WorkbenchError
        When the study cannot be read, a name is ambiguous, a round keeps scores apart, or the file cannot be written.
    """
    from workbench.analysis.assignments import assigned_cells
    from workbench.formats.excel.score_sheet import write_score_sheet
    from workbench.model.selection import select
    from workbench.usecases.load import load_with_origin
    from workbench.usecases.output import write_output

    if Path(output).suffix.lower() != ".xlsx":
        message = f"{output}: a score sheet is an Excel workbook."
        raise UsageError(message, hint="Give a name that ends in .xlsx.")
    loaded = load_with_origin(study)
    shown = select(loaded.study, profile=profile, option_set=option_set)
    for what, there in (("options", shown.options), ("criteria to score on", shown.leaves)):
        if not there:
            message = f"The study has no {what}; there is nothing to ask."
            raise UsageError(message)
    chosen = _chosen(shown, analysts)
    _check_apart(loaded.study, chosen)
    cells = {each.id: found for each in chosen if (found := assigned_cells(shown, each.id))}
    data = write_score_sheet(shown, chosen, cells, changed=loaded.changed)
    return Outcome(words=(*loaded.warnings, *_said(shown, chosen, cells), write_output(str(output), data)))


def _chosen(study: Study, names: Sequence[str]) -> list[Analyst]:
    from workbench.model.study import Analyst
    from workbench.usecases.locations import identity

    chosen: dict[str, Analyst] = {}
    for name in names or (None,):
        known = study.analyst.get(name) if name else None
        labelled = [each for each in study.analysts if each.label == name]
        if known is None and len(labelled) > 1:
            message = f"{len(labelled)} analysts are called {name!r}."
            raise UsageError(message, hint=f"Give the id: {', '.join(each.id for each in labelled)}.")
        if known is None and labelled:
            known = labelled[0]
        if known is None:
            made, label = identity(name)
            known = study.analyst.get(made) or Analyst(id=made, label=label)
        if known.id in chosen:
            message = f"{known.id} is named twice."
            raise UsageError(message)
        chosen[known.id] = known
    return list(chosen.values())


def _check_apart(study: Study, chosen: Sequence[Analyst]) -> None:
    """Refuse to put the scores of those who are to score apart into one file."""
    apart = study.open_round
    together = [each.label for each in chosen if apart and each.id in apart.analysts]
    if apart and len(together) > 1:
        message = f"Round {apart.id} is open: {' and '.join(together)} score apart, and see no sheet of each other."
        raise UsageError(message, hint="Make a file for each of them.")


def _said(study: Study, chosen: Sequence[Analyst], cells: dict[str, set[tuple[str, str]]]) -> list[str]:
    said = []
    for each in chosen:
        asked = cells.get(each.id, {(option.id, leaf.id) for option in study.options for leaf in study.leaves})
        own = sum((*cell, each.id) in study.score for cell in asked)
        new = "" if each.id in study.analyst else "; not in the study yet, joins it on import"
        part = " assigned" if each.id in cells else ""
        said.append(f"{each.label} ({each.id}): {len(asked):,}{part} cells to score, {own:,} scored so far{new}.")
    return said


def run(*, study: str, analyst: Sequence[str], output: str, profile: str | None, option_set: str | None) -> Outcome:
    """Write the sheet and say whose it is."""
    return template(study, output, analysts=analyst, profile=profile, option_set=option_set)


VERB = Verb(
    name="template",
    title="Write a score sheet in Excel for analysts to fill in; import reads it back",
    parameters=(
        STUDY,
        Parameter("analyst", "Whose sheet, by id or name; several get a sheet each.", many=True, metavar="ANALYST"),
        Parameter("output", "The workbook to write.", short="o", type="path", required=True, metavar="FILE"),
        PROFILE,
        OPTION_SET,
    ),
    run=run,
)
