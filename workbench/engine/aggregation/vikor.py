"""VIKOR: a compromise between the group's utility and the largest single regret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.largest import sum_and_largest
from workbench.engine.formulas.parameters import check_share
from workbench.engine.formulas.scaling import regrets
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.evaluation import Mask, Matrix, Notice

TOLERANCE = 1e-9
"""S, R and Q lie in [0, 1]; closer than this they are the same."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the compromise is between."""

    v: float = 0.5
    """The weight of the majority of criteria, 0 to 1; the largest regret has the rest."""

    def __post_init__(self) -> None:
        """Refuse a weight outside 0 to 1."""
        check_share("v", self.v)


@dataclass(frozen=True, slots=True)
class Table:
    """Regrets in [0, 1], shape (..., n_options, n_criteria), before weights."""

    regrets: Matrix
    v: float


def prepare(performances: Matrix, directions: Matrix, parameters: Parameters) -> Table:
    """Return the regrets: the distance from the best as a part of the range; 0 where no option differs."""
    return Table(regrets(performances * directions), parameters.v)


def total(table: Table, weights: Matrix) -> Matrix:
    """Return Q, shape (..., n_options)."""
    floats = table.regrets.shape[-2]
    return in_blocks(
        lambda block: compromise(*sum_and_largest(table.regrets, block), table.v), weights, table.regrets, floats
    )


def compromise(sums: Matrix, largest: Matrix, v: float) -> Matrix:
    """Return Q in [0, 1], smaller is better: S and R as parts of their ranges, mixed.

    Where all options have the same S, or the same R, that term is 0 for all of them.

    Parameters
    ----------
    sums, largest : Matrix of shape (..., n_options)
        S and R, in [0, 1], smaller is better.
    """
    mixed = _as_part_of_range(sums)
    mixed *= v
    regret = _as_part_of_range(largest)
    regret *= 1.0 - v
    mixed += regret
    return mixed


def _as_part_of_range(numbers: Matrix) -> Matrix:
    low = numbers.min(axis=-1, keepdims=True)
    spread = numbers.max(axis=-1, keepdims=True) - low
    differ = spread > TOLERANCE
    part: Matrix = numbers - low
    part *= np.where(differ, 1.0 / np.where(differ, spread, 1.0), 0.0)
    return part


def acceptable_advantage(totals: Matrix) -> Mask:
    """Return whether the second option is at least 1 / (n_options - 1) behind the first, shape (...,)."""
    if totals.shape[-1] == 1:
        return np.ones(totals.shape[:-1], dtype=bool)
    first, second = np.moveaxis(np.sort(totals, axis=-1)[..., :2], -1, 0)
    stands: Mask = second - first >= 1.0 / (totals.shape[-1] - 1) - TOLERANCE
    return stands


def acceptable_stability(sums: Matrix, largest: Matrix, totals: Matrix) -> Mask:
    """Return whether the first option by Q is also the first by S or by R, shape (...,)."""
    first = totals <= totals.min(axis=-1, keepdims=True) + TOLERANCE
    best = [each <= each.min(axis=-1, keepdims=True) + TOLERANCE for each in (sums, largest)]
    stands: Mask = (first & (best[0] | best[1])).any(axis=-1)
    return stands


def compromise_set(totals: Matrix, advantage: Mask, stability: Mask) -> Mask:
    """Return which options are proposed, shape (..., n_options).

    Without the advantage: all closer than 1 / (n_options - 1) to the first, also where stability fails too.
    With the advantage but no stability: the first two. With both: the first.
    """
    behind = totals - totals.min(axis=-1, keepdims=True)
    close = behind < 1.0 / max(totals.shape[-1] - 1, 1) - TOLERANCE
    second = np.sort(behind, axis=-1)[..., min(1, totals.shape[-1] - 1), None]
    two, one = behind <= second + TOLERANCE, behind <= TOLERANCE
    proposed: Mask = np.where(advantage[..., None], np.where(stability[..., None], one, two), close)
    return proposed


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return S, R and Q, the two conditions, and the options that are proposed, 1 for true."""
    sums, largest = sum_and_largest(table.regrets, weights)
    totals = compromise(sums, largest, table.v)
    advantage, stability = acceptable_advantage(totals), acceptable_stability(sums, largest, totals)
    proposed = compromise_set(totals, advantage, stability)
    return (
        Step("regrets", ("option", "criterion"), table.regrets),
        Step("S", ("option",), sums),
        Step("R", ("option",), largest),
        Step("Q", ("option",), totals),
        Step("acceptable_advantage", (), advantage.astype(np.float64)),
        Step("acceptable_stability", (), stability.astype(np.float64)),
        Step("compromise_set", ("option",), proposed.astype(np.float64)),
    )


def notices(table: Table, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria that give no regret."""
    return about_constant(table.regrets, criteria, "it gives no regret")


METHOD = Aggregation(
    name="vikor",
    title="VIKOR",
    source="Opricovic & Tzeng (2004), European Journal of Operational Research 156(2)",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    parameters=Parameters,
    notices=notices,
    lower_is_better=True,
    monotone=False,
)
