"""explain: why one option stands above another, in numbers and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.usecases.arguments import METHOD, OUTPUT, READING, STUDY, form_of, format_as, handed_over, pairs
from workbench.usecases.verb import Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from workbench.model.robustness import Explanation
    from workbench.model.study import Study
    from workbench.usecases.verb import Outcome

FORMAT = "policy-explanation/1"


def explain(
    study: Study | str | Path,
    one: str,
    other: str,
    *,
    method: str = "value_tree",
    weights: str | None = None,
    view: str | None = None,
    profile: str | None = None,
    option_set: str | None = None,
    aggregators: Mapping[str, str] | None = None,
) -> Explanation:
    """Return why one of two options stands above the other: parts that add up to the margin, and what would close it.

    Parameters
    ----------
    study
        A study, or what `load` takes.
    one, other
        Ids of two options, in any order.
    method
        `value_tree` or `weighted_sum`: totals under other methods are no sums.
    weights, view, profile, option_set, aggregators
        How the study is read, as in `score`.

    Raises
    ------
    WorkbenchError
        When a name is unknown, the study cannot be read, or the method's totals cannot be taken apart.
    """
    from workbench.analysis.explanation import explain as explained
    from workbench.analysis.ground import find_ground
    from workbench.model.reading import Reading
    from workbench.usecases.load import load

    loaded = load(study)
    reading = Reading(weights, view, profile, option_set)
    return explained(find_ground(loaded, reading, method=method, aggregators=aggregators), one, other)


def run(
    *,
    study: str,
    one: str,
    other: str,
    method: str,
    weights: str | None,
    view: str | None,
    profile: str | None,
    option_set: str | None,
    aggregator: Sequence[str],
    format: str,  # noqa: A002 - named after the option
    output: str | None,
) -> Outcome:
    """Explain the order of two options and hand over a report or data."""
    from workbench.usecases.load import load_with_origin

    form = form_of(output, format, "table", "json")
    loaded = load_with_origin(study)
    found = explain(
        loaded.study,
        one,
        other,
        method=method,
        weights=weights,
        view=view,
        profile=profile,
        option_set=option_set,
        aggregators=pairs(aggregator, "GROUP=RULE"),
    )
    if form == "json":
        return handed_over(as_json(found), output, loaded.warnings)
    from workbench.usecases.pages.explain_report import explain_report

    return handed_over([explain_report(found)], output, loaded.warnings)


def as_json(found: Explanation) -> str:
    """Return an explanation as one JSON text."""
    from workbench.formats.record_json import document, plain

    return document(FORMAT, found.evaluation.study, found.evaluation.run, **plain(found))


VERB = Verb(
    name="explain",
    title="Why one option stands above another",
    parameters=(
        STUDY,
        Parameter("one", "An option's id.", kind="argument", metavar="OPTION"),
        Parameter("other", "Another option's id.", kind="argument", metavar="OTHER"),
        METHOD,
        *READING,
        format_as("table", "json"),
        OUTPUT,
    ),
    run=run,
)
