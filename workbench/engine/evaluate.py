"""Evaluating a bare decision table: check once what the method declares, then compute."""

from __future__ import annotations

from functools import cache
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.engine.formulas.ranks import competition_ranks
from workbench.engine.formulas.weights import normalize_weights
from workbench.engine.method import find_aggregation, normalizations, read_parameters
from workbench.engine.parameter_forms import in_order
from workbench.errors import MethodError, nearest
from workbench.model.evaluation import Evaluation, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike

    from workbench.engine.method import Aggregation, Normalization
    from workbench.model.evaluation import Matrix, Step

DIRECTIONS = {1: 1.0, -1: -1.0, "maximize": 1.0, "minimize": -1.0}
"""What a direction can be given as."""

SUM_TOLERANCE = 1e-9
"""How far the sum of weights may be from 1 before a notice says so."""


@np.errstate(all="ignore")  # a number that is not finite is refused in words
def evaluate(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: Sequence[str | int],
    *,
    method: str = "weighted_sum",
    normalization: str | None = None,
    **parameters: object,
) -> Evaluation:
    """Return the totals of the options in a decision table.

    Parameters
    ----------
    matrix : array of shape (..., n_options, n_criteria), or a pandas DataFrame with options in rows
        Raw performances, or comparable values with normalization "none". Finite.
    weights : array of shape (..., n_criteria)
        Not negative, not all zero; normalised to sum 1. Leading axes broadcast.
    directions : sequence of n_criteria
        +1 or "maximize", -1 or "minimize".
    method, normalization
        Names of a method and of a normalization; without one, that of the method's publication.
    parameters
        The method's own parameters.

    Raises
    ------
    MethodError
        When a name is unknown, shapes disagree, a number is not finite, or the method refuses the data.
    """
    aggregation = find_aggregation(method)
    options, criteria = _names(matrix)
    table = np.asarray(matrix, dtype=np.float64)
    _check_table(table, criteria)
    signs = _read_directions(directions, table.shape[-1])
    raw = _read_weights(weights, table.shape[-1], criteria)
    used = normalize_weights(raw)
    chosen = normalization or aggregation.normalization
    if chosen not in normalizations():
        message = f"There is no normalization {chosen!r}."
        raise MethodError(message, hint=nearest(chosen, normalizations()))
    values = _normalize(aggregation, chosen, table, signs, criteria or _numbered("criterion", table.shape[-1]))
    return run(
        aggregation,
        values,
        signs,
        used,
        raw_weights=raw,
        options=options or _numbered("option", table.shape[-2]),
        criteria=criteria or _numbered("criterion", table.shape[-1]),
        parameters=parameters,
        notices=tuple(_notices(raw, table, criteria, chosen)),
    )


@np.errstate(all="ignore")
def run(
    aggregation: Aggregation,
    values: Matrix,
    directions: Matrix,
    weights: Matrix,
    *,
    raw_weights: Matrix,
    options: tuple[str, ...],
    criteria: tuple[str, ...],
    parameters: dict[str, Any],
    notices: tuple[Notice, ...] = (),
) -> Evaluation:
    """Return the evaluation of a checked table by a method: values in, directions +1/-1, weights summing to 1."""
    check_signs(aggregation, values, directions, criteria)
    settings = read_parameters(aggregation, in_order(aggregation, parameters, criteria), criteria)
    table = aggregation.prepare(values, directions, settings)
    totals = aggregation.total(table, weights)
    _check_finite(aggregation, totals)
    return Evaluation(
        method=aggregation.name,
        parameters=parameters,
        options=options,
        criteria=criteria,
        totals=totals,
        weights=weights,
        raw_weights=raw_weights,
        lower_is_better=aggregation.lower_is_better,
        notices=(*notices, *aggregation.notices(table, criteria)),
        rank=lambda: competition_ranks(totals, lower_is_better=aggregation.lower_is_better),
        trace=lambda: _trace(aggregation, table, weights),
    )


@np.errstate(all="ignore")
def _trace(aggregation: Aggregation, table: Any, weights: Matrix) -> tuple[Step, ...]:  # noqa: ANN401 - each method's own table
    steps = aggregation.trace(table, weights)
    for step in steps:
        _check_finite(aggregation, step.data)
    return steps


def _check_finite(aggregation: Aggregation, numbers: Matrix) -> None:
    """Refuse numbers that are not finite; their sum shows it, except that the sum can itself have no finite float."""
    if not isfinite(numbers.sum()) and not np.isfinite(numbers).all():
        message = f"The numbers are too large or too far apart for {aggregation.name}: a result is no finite number."
        raise MethodError(message, hint="Give them in units that keep them well between 1e-150 and 1e150.")


def _normalize(
    aggregation: Aggregation, name: str, table: Matrix, directions: Matrix, criteria: tuple[str, ...]
) -> Matrix:
    if aggregation.input == "performances":
        if name != "none":
            message = f"{aggregation.name} takes raw performances; {name} does not go before it."
            raise MethodError(message, hint="It scales them itself, as its publication says.")
        return table
    normalization = normalizations()[name]
    check_signs(normalization, table, directions, criteria)
    return normalization.normalize(table, directions)


OTHER_TABLE = "Use another normalization, for example minmax, or another method."
"""What to do about numbers of a bare table that a method cannot take."""


def check_signs(
    method: Aggregation | Normalization,
    values: Matrix,
    directions: Matrix,
    criteria: tuple[str, ...],
    *,
    hint: str = OTHER_TABLE,
) -> None:
    """Refuse values that a method cannot take, by the name of the criterion.

    Parameters
    ----------
    hint
        What to do then, where the values come from.

    Raises
    ------
    MethodError
        When a number has a sign that the method says it cannot use.
    """
    if not (
        method.needs_nonnegative or method.needs_positive or method.needs_positive_costs or method.needs_some_positive
    ):
        return
    if values.min() > 0:
        return
    all_zero = np.broadcast_to((values <= 0).all(axis=-2, keepdims=True), values.shape)
    for needed, wrong, least, kind in (
        (method.needs_nonnegative, values < 0, "of at least 0", "a negative one"),
        (method.needs_positive, values <= 0, "above 0", "one that is not"),
        (method.needs_positive_costs, (values <= 0) & (directions < 0), "above 0 to minimize", "one that is not"),
        (method.needs_some_positive, all_zero, "above 0 in each criterion", "none"),
    ):
        if needed and wrong.any():
            column = int(np.argwhere(wrong)[0][-1])
            message = f"{method.name} needs numbers {least}; {criteria[column]} has {kind}."
            raise MethodError(message, hint=hint)


@cache
def _numbered(word: str, count: int) -> tuple[str, ...]:
    return tuple(f"{word} {number}" for number in range(1, count + 1))


def _names(matrix: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    columns = getattr(matrix, "columns", None)
    if columns is None:
        return (), ()
    return tuple(map(str, matrix.index)), tuple(map(str, columns))  # type: ignore[attr-defined]


def _name(criteria: tuple[str, ...], column: int) -> str:
    return repr(criteria[column]) if criteria else f"criterion {column + 1}"


def _check_table(table: Matrix, criteria: tuple[str, ...]) -> None:
    if table.ndim < 2 or 0 in table.shape:  # noqa: PLR2004 - options and criteria
        message = f"The table has the shape {table.shape}; it needs options in rows and criteria in columns."
        raise MethodError(message)
    if not isfinite(table.sum()) and not np.isfinite(table).all():
        *_, row, column = (int(place) for place in np.argwhere(~np.isfinite(table))[0])
        message = f"Option {row + 1} has no finite number on {_name(criteria, column)}."
        raise MethodError(message, hint="Missing is not zero: fill the cell, or leave the option or criterion out.")


def _read_directions(directions: Sequence[str | int], n_criteria: int) -> Matrix:
    if len(directions) != n_criteria:
        message = f"There are {len(directions)} directions for {n_criteria} criteria."
        raise MethodError(message)
    unknown = [each for each in directions if each not in DIRECTIONS]
    if unknown:
        message = f"{unknown[0]!r} is no direction."
        raise MethodError(message, hint='Use +1 or "maximize", -1 or "minimize".')
    return np.array([DIRECTIONS[each] for each in directions])


def _read_weights(weights: ArrayLike, n_criteria: int, criteria: tuple[str, ...]) -> Matrix:
    raw = np.asarray(weights, dtype=np.float64)
    if raw.ndim == 0 or raw.shape[-1] != n_criteria:
        message = f"The weights have the shape {raw.shape}; the last axis needs one for each of {n_criteria} criteria."
        raise MethodError(message)
    # The smallest and the largest alone first: masks of many weight vectors cost more than most methods.
    if not (raw.min(initial=0.0) >= 0.0 and raw.max(initial=0.0) < inf):
        wrong = ~np.isfinite(raw) | (raw < 0)
        column = int(np.argwhere(wrong)[0][-1])
        message = f"A weight of {_name(criteria, column)} is {raw[wrong][0]:g}; weights are finite and not negative."
        raise MethodError(message)
    if not raw.max(axis=-1).all():
        message = "Every weight is zero."
        raise MethodError(message, hint="Give at least one criterion weight.")
    return raw


def _notices(raw: Matrix, table: Matrix, criteria: tuple[str, ...], normalization: str) -> Iterator[Notice]:
    if np.abs(raw.sum(axis=-1) - 1.0).max(initial=0.0) > SUM_TOLERANCE:
        yield Notice("weights-normalized", "weights", "The weights were divided by their sum.")
    # Where no criterion has the same first and last number, none is constant.
    if normalization == "minmax" and (table[..., 0, :] == table[..., -1, :]).any():
        constant = (table.max(axis=-2) == table.min(axis=-2)).reshape(-1, table.shape[-1]).all(axis=0)
        for column in constant.nonzero()[0]:
            text = f"No option differs on {_name(criteria, int(column))}: it adds 0 to every total."
            yield Notice("constant-criterion", _name(criteria, int(column)), text)
