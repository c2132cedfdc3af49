"""All that stands between a study's sides, put together from its parts."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.bilateral.accountability import accountability
from workbench.analysis.bilateral.own_totals import compared_totals, differences, own_readings
from workbench.analysis.bilateral.question import Question, Terms
from workbench.analysis.bilateral.sharing_inputs import (
    SharingCriteria,
    neutral_view,
    other_views,
    own_views,
    read_inputs,
    sharing_criteria,
)
from workbench.analysis.bilateral.sharing_view import sharing_view
from workbench.analysis.bilateral.status_quo import net_status_quo
from workbench.analysis.scoring import profile_weights, score_study
from workbench.engine.judgements import describe_view
from workbench.engine.problem import build
from workbench.errors import MethodError, UsageError, nearest
from workbench.model.bilateral import Accountability, Bilateral, SharingScale, SharingView, SideFacts
from workbench.model.reading import ALL, Reading
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.model.criterion import Leaf
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study

TWO_SIDES = 2

TOP = 100.0
"""The best value of a cell."""

AS_SET = Reading()
"""The reading that leaves every choice to the study's settings."""

NO_TERMS = Terms()


def bilateral_study(
    study: Study,
    reading: Reading = AS_SET,
    *,
    aggregators: Mapping[str, str] | None = None,
    terms: Terms = NO_TERMS,
    pair: tuple[str, str] | None = None,
    against: Study | None = None,
) -> Bilateral:
    """Return what stands between a study's sides; a part that does not apply is None and a notice says why.

    Parameters
    ----------
    reading
        How the study is read; a view that it names stands for every side.
    terms
        λ, the status quo, why points can be compared, and the like; what it leaves open comes from the settings.
    pair
        The options whose margin is split between the sides; without, those that the sides rank first.
    against
        Another copy of the study: the second side's scores, weights and value functions are read from it.

    Raises
    ------
    UsageError, MethodError
        When a name is unknown, a size is negative, or there is nothing to score.
    """
    profile, option_set = reading.profile, reading.option_set
    weights = reading.weights or profile_weights(study, profile)
    base = score_study(
        study, weights=weights, view=reading.view, profile=profile, option_set=option_set, aggregators=aggregators
    )
    question = Question(
        study=study,
        chosen=_without_go_alone(select(study, profile=profile, option_set=option_set)),
        everything=select(study, profile=profile, option_set=ALL),
        weights=weights,
        view=reading.view,
        aggregators=aggregators or {},
        terms=_completed(study, terms),
    )
    other = None
    if against is not None:
        other = replace(question, study=against, everything=select(against, profile=profile, option_set=ALL))
    return _assembled(question, base, pair, other)


def _completed(study: Study, terms: Terms) -> Terms:
    """Return the terms with what they leave open taken from the settings."""
    sides = [side.id for side in study.sides]
    stated = terms.status_quo or study.settings.status_quo
    for name in (*terms.rates, *terms.bargaining, *(stated.totals if stated else ()), *(stated.net if stated else ())):
        if name not in sides:
            message = f"The study has no side {name!r}."
            raise UsageError(message, hint=nearest(name, sides))
    for numbers in (stated.totals, stated.net) if stated else ():
        absent = [side for side in sides if side not in numbers]
        if stated and numbers and absent:
            message = f"The status quo {stated.label!r} names no number for {', '.join(absent)}."
            raise MethodError(message, hint="Give one for every side.")
    for name, power in terms.bargaining.items():
        if not (isfinite(power) and power > 0):
            message = f"The bargaining weight of {name} is {power:g}."
            raise UsageError(message, hint="Give a number above 0.")
    if terms.floor is not None and not 0 < terms.floor <= TOP:
        message = f"The floor is {terms.floor:g}."
        raise UsageError(message, hint=f"Give a number above 0, up to {TOP:g}; without one, zeros stay zeros.")
    settings = study.settings
    return replace(
        terms,
        rates=dict.fromkeys(sides, 1.0) | dict(settings.exchange_rates) | dict(terms.rates),
        status_quo=stated,
        comparability=terms.comparability or settings.comparability,
    )


def _assembled(
    question: Question, base: StudyEvaluation, pair: tuple[str, str] | None, other: Question | None
) -> Bilateral:
    criteria = sharing_criteria(question.chosen)
    views: tuple[SharingView, ...] = ()
    scale = None
    if isinstance(criteria, str):
        question.say("no-sharing", "criteria", criteria)
    else:
        scale = _scale(question, criteria)
        _say_uncounted(question, criteria)
        views = _views(question, criteria)
    own = own_readings(question)
    return Bilateral(
        study=base.study,
        run=base.run,
        options={option.id: option.brief for option in question.chosen.options},
        criteria={leaf.id: leaf.brief for leaf in question.chosen.leaves},
        sides=_facts(question, () if isinstance(criteria, str) else criteria.leaves),
        scale=scale,
        views=views,
        totals=compared_totals(question, own),
        accountability=_accountability(question),
        differences=differences(question, own, pair, own_readings(other) if other else {}),
        notices=tuple(dict.fromkeys((*question.notices, *base.notices))),
    )


def _without_go_alone(study: Study) -> Study:
    """Return a study without go-alone options: they are what the others are compared with."""
    options = tuple(option for option in study.options if option.kind != "go-alone")
    if not options:
        message = f"The study {study.id!r} has no option that the sides would carry out together."
        raise MethodError(message)
    fields = {name: getattr(study, name) for name in type(study).model_fields}
    return study.model_construct(**fields | {"options": options})


def _scale(question: Question, criteria: SharingCriteria) -> SharingScale:
    settings, terms = question.study.settings, question.terms
    return SharingScale(
        computed=criteria.computed,
        benefits={side: leaf.id for side, leaf in zip(criteria.sides, criteria.benefits, strict=True)},
        burdens={side: leaf.id for side, leaf in zip(criteria.sides, criteria.burdens, strict=True)},
        rates={side: terms.rates[side] for side in criteria.sides},
        mutuality_levels=settings.mutuality_levels,
        rough_proportion=settings.rough_proportion,
        comparability=terms.comparability,
    )


def _say_uncounted(question: Question, criteria: SharingCriteria) -> None:
    """Say which declared interactions are not counted, since they change neither a benefit nor a burden."""
    counted = {leaf.id for leaf in criteria.leaves}
    for option in question.chosen.options:
        for each in option.interactions:
            if each.criterion not in counted:
                text = f"{option.brief}'s interaction on {each.criterion} is not counted: it is no benefit or burden."
                question.say("interaction-not-counted", option.id, text)


def _facts(question: Question, leaves: Iterable[Leaf]) -> tuple[SideFacts, ...]:
    found = []
    for side in question.study.sides:
        analysts = tuple(analyst.id for analyst in question.study.analysts if analyst.side == side.id)
        own = [leaf.id for leaf in leaves if leaf.side == side.id]
        cells = [(option.id, leaf) for option in question.chosen.options for leaf in own]
        scored = sum(any((*cell, analyst) in question.study.score for analyst in analysts) for cell in cells)
        found.append(SideFacts(side.id, side.label, side.named, analysts, scored, len(cells)))
    return tuple(found)


def _views(question: Question, criteria: SharingCriteria) -> tuple[SharingView, ...]:
    """Return the view to read first: each side's own, with the others' beside, or one judgement for all."""
    study = question.study
    neutral = neutral_view(study)
    if question.view or not question.speaking:
        asked = question.view or study.view
        who = describe_view(study, asked)
        plain = "Neither side has scored." if len(study.sides) == TWO_SIDES else "No side has scored."
        reason = "It was asked for." if question.speaking else plain
        views = {side: [asked] if asked else [] for side in criteria.sides}
        return (_view(question, criteria, "one", f"One reading for every side: {who}. {reason}", views),)
    silent = [side.named for side in study.sides if side.id not in question.speaking]
    label = "Own view: each side's own scores for its own benefit and burden."
    if silent and neutral:
        label += f" No analyst of {' or '.join(silent)}: there {describe_view(study, neutral)} stands in."
        text = f"No analyst of {' or '.join(silent)} has scored: its figures are somebody else's reading."
        question.say("side-without-analyst", "sides", text)
    own = _view(question, criteria, "own", label, own_views(study, criteria.sides, neutral))
    beside = "Other view: each side's benefit and burden as the other side scores them."
    if len(study.sides) > TWO_SIDES:
        beside = "Other view: each side's benefit and burden as the other sides score them, equally."
    if neutral and len(question.speaking) < TWO_SIDES:
        beside += f" Where no other side has an analyst, {describe_view(study, neutral)} stands in."
    return own, _view(question, criteria, "other", beside, other_views(study, criteria.sides, neutral))


def _view(
    question: Question, criteria: SharingCriteria, name: str, label: str, views: Mapping[str, Sequence[str]]
) -> SharingView:
    rates = np.array([question.terms.rates[side] for side in criteria.sides])
    inputs = read_inputs(question.study, criteria, question.chosen.options, views)
    start = net_status_quo(question.study, criteria, views, question.terms.status_quo, rates)
    for row, option in enumerate(inputs.options):
        if not inputs.complete[row] and name != "other":
            gaps = ", ".join(inputs.missing(row))
            question.say("incomplete-sharing", option.id, f"{option.brief} has no shares: no score on {gaps}.")
    return sharing_view(name, label, inputs, start, question.terms, question.study.settings)


def _accountability(question: Question) -> Accountability | None:
    problem = build(question.chosen, weights=question.weights, view=question.view, aggregators=question.aggregators)
    found = accountability(question.chosen, problem, view=question.view, floor=question.terms.floor)
    if isinstance(found, str):
        question.say("no-matrix", "criteria", found)
        return None
    if found.absent:
        names = {side.id: side.named for side in question.study.sides}
        text = ", ".join(f"{names[a]} to the public of {names[b]}" for a, b in found.absent)
        question.say("matrix-incomplete", "criteria", f"No criterion asks about {text}; the aggregates leave it out.")
    return found
