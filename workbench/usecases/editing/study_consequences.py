"""What a changed record of a study means for scores and weights, to be said before the change is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.criterion import Group, Leaf
from workbench.model.state import read_record
from workbench.usecases.pages.counting import counted
from workbench.usecases.weighing.tree import IMPORTANCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.change import Json
    from workbench.model.study import Study


def consequence(study: Study, key: str, new: Json) -> str:
    """Return what a changed record means for scores and weights; nothing where nothing hangs on it."""
    kind, _, name = key.partition("/")
    if kind == "criterion" and new is not None and name in study.criterion:
        node, after = study.criterion[name], read_record(key, new)
        if isinstance(node, Leaf):
            return _about_leaf(study, node, after)
        if isinstance(node, Group) and after.aggregator != node.aggregator:
            return _about_rule(study, node, after)
    if key == "study" and isinstance(new, dict) and study.illustrative and not new.get("illustrative"):
        return "From then on no output says ILLUSTRATIVE."
    return ""


def _about_leaf(study: Study, before: Leaf, after: Leaf) -> str:
    scores = [
        [number for number in (each.value, each.low, each.high) if number is not None]
        for each in study.scores
        if each.criterion == before.id and each.missing is None
    ]
    scale = after.scale
    beyond = sum(any(not scale.low <= number <= scale.high for number in each) for each in scores)
    if after.direction != before.direction:
        found = _kept(len(scores), ", but the other end is the better one from then on")
    elif scale.kind != before.scale.kind:
        found = _kept(len(scores), " on another kind of scale")
    elif (after.worst, after.best) != (before.worst, before.best):
        found = _kept(len(scores), f", {beyond} of them beyond the new ends" if beyond else "")
    elif after.value_function != before.value_function:
        if not scores:
            return ""
        found = [f"{counted(len(scores), 'score')} {'is' if len(scores) == 1 else 'are'} worth something else then"]
    else:
        return ""
    if _is_weighed(study, before.parent, before.id, over_ranges=True):
        found = [*found, "its weight was asked for the old range: ask it again"]
    return _sentence(found)


def _kept(count: int, how: str) -> list[str]:
    """Return that scores keep their numbers, and how; nothing where there are none."""
    if not count:
        return []
    kept = "1 score keeps its number" if count == 1 else f"{count} scores keep their numbers"
    return [f"{kept}{how.replace('1 of them', 'which is') if count == 1 else how}"]


def _sentence(parts: Sequence[str]) -> str:
    words = "; ".join(parts)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _about_rule(study: Study, before: Group, after: Group) -> str:
    count = sum(_is_weighed(study, before.id, each.id) for each in study.criteria if each.parent == before.id)
    if not count:
        return ""
    asked, again = ("was", "it") if count == 1 else ("were", "them")
    how = "; weights act as exponents there" if after.aggregator == "geometric" else ""
    return f"{counted(count, 'weight')} in it {asked} asked under {before.aggregator}: ask {again} again{how}."


def _is_weighed(study: Study, group: str, name: str, *, over_ranges: bool = False) -> bool:
    """Return whether a weight set has an answer about a child of a group; if wanted, one that was asked over ranges."""
    return any(
        group in each.groups and name in each.groups[group].named
        for each in study.weight_sets
        if not (over_ranges and each.kind == IMPORTANCE)
    )
