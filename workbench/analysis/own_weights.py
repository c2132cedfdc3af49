"""Weights of several people joined: each one's own weights count the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.study_tree import build_tree, find_weight_set, raw_weights
from workbench.engine.tree import global_weights, local_from_global, local_weights
from workbench.model.criterion import Group
from workbench.model.weights import Answer, GroupAnswers, WeightSet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.engine.tree import Tree
    from workbench.model.evaluation import Matrix
    from workbench.model.study import Study


def own_weight_set(study: Study, analyst: str, common: str | None) -> str | None:
    """Return the weight set that an analyst stands for, else the common one."""
    return study.analyst[analyst].weight_set or common


def joined_weight_set(
    study: Study, groups: Sequence[Sequence[str | None]], aggregators: Mapping[str, str]
) -> tuple[Study, str | None, str]:
    """Return a study with the mean of several weight sets in it, that set's id, and what it is called.

    Parameters
    ----------
    study
        With the criteria that count: see `model.selection`.
    groups
        Weight sets by id, one for each analyst; means are taken within a group first, then of the groups.

    Notes
    -----
    The leaves' shares of the whole are averaged, so that the mean sums to 1 as well; a median would not.
    """
    names = list(dict.fromkeys(name for group in groups for name in group))
    if len(names) <= 1:
        chosen = find_weight_set(study, names[0] if names else None)
        return study, names[0] if names else None, chosen.label if chosen else "equal weights"
    leaves = [node for node in study.criteria if not isinstance(node, Group)]
    tree = build_tree(study, leaves, aggregators)
    shares = {name: _shares(study, tree, name) for name in names}
    mean: Matrix = np.mean([np.mean([shares[name] for name in group], axis=0) for group in groups], axis=0)
    labels = [chosen.label if (chosen := find_weight_set(study, name)) else "equal weights" for name in names]
    label = f"mean of {' and '.join(labels) if len(labels) < 3 else f'{len(labels)} weight sets'}"  # noqa: PLR2004
    joined = WeightSet(id=_free_id(study), label=label, groups=_answers(tree, local_from_global(tree, mean)))
    fields = {name: getattr(study, name) for name in type(study).model_fields}
    return study.model_construct(**fields | {"weight_sets": (*study.weight_sets, joined)}), joined.id, label


def _shares(study: Study, tree: Tree, name: str | None) -> Matrix:
    raw, _ = raw_weights(study, tree, find_weight_set(study, name))
    return global_weights(tree, local_weights(tree, raw))


def _free_id(study: Study) -> str:
    taken = {each.id for each in study.weight_sets}
    return next(
        name for place in range(len(taken) + 1) if (name := f"joined{f'-{place}' if place else ''}") not in taken
    )


def _answers(tree: Tree, local: Matrix) -> dict[str, GroupAnswers]:
    ids = [*tree.leaves, *(group.id for group in tree.groups)]
    return {
        group.id: GroupAnswers(
            answers={ids[child]: Answer(points=100.0 * float(local[child])) for child in group.children}
        )
        for group in tree.groups
    }
