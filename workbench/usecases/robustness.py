"""robustness: how firm the ranking is, what would change it, and what to look at next."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from workbench.errors import UsageError, nearest
from workbench.model.sampling import DEFAULT_SEED, SHAPES, SPREADS, WEIGHTINGS, Scheme
from workbench.usecases.arguments import (
    METHOD,
    OUTPUT,
    PARAMETER,
    READING,
    STUDY,
    form_of,
    format_as,
    handed_over,
    pairs,
    read_values,
)
from workbench.usecases.intake.constraint_words import FORMS, read_constraints
from workbench.usecases.verb import Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from workbench.model.robustness import Robustness
    from workbench.model.study import Study
    from workbench.usecases.verb import Outcome

Name = TypeVar("Name", bound=str)

FORMAT = "policy-robustness/1"

SAMPLES = 20_000
"""Where no number is given: shares are then within 0.007 of the truth nineteen times in twenty."""

DEFAULT_SCHEME = Scheme(scores="confidence")
"""Weights uniform in each sibling group and then down the tree, scores within their confidence."""


def robustness(
    study: Study | str | Path,
    *,
    method: str = "value_tree",
    weights: str | None = None,
    view: str | None = None,
    profile: str | None = None,
    option_set: str | None = None,
    aggregators: Mapping[str, str] | None = None,
    samples: int = SAMPLES,
    seed: int = DEFAULT_SEED,
    scheme: Scheme = DEFAULT_SCHEME,
    norm: str = "l1",
    sensitivity: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    parts: Callable[[int, int], None] = lambda _done, _of: None,
    **parameters: object,
) -> Robustness:
    """Return how firm a study's ranking is: flips, shares of the first rank, what hangs on one part, and a verdict.

    Parameters
    ----------
    study
        A study, or what `load` takes.
    method, weights, view, profile, option_set, aggregators, parameters
        How the study is read and scored, as in `score`.
    samples, seed
        0 samples for none: then the verdict is open.
    scheme
        Which weights and scores the rank acceptability is taken over; the verdict has two of its own.
    norm
        What the smallest change of weights makes small: `l1` (how much of all weight moves) or `linf` (the largest
        change of one weight).
    sensitivity
        Whether also to ask what the lead hangs on (Sobol indices by groups of inputs), which takes longer.
    progress, cancelled
        Told how many of how many samples of a run are done; asked whether to stop.
    parts
        Told how many of how many parts of the whole analysis are done.

    Raises
    ------
    WorkbenchError
        When a name is unknown, the study cannot be read, or there is nothing to score.
    """
    from workbench.analysis.acceptability import Running
    from workbench.analysis.robustness import How, study_robustness
    from workbench.model.reading import Reading
    from workbench.usecases.load import load

    loaded = load(study)
    how = How(Reading(weights, view, profile, option_set), method, parameters, aggregators or {})
    running = None
    if samples != 0:
        running = Running(samples=samples, seed=seed, progress=progress, cancelled=cancelled)
        running.check()
    return study_robustness(
        loaded, how, norm=norm, scheme=scheme, running=running, sensitivity=sensitivity, parts=parts
    )


def run(
    *,
    study: str,
    method: str,
    parameter: Sequence[str],
    weights: str | None,
    view: str | None,
    profile: str | None,
    option_set: str | None,
    aggregator: Sequence[str],
    samples: int,
    seed: int,
    scheme: str,
    scores: str,
    shape: str,
    together: bool,
    concentration: float,
    constraint: Sequence[str],
    norm: str,
    option: str | None,
    details: bool,
    format: str,  # noqa: A002 - named after the option
    output: str | None,
) -> Outcome:
    """Analyse a study's ranking and hand over one page, all of it, or data."""
    from workbench.usecases.load import load_with_origin

    form = form_of(output, format, "table", "json")
    loaded = load_with_origin(study)
    if option is not None:
        _check_option(option, [each.id for each in loaded.study.options])
    found = robustness(
        loaded.study,
        method=method,
        weights=weights,
        view=view,
        profile=profile,
        option_set=option_set,
        aggregators=pairs(aggregator, "GROUP=RULE"),
        samples=samples,
        seed=seed,
        scheme=Scheme(
            weights=_one_of(scheme, WEIGHTINGS),
            concentration=concentration,
            constraints=read_constraints(constraint),
            scores=_one_of(scores, SPREADS),
            shape=_one_of(shape, SHAPES),
            together=together,
        ),
        norm=norm,
        sensitivity=details or form == "json",
        **read_values(pairs(parameter, "NAME=VALUE")),
    )
    if option is not None:
        _check_option(option, [each.option for each in found.changes])
    if form == "json":
        return handed_over(as_json(found), output, loaded.warnings)
    from workbench.usecases.pages.robustness_report import robustness_report

    report = robustness_report(found, option=option, details=details)
    return handed_over([report], output, loaded.warnings)


def _one_of(name: str, known: Sequence[Name]) -> Name:
    for each in known:
        if each == name:
            return each
    message = f"There is no {name!r} here."
    raise UsageError(message, hint=nearest(name, known))


def _check_option(option: str, known: Sequence[str]) -> None:
    if option not in known:
        message = f"There is no option {option!r} among those that are compared."
        raise UsageError(message, hint=nearest(option, known))


def as_json(found: Robustness) -> str:
    """Return everything as one JSON text, with what it takes to run it again."""
    from dataclasses import replace

    from workbench.formats.record_json import document, plain

    run_again = replace(found.evaluation.run, seed=found.seed)
    return document(FORMAT, found.evaluation.study, run_again, **plain(found))


VERB = Verb(
    name="robustness",
    title="How firm the ranking is, and what would change it",
    parameters=(
        STUDY,
        METHOD,
        PARAMETER,
        *READING,
        Parameter(
            "samples", "How many weight vectors and score tables are drawn; 0 for none.", type="whole", default=SAMPLES
        ),
        Parameter("seed", "Where the random numbers start.", type="whole", default=DEFAULT_SEED),
        Parameter(
            "scheme",
            "How weights are drawn for the table of ranks.",
            default=DEFAULT_SCHEME.weights,
            choices=WEIGHTINGS,
        ),
        Parameter("scores", "Which scores are possible there.", default=DEFAULT_SCHEME.scores, choices=SPREADS),
        Parameter("shape", "How a score lies in its interval.", default=DEFAULT_SCHEME.shape, choices=SHAPES),
        Parameter("together", "Cells of an option that rest on the same evidence move together.", kind="flag"),
        Parameter(
            "concentration",
            "How close weights lie around the weight set, where the scheme is around.",
            type="number",
            default=DEFAULT_SCHEME.concentration,
        ),
        Parameter("constraint", f"What drawn weights fulfil: {FORMS}.", many=True, metavar="CONSTRAINT"),
        Parameter(
            "norm",
            "What the smallest change of weights makes small: the sum of the changes, or the largest.",
            default="l1",
            choices=("l1", "linf"),
        ),
        Parameter("option", "Also say what would put this option first.", metavar="OPTION"),
        Parameter("details", "Also print every interval, flip and comparison.", kind="flag"),
        format_as("table", "json"),
        OUTPUT,
    ),
    run=run,
)
