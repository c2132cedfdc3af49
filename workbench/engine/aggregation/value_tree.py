"""Value tree: values are joined group by group, each group by its own aggregator, up to the root."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.method import Aggregation
from workbench.engine.tree import Tree, flat_tree, local_from_global, roll_up
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


@dataclass(frozen=True, slots=True)
class Parameters:
    """How the leaves hang together."""

    tree: Tree | None = None
    """The tree over the table's columns; without one, a single arithmetic group."""


@dataclass(frozen=True, slots=True)
class Table:
    """Values and the tree over them."""

    values: Matrix
    tree: Tree


def prepare(values: Matrix, _directions: Matrix, parameters: Parameters) -> Table:
    """Return the values, shape (..., n_options, n_leaves), with their tree."""
    tree = parameters.tree or flat_tree(tuple(str(column) for column in range(values.shape[-1])))
    return Table(values, tree)


def total(table: Table, weights: Matrix) -> Matrix:
    """Return the root's values, shape (..., n_options), for global leaf weights of shape (..., n_leaves)."""
    local = _local_of(table.tree, weights.tobytes()) if weights.ndim == 1 else local_from_global(table.tree, weights)
    result: Matrix = roll_up(table.tree, table.values, local)[..., -1]
    return result


@lru_cache(16)
def _local_of(tree: Tree, weights: bytes) -> Matrix:
    """Return the local weights of one weight vector, which is mostly that of just before."""
    local = local_from_global(tree, np.frombuffer(weights))
    local.flags.writeable = False
    return local


def trace(table: Table, weights: Matrix) -> tuple[Step, ...]:
    """Return the local weights and the value of every node, the root last."""
    local = local_from_global(table.tree, weights)
    return (
        Step("local_weights", ("node",), local),
        Step("node_values", ("option", "node"), roll_up(table.tree, table.values, local)),
    )


METHOD = Aggregation(
    name="value_tree",
    title="Value tree",
    source="Keeney & Raiffa (1976), Decisions with Multiple Objectives, ch. 3; "
    "Bullen (2003), Handbook of Means and Their Inequalities, ch. III",
    input="values",
    prepare=prepare,
    total=total,
    trace=trace,
    parameters=Parameters,
    normalization="minmax",
    each_option_alone=True,
    needs_nonnegative=True,
    uses_tree=True,
    on_studies=True,
)
