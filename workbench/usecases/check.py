"""check: read a study and say what is wrong with it and what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.report import Column, Report, Table
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from workbench.analysis.checks import Concern
    from workbench.model.study import Study
    from workbench.usecases.load import Loaded

LEFT_TO_DO = 3
"""Exit code: finished, something is left for you."""


def check(study: Study | str | Path) -> tuple[Concern, ...]:
    """Return what should be looked at before a study is shown to anybody.

    Parameters
    ----------
    study
        A study, or what `load` takes.
    """
    from workbench.analysis.checks import checks
    from workbench.usecases.load import load

    return checks(load(study))


def run(studies: Sequence[str], *, process: bool) -> Outcome:
    """Read each study; mistakes in sources end the command with all of them listed."""
    from workbench.usecases.load import load_with_origin

    loaded = [load_with_origin(name) for name in studies]
    reports = tuple(_report(each, process=process) for each in loaded)
    faulty = any(table.title == _FAULTS for each in reports for table in each.tables)
    return Outcome(reports=reports, exit_code=LEFT_TO_DO if faulty else 0)


_FAULTS = "To mend"


def _report(loaded: Loaded, *, process: bool) -> Report:
    from workbench.usecases.pages.checklist import checklist_table

    study = loaded.study
    weightless = tuple(_weightless(study))
    faults = [*loaded.warnings, *_flaws(study), *weightless]
    concerns = [each for each in check(study) if not any(fault.endswith(each.text) for fault in weightless)]
    concerns.sort(key=lambda each: each.code != "nothing-to-score")
    tables = [
        Table("What is there", (Column("Part"), Column("Count", None, "right")), _counts(study)),
        Table("To look at", (Column("Check"), Column("Found")), tuple((each.code, each.text) for each in concerns)),
        Table(_FAULTS, (Column("Found"),), tuple((each,) for each in faults)),
    ]
    if process:
        tables.append(checklist_table(study))
    finding = f"{_things(len(faults))} to mend. " if faults else "No mistakes. "
    finding += f"{_things(len(concerns))} to look at." if concerns else "Nothing else to look at."
    labels = (f"ILLUSTRATIVE. {study.disclaimer}",) if study.illustrative else ()
    return Report(study.title, labels, finding, tuple(table for table in tables if table.rows))


def _things(count: int) -> str:
    return "1 thing" if count == 1 else f"{count} things"


def _flaws(study: Study) -> list[str]:
    from workbench.engine.method import computed_measures
    from workbench.model.references import flaws, known_ids

    return [
        f"{flaw.kind}/{flaw.id}: {flaw.found} {flaw.hint}".strip()
        for flaw in flaws(study, known_ids(study), computed_measures())
    ]


def _weightless(study: Study) -> Iterator[str]:
    """Yield which weight sets were begun and give no criterion any weight under the profiles they are for."""
    from workbench.engine.problem import build
    from workbench.errors import MethodError
    from workbench.model.reading import ALL
    from workbench.model.selection import select

    if not study.options or not study.leaves:
        return
    for weights in (each for each in study.weight_sets if each.groups):
        found = []
        for profile in [each.id for each in study.profiles if each.weight_set == weights.id] or (None, ALL):
            try:
                build(select(study, profile=profile, option_set=ALL), weights=weights.id)
            except MethodError as error:
                found.append(str(error))
            else:
                break
        else:
            yield f"weights/{weights.id}: {found[0]}"


def _counts(study: Study) -> tuple[tuple[str, int], ...]:
    """Return the counts, those of cells for what the study's profile and option set show."""
    from workbench.engine.judgements import groups_of
    from workbench.model.selection import select

    shown = select(study)
    analysts = [analyst for group in groups_of(shown, None) for analyst in group]
    cells = [
        [score for analyst in analysts if (score := shown.judgement(option.id, leaf.id, analyst)) is not None]
        for option in shown.options
        for leaf in shown.leaves
    ]
    judged = [[score for score in cell if score.missing is None] for cell in cells]
    counting = [any(link.counts for score in cell for link in score.evidence) for cell in judged]
    return (
        ("options", len(study.options)),
        ("options that are compared", len(shown.options)),
        ("criteria to score on", len(study.leaves)),
        ("criteria that count", len(shown.leaves)),
        ("cells", len(cells)),
        ("cells with a score", sum(bool(cell) for cell in judged)),
        ("cells untouched", sum(not cell for cell in cells)),
        ("cells without a reason", sum(any(not each.has_reason for each in cell) for cell in judged)),
        ("cells with evidence for or against", sum(counting)),
        ("weight sets", len(study.weight_sets)),
        ("analysts", len(study.analysts)),
    )


VERB = Verb(
    name="check",
    title="Say what is wrong with a study and what is left to do",
    parameters=(
        Parameter(
            "studies",
            "Study folders, source files or ids of shipped studies.",
            kind="argument",
            many=True,
            metavar="STUDY",
        ),
        Parameter(
            "process",
            "Also list the steps of a defensible comparison: what is done, missing, or for people to judge.",
            kind="flag",
        ),
    ),
    run=run,
)
