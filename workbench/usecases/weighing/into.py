"""Keeping the answers of `weigh` as those of one group of a study's weight set: the answers, never the weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.change import ChangeSet
    from workbench.model.study import Study

WAYS = ("points", "swing", "rank_order_centroid", "rank_sum", "rank_reciprocal", "pairwise", "best_worst")
"""The weightings whose answers a study can keep."""


def keep_answers(
    study: str, chosen: str, group: str, method: str, given: Mapping[str, Any], parameters: Mapping[str, str]
) -> tuple[str, ...]:
    """Write the answers into a study folder and return what to say about it.

    Parameters
    ----------
    chosen, group
        A weight set of the study, and the group whose children were weighed.
    given, parameters
        As `weigh` takes them, by name.

    Raises
    ------
    WorkbenchError
        When a name is unknown, the weighting's answers cannot be kept, or the folder cannot be written.
    """
    from workbench.usecases.editing.writing import write

    if method not in WAYS:
        message = f"The answers of {method} are no people's answers: a study keeps none of them."
        raise UsageError(message, hint=nearest(method, WAYS))
    value = _value(method, given, parameters)
    written = write(study, None, lambda whole, _: _changes(whole, chosen, group, value))
    return (f"Kept as the answers of {group} in the weight set {chosen}.", *written.faults)


def _changes(study: Study, chosen: str, group: str, value: dict[str, Any]) -> ChangeSet:
    from workbench.model.change import Change, ChangeSet
    from workbench.model.weights import GroupAnswers

    sets = {each.id: each for each in study.weight_sets}
    if chosen not in sets:
        message = f"The study has no weight set {chosen!r}."
        raise UsageError(message, hint=nearest(chosen, sets))
    children = [each.id for each in study.criteria if each.parent == group]
    if not children:
        message = f"The study has no group {group!r}."
        raise UsageError(message, hint=nearest(group, {each.parent for each in study.criteria}))
    try:
        answers = GroupAnswers.model_validate(value)
    except ValueError as error:
        message = f"These answers cannot be kept: {error}."
        raise UsageError(message) from error
    unknown = [name for name in answers.named if name not in children]
    if unknown:
        message = f"{unknown[0]!r} is no child of {group}."
        raise UsageError(message, hint=nearest(unknown[0], children))
    before = sets[chosen].groups.get(group)
    old = before.model_dump(mode="json", exclude_defaults=True) if before else None
    new = answers.model_dump(mode="json", exclude_defaults=True)
    return ChangeSet((Change(f"weights/{chosen}/{group}", old, new),), f"weights of {group}")


def _value(method: str, given: Mapping[str, Any], parameters: Mapping[str, str]) -> dict[str, Any]:
    """Return the answers as a group of a weight set holds them."""
    if method in {"points", "swing"}:
        key, numbers = ("points", given["points"]) if method == "points" else ("swing", given["swings"])
        return {"answers": {name: {key: number} for name, number in numbers.items()}}
    if method == "pairwise":
        pairs = given["comparisons"].items()
        comparisons = [{"above": above, "below": below, "times": times} for (above, below), times in pairs]
        return {"comparisons": comparisons, **parameters}
    if method == "best_worst":
        # Each row ends with its own end, against which nobody compared it.
        best, worst = (list(given[row])[-1] for row in ("best_to_others", "others_to_worst"))
        return {
            "best_worst": {
                "best": best,
                "worst": worst,
                "best_to_others": {name: each for name, each in given["best_to_others"].items() if name != best},
                "others_to_worst": {name: each for name, each in given["others_to_worst"].items() if name != worst},
            }
        }
    return {"ranks": given["ranks"], "rank_rule": method}
