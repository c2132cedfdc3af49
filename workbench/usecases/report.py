"""report: a study's report, as an Excel workbook with live formulas or as pages in the form that a suffix names."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import UsageError, nearest
from workbench.usecases.verb import Outcome, Parameter, Verb

WORKBOOK = ".xlsx"


def report(
    study: str | Path,
    output: str | Path,
    *,
    weights: str | None = None,
    view: str | None = None,
    profile: str | None = None,
    option_set: str | None = None,
    audience: str = "annex",
    annex: bool = False,
) -> Outcome:
    """Write the report of a study to a file.

    Parameters
    ----------
    study
        What `load` takes.
    output
        The file to write; its suffix says in which form: .xlsx, .html, .md, .csv or .json. An older one is replaced
        in one step.
    weights, view, profile, option_set
        As in `score`.
    audience
        "annex": everything; "minister": one page; "public": a summary without scorers' names. Pages only.

    annex
        Whether a workbook also holds the sheets of TOPSIS, VIKOR and, with importance weights, PROMETHEE II.

    Raises
    ------
    WorkbenchError
        When the study cannot be read or scored, the form is unknown, or the file cannot be written.
    """
    from workbench.formats.format import formats
    from workbench.model.reading import Reading
    from workbench.usecases.load import load_with_origin
    from workbench.usecases.output import write_output

    suffix = Path(output).suffix.lower()
    if suffix != WORKBOOK and suffix not in formats():
        message = f"{output}: a report ends in {', '.join((WORKBOOK, *formats()))}."
        raise UsageError(message, hint=nearest(suffix, (WORKBOOK, *formats())))
    reading = Reading(weights, view, profile, option_set)
    if suffix == WORKBOOK and audience != "annex":
        message = f"{output}: a workbook holds everything, and is made for no audience."
        raise UsageError(message, hint=f"For {audience}, give a name that ends in {', '.join(formats())}.")
    loaded = load_with_origin(study)
    if suffix == WORKBOOK:
        from workbench.usecases.pages.workbook import workbook

        data = workbook(loaded, reading, annex=annex)
    else:
        from workbench.usecases.pages.publication import publication

        pages = publication(loaded.study, reading, changed=loaded.changed, audience=audience)
        data = formats()[suffix].write(pages)
    return Outcome(words=(*loaded.warnings, write_output(str(output), data)))


VERB = Verb(
    name="report",
    title="Write the report: Excel with live formulas, HTML, Markdown, CSV or JSON",
    parameters=(
        Parameter(
            "study", "A study folder, a source file or the id of a shipped study.", kind="argument", metavar="STUDY"
        ),
        Parameter(
            "output",
            "The file to write: .xlsx, .html, .md, .csv or .json.",
            short="o",
            type="path",
            required=True,
            metavar="FILE",
        ),
        Parameter("weights", "Which weight set.", metavar="SET"),
        Parameter("view", "Whose judgement: an analyst, a side, or panel.", metavar="VIEW"),
        Parameter("profile", "Which criteria count; all for every one.", metavar="PROFILE"),
        Parameter("option_set", "Which options are compared; all for every one.", metavar="SET"),
        Parameter("annex", "Also the sheets of TOPSIS, VIKOR and PROMETHEE II, live; a workbook only.", kind="flag"),
        Parameter(
            "audience",
            "Whom pages are made for: everything, one page, or a summary without scorers' names.",
            flag="for",
            default="annex",
            choices=("annex", "minister", "public"),
        ),
    ),
    run=report,
)
