"""Kemeny: the order that contradicts the criteria least, pair by pair; of several such orders the mean places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.least_contradiction import MOST_EXACT, exact_places, heuristic_places
from workbench.engine.formulas.pairwise import by_pairs, is_above
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Notice, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix


@dataclass(frozen=True, slots=True)
class Table:
    """Performances, larger is better, and 1 where the row is above the column on a criterion."""

    oriented: Matrix
    above: Matrix


def prepare(performances: Matrix, directions: Matrix, _parameters: NoParameters) -> Table:
    """Return who is above whom, shape (..., n_options, n_options, n_criteria)."""
    oriented = performances * directions
    return Table(oriented, is_above(oriented).astype(np.float64))


def total(table: Table, weights: Matrix) -> Matrix:
    """Return the places, shape (..., n_options), 1 is best; exact up to ten options."""
    n_options = table.oriented.shape[-2]
    floats = max(2**n_options // 4, 1) if n_options <= MOST_EXACT else n_options**2
    return in_blocks(lambda block: _places(table, by_pairs(table.above, block)), weights, table.oriented, floats)


def _places(table: Table, support: Matrix) -> Matrix:
    if table.oriented.shape[-2] <= MOST_EXACT:
        return exact_places(support)
    ahead: Matrix = table.above.max(axis=-1)
    return heuristic_places(support, np.maximum(ahead, ahead.swapaxes(-1, -2)) == 0)


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return the weight of the criteria that put the row above the column, and the places."""
    support = by_pairs(table.above, weights)
    return (Step("support", ("option", "option"), support), Step("places", ("option",), _places(table, support)))


def notices(table: Table, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Say where the order is found by a heuristic, and name the criteria that contradict no order."""
    n_options = table.oriented.shape[-2]
    if n_options > MOST_EXACT:
        text = (
            f"{n_options} options are too many for all orders: this one starts from the Borda count and exchanges "
            "neighbors while a majority asks for it (Dwork et al. 2001); another may contradict less."
        )
        yield Notice("heuristic-order", "options", text)
    yield from about_constant(table.oriented, criteria, "it contradicts no order")


METHOD = Aggregation(
    name="kemeny",
    title="Kemeny order",
    source="Kemeny (1959), Daedalus 88(4); Young (1988), American Political Science Review 82(4); beyond ten options "
    "Dwork, Kumar, Naor & Sivakumar (2001), Proceedings of the 10th International Conference on World Wide Web",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    notices=notices,
    lower_is_better=True,
    # The mean over several best orders can move with what breaks their tie.
    monotone=False,
    on_studies=True,
    weight_kind="importance",
)
