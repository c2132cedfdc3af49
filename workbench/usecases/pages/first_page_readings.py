"""The rankings that stand side by side on the first page, and those that stand beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from workbench.errors import WorkbenchError
from workbench.model.criterion import ROOT
from workbench.usecases.summary import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.reading import Reading as Chosen
    from workbench.model.study import Study

Found = TypeVar("Found")

OWN = "own weights"

MOST_READINGS = 6
"""Rankings that stand side by side."""


def where_possible(question: Callable[[], Found]) -> Found | None:
    """Return the answer to a question, or nothing where the study has none: the page stands without it."""
    try:
        return question()
    except WorkbenchError:
        return None


def readings(study: Study, chosen: Chosen, evaluation: StudyEvaluation) -> tuple[Reading, ...]:
    """Return the ranking as it is read, then that of each other perspective, then of each side's own scores."""
    own = {each.weight_set for each in study.analysts if each.weight_set}
    found = [Reading(_brief(evaluation.run.weights_label), evaluation.run.weights_label, evaluation)]
    apart = {each.weight_set for each in study.profiles if each.weight_set}
    for each in study.weight_sets:
        if each.id != evaluation.run.weights and each.id not in apart:
            scored = _score(study, _with(chosen, weights=each.id))
            named = each.id not in own or OWN in each.label
            label = each.label if named else f"{OWN}: {each.label}"
            found += [Reading(_brief(each.label, each.id), label, scored)] if scored else []
    for side in study.sides:
        if any(each.side == side.id for each in study.analysts) and evaluation.run.view != side.id:
            scored = _score(study, _with(chosen, view=side.id))
            found += [Reading(f"{side.label}, own scores", f"judgement of {side.named}", scored)] if scored else []
    return tuple(_told_apart(found[:MOST_READINGS]))


def _told_apart(found: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the readings, those of one and the same name with a number."""
    total, met = Counter(each.label for each in found), Counter[str]()
    for each in found:
        met[each.label] += 1
        number = f" ({met[each.label]})" if total[each.label] > 1 else ""
        yield replace(each, label=each.label + number, long=each.long + number)


def _with(chosen: Chosen, *, weights: str | None = None, view: str | None = None) -> Chosen:
    return type(chosen)(weights or chosen.weights, view or chosen.view, chosen.profile, chosen.option_set)


def _brief(label: str, name: str = "") -> str:
    """Return a label for the head of a column: a long one gives way to its id."""
    return name if name and len(label) > 24 else label  # noqa: PLR2004 - what a head of two lines holds


def _score(study: Study, chosen: Chosen, aggregators: dict[str, str] | None = None) -> StudyEvaluation | None:
    from workbench.analysis.scoring import score_study

    return where_possible(
        lambda: score_study(
            study,
            weights=chosen.weights,
            view=chosen.view,
            profile=chosen.profile,
            option_set=chosen.option_set,
            aggregators=aggregators,
        )
    )


def branches_geometric(study: Study, chosen: Chosen, evaluation: StudyEvaluation) -> dict[str, StudyEvaluation]:
    """Return, for each branch below the top, the ranking with that branch taken geometrically."""
    branches = [each.id for each in evaluation.groups if each.parent == ROOT]
    scored = {name: _score(study, chosen, {name: "geometric"}) for name in branches}
    return {name: found for name, found in scored.items() if found is not None}


def profiles_apart(study: Study, shown: Study, chosen: Chosen) -> tuple[Reading, ...]:
    """Return the rankings on profiles that share no criterion with the one that counts."""
    return tuple(_apart(study, {each.id for each in shown.leaves}, chosen))


def _apart(study: Study, counted: set[str], chosen: Chosen) -> Iterator[Reading]:
    for profile in study.profiles:
        if counted & set(profile.leaves):
            continue
        other = type(chosen)(profile.weight_set, chosen.view, profile.id, chosen.option_set)
        scored = _score(study, other)
        if scored is not None:
            yield Reading(profile.label.partition(" (")[0], profile.label, scored)
