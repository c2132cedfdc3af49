"""The analytic hierarchy process: options ranked from pairwise comparisons of criteria and of options on each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from workbench.engine.formulas.ranks import competition_ranks
from workbench.engine.weigh import weigh
from workbench.errors import MethodError, nearest
from workbench.model.ahp import Ahp, Doubt, GroupPriorities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.model.ahp import PairJudgement
    from workbench.model.weighing import Weights

TOP = "criteria"
"""The group whose members are the criteria; a criterion's own group holds its sub-criteria or the options."""

SOURCE = (
    "Saaty (1980), The Analytic Hierarchy Process; ideal synthesis: Saaty (1994), "
    "Fundamentals of Decision Making and Priority Theory"
)

SYNTHESES = ("distributive", "ideal")


def analyse(
    judgements: Sequence[PairJudgement],
    *,
    synthesis: Literal["distributive", "ideal"] | str = "distributive",  # noqa: PYI051 - the words, for readers
    priority: str = "eigenvector",
) -> Ahp:
    """Return the options' totals and ranks, with every matrix's priorities and consistency.

    Distributive synthesis, the original, adds up priorities that sum to 1 on each criterion, so that one option more
    can change the order of the others; ideal synthesis divides them by the best option's first.

    Parameters
    ----------
    judgements
        In the group "criteria" criteria are compared; in the group of a criterion its sub-criteria, or the options.

    Raises
    ------
    MethodError
        When a group is missing, does not hang on the criteria, or the groups compare different options.
    """
    if synthesis not in SYNTHESES:
        message = f"There is no synthesis {synthesis!r}."
        raise MethodError(message, hint=nearest(synthesis, SYNTHESES))
    groups = _by_group(judgements)
    order = list(_from_the_top(groups))
    weights = {name: _weigh(name, groups[name], priority) for name in order}
    leaves = [name for name in order if not any(member in groups for member in weights[name].names)]
    options = _same_options(leaves, weights)
    shares = {TOP: 1.0}
    for name in order:
        for member, share in weights[name].by_name.items():
            if member in groups:
                shares[member] = shares[name] * share
    totals = np.zeros(len(options))
    for leaf in leaves:
        priorities = np.array([weights[leaf].by_name[option] for option in options])
        totals += shares[leaf] * (priorities / priorities.max() if synthesis == "ideal" else priorities)
    totals /= totals.sum()
    return Ahp(
        synthesis=synthesis,
        priority=priority,
        options=options,
        totals=tuple(totals.tolist()),
        ranks=tuple(competition_ranks(totals).tolist()),
        groups=tuple(_priorities(name, shares[name], weights[name]) for name in order),
        notices=tuple(
            replace(each, where=name, text=f"{name}: {each.text}")
            for name in order
            for each in weights[name].notices
            if each.code != "least-consistent"  # each group's own doubt says it
        ),
    )


def _by_group(judgements: Sequence[PairJudgement]) -> dict[str, dict[tuple[str, str], float]]:
    groups: dict[str, dict[tuple[str, str], float]] = {}
    for each in judgements:
        groups.setdefault(each.group, {})[each.above, each.below] = each.number
    if TOP not in groups:
        message = f"There is no group {TOP!r}, in which the criteria are compared."
        raise MethodError(message, hint=f"Groups found: {', '.join(groups) or 'none'}.")
    return groups


def _members(pairs: Mapping[tuple[str, str], float]) -> list[str]:
    return list(dict.fromkeys(name for pair in pairs for name in pair))


def _from_the_top(groups: Mapping[str, Mapping[tuple[str, str], float]]) -> Iterator[str]:
    """Yield the groups from the criteria downwards, each after the one that it is a member of."""
    waiting, seen = [TOP], []
    while waiting:
        name = waiting.pop(0)
        seen.append(name)
        members = _members(groups[name])
        below = [member for member in members if member in groups]
        again = [member for member in below if member in seen or member in waiting]
        if again:
            message = f"The group {again[0]!r} is a member of more than one group, or of itself."
            raise MethodError(message)
        missing = [member for member in members if member not in groups]
        if missing and (below or name == TOP):
            message = f"Nothing is compared on {missing[0]!r}."
            raise MethodError(
                message, hint=f"Add judgements whose group is {missing[0]}: on it, which option is better?"
            )
        waiting.extend(below)
        yield name
    apart = [name for name in groups if name not in seen]
    if apart:
        known = {member for pairs in groups.values() for member in _members(pairs)} - set(seen)
        message = f"The group {apart[0]!r} is no criterion that is compared."
        raise MethodError(message, hint=nearest(apart[0], known | set(_members(groups[TOP]))))


def _weigh(name: str, pairs: Mapping[tuple[str, str], float], priority: str) -> Weights:
    try:
        return weigh("pairwise", comparisons=dict(pairs), priority=priority)
    except MethodError as error:
        message = f"In the group {name!r}: {error.message}"
        raise MethodError(message, hint=error.hint) from error


def _same_options(leaves: Sequence[str], weights: Mapping[str, Weights]) -> tuple[str, ...]:
    options = weights[leaves[0]].names
    for leaf in leaves:
        for one, other in ((options, weights[leaf].names), (weights[leaf].names, options)):
            missing = [name for name in one if name not in other]
            if missing:
                there, absent = (leaves[0], leaf) if one is options else (leaf, leaves[0])
                message = f"The option {missing[0]!r} is compared on {there} and not on {absent}."
                raise MethodError(message, hint=nearest(missing[0], other))
    return options


def _priorities(name: str, share: float, weights: Weights) -> GroupPriorities:
    steps = {each.name: each.data for each in weights.steps}
    ratio = steps.get("consistency_ratio")
    return GroupPriorities(
        group=name,
        share=share,
        priorities=weights.by_name,
        lambda_max=float(steps["lambda_max"]),
        consistency_index=float(steps["consistency_index"]),
        consistency_ratio=None if ratio is None else float(ratio),
        doubt=_doubt(weights),
    )


def _doubt(weights: Weights) -> Doubt | None:
    """Return the judgement that is furthest from the ratio of the priorities; None where all agree."""
    over = weights.step("given_over_implied").data
    given = weights.step("completed_comparisons").data
    distance = np.abs(np.log(over))
    if distance.max() < 1e-6:  # noqa: PLR2004 - nothing but rounding
        return None
    above, below = (int(place) for place in np.unravel_index(distance.argmax(), distance.shape))
    if given[above, below] < 1:
        above, below = below, above
    first, second = weights.names[above], weights.names[below]
    shares = weights.by_name
    return Doubt(first, second, float(given[above, below]), shares[first] / shares[second])
