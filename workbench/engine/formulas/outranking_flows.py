"""What PROMETHEE I and II share: preferences between options, and how much leaves and enters each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

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
    others = max(oriented.shape[-2] - 1, 1)
    for column in range(oriented.shape[-1]):
        preferred = _preference(oriented, functions, thresholds, column)
        leaving[..., column] = preferred.sum(axis=-1) / others
        entering[..., column] = preferred.sum(axis=-2) / others
    return Flows(oriented, functions, thresholds, leaving, entering, leaving - entering)


def preference_indices(table: Flows, weights: Matrix) -> Matrix:
    """Return how far each option is preferred to each other, in [0, 1], shape (..., n_options, n_options)."""
    columns = range(table.oriented.shape[-1])
    each = [_preference(table.oriented, table.functions, table.thresholds, column) for column in columns]
    stacked = np.stack(each, axis=-1)
    indices: Matrix = (stacked * weights[..., None, None, :]).sum(axis=-1)
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


def _preference(oriented: Matrix, functions: tuple[str, ...], thresholds: Matrix, column: int) -> Matrix:
    values = oriented[..., column]
    q, p, s = (float(each) for each in thresholds[:, column])
    return PREFERENCES[functions[column]](differences(values), q, p, s)


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
