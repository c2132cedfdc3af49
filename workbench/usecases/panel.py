"""panel: what each analyst, each side and the panel make of the options, where they agree, what to talk about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.usecases.arguments import (
    AGGREGATOR,
    OPTION_SET,
    OUTPUT,
    PROFILE,
    STUDY,
    WEIGHTS,
    form_of,
    format_as,
    handed_over,
    pairs,
)
from workbench.usecases.verb import Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from workbench.model.panel import PanelAnalysis
    from workbench.model.study import Study
    from workbench.usecases.verb import Outcome

FORMAT = "policy-panel/1"


def panel(
    study: Study | str | Path,
    *,
    weights: str | None = None,
    profile: str | None = None,
    option_set: str | None = None,
    aggregators: Mapping[str, str] | None = None,
    anonymous: bool = False,
) -> PanelAnalysis:
    """Return what each analyst, each side and the panel make of the options, and how far they agree.

    Parameters
    ----------
    study
        A study, or what `load` takes.
    weights
        A weight set with which everybody is read; without one, each is read with their own, and those who have none
        with the study's.
    profile, option_set, aggregators
        As in `score`.
    anonymous
        Whether analysts come under letters.

    Raises
    ------
    WorkbenchError
        When a name is unknown, nobody scores, or there is nothing to score.
    """
    from workbench.analysis.anonymous import anonymous as without_names
    from workbench.analysis.panel import panel_analysis
    from workbench.usecases.load import load

    loaded = load(study)
    analysis = panel_analysis(loaded, weights=weights, profile=profile, option_set=option_set, aggregators=aggregators)
    return without_names(analysis) if anonymous else analysis


def run(
    *,
    study: str,
    weights: str | None,
    profile: str | None,
    option_set: str | None,
    aggregator: Sequence[str],
    details: bool,
    anonymous: bool,
    format: str,  # noqa: A002 - named after the option
    output: str | None,
) -> Outcome:
    """Analyse the panel and hand over one screen, all tables, or everything as JSON."""
    from workbench.usecases.courtesy import words_without_names
    from workbench.usecases.load import load_with_origin

    form = form_of(output, format, "table", "json")
    loaded = load_with_origin(study)
    words = words_without_names(loaded.warnings, loaded.study) if anonymous else loaded.warnings
    analysis = panel(
        loaded.study,
        weights=weights,
        profile=profile,
        option_set=option_set,
        aggregators=pairs(aggregator, "GROUP=RULE"),
        anonymous=anonymous,
    )
    if form == "json":
        return handed_over(as_json(analysis), output, words)
    from workbench.usecases.pages import panel_details, panel_report
    from workbench.usecases.pages.one_screen import fitted

    report = (
        panel_details.details(analysis, anonymous=anonymous)
        if details
        else fitted(lambda rows: panel_report.panel_page(analysis, rows, anonymous=anonymous), panel_report.LIMITS)
    )
    return handed_over([report], output, words)


def as_json(analysis: PanelAnalysis) -> str:
    """Return everything about a panel as one JSON text."""
    from dataclasses import fields

    from workbench.formats.record_json import document

    parts = {each.name: getattr(analysis, each.name) for each in fields(analysis) if each.name not in {"study", "run"}}
    return document(FORMAT, analysis.study, analysis.run, **parts)


VERB = Verb(
    name="panel",
    title="Rankings by analyst, side and panel, how far they agree, and what to talk about",
    parameters=(
        STUDY,
        WEIGHTS,
        PROFILE,
        OPTION_SET,
        AGGREGATOR,
        Parameter("details", "Every ranking, cell, agreed value and assignment, on more than one screen.", kind="flag"),
        Parameter("anonymous", "Analysts under letters, for the projector.", kind="flag"),
        format_as("table", "json"),
        OUTPUT,
    ),
    run=run,
)
