"""score: totals and ranking of a study's options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study


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
    from workbench.model.study import Study as StudyRecord
    from workbench.usecases.load import load

    loaded = study if isinstance(study, StudyRecord) else load(study)
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

    evaluations: list[StudyEvaluation] = []
    words: list[str] = []
    for name in studies:
        loaded = load_with_origin(name)
        words.extend(loaded.warnings)
        evaluations.append(
            score(
                loaded.study,
                method=method,
                weights=weights,
                view=view,
                profile=profile,
                option_set=option_set,
                aggregators=_pairs(aggregator, "GROUP=RULE"),
                **read_values(_pairs(parameter, "NAME=VALUE")),
            )
        )
    return _handed_over(evaluations, format, output, tuple(words), explain=explain)


def _handed_over(
    evaluations: list[StudyEvaluation], form: str, output: str | None, words: tuple[str, ...], *, explain: bool
) -> Outcome:
    from workbench.formats.text import report_text

    if form == "table":
        from workbench.usecases.ranking_report import ranking_report

        reports = tuple(ranking_report(each, explain=explain) for each in evaluations)
        if output is None:
            return Outcome(reports=reports, words=words)
        text = "\n".join(report_text(each) for each in reports)
    else:
        from workbench.formats import result_csv, result_json

        write = {"json": result_json.array, "jsonl": result_json.lines, "csv": result_csv.rows}[form]
        text = write(evaluations)
    if output is None:
        return Outcome(text=text, words=words)
    from workbench.usecases.output import write_output

    return Outcome(words=(*words, write_output(output, text.encode())))


def _pairs(texts: Sequence[str], shape: str) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not name or not equals or not value:
            message = f"{text!r} is not of the form {shape}."
            raise UsageError(message)
        pairs[name] = value
    return pairs


def read_values(pairs: Mapping[str, str]) -> dict[str, Any]:
    """Return parameters as numbers where they read as numbers, else as the words they are."""
    values: dict[str, Any] = {}
    for name, text in pairs.items():
        try:
            values[name] = float(text)
        except ValueError:
            values[name] = text
    return values


VERB = Verb(
    name="score",
    title="Totals and ranking of the options",
    parameters=(
        Parameter(
            "studies",
            "Study folders, source files or ids of shipped studies.",
            kind="argument",
            many=True,
            metavar="STUDY",
        ),
        Parameter("method", "How values are joined.", default="value_tree", metavar="METHOD"),
        Parameter("parameter", "A parameter of the method.", short="p", many=True, metavar="NAME=VALUE"),
        Parameter("weights", "Which weight set.", metavar="SET"),
        Parameter("view", "Whose judgement: an analyst, a side, or panel.", metavar="VIEW"),
        Parameter("profile", "Which criteria count; all for every one.", metavar="PROFILE"),
        Parameter("option_set", "Which options are compared; all for every one.", metavar="SET"),
        Parameter(
            "aggregator", "A rule for one group: arithmetic, geometric or minimum.", many=True, metavar="GROUP=RULE"
        ),
        Parameter("explain", "Also print every group's totals, the weights and the method's steps.", kind="flag"),
        Parameter("format", "What is written.", default="table", choices=("table", "json", "jsonl", "csv")),
        Parameter("output", "Write to a file instead.", short="o", type="path", metavar="FILE"),
    ),
    run=run,
)
