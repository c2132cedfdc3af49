"""checklist: what a study shows to be done of a defensible comparison, what is missing, what people must judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.report import Column, Report, Table
from workbench.usecases.arguments import OUTPUT, STUDY, format_as, handed_over
from workbench.usecases.verb import Verb

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.analysis.checklist import Item
    from workbench.model.study import Study
    from workbench.usecases.verb import Outcome

WORDS = {"done": "done", "missing": "MISSING", "people": "to be judged"}

LEFT_TO_DO = 3
"""Exit code: finished, something is left for you."""


def checklist(study: Study | str | Path) -> tuple[Item, ...]:
    """Return the checklist of a study: every check of its way, as it stands.

    Parameters
    ----------
    study
        A study, or what `load` takes.

    Raises
    ------
    WorkbenchError
        When the study cannot be read.
    """
    from workbench.analysis.checklist import checklist as items
    from workbench.model.study import Study as StudyRecord
    from workbench.usecases.load import load

    return items(study if isinstance(study, StudyRecord) else load(study))


def checklist_page(study: Study) -> Report:
    """Return the checklist as a page."""
    items = checklist(study)
    rows = []
    step = ""
    for each in items:
        heading = f"{each.step} ({each.source})"
        rows.append(("" if heading == step else heading, each.check, WORDS[each.state], each.found))
        step = heading
    counts = {state: sum(each.state == state for each in items) for state in WORDS}
    finding = (
        f"Of {len(items)} checks the study shows {counts['done']} to be done and {counts['missing']} to be missing; "
        f"{counts['people']} only people can judge."
    )
    columns = (Column("Step"), Column("Check"), Column("Stands", whole=True), Column("Seen from"))
    labels = (f"ILLUSTRATIVE. {study.disclaimer}",) if study.illustrative else ()
    note = "Steps after DCLG (2009), Multi-criteria analysis, ch. 6, and Marsh et al. (2016), Value in Health 19(2)."
    return Report(f"{study.title}: checklist", labels, finding, (Table("Checklist", columns, tuple(rows), note=note),))


def run(*, study: str, format: str, output: str | None) -> Outcome:  # noqa: A002 - named after the option
    """Hand over the checklist as a page or as data."""
    from dataclasses import asdict

    from workbench.usecases.load import load_with_origin

    loaded = load_with_origin(study)
    missing = any(each.state == "missing" for each in checklist(loaded.study))
    code = LEFT_TO_DO if missing else 0
    if format == "json":
        import json

        items = [asdict(each) for each in checklist(loaded.study)]
        text = json.dumps({"format": "policy-checklist/1", "study": loaded.study.id, "checks": items},
                          ensure_ascii=False, indent=2)  # fmt: skip
        return handed_over(f"{text}\n", output, loaded.warnings, code)
    return handed_over([checklist_page(loaded.study)], output, loaded.warnings, code)


VERB = Verb(
    name="checklist",
    title="What is done, missing, or for people to judge, step by step (after ISPOR and DCLG)",
    parameters=(STUDY, format_as("table", "json"), OUTPUT),
    run=run,
)
