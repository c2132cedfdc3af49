"""check: read a study and say what is wrong with it and what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.report import Column, Report, Table
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.study import Study
    from workbench.usecases.load import Loaded

LEFT_TO_DO = 3
"""Exit code: finished, something is left for you."""


def run(studies: Sequence[str]) -> Outcome:
    """Read each study; mistakes in sources end the command with all of them listed."""
    from workbench.usecases.load import load_with_origin

    loaded = [load_with_origin(name) for name in studies]
    reports = tuple(_report(each) for each in loaded)
    faulty = any(each.tables[-1].title == _FAULTS for each in reports)
    return Outcome(reports=reports, exit_code=LEFT_TO_DO if faulty else 0)


_FAULTS = "To mend"


def _report(loaded: Loaded) -> Report:
    study = loaded.study
    faults = [*loaded.warnings, *_flaws(study)]
    counts = Table("What is there", (Column("Part"), Column("Count", None, "right")), _counts(study))
    tables = [counts]
    if faults:
        tables.append(Table(_FAULTS, (Column("Found"),), tuple((each,) for each in faults)))
    finding = "No mistakes." if not faults else f"{len(faults)} things to mend."
    labels = (f"ILLUSTRATIVE. {study.disclaimer}",) if study.illustrative else ()
    return Report(study.title, labels, finding, tuple(tables))


def _flaws(study: Study) -> list[str]:
    from workbench.engine.method import computed_measures
    from workbench.model.references import flaws, known_ids

    return [
        f"{flaw.kind}/{flaw.id}: {flaw.found} {flaw.hint}".strip()
        for flaw in flaws(study, known_ids(study), computed_measures())
    ]


def _counts(study: Study) -> tuple[tuple[str, int], ...]:
    view = study.view
    cells = [study.judgement(option.id, leaf.id, view) for option in study.options for leaf in study.leaves]
    judged = [score for score in cells if score is not None and score.missing is None]
    covered = [score for score in judged if any(link.counts for link in score.evidence)]
    return (
        ("options", len(study.options)),
        ("criteria to score on", len(study.leaves)),
        ("cells", len(cells)),
        ("cells with a score", len(judged)),
        ("scores without a reason", sum(not score.has_reason for score in judged)),
        ("scores with evidence for or against", len(covered)),
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
    ),
    run=run,
)
