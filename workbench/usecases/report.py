"""report: the Excel report of a study, with live formulas."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import UsageError
from workbench.usecases.verb import Outcome, Parameter, Verb


def report(
    study: str | Path,
    output: str | Path,
    *,
    weights: str | None = None,
    view: str | None = None,
    profile: str | None = None,
    option_set: str | None = None,
) -> Outcome:
    """Write the Excel report of a study to a file.

    Parameters
    ----------
    study
        What `load` takes.
    output
        The workbook to write, ending in .xlsx; an older one is replaced in one step.
    weights, view, profile, option_set
        As in `score`.

    Raises
    ------
    WorkbenchError
        When the study cannot be read or scored, or the file cannot be written.
    """
    from workbench.analysis.scoring import score_study
    from workbench.analysis.screening import without_options
    from workbench.formats.excel import write_report
    from workbench.model.selection import select
    from workbench.usecases.load import load_with_origin
    from workbench.usecases.output import write_output

    if Path(output).suffix.lower() != ".xlsx":
        message = f"{output}: a report is an Excel workbook."
        raise UsageError(message, hint="Give a name that ends in .xlsx.")
    loaded = load_with_origin(study)
    evaluation = score_study(loaded.study, weights=weights, view=view, profile=profile, option_set=option_set)
    selected = select(loaded.study, profile=profile, option_set=option_set)
    shown = without_options(selected, {each.id for each in evaluation.left_out})
    data = write_report(shown, evaluation, changed=loaded.changed)
    return Outcome(words=(*loaded.warnings, write_output(str(output), data)))


VERB = Verb(
    name="report",
    title="Write the Excel report with live formulas",
    parameters=(
        Parameter(
            "study", "A study folder, a source file or the id of a shipped study.", kind="argument", metavar="STUDY"
        ),
        Parameter("output", "The workbook to write.", short="o", type="path", required=True, metavar="FILE"),
        Parameter("weights", "Which weight set.", metavar="SET"),
        Parameter("view", "Whose judgement: an analyst, a side, or panel.", metavar="VIEW"),
        Parameter("profile", "Which criteria count; all for every one.", metavar="PROFILE"),
        Parameter("option_set", "Which options are compared; all for every one.", metavar="SET"),
    ),
    run=report,
)
