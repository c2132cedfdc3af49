"""ahp: options ranked from pairwise comparisons of criteria and of options on each criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.usecases.arguments import OUTPUT, form_of, format_as, handed_over
from workbench.usecases.verb import Parameter, Verb

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.ahp import Ahp
    from workbench.usecases.verb import Outcome


def ahp(table: str | Path, *, synthesis: str = "distributive", priority: str = "eigenvector") -> Ahp:
    """Return a whole analytic hierarchy from a table file of judgements.

    Parameters
    ----------
    table
        A csv, tsv, xlsx or parquet file with the columns group, above, below and judgement: in the group `criteria`
        the criteria are compared, in the group of a criterion its sub-criteria or the options. A judgement of 3 says
        that the one above is three times as important, or preferred, as the one below; 1/3 the reverse.
    synthesis
        "distributive" (the original) or "ideal", under which one option more does not change the order of the others.
    priority
        How judgements become weights: "eigenvector" or "geometric_mean".

    Raises
    ------
    WorkbenchError
        When the file has mistakes (all listed), or judgements are missing.
    """
    from workbench.engine.ahp import analyse
    from workbench.formats.table.judgement_table import read_judgements

    return analyse(read_judgements(table), synthesis=synthesis, priority=priority)


def run(*, table: str, synthesis: str, priority: str, format: str, output: str | None) -> Outcome:  # noqa: A002 - named after the option
    """Run the hierarchy and hand over a report or data."""
    from workbench.usecases.pages import ahp_report

    form = form_of(output, format, "table", "json", "csv")
    result = ahp(table, synthesis=synthesis, priority=priority)
    if form == "table":
        return handed_over([ahp_report.hierarchy_report(result, table)], output)
    words = [notice.text for notice in result.notices] if form == "csv" else []
    write = {"json": ahp_report.hierarchy_json, "csv": ahp_report.hierarchy_csv}[form]
    return handed_over(write(result), output, words)


VERB = Verb(
    name="ahp",
    title="Ranking from pairwise comparisons of criteria and options (AHP)",
    parameters=(
        Parameter(
            "table",
            "Judgements with the columns group, above, below, judgement: csv, tsv, xlsx or parquet.",
            kind="argument",
            type="path",
            metavar="TABLE",
        ),
        Parameter(
            "synthesis",
            "How the criteria are added up.",
            default="distributive",
            choices=("distributive", "ideal"),
        ),
        Parameter(
            "priority",
            "How judgements become weights.",
            default="eigenvector",
            choices=("eigenvector", "geometric_mean"),
        ),
        format_as("table", "json", "csv"),
        OUTPUT,
    ),
    run=run,
)
