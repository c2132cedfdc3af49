"""The pages of a study for one audience: composed once, then written in any form."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from workbench.errors import UsageError, nearest
from workbench.model.publication import AUDIENCES, Publication

if TYPE_CHECKING:
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.publication import Audience
    from workbench.model.reading import Reading
    from workbench.model.study import Study


def publication(study: Study, reading: Reading, *, changed: str, audience: str = "annex") -> Publication:
    """Return the pages of a study for an audience.

    Parameters
    ----------
    study
        As it was loaded.
    reading
        Weights, view, profile and option set, as in `score`.
    changed
        When it was last changed: the only date on the pages.
    audience
        "minister": one page; "annex": everything; "public": a summary without scorers' names and single scores.

    Raises
    ------
    WorkbenchError
        When the audience or a name is unknown, or there is nothing to score.
    """
    from workbench.analysis.scoring import score_study
    from workbench.usecases.pages.annex_pages import annex_pages
    from workbench.usecases.pages.minister_page import minister_pages
    from workbench.usecases.pages.public_pages import public_pages

    found = _audience(audience)
    digest_of_state = score_study(study, **asdict(reading)).study.digest_of_state
    if found == "public":
        study, reading = _without_names(study, reading)
    evaluation = score_study(study, **asdict(reading))
    pages = {"annex": annex_pages, "minister": minister_pages, "public": public_pages}[found]
    return Publication(
        facts=replace(evaluation.study, digest_of_state=digest_of_state),
        run=evaluation.run,
        audience=found,
        about=about(study, evaluation, changed, digest_of_state(), found),
        pages=pages(study, reading, evaluation),
    )


def _audience(name: str) -> Audience:
    for each in AUDIENCES:
        if each == name:
            return each
    message = f"There is no view for {name!r}."
    raise UsageError(message, hint=nearest(name, AUDIENCES))


def _without_names(study: Study, reading: Reading) -> tuple[Study, Reading]:
    from workbench.analysis.without_names import names_of, without_names

    names = names_of(study)
    view, weights = reading.view, reading.weights
    asked = replace(
        reading,
        view=names.ids.get(view, view) if view else None,
        weights=names.weight_sets.get(weights, weights) if weights else None,
    )
    return without_names(study, names), asked


def about(
    study: Study, evaluation: StudyEvaluation, changed: str, digest: str, audience: Audience
) -> tuple[tuple[str, str], ...]:
    """Return what identifies a result, in words: nothing of it may be lost on the way to a reader."""
    from workbench.engine.method import find_aggregation

    run = evaluation.run
    illustrative = f"ILLUSTRATIVE. {study.disclaimer}" if study.illustrative else "No illustration."
    lines = (
        ("Status", illustrative.strip()),
        ("Question", study.question),
        ("Judgement", run.view_label),
        ("Weights", run.weights_label),
        ("Groups are joined by", joined_by(evaluation)),
        ("Method", find_aggregation(run.method).title),
        ("What is scored", scored_states(study, evaluation)),
        ("Last change", changed or study.as_of),
        ("State of the study", digest),
        ("Made for", AUDIENCES[audience]),
        ("Made with", f"policy option scoring workbench {run.version}"),
    )
    return tuple((label, text) for label, text in lines if text)


def joined_by(evaluation: StudyEvaluation) -> str:
    """Return in words which rule joins which group."""
    labels = {each.id: each.brief for each in evaluation.groups}
    special = [
        f"{labels.get(name, name)}: {rule}" for name, rule in evaluation.run.aggregators.items() if rule != "arithmetic"
    ]
    return f"arithmetic means, but {'; '.join(special)}" if special else "arithmetic means"


def scored_states(study: Study, evaluation: StudyEvaluation) -> str:
    """Return in which state the compared options are scored."""
    states = dict.fromkeys(each.state for each in study.options if each.id in evaluation.options)
    return "; ".join(f"{name}: {study.states[name]}" if name in study.states else name for name in states)
