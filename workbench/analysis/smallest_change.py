"""The smallest change of the whole weight vector that puts an option first, or the proof that none does.

A linear program over the weights as parts of the whole. Groups in which totals are not linear (any rule but the
arithmetic one, or a leaf that does not apply to an option) keep their inner weights and move as one; so do criteria
without weight, which stay at 0. Where no weights put an option first, the program's dual is a mixture of the other
options that is better on every unit, which anybody can check (Hazen 1986, Operations Research 34; Insua &
French 1991, European Journal of Operational Research 54).
Weights that were held belong to the claim: it is made for all weights only where one rival is better on every leaf.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.engine.tree import roll_up
from workbench.model.robustness import SmallestChange, WeightMove

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.analysis.ground import Ground
    from workbench.engine.tree import Tree
    from workbench.model.evaluation import Matrix

NORMS = ("l1", "linf")

DUST = 1e-9
"""Weights smaller than this are rounding."""

SURE = 1e-7
"""Points by which a mixture is better at least for a proof: what the solver's tolerance leaves certain."""


@dataclass(frozen=True, slots=True)
class Units:
    """What the weights move: leaves, and groups that keep their inner weights."""

    nodes: tuple[int, ...]
    weights: Matrix
    """Parts of the whole, shape (n_units,), all above 0."""
    low: Matrix
    """Worth of each option with its gaps at their worst, shape (n_options, n_units)."""
    high: Matrix
    held: tuple[str, ...]
    resting: tuple[str, ...] = ()
    """Labels of what has no weight and is in no held group."""


def smallest_changes(ground: Ground, *, norm: str = "l1") -> tuple[SmallestChange, ...]:
    """Return for each compared option the smallest change of the weights that puts it first.

    Where scores are missing, the option's own are at their best and the others' at their worst.
    """
    reason = _why_uncovered(ground)
    if reason:
        return tuple(_uncovered(option, norm, reason) for option in ground.options)
    units = units_of(ground)
    return tuple(_change(ground, units, place, norm) for place in range(len(ground.options)))


def _uncovered(option: str, norm: str, reason: str) -> SmallestChange:
    return SmallestChange(option, norm, None, (), shares_only=False, proof={}, shortfall=0.0, held=(), uncovered=reason)


def _why_uncovered(ground: Ground) -> str:
    tree = ground.linear_tree
    if tree is None:
        return f"totals under {ground.totals.aggregation.title} are not linear in the weights"
    if not _is_held(ground, tree, tree.n_nodes - 1):
        return ""
    rule = tree.groups[-1].aggregator
    why = f"the root is {rule}" if rule != "arithmetic" else "a criterion does not apply to every option"
    return f"totals are not linear in the weights: {why}"


def _is_held(ground: Ground, tree: Tree, node: int) -> bool:
    group = tree.groups[node - len(tree.leaves)]
    counting = [child for child in group.children if ground.problem.local[child] > 0]
    return group.aggregator != "arithmetic" or not ground.applies[:, counting].all()


def units_of(ground: Ground) -> Units:
    """Return the leaves and held groups in which totals are linear."""
    tree = ground.linear_tree
    if tree is None or _is_held(ground, tree, tree.n_nodes - 1):
        message = "totals are not linear in the weights"
        raise ValueError(message)
    nodes, held, resting, waiting = [], [], [], [tree.n_nodes - 1]
    while waiting:
        node = waiting.pop()
        if ground.wholes[node] <= 0:
            resting.append(node)
            continue
        if node < len(tree.leaves) or _is_held(ground, tree, node):
            nodes.append(node)
            held += [node] if node >= len(tree.leaves) else []
        else:
            waiting += reversed(tree.groups[node - len(tree.leaves)].children)
    low, high = (_node_values(ground, tree, table)[:, nodes] for table in ground.tables)
    names, without = (tuple(ground.label(ground.node_id(node)) for node in each) for each in (held, resting))
    return Units(tuple(nodes), ground.wholes[nodes], low, high, names, without)


def _node_values(ground: Ground, tree: Tree, table: Matrix) -> Matrix:
    """Return the value of every node, shape (n_options, n_nodes), each option under the weights that apply to it."""
    from workbench.analysis.scoring import local_by_option

    local = local_by_option(ground.problem)[list(ground.rows)]
    values: Matrix = roll_up(tree, table[:, None, :], local)[:, 0]
    return values


def _change(ground: Ground, units: Units, place: int, norm: str) -> SmallestChange:
    leads = units.high[place] - np.delete(units.low, place, axis=0)
    unchanged = SmallestChange(
        option=ground.options[place],
        norm=norm,
        size=0.0,
        moves=(),
        shares_only=False,
        proof={},
        shortfall=0.0,
        held=units.held,
        resting=units.resting,
        at_best=bool(ground.base[0][place] < ground.base[1][place]),
    )
    if not len(leads) or (leads @ units.weights).min() >= -ground.tolerance:
        return unchanged
    best, mixture = best_lead(leads)
    if best < -SURE:
        others = [name for number, name in enumerate(ground.options) if number != place]
        proof = {name: float(part) for name, part in zip(others, mixture, strict=True) if part > DUST}
        none = replace(unchanged, size=None, proof=proof, shortfall=-best)
        return none if not (units.held or units.resting) else _beyond_what_was_held(ground, none, place)
    changed = least_change(units.weights, leads, norm)
    size = abs(changed - units.weights)
    total = float(size.sum() / 2 if norm == "l1" else size.max())
    return replace(unchanged, size=total, moves=moves_of(ground, units, changed), shares_only=best <= SURE)


def _beyond_what_was_held(ground: Ground, none: SmallestChange, place: int) -> SmallestChange:
    """Return a proof for all weights where there is one; else the proof as it is, and a criterion that refutes more."""
    rivals = [rival for rival in range(len(ground.options)) if rival != place]
    better = {rival: better_by(ground, rival, place) for rival in rivals}
    rival = max(rivals, key=lambda each: better[each])
    if better[rival] > SURE:
        return replace(none, proof={ground.options[rival]: 1.0}, shortfall=better[rival])
    return replace(none, everywhere=False, alone=puts_above(ground, place, rivals))


def better_by(ground: Ground, upper: int, lower: int) -> float:
    """Return by how much one option is better than another on every leaf, weighted or not; -inf where one is left out.

    Groups' rules are monotone means of what applies, so an option that is better on every leaf is so in total.
    """
    if not ground.problem.applicable[[ground.rows[upper], ground.rows[lower]]].all():
        return -np.inf
    low, high = ground.tables
    return float((low[upper] - high[lower]).min())


def puts_above(ground: Ground, place: int, rivals: Sequence[int]) -> str:
    """Return the label of the weighted leaf that, with all weight on it, puts an option furthest above its rivals."""
    rows = [ground.rows[each] for each in (place, *rivals)]
    counts = ground.problem.applicable[rows].all(axis=0) & (ground.problem.weights > 0)
    low, high = ground.tables
    leads = np.where(counts, (high[place] - low[list(rivals)]).min(axis=0), -np.inf)
    best = int(np.argmax(leads))
    return ground.label(ground.problem.tree.leaves[best]) if leads[best] > SURE else ""


def moves_of(ground: Ground, units: Units, changed: Matrix) -> tuple[WeightMove, ...]:
    """Return the weights that change, the largest change first."""
    size = abs(changed - units.weights)
    order = [unit for unit in np.argsort(-size.round(12), kind="stable").tolist() if size[unit] > DUST]
    names = [ground.node_id(units.nodes[unit]) for unit in order]
    return tuple(
        WeightMove(name, ground.label(name), float(units.weights[unit]), float(changed[unit]))
        for name, unit in zip(names, order, strict=True)
    )


def best_lead(leads: Matrix) -> tuple[float, Matrix]:
    """Return the greatest lead over all rivals that any weights give, and the mixture of rivals that bounds it.

    Parameters
    ----------
    leads : Matrix of shape (n_rivals, n_units)
        By how many points the option is better than each rival on each unit.

    Returns
    -------
    float
        In points; below 0 where no weights put the option first.
    Vector of shape (n_rivals,)
        Parts that sum to 1: on every unit the mixture is better than the option by at least minus the lead.
    """
    n_rivals, n_units = leads.shape
    solution = _solve(
        np.append(np.zeros(n_units), -1.0),
        A_ub=np.hstack([-leads, np.ones((n_rivals, 1))]),
        b_ub=np.zeros(n_rivals),
        A_eq=np.append(np.ones(n_units), 0.0)[None, :],
        b_eq=[1.0],
        bounds=[(0.0, None)] * n_units + [(None, None)],
    )
    mixture = np.maximum(-solution.ineqlin.marginals, 0.0)
    return float(solution.x[-1]), mixture / mixture.sum()


def least_change(weights: Matrix, leads: Matrix, norm: str) -> Matrix:
    """Return the weights nearest to given ones, shape (n_units,), under which no rival is above.

    Parameters
    ----------
    weights : Vector of shape (n_units,)
        Summing to 1.
    leads : Matrix of shape (n_rivals, n_units)
        Some weights must make all leads 0 or more.
    norm
        `l1` for the sum of absolute changes, `linf` for the largest.
    """
    n_rivals, n_units = leads.shape
    # The change is a rise less a fall, both 0 or more; with linf one more variable bounds them all.
    both = np.hstack([np.eye(n_units), -np.eye(n_units)])
    conditions, limits = np.hstack([-leads, leads]), leads @ weights
    cost = np.ones(2 * n_units)
    extra = np.zeros((n_rivals, 0))
    if norm == "linf":
        conditions = np.vstack([conditions, both, -both])
        limits = np.append(limits, np.zeros(2 * n_units))
        extra = np.append(np.zeros(n_rivals), -np.ones(2 * n_units))[:, None]
        cost = np.append(np.full(2 * n_units, DUST), 1.0)
    conditions = np.hstack([conditions, extra])
    balance = np.concatenate([np.ones(n_units), -np.ones(n_units), np.zeros(extra.shape[1])])
    bounds = [(0.0, None)] * n_units + [(0.0, float(each)) for each in weights] + [(0.0, None)] * extra.shape[1]
    solution = _solve(cost, A_ub=conditions, b_ub=limits, A_eq=balance[None, :], b_eq=[0.0], bounds=bounds)
    changed: Matrix = np.maximum(weights + both @ solution.x[: 2 * n_units], 0.0)
    return changed


def _solve(cost: Matrix, **conditions: Any) -> Any:  # noqa: ANN401 - scipy's own record
    from scipy.optimize import linprog

    return linprog(cost, method="highs", **conditions)


def mixture_of(change: SmallestChange, labels: Mapping[str, str]) -> str:
    """Return the proof's mixture in words."""
    parts = sorted(change.proof.items(), key=lambda each: -each[1])
    if len(parts) == 1:
        return labels[parts[0][0]]
    return "the mixture of " + " and ".join(f"{part:.0%} {labels[name]}" for name, part in parts)
