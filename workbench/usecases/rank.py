"""rank: the options of a bare decision table under any method."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.model.printable import printable
from workbench.usecases.arguments import (
    OUTPUT,
    PARAMETER,
    form_of,
    format_as,
    handed_over,
    pairs,
    read_value,
    read_values,
)
from workbench.usecases.verb import Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.evaluation import Evaluation
    from workbench.usecases.pages.rank_report import RankedTable
    from workbench.usecases.verb import Outcome

TABLE = Parameter(
    "table", "A decision table: csv, tsv, xlsx or parquet.", kind="argument", type="path", metavar="TABLE"
)
DIRECTIONS = Parameter(
    "directions",
    "Which end is better, for example cost:minimize,speed:maximize, or min,max in the table's order.",
    metavar="DIRECTIONS",
)


def rank(
    table: object,
    *,
    directions: Mapping[str, str | int] | Sequence[str | int] | str | None = None,
    weights: Mapping[str, float] | Sequence[float] | str | None = None,
    method: str = "weighted_sum",
    normalization: str | None = None,
    **parameters: object,
) -> Evaluation:
    """Return the totals and ranks of the options in a decision table.

    Parameters
    ----------
    table
        The path of a table file (csv, tsv, xlsx, parquet), a pandas DataFrame with options in rows, or rows of
        numbers. In a file the header names the criteria and the first column the options; rows named `direction`,
        `weight` and `unit` are no options.
    directions
        "maximize" or "minimize" (+1 or -1) for each criterion, by name or in order, or one for all; without them,
        the table's own row.
    weights
        A number for each criterion, by name or in order, or the name of a weighting that goes by the table alone
        ("equal", "entropy", "critic", "standard_deviation"); without them, the table's own row.
    method, normalization, parameters
        As in `evaluate`; a parameter by criterion can be a mapping.

    Raises
    ------
    WorkbenchError
        When the file has mistakes (all listed), something is not said, or the method refuses the data.
    """
    return ranked_table(
        table, directions=directions, weights=weights, method=method, normalization=normalization, **parameters
    ).evaluation


def ranked_table(
    table: object,
    *,
    directions: object,
    weights: object,
    method: str,
    normalization: str | None,
    **parameters: object,
) -> RankedTable:
    """Return the evaluation with what the report says beside it."""
    from workbench.engine.evaluate import evaluate
    from workbench.engine.method import find_aggregation
    from workbench.usecases.intake.table_answers import directions_of, open_table, weights_of
    from workbench.usecases.pages.rank_report import RankedTable

    aggregation = find_aggregation(method)
    opened = open_table(table)
    signs = directions_of(opened, directions)
    numbers, label, notices = weights_of(opened, weights, signs)
    evaluation = evaluate(opened, numbers, signs, method=method, normalization=normalization, **parameters)
    return RankedTable(
        evaluation=replace(evaluation, notices=(*notices, *evaluation.notices)),
        name=printable(opened.name),
        title=aggregation.title,
        source=aggregation.source,
        normalization=normalization or aggregation.normalization,
        directions=signs,
        weighting=label,
        units=opened.units,
    )


def run(
    *,
    table: str,
    directions: str | None,
    weights: str | None,
    method: str,
    parameter: Sequence[str],
    normalization: str | None,
    explain: bool,
    format: str,  # noqa: A002 - named after the option
    output: str | None,
) -> Outcome:
    """Rank a table and hand over a report or data."""
    from workbench.usecases.pages import rank_report

    form = form_of(output, format, "table", "json", "csv", "xlsx")
    ranked = ranked_table(
        table,
        directions=read_value("directions", directions) if directions else None,
        weights=read_value("weights", weights) if weights else None,
        method=method,
        normalization=normalization,
        **read_values(pairs(parameter, "NAME=VALUE")),
    )
    if form == "table":
        return handed_over([rank_report.ranked_report(ranked, explain=explain)], output)
    words = [notice.text for notice in ranked.evaluation.notices] if form == "csv" else []
    if form == "xlsx":
        return handed_over(rank_report.ranked_xlsx(ranked), output)
    write = {"json": rank_report.ranked_json, "csv": rank_report.ranked_csv}[form]
    return handed_over(write(ranked), output, words)


VERB = Verb(
    name="rank",
    title="Totals and ranking of a bare decision table",
    parameters=(
        TABLE,
        DIRECTIONS,
        Parameter(
            "weights",
            "Weights, for example cost:3,speed:1 or 3,1; or equal, entropy, critic, standard_deviation.",
            metavar="WEIGHTS",
        ),
        Parameter("method", "The method; `workbench methods` lists them.", default="weighted_sum", metavar="METHOD"),
        PARAMETER,
        Parameter("normalization", "What comes before the method, where it is not its own.", metavar="NAME"),
        Parameter("explain", "Also print the method's steps.", kind="flag"),
        format_as("table", "json", "csv"),
        OUTPUT,
    ),
    run=run,
)
