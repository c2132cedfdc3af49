"""Selection: the part of a study that a profile and an option set choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from workbench.errors import UsageError, nearest
from workbench.model.criterion import ROOT, ComputedLeaf, Group
from workbench.model.reading import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.model.criterion import Criterion
    from workbench.model.option import OptionSet
    from workbench.model.profile import Profile
    from workbench.model.study import Study

Choice = TypeVar("Choice", bound="Profile | OptionSet")


def select(study: Study, *, profile: str | None = None, option_set: str | None = None) -> Study:
    """Return a study with the chosen criteria, options and their scores; everything else stays.

    Parameters
    ----------
    profile, option_set
        Ids, or "all"; without one, what the study's settings say.

    Raises
    ------
    UsageError
        When the study has no such profile or option set.
    """
    chosen = _find(study.profiles, profile or study.settings.profile, "profile")
    among = _find(study.option_sets, option_set or study.settings.option_set, "option set")
    if chosen is None and among is None:
        return study
    criteria = _chosen_criteria(study, chosen.leaves) if chosen else study.criteria
    options = tuple(each for each in study.options if each.id in among.options) if among else study.options
    kept = {each.id for each in criteria}, {each.id for each in options}
    scores = tuple(each for each in study.scores if each.criterion in kept[0] and each.option in kept[1])
    agreed = tuple(each for each in study.agreed if each.criterion in kept[0] and each.option in kept[1])
    fields = {name: getattr(study, name) for name in type(study).model_fields}
    parts = {"criteria": criteria, "options": options, "scores": scores, "agreed": agreed}
    return study.model_construct(**fields | parts)


def _find(records: Iterable[Choice], name: str | None, kind: str) -> Choice | None:
    known = {each.id: each for each in records}
    if name is None or (name == ALL and name not in known):
        return None
    if name not in known:
        message = f"The study has no {kind} {name!r}."
        raise UsageError(message, hint=nearest(name, [ALL, *known]))
    return known[name]


def _chosen_criteria(study: Study, leaves: tuple[str, ...]) -> tuple[Criterion, ...]:
    parents = {each.id: each.parent for each in study.criteria}
    kept = {each.id for each in study.criteria if not isinstance(each, Group) and _counts(each, leaves)}
    for leaf in tuple(kept):
        kept.update(_above(leaf, parents))
    return tuple(each for each in study.criteria if each.id in kept)


def _counts(leaf: Criterion, leaves: tuple[str, ...]) -> bool:
    inputs = leaf.computed.inputs if isinstance(leaf, ComputedLeaf) else ()
    return leaf.id in leaves and all(each in leaves for each in inputs)


def _above(name: str, parents: Mapping[str, str]) -> list[str]:
    chain: list[str] = []
    parent = parents[name]
    while parent != ROOT and parent in parents and parent not in chain:
        chain.append(parent)
        parent = parents[parent]
    return chain
