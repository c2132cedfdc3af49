"""Why one option stands above another: what each criterion gives to the margin, and what would close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.decomposition import Profile, decompose, leaf_weights, profile
from workbench.analysis.explanation_words import sentences
from workbench.analysis.needs import needs
from workbench.analysis.scoring import local_by_option
from workbench.analysis.weak_cells import weak_cells
from workbench.errors import MethodError, UsageError, nearest
from workbench.model.evaluation import Notice
from workbench.model.robustness import Contribution, Explanation, Trait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.analysis.ground import Ground
    from workbench.engine.tree import Tree
    from workbench.model.evaluation import Matrix

DUST = 1e-9
"""Points smaller than this are rounding."""

MOST_TRAITS = 3
"""Strengths, and weaknesses, that are named of each option."""


def explain(ground: Ground, one: str, other: str) -> Explanation:
    """Return why one of two options stands above the other, whichever does.

    Raises
    ------
    UsageError
        When an option is not among those compared, or both are the same.
    MethodError
        When totals under the method are no sums over the tree.
    """
    tree = ground.linear_tree
    if tree is None:
        message = f"Totals under {ground.totals.aggregation.title} cannot be taken apart by criterion."
        raise MethodError(message, hint="Use value_tree or weighted_sum.")
    upper, lower = _by_rank(ground, one, other)
    contributions = _contributions(ground, tree, upper, lower)
    margin = float(ground.base[0][upper] - ground.base[1][lower]), float(ground.base[1][upper] - ground.base[0][lower])
    deciding = _deciding(contributions, sum(margin) / 2)
    wanted = needs(ground, upper, lower)
    traits = tuple(_traits(ground, tree, upper)) + tuple(_traits(ground, tree, lower))
    weakest = weak_cells(ground, (ground.options[upper], ground.options[lower]), deciding)
    found = Explanation(
        evaluation=ground.evaluation,
        upper=ground.options[upper],
        lower=ground.options[lower],
        margin=margin,
        rule=_rule(tree, ground),
        contributions=contributions,
        deciding=deciding,
        needs=wanted,
        traits=traits,
        weakest=weakest,
        sentences=(),
        notices=(*ground.evaluation.notices, *_notices(ground, upper, lower)),
    )
    return _with_sentences(ground, found)


def _with_sentences(ground: Ground, found: Explanation) -> Explanation:
    from dataclasses import replace

    return replace(found, sentences=tuple(sentences(ground, found)))


def _by_rank(ground: Ground, one: str, other: str) -> tuple[int, int]:
    places = []
    for name in (one, other):
        if name not in ground.options:
            message = f"There is no option {name!r} among those that are compared."
            raise UsageError(message, hint=nearest(name, ground.options))
        places.append(ground.options.index(name))
    if places[0] == places[1]:
        message = f"{one!r} is given twice; an explanation needs two options."
        raise UsageError(message, hint=nearest("", [name for name in ground.options if name != one]))
    first, second = places
    return (first, second) if ground.order.index(first) < ground.order.index(second) else (second, first)


def _rule(tree: Tree, ground: Ground) -> str:
    bent = [group.id for group in tree.groups if group.aggregator != "arithmetic" and len(group.children) > 1]
    text = "Each criterion gives its weight in the whole times the difference of the two values."
    if bent:
        labels = ", ".join(ground.label(name) for name in bent)
        text += (
            f" In {labels}, which is no weighted mean, a child gives its Shapley value (the mean over all orders of "
            "exchanging one option's values for the other's), passed down in proportion."
        )
    return text


def _profile(ground: Ground, tree: Tree, place: int, end: int) -> Profile:
    """Return an option's profile with its gaps at their worst (end 0) or at their best (end 1)."""
    local = local_by_option(ground.problem)[ground.rows[place]]
    return profile(tree, ground.tables[end][place], local)


def _contributions(ground: Ground, tree: Tree, upper: int, lower: int) -> tuple[Contribution, ...]:
    worst = _profile(ground, tree, upper, 0), _profile(ground, tree, lower, 1)
    best = _profile(ground, tree, upper, 1), _profile(ground, tree, lower, 0)
    low, high = decompose(tree, *worst), decompose(tree, *best)
    weights = leaf_weights(tree, worst)
    found = [
        Contribution(
            criterion=name,
            label=ground.label(name),
            weight=float(weights[column]),
            value=(_value(ground, upper, column), _value(ground, lower, column)),
            low=float(low[column]),
            high=float(high[column]),
        )
        for column, name in enumerate(tree.leaves)
        if weights[column] > 0
    ]
    return tuple(sorted(found, key=lambda each: -each.middle))


def _value(ground: Ground, place: int, column: int) -> float | None:
    row = ground.rows[place]
    return float(ground.problem.values[row, column]) if ground.problem.known[row, column] else None


def _deciding(contributions: tuple[Contribution, ...], margin: float) -> tuple[str, ...]:
    """Return the fewest criteria whose parts add up to the margin: without them there would be none."""
    if margin <= DUST:
        return ()
    found, total = [], 0.0
    for each in contributions:
        if total >= margin - DUST or each.middle <= DUST:
            break
        found.append(each.criterion)
        total += each.middle
    return tuple(found)


def _traits(ground: Ground, tree: Tree, place: int) -> Iterator[Trait]:
    """Yield where an option is furthest above and below the others, on average over them."""
    others = [each for each in range(len(ground.options)) if each != place]
    if not others:
        return
    mean = np.mean([_middle(ground, tree, place, other) for other in others], axis=0)
    order = np.argsort(-mean, kind="stable").tolist()
    strong = [column for column in order if mean[column] > DUST][:MOST_TRAITS]
    weak = [column for column in reversed(order) if mean[column] < -DUST][:MOST_TRAITS]
    for column in (*strong, *weak):
        name = tree.leaves[column]
        yield Trait(ground.options[place], name, ground.label(name), float(mean[column]))


def _middle(ground: Ground, tree: Tree, one: int, other: int) -> Matrix:
    ends = [decompose(tree, _profile(ground, tree, one, end), _profile(ground, tree, other, 1 - end)) for end in (0, 1)]
    result: Matrix = np.mean(ends, axis=0)
    return result


def _notices(ground: Ground, upper: int, lower: int) -> Iterator[Notice]:
    for place in (upper, lower):
        if ground.base[0][place] < ground.base[1][place]:
            name = ground.options[place]
            text = f"{ground.labels[name]} has missing scores: its parts lie between the gaps at their worst and best."
            yield Notice("open-contributions", name, text)
    local = local_by_option(ground.problem)
    rows = ground.rows[upper], ground.rows[lower]
    if not np.array_equal(local[rows[0]], local[rows[1]]):
        text = "A criterion applies to one of the two only: part of the margin comes from weights, not from scores."
        yield Notice("weights-differ", "weights", text)
