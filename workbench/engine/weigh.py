"""Weighing criteria: check once what the weighting declares, then compute."""

from __future__ import annotations

from dataclasses import MISSING, asdict, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.engine.evaluate import DIRECTIONS
from workbench.engine.formulas.differences import NOT_FOR_POLICY, is_constant
from workbench.engine.method import find_weighting
from workbench.engine.weigh_answers import (
    columns_of,
    name_all,
    read_best_and_worst,
    read_names,
    read_numbers,
    read_ranks,
    to_floats,
)
from workbench.engine.weigh_comparisons import read_comparisons
from workbench.errors import MethodError, nearest
from workbench.model.evaluation import Notice
from workbench.model.weighing import Weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.engine.method import Weighting
    from workbench.engine.weigh_answers import Named
    from workbench.model.evaluation import Matrix

TABLE_AXES = 2
"""Options and criteria."""


def weigh(method: str, /, **answers: Any) -> Weights:  # noqa: ANN401 - each method takes its own
    """Return weights of criteria from answers about them, or from a bare table.

    Parameters
    ----------
    method
        The name of a weighting.
    answers
        What the weighting asks for, as a sequence or as a mapping of names to numbers: `n` (equal), `points`,
        `swings` (swing), `ranks` (rank_order_centroid, rank_sum, rank_reciprocal), `comparisons` (pairwise),
        `best_to_others` and `others_to_worst` (best_worst), `matrix` of shape (n_options, n_criteria) (entropy,
        critic, standard_deviation); with it the weighting's parameters. `names` names the criteria, and sets their
        order; without it the names of a mapping or of a frame's columns are kept.

    Raises
    ------
    MethodError
        When a name is unknown, an answer is missing, or the weighting refuses one.
    """
    weighting = find_weighting(method)
    given = {name: value for name, value in answers.items() if value is not None}
    _check_given(weighting, given)
    names, read = _read(weighting, given)
    settings = weighting.parameters(**_parameters(weighting, given, len(names)))
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        raw, steps = weighting.weigh(read, settings)
        weights, said = _normalized(weighting, raw, read, names)
    return Weights(
        method=weighting.name,
        title=weighting.title,
        source=weighting.source,
        parameters=asdict(settings),
        names=names,
        weights=weights,
        steps=steps,
        notices=(*said, *weighting.notices(read, steps, names)),
    )


def _check_given(weighting: Weighting, given: Mapping[str, Any]) -> None:
    parameters = fields(weighting.parameters)
    known = [*weighting.answers, *(each.name for each in parameters), "names"]
    for name in given:
        if name not in known:
            message = f"{weighting.name} takes no {name!r}."
            raise MethodError(message, hint=nearest(name, known))
    needed = [each.name for each in parameters if each.default is MISSING]
    asked = () if weighting.input == "names" else weighting.answers
    for name in (*asked, *needed):
        if name not in given:
            message = f"{weighting.name} needs {name}."
            raise MethodError(message, hint=f"It takes: {', '.join(known)}.")
    for name, choices in weighting.choices.items():
        if name in given and given[name] not in choices:
            message = f"{weighting.name} knows no {name} {given[name]!r}."
            raise MethodError(message, hint=nearest(str(given[name]), choices))


def _read(weighting: Weighting, given: Mapping[str, Any]) -> Named:
    """Return names and answers in the form that the weighting takes."""
    key, *_ = weighting.answers
    names = given.get("names")
    if isinstance(names, str):
        message = f"names is {names!r}; it needs a list of names."
        raise MethodError(message)
    names = tuple(map(str, names)) if names is not None else None
    match weighting.input:
        case "names":
            return read_names(given.get(key), names)
        case "numbers":
            return read_numbers(key, given[key], names)
        case "ranks":
            return read_ranks(key, given[key], names)
        case "comparisons":
            return read_comparisons(given[key], names)
        case "best_and_worst":
            return read_best_and_worst(given[key], given[weighting.answers[1]], names)
        case "table":
            return _read_table(weighting, given[key], names)


def _read_table(weighting: Weighting, given: object, names: Sequence[str] | None) -> Named:
    table = to_floats("matrix", given)
    if table.ndim != TABLE_AXES or 0 in table.shape:
        message = f"The table has the shape {table.shape}; it needs options in rows and criteria in columns."
        raise MethodError(message)
    known = name_all(columns_of(given, names), table.shape[1])
    for wrong, what in ((~np.isfinite(table), "no finite number"), (table < 0, "a negative number")):
        if wrong.any() and (weighting.needs_nonnegative or what == "no finite number"):
            row, column = (int(place) for place in np.argwhere(wrong)[0])
            message = f"Option {row + 1} has {what} on {known[column]}, which {weighting.name} refuses."
            raise MethodError(message, hint="Fill it, leave the criterion out, or use another weighting.")
    return known, table


def _parameters(weighting: Weighting, given: Mapping[str, Any], n_criteria: int) -> dict[str, Any]:
    """Return the parameters that are given, directions as +1 and -1."""
    values = {each.name: given[each.name] for each in fields(weighting.parameters) if each.name in given}
    if "directions" not in values:
        return values
    directions = values["directions"]
    if isinstance(directions, str) or not hasattr(directions, "__len__") or len(directions) != n_criteria:
        message = f"The directions are {directions!r}; there must be one for each of {n_criteria} criteria."
        raise MethodError(message)
    unknown = [each for each in directions if each not in list(DIRECTIONS)]
    if unknown:
        message = f"{unknown[0]!r} is no direction."
        raise MethodError(message, hint='Use +1 or "maximize", -1 or "minimize".')
    return values | {"directions": tuple(DIRECTIONS[each] for each in directions)}


def _normalized(
    weighting: Weighting, raw: Matrix, read: Matrix, names: tuple[str, ...]
) -> tuple[Matrix, tuple[Notice, ...]]:
    """Return weights summing to 1, and what must be said about where they come from."""
    said: list[Notice] = []
    if weighting.input == "table":
        said = list(_about_table(read, names))
        if not raw.any():
            raw = np.where(is_constant(read), float(is_constant(read).all()), 1.0)
            text = f"{weighting.title} find no difference to go by: the weights are equal."
            said.append(Notice("equal-weights", "weights", text))
    # By the largest first: the sum of very large numbers has no finite float.
    shares = raw / raw.max()
    weights = shares / shares.sum()
    if not np.isfinite(weights).all():
        message = f"The numbers are too far apart for {weighting.name}: a weight is no finite number."
        raise MethodError(message, hint="Give them in units of similar size.")
    return weights, tuple(said)


def _about_table(table: Matrix, names: tuple[str, ...]) -> Iterator[Notice]:
    yield Notice("not-for-policy", "weights", f"{NOT_FOR_POLICY.capitalize()}.")
    for column in np.flatnonzero(is_constant(table)).tolist():
        name = names[column]
        yield Notice("constant-criterion", name, f"No option differs on {name}: it weighs nothing.")
