"""What PROMETHEE I and II share: preferences between options, and how much leaves and enters each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from workbench.engine.formulas.blocks import BLOCK_FLOATS
from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.differences import differences
from workbench.engine.formulas.parameters import per_criterion
from workbench.engine.formulas.preferences import PREFERENCES, THRESHOLDS
from workbench.engine.formulas.weights import apply_weights
from workbench.errors import MethodError, nearest
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model.evaluation import Matrix, Notice

Function: TypeAlias = Literal["usual", "ushape", "vshape", "level", "linear", "gaussian"]


@dataclass(frozen=True, slots=True)
class Parameters:
    """How a difference becomes a preference: each given once, or for each criterion."""

    functions: Function | Sequence[Function] = "usual"
    """Names of preference functions."""
    q: float | Sequence[float] | None = None
    """Indifference: the largest difference that is none; in the criterion's unit."""
    p: float | Sequence[float] | None = None
    """Preference: the difference from which on it is whole; not below q."""
    s: float | Sequence[float] | None = None
    """The turning point of the gaussian function; above 0."""


@dataclass(frozen=True, slots=True)
class Flows:
    """Flows on each criterion, before weights."""

    oriented: Matrix
    """Performances of shape (..., n_options, n_criteria), larger is better."""
    functions: tuple[str, ...]
    thresholds: Matrix
    """q, p and s of shape (3, n_criteria)."""
    leaving: Matrix
    """Mean preference over the others, in [0, 1], shape (..., n_options, n_criteria)."""
    entering: Matrix
    """Mean preference of the others, the same."""
    net: Matrix
    """Leaving less entering, in [-1, 1]; the sum over the options is 0."""


def prepare_flows(performances: Matrix, directions: Matrix, parameters: Parameters) -> Flows:
    """Return the flows of each criterion; 0 where there is one option.

    Raises
    ------
    MethodError
        When a function is unknown, a threshold it reads is missing, or q is above p.
    """
    oriented = performances * directions
    functions, thresholds = _read(parameters, oriented.shape[-1])
    leaving, entering = np.empty_like(oriented), np.empty_like(oriented)
    for columns, preferred in _preferences(oriented, functions, thresholds):
        leaving[..., columns] = np.moveaxis(preferred.sum(axis=-1), 0, -1)
        entering[..., columns] = np.moveaxis(preferred.sum(axis=-2), 0, -1)
    others = max(oriented.shape[-2] - 1, 1)
    leaving /= others
    entering /= others
    return Flows(oriented, functions, thresholds, leaving, entering, leaving - entering)


def preference_indices(table: Flows, weights: Matrix) -> Matrix:
    """Return how far each option is preferred to each other, in [0, 1], shape (..., n_options, n_options)."""
    n_options = table.oriented.shape[-2]
    lead = np.broadcast_shapes(table.oriented.shape[:-2], weights.shape[:-1])
    indices = np.zeros((*lead, n_options, n_options))
    for columns, preferred in _preferences(table.oriented, table.functions, table.thresholds):
        for column, each in zip(columns, preferred, strict=True):
            indices += each * weights[..., column, None, None]
    return indices


def net_flow(table: Flows, weights: Matrix) -> Matrix:
    """Return the net flows φ, shape (..., n_options), in [-1, 1]; their sum is 0."""
    return apply_weights(table.net, weights)


def flow_steps(table: Flows, weights: Matrix) -> tuple[Step, ...]:
    """Return the preference indices, and the flows that leave and enter each option."""
    flows = (apply_weights(each, weights) for each in (table.leaving, table.entering, table.net))
    names = ("phi_plus", "phi_minus", "phi")
    return (
        Step("preference", ("option", "option"), preference_indices(table, weights)),
        *(Step(name, ("option",), flow) for name, flow in zip(names, flows, strict=True)),
    )


def about_flows(table: Flows, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria that prefer nobody."""
    return about_constant(table.oriented, criteria, "it prefers nobody")


def _preferences(
    oriented: Matrix, functions: tuple[str, ...], thresholds: Matrix
) -> Iterator[tuple[list[int], Matrix]]:
    """Yield columns that have function and thresholds in common, with preferences (n_columns, ..., options, options).

    Not all at once where tables are large: what lies between stays small.
    """
    alike: dict[tuple[str, *tuple[float, ...]], list[int]] = {}
    for column, name in enumerate(functions):
        alike.setdefault((name, *thresholds[:, column].tolist()), []).append(column)
    lanes = np.moveaxis(oriented, -1, 0)
    size = max(1, BLOCK_FLOATS // (lanes[0].size * lanes.shape[-1]))
    for (name, *numbers), found in alike.items():
        for start in range(0, len(found), size):
            columns = found[start : start + size]
            yield columns, PREFERENCES[name](differences(lanes[columns]), *numbers)


def _read(parameters: Parameters, n_criteria: int) -> tuple[tuple[str, ...], Matrix]:
    given = parameters.functions
    functions: tuple[str, ...] = (given,) * n_criteria if isinstance(given, str) else tuple(given)
    if len(functions) != n_criteria:
        message = f"There are {len(functions)} functions for {n_criteria} criteria."
        raise MethodError(message, hint="Give one name, or one for each criterion.")
    for name in functions:
        if name not in PREFERENCES:
            message = f"There is no preference function {name!r}."
            raise MethodError(message, hint=nearest(name, PREFERENCES))
    rows = [
        np.zeros(n_criteria)
        if (numbers := getattr(parameters, name)) is None
        else per_criterion(name, numbers, n_criteria)
        for name in "qps"
    ]
    for column, name in enumerate(functions):
        _check(parameters, name, *(float(row[column]) for row in rows))
    return functions, np.stack(rows)


def _check(parameters: Parameters, function: str, q: float, p: float, s: float) -> None:
    for needed in THRESHOLDS[function]:
        if getattr(parameters, needed) is None:
            message = f"The preference function {function} needs the threshold {needed}."
            raise MethodError(message, hint="It has no default: how large a difference must be is a judgement.")
    if "q" in THRESHOLDS[function] and "p" in THRESHOLDS[function] and q > p:
        message = f"q is {q:g}, above p, which is {p:g}."
        raise MethodError(message, hint="Indifference cannot reach further than preference.")
    for needed, number in (("p", p), ("s", s)):
        if function in {"vshape", "gaussian"} and needed in THRESHOLDS[function] and number == 0:
            message = f"{needed} is 0; the preference function {function} needs it above 0."
            raise MethodError(message, hint="For a preference from the first difference on, use usual.")
