"""ELECTRE I: which options remain when those that others outrank have left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.differences import in_reach
from workbench.engine.formulas.graphs import kernel
from workbench.engine.formulas.pairwise import by_pairs, is_above
from workbench.engine.formulas.parameters import check_share
from workbench.engine.formulas.scaling import safe_divide
from workbench.engine.method import Aggregation
from workbench.errors import MethodError
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.evaluation import Mask, Matrix, Notice

TOLERANCE = 1e-9
"""An index this close to its threshold has reached it: sums of weights carry rounding."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """When an option outranks another."""

    concordance_threshold: float = 0.65
    """The least weight, of all weight, of the criteria on which it is no worse; 0 to 1."""
    discordance_threshold: float = 0.35
    """The most by which it may be worse on any criterion with weight, as a part of the scale; 0 to 1."""
    discordance_scale: Literal["criterion", "global"] = "criterion"
    """The range of the criterion itself, or the largest range of all, which needs commensurate criteria."""

    def __post_init__(self) -> None:
        """Refuse thresholds outside 0 to 1 and unknown scales."""
        check_share("concordance_threshold", self.concordance_threshold)
        check_share("discordance_threshold", self.discordance_threshold)
        if self.discordance_scale not in {"criterion", "global"}:
            message = f"discordance_scale is {self.discordance_scale!r}."
            raise MethodError(message, hint='Use "criterion" or "global".')


@dataclass(frozen=True, slots=True)
class Table:
    """Pairs of options on each criterion, shape (..., n_options, n_options, n_criteria), and the thresholds."""

    oriented: Matrix
    no_worse: Matrix
    """1 where the row is at least as good as the column."""
    behind: Matrix
    """How far the row is behind the column, not negative; of the criterion's range, or in its unit if global."""
    ranges: Matrix | None
    """The ranges, shape (..., n_criteria), if the scale is global."""
    parameters: Parameters


def prepare(performances: Matrix, directions: Matrix, parameters: Parameters) -> Table:
    """Return who is no worse, and how far behind, on each criterion; a constant criterion has no discordance."""
    oriented = performances * directions
    if parameters.discordance_scale == "criterion":
        oriented = in_reach(oriented)
    behind = np.maximum(oriented[..., None, :, :] - oriented[..., :, None, :], 0.0)
    ranges = oriented.max(axis=-2) - oriented.min(axis=-2)
    no_worse: Matrix = 1.0 - is_above(oriented).swapaxes(-2, -3).astype(np.float64)
    if parameters.discordance_scale == "global":
        return Table(oriented, no_worse, behind, ranges, parameters)
    return Table(oriented, no_worse, safe_divide(behind, ranges[..., None, None, :]), None, parameters)


def total(table: Table, weights: Matrix) -> Matrix:
    """Return 1 for options in the kernel and 0 for the others, shape (..., n_options)."""
    floats = table.oriented.shape[-2] ** 2 * table.oriented.shape[-1]
    return in_blocks(lambda block: _kernel(table, block), weights, table.oriented, floats)


def _kernel(table: Table, weights: Matrix) -> Matrix:
    return kernel(outranks(*_indices(table, weights), table.parameters)).astype(np.float64)


def outranks(concordance: Matrix, discordance: Matrix, parameters: Parameters) -> Mask:
    """Return whether the row outranks the column, shape (..., n_options, n_options); nobody outranks itself."""
    enough = concordance >= parameters.concordance_threshold - TOLERANCE
    no_veto = discordance <= parameters.discordance_threshold + TOLERANCE
    relation: Mask = enough & no_veto & ~np.eye(concordance.shape[-1], dtype=bool)
    return relation


def _indices(table: Table, weights: Matrix) -> tuple[Matrix, Matrix]:
    # A criterion without weight has no say, a veto included.
    counts = weights > 0
    worst: Matrix = np.where(counts[..., None, None, :], table.behind, 0.0).max(axis=-1)
    if table.ranges is not None:
        worst = safe_divide(worst, np.where(counts, table.ranges, 0.0).max(axis=-1)[..., None, None])
    return by_pairs(table.no_worse, weights), worst


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return both indices, who outranks whom, whom nobody outranks, and the kernel; 1 for true."""
    concordance, discordance = _indices(table, weights)
    relation = outranks(concordance, discordance, table.parameters)
    outranked: Matrix = relation.astype(np.float64).max(axis=-2)
    return (
        Step("concordance", ("option", "option"), concordance),
        Step("discordance", ("option", "option"), discordance),
        Step("outranking", ("option", "option"), relation.astype(np.float64)),
        Step("not_outranked", ("option",), 1.0 - outranked),
        Step("kernel", ("option",), kernel(relation).astype(np.float64)),
    )


def notices(table: Table, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria on which everybody is as good as everybody."""
    return about_constant(table.oriented, criteria, "everybody is as good as everybody on it")


METHOD = Aggregation(
    name="electre_i",
    title="ELECTRE I",
    source="Roy (1968), Revue française d'informatique et de recherche opérationnelle 2(8)",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    parameters=Parameters,
    notices=notices,
    monotone=False,
    weight_kind="importance",
)
