"""score: totals and ranking of a study's options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.usecases.arguments import (
    METHOD,
    OUTPUT,
    PARAMETER,
    READING,
    STUDIES,
    form_of,
    format_as,
    handed_over,
    pairs,
    read_values,
)
from workbench.usecases.verb import Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study
    from workbench.usecases.verb import Outcome


def score(
    study: Study | str | Path,
    *,
    method: str = "value_tree",
    weights: str | None = None,
    view: str | None = None,
    profile: str | None = None,
    option_set: str | None = None,
    aggregators: Mapping[str, str] | None = None,
    **parameters: object,
) -> StudyEvaluation:
    """Return a study's totals and ranking with all that must stand beside them.

    Parameters
    ----------
    study
        A study, or what `load` takes: a folder, a source file, the id of a shipped study.
    method
        The name of an aggregation that runs on studies.
    weights
        A weight set's id; by default the one the study's settings name.
    view
        Whose judgement is scored: an analyst's or a side's id, or "panel"; by default the one the settings name.
    profile, option_set
        Which criteria count and which options are compared; "all" for all of them.
    aggregators
        Rules for single groups ("arithmetic", "geometric", "minimum"), in place of their own.
    parameters
        The method's own parameters.

    Raises
    ------
    WorkbenchError
        When a name is unknown, the study cannot be read, or there is nothing to score.
    """
    from workbench.analysis.scoring import score_study
    from workbench.usecases.load import load

    loaded = load(study)
    return score_study(
        loaded,
        method=method,
        weights=weights,
        view=view,
        profile=profile,
        option_set=option_set,
        aggregators=aggregators,
        **parameters,
    )


def run(
    *,
    studies: Sequence[str],
    method: str,
    parameter: Sequence[str],
    weights: str | None,
    view: str | None,
    profile: str | None,
    option_set: str | None,
    aggregator: Sequence[str],
    format: str,  # noqa: A002 - named after the option
    output: str | None,
    explain: bool,
) -> Outcome:
    """Score each study and hand over a report or data."""
    from workbench.usecases.load import load_with_origin

    form = form_of(output, format, "table", "json", "jsonl", "csv", "xlsx")
    evaluations: list[StudyEvaluation] = []
    scored: list[Study] = []
    words: list[str] = []
    for name in studies:
        loaded = load_with_origin(name)
        words.extend(loaded.warnings)
        scored.append(loaded.study)
        evaluations.append(
            score(
                loaded.study,
                method=method,
                weights=weights,
                view=view,
                profile=profile,
                option_set=option_set,
                aggregators=pairs(aggregator, "GROUP=RULE"),
                **read_values(pairs(parameter, "NAME=VALUE")),
            )
        )
    if form != "table":
        return handed_over(_data(evaluations, form), output, words)
    from workbench.usecases.evidence import rests_note
    from workbench.usecases.pages.ranking_report import ranking_report

    rules = pairs(aggregator, "GROUP=RULE")
    reports = [
        ranking_report(
            each,
            explain=explain,
            beside=rests_note(study, each, view=view, profile=profile, option_set=option_set, aggregators=rules),
        )
        for study, each in zip(scored, evaluations, strict=True)
    ]
    return handed_over(reports, output, words)


def _data(evaluations: list[StudyEvaluation], form: str) -> str | bytes:
    if form == "xlsx":
        from workbench.formats import result_xlsx

        return result_xlsx.workbook(evaluations)
    from workbench.formats import result_csv, result_json

    write = {"json": result_json.array, "jsonl": result_json.lines, "csv": result_csv.rows}[form]
    return write(evaluations)


VERB = Verb(
    name="score",
    title="Totals and ranking of the options",
    parameters=(
        STUDIES,
        METHOD,
        PARAMETER,
        *READING,
        Parameter("explain", "Also print every group's totals, the weights and the method's steps.", kind="flag"),
        format_as("table", "json", "jsonl", "csv"),
        OUTPUT,
    ),
    run=run,
)
