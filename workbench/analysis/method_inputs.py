"""What a method gets from a study: numbers and directions of the criteria that count, parameters in their units."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.engine.parameter_forms import in_order
from workbench.errors import MethodError
from workbench.model.criterion import Direction, Leaf
from workbench.model.evaluation import Notice
from workbench.model.value_function import Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.engine.method import Aggregation
    from workbench.engine.problem import Problem
    from workbench.model.evaluation import Matrix
    from workbench.model.study import Study

LEVEL_OF_A_WORTH = 25.0
"""What one level is on a computed leaf, in points of 0 to 100: a quarter, as on a measured scale."""


@dataclass(frozen=True)
class MethodInputs:
    """A study as a decision table of the criteria that have weight."""

    criteria: tuple[str, ...]
    matrix: Matrix
    """Shape (n_options, n_criteria): values 0 to 100, or raw performances."""
    directions: Matrix
    """+1 or -1, shape (n_criteria,)."""
    weights: Matrix
    raw_weights: Matrix
    said: Mapping[str, Any]
    """The parameters as they are reported, thresholds in levels."""
    parameters: Mapping[str, Any]
    """The parameters as the method takes them, thresholds in the unit of each criterion."""
    notices: tuple[Notice, ...]


def takes_each_alone(aggregation: Aggregation) -> bool:
    """Return whether an option's total follows from its own values and never falls with them.

    Then an option with gaps has an interval of totals; under every other method it is left out.
    """
    return aggregation.input == "values" and aggregation.each_option_alone and aggregation.monotone


def method_inputs(study: Study, problem: Problem, aggregation: Aggregation, given: Mapping[str, Any]) -> MethodInputs:
    """Return what a method that compares options with each other gets; every cell that counts is known.

    Raises
    ------
    MethodError
        When a parameter does not fit the criteria.
    """
    columns = np.flatnonzero(problem.weights > 0)
    criteria = tuple(problem.tree.leaves[column] for column in columns)
    matrix = problem.values[:, columns]
    directions = np.ones(len(columns))
    sizes = np.array([_points_of_a_level(study, problem, int(column)) for column in columns])
    notices: tuple[Notice, ...] = ()
    if aggregation.input == "performances":
        raw = [_raw(study, name) for name in criteria]
        for place, leaf in enumerate(raw):
            if leaf is not None:
                matrix[:, place] = np.clip(problem.performances[:, columns[place]], leaf.scale.low, leaf.scale.high)
                directions[place] = 1.0 if leaf.direction is Direction.MAXIMIZE else -1.0
                sizes[place] = leaf.scale.step
        notices = tuple(_about_value_functions(study, aggregation, criteria))
    said = _with_defaults(study, aggregation, given, criteria)
    scaled = {name: _in_units(name, said[name], criteria, sizes) for name in aggregation.thresholds if name in said}
    parameters = {**said, **scaled}
    if _takes(aggregation, "bounds") and "bounds" not in said:
        parameters["bounds"] = tuple(_ends(study, name) for name in criteria)
        text = "The bounds are the ends of the scales."
        notices = (*notices, Notice("bounds-of-scales", aggregation.name, text))
    return MethodInputs(
        criteria=criteria,
        matrix=matrix,
        directions=directions,
        weights=problem.weights[columns] / problem.weights[columns].sum(),
        raw_weights=problem.raw[columns],
        said=said,
        parameters=parameters,
        notices=(*notices, *_about_thresholds(aggregation, said)),
    )


def parameters_on_values(
    study: Study, problem: Problem, aggregation: Aggregation, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a method's parameters for a table of values, 0 to 100, of all leaves: thresholds in points of value."""
    leaves = problem.tree.leaves
    sizes = np.array([_points_of_a_level(study, problem, column) for column in range(len(leaves))])
    said = _with_defaults(study, aggregation, given, leaves)
    scaled = {name: _in_units(name, said[name], leaves, sizes) for name in aggregation.thresholds if name in said}
    if _takes(aggregation, "bounds") and "bounds" not in said:
        scaled["bounds"] = ((0.0, 100.0),) * len(leaves)
    return in_order(aggregation, {**said, **scaled}, leaves)


def _takes(aggregation: Aggregation, name: str) -> bool:
    return name in (each.name for each in fields(aggregation.parameters))


def _raw(study: Study, name: str) -> Leaf | None:
    """Return a leaf whose raw performance has one better end; None for those that only a worth compares."""
    node = study.criterion[name]
    return node if isinstance(node, Leaf) and not isinstance(node.value_function, Target) else None


def _ends(study: Study, name: str) -> tuple[float, float]:
    leaf = _raw(study, name)
    return (leaf.scale.low, leaf.scale.high) if leaf else (0.0, 100.0)


def _points_of_a_level(study: Study, problem: Problem, column: int) -> float:
    is_leaf = isinstance(study.criterion[problem.tree.leaves[column]], Leaf)
    return float(problem.steps[column]) if is_leaf else LEVEL_OF_A_WORTH


def _with_defaults(
    study: Study, aggregation: Aggregation, given: Mapping[str, Any], criteria: Sequence[str]
) -> dict[str, Any]:
    """Return the parameters with what the study decides, thresholds in levels."""
    settings = study.settings
    defaults = {
        "q": settings.outranking_indifference,
        "p": settings.outranking_preference,
        "v": settings.outranking_veto,
    }
    said = {**aggregation.study_defaults, **given}
    for name in aggregation.thresholds:
        if name not in defaults:
            continue
        if hasattr(said.get(name), "items"):
            said[name] = dict.fromkeys(criteria, defaults[name]) | dict(said[name])
        elif name not in said and defaults[name] is not None:
            said[name] = defaults[name]
    return said


def _in_units(name: str, levels: Any, criteria: Sequence[str], sizes: Matrix) -> Any:  # noqa: ANN401 - in any form
    """Return thresholds in the unit of each criterion; names that are none are refused where names are read."""
    size_of = dict(zip(criteria, sizes.tolist(), strict=True))
    if levels is None or isinstance(levels, str):
        return levels
    if hasattr(levels, "items"):
        return {key: _times(level, size_of.get(key, 1.0)) for key, level in levels.items()}
    if isinstance(levels, (list, tuple)):
        if len(levels) != len(sizes):
            message = f"{name} has {len(levels)} numbers for {len(sizes)} criteria with weight."
            raise MethodError(message, hint="Give one for all, or by criterion: q=cost:1,time:2.")
        return tuple(map(_times, levels, sizes.tolist()))
    return tuple(_times(levels, size) for size in sizes.tolist())


def _times(level: Any, size: float) -> Any:  # noqa: ANN401 - a number, or what is refused later
    return level * size if isinstance(level, (int, float)) else level


def _about_value_functions(study: Study, aggregation: Aggregation, criteria: Sequence[str]) -> Iterator[Notice]:
    bent = []
    for name in criteria:
        node = study.criterion[name]
        if not isinstance(node, Leaf):
            text = f"{name} is computed: {aggregation.title} takes its worth, 0 to 100."
            yield Notice("worth-in-place-of-performance", name, text)
        elif isinstance(node.value_function, Target):
            text = f"{name} is best at a target: {aggregation.title} takes its worth, 0 to 100."
            yield Notice("worth-in-place-of-performance", name, text)
        elif node.value_function.kind != "linear":
            bent.append(name)
    if bent:
        text = f"{aggregation.title} takes raw performances: the value functions of {', '.join(bent)} are not used."
        yield Notice("value-functions-ignored", aggregation.name, text)


def _about_thresholds(aggregation: Aggregation, said: Mapping[str, Any]) -> Iterator[Notice]:
    plain = [(name, said[name]) for name in aggregation.thresholds if name in said and said[name] is not None]
    if plain:
        words = ", ".join(f"{name} {value:g}" if isinstance(value, (int, float)) else name for name, value in plain)
        text = f"Thresholds in levels of each scale: {words}."
        if "v" in aggregation.thresholds and said.get("v") is None:
            text += " There is no veto."
        yield Notice("thresholds", aggregation.name, text)
