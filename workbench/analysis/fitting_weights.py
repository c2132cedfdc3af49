"""Which weight set a method is read with: swings and points for totals of values, importance for outranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.engine.study_tree import find_weight_set
from workbench.errors import MethodError
from workbench.model.evaluation import Notice
from workbench.model.reading import EQUAL

if TYPE_CHECKING:
    from workbench.engine.method import Aggregation
    from workbench.model.study import Study
    from workbench.model.weights import WeightSet

MEANINGS = {
    "importance": "importance, asked without a range",
    "swings-and-points": "swings and points: what the step from worst to best is worth",
}
"""What each kind of answers says."""


def profile_weights(study: Study, profile: str | None) -> str | None:
    """Return the weight set that a profile is read with, if it names one."""
    name = profile or study.settings.profile
    return next((each.weight_set for each in study.profiles if each.id == name), None)


def fitting_weights(
    study: Study, aggregation: Aggregation, weights: str | None, profile: str | None
) -> tuple[str | None, tuple[Notice, ...]]:
    """Return the id of the weight set to read with, and what must be said about the choice.

    A set that was named is never exchanged; where none was, and the study's own does not fit, its first that does is.

    Raises
    ------
    MethodError
        When the set is of the other kind: its numbers answer another question.
    """
    name = weights or profile_weights(study, profile)
    chosen = find_weight_set(study, name)
    if chosen is None or chosen.kind == aggregation.weight_kind:
        return name, ()
    others = [each for each in study.weight_sets if each.kind == aggregation.weight_kind]
    if weights is None and others:
        text = (
            f"{aggregation.title} needs {MEANINGS[aggregation.weight_kind]}: "
            f"the weight set {others[0].id!r} stands in place of {chosen.id!r}."
        )
        return others[0].id, (Notice("weight-set-chosen", others[0].id, text),)
    raise _refused(aggregation, chosen, others)


def _refused(aggregation: Aggregation, chosen: WeightSet, others: list[WeightSet]) -> MethodError:
    if chosen.kind == "importance":
        message = f"The weight set {chosen.id!r} was asked as importance, without a range."
        hint = f"{aggregation.title} needs swings or points: what the step from worst to best is worth."
    else:
        message = f"The weight set {chosen.id!r} holds {MEANINGS[chosen.kind]}."
        hint = f"{aggregation.title} needs {MEANINGS['importance']}: trade-offs between ranges say nothing about it."
    listed = f" Sets of that kind: {', '.join(each.id for each in others)}." if others else ""
    return MethodError(message, hint=f"{hint}{listed} Or let siblings count equally: --weights {EQUAL}.")
