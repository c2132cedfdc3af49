"""ELECTRE III: how credibly options outrank each other, two orders distilled from it, and what both agree on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import ONE_TABLE, in_blocks
from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.credibility import Slots, credibilities, net_flows, pair_slots
from workbench.engine.formulas.differences import differences
from workbench.engine.formulas.distillation import distill
from workbench.engine.formulas.parameters import per_criterion
from workbench.engine.formulas.partial_orders import partial_order
from workbench.engine.method import Aggregation
from workbench.errors import MethodError
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model.evaluation import Matrix, Notice

TOLERANCE = 1e-12
"""A difference is beyond a threshold when it is so by more than this part of the largest difference."""

FEW = 8
"""From this many weight vectors on it pays to lay out the pairs for them."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """How a difference becomes an argument: each given once, or for each criterion, in the criterion's unit."""

    q: float | Sequence[float]
    """Indifference: the largest difference that is none."""
    p: float | Sequence[float]
    """Preference: the difference from which on it is whole; not below q."""
    v: float | Sequence[float | None] | None = None
    """Veto: the difference from which on nothing else helps; not below p. None, for all or for one, is no veto."""


@dataclass(frozen=True, slots=True)
class Table:
    """Pairs of options on each criterion, shape (..., n_options, n_options, n_criteria), before weights."""

    oriented: Matrix
    """Performances of shape (..., n_options, n_criteria), larger is better."""
    concordance: Matrix
    """How far the row is at least as good as the column, in [0, 1]."""
    discordance: Matrix
    """How far the criterion speaks against that, in [0, 1]."""


def prepare(performances: Matrix, directions: Matrix, parameters: Parameters) -> Table:
    """Return concordance and discordance of each criterion.

    A difference of q is none, also where p is the same; one of p is whole.

    Raises
    ------
    MethodError
        When thresholds do not fit the criteria, q is above p, or p above v.
    """
    oriented = performances * directions
    q, p, v = _read(parameters, oriented.shape[-1])
    behind = np.moveaxis(differences(np.moveaxis(-oriented, -1, 0)), 0, -1)
    close = TOLERANCE * np.abs(behind).max(axis=(-2, -3), keepdims=True)
    concordance = 1.0 - _part(behind, q, p, close)
    discordance = _part(behind, p, v, close)
    return Table(oriented, concordance, discordance)


def _part(difference: Matrix, start: Matrix, end: Matrix, close: Matrix) -> Matrix:
    """Return 0 up to the start, 1 from the end on, the part of the way between; 0 where there is no end."""
    bounded = np.isfinite(end)
    length = np.where(bounded, end, start + 1.0) - start
    way = np.clip((difference - start) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    part: Matrix = np.where(length > 0, way, difference > start + close)
    return np.where(bounded, part, 0.0)


def _read(parameters: Parameters, n_criteria: int) -> tuple[Matrix, Matrix, Matrix]:
    q, p = (per_criterion(name, getattr(parameters, name), n_criteria) for name in "qp")
    # Without a veto: no number here, and infinity below.
    given = np.asarray(parameters.v, dtype=np.float64)
    none = np.isnan(given)
    v = np.where(none, np.inf, per_criterion("v", np.where(none, 0.0, given).tolist(), n_criteria))
    for low, high, names in ((q, p, "qp"), (p, v, "pv")):
        if (low > high).any():
            column = int(np.argmax(low > high))
            message = f"{names[0]} is {low[column]:g}, above {names[1]}, which is {high[column]:g}."
            raise MethodError(message, hint="Indifference reaches no further than preference, and that than a veto.")
    return q, p, v


def total(table: Table, weights: Matrix) -> Matrix:
    """Return the net credibility flows, shape (..., n_options), larger is better; their sum is 0.

    How credibly an option outranks the others less how credibly they outrank it: the distillations give a partial
    order, which no single number holds; this is the ranking that goes with it.
    """
    if table.oriented.ndim > ONE_TABLE or weights.size < FEW * weights.shape[-1]:
        _, credibility = credibilities(table.concordance, table.discordance, weights)
        flows: Matrix = credibility.sum(axis=-1) - credibility.sum(axis=-2)
        return flows
    # Where every criterion has weight, a complete discordance makes the credibility 0: nothing to compute.
    pairs = pair_slots(table.concordance, table.discordance, vetoed=weights.min() <= 0)
    return in_blocks(lambda block: _flows(pairs, block), weights, table.oriented, max(len(pairs.agreement) // 2, 1))


def _flows(pairs: Slots, weights: Matrix) -> Matrix:
    flat = net_flows(pairs, weights.reshape(-1, weights.shape[-1]))
    return flat.reshape(*weights.shape[:-1], flat.shape[-1])


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return concordance, credibility, the classes of both distillations (1 is best), and the relations P, I, R.

    The final partial order: P where the row is no worse in both distillations and better in one, I where it is the same
    in both, R where they contradict each other; 1 for true.
    """
    concordance, credibility = credibilities(table.concordance, table.discordance, weights)
    tables = credibility.reshape(-1, *credibility.shape[-2:])
    down, up = (
        np.stack([distill(each, upward=upward) for each in tables]).reshape(credibility.shape[:-1])
        for upward in (False, True)
    )
    named = zip("PIR", partial_order(-down, -up, 0.5), strict=True)
    return (
        Step("concordance", ("option", "option"), concordance),
        Step("credibility", ("option", "option"), credibility),
        Step("distillation_descending", ("option",), down),
        Step("distillation_ascending", ("option",), up),
        *(Step(name, ("option", "option"), relation.astype(np.float64)) for name, relation in named),
    )


def notices(table: Table, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria on which everybody is as good as everybody."""
    return about_constant(table.oriented, criteria, "everybody is as good as everybody on it")


METHOD = Aggregation(
    name="electre_iii",
    title="ELECTRE III",
    source="Roy (1978), Cahiers du CERO 20(1); Figueira, Mousseau & Roy (2005), Multiple Criteria Decision Analysis: "
    "State of the Art Surveys, ch. 4; net flows of credibility: Bouyssou (1992), European Journal of Operational "
    "Research 60(1); Li & Wang (2007), WiCom, An Improved Ranking Method for ELECTRE III",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    parameters=Parameters,
    notices=notices,
    on_studies=True,
    weight_kind="importance",
    thresholds=("q", "p", "v"),
)
