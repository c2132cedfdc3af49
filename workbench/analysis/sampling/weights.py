"""Samples of weights: in each sibling group or over all leaves, free, ordered, constrained, or around a weight set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.sampling.constraints import rules_of
from workbench.analysis.sampling.polytope import Polytope, polytope
from workbench.errors import UsageError, nearest
from workbench.model.sampling import WEIGHTINGS, Constraint, Order, Scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.engine.tree import Tree
    from workbench.model.evaluation import Matrix


PAIR = 2
"""Nodes of which one share gives the other."""


@dataclass(frozen=True)
class Part:
    """Nodes whose shares are sampled together, and how."""

    nodes: tuple[int, ...]
    around: Matrix | None = None
    """Parameters of the Dirichlet distribution; without them uniform."""
    ordered: bool = False
    """Whether the nodes stand from the heaviest to the lightest."""
    within: Polytope | None = None

    def fill(self, generator: np.random.Generator, local: Matrix) -> None:
        """Draw shares into the rows of the nodes, in place where these lie side by side."""
        first, n_nodes = self.nodes[0], len(self.nodes)
        if self.within is not None or self.around is not None or self.ordered:
            local[list(self.nodes)] = self.draw(generator, local.shape[1])
        elif n_nodes == PAIR:
            # Of two shares that sum to 1 one is uniform: a single number and no division.
            generator.random(out=local[first])
            np.subtract(1.0, local[first], out=local[self.nodes[1]])
        elif self.nodes == tuple(range(first, first + n_nodes)):
            sizes = local[first : first + n_nodes]
            generator.standard_exponential(out=sizes)
            sizes /= sizes.sum(axis=0)
        else:
            local[list(self.nodes)] = self.draw(generator, local.shape[1])

    def draw(self, generator: np.random.Generator, count: int) -> Matrix:
        """Return shares summing to 1, shape (n_nodes, count).

        Exponentials divided by their sum are uniform on the simplex (Devroye 1986, Non-Uniform Random Variate
        Generation, ch. V.2); sorted, uniform on its part with that order. Sorted exponentials are sums of exponentials
        divided by their place (Rényi 1953, Acta Mathematica Hungarica 4). Gammas give the Dirichlet distribution.
        """
        if self.within is not None:
            return self.within.draw(generator, count)
        if self.around is not None:
            sizes = generator.standard_gamma(self.around[:, None], (len(self.nodes), count))
        else:
            sizes = generator.standard_exponential((len(self.nodes), count))
        if self.ordered:
            sizes = np.cumsum((sizes / np.arange(1, len(sizes) + 1)[:, None])[::-1], axis=0)[::-1].copy()
        total = sizes.sum(axis=0)
        # With a very low concentration every gamma can be too small for a number: then one node has it all.
        sizes[0] += total == 0
        sizes /= np.where(total == 0, 1.0, total)
        return sizes


@dataclass(frozen=True)
class WeightSampler:
    """What draws local weights for a tree."""

    tree: Tree
    base: Matrix
    """Local weights that stand where nothing is sampled, shape (n_nodes,)."""
    parts: tuple[Part, ...]
    over_leaves: bool = False
    """Whether its one part holds leaves' shares of the whole."""

    def draw(self, generator: np.random.Generator, count: int) -> Matrix:
        """Return local weights, shape (n_nodes, count), or (n_nodes, 1) where nothing is sampled."""
        if not self.parts:
            return self.base[:, None]
        local = np.empty((len(self.base), count))
        drawn = {node for part in self.parts for node in part.nodes}
        for node in range(len(local)):
            if node not in drawn:
                local[node] = self.base[node]
        for part in self.parts:
            part.fill(generator, local)
        if self.over_leaves and len(self.tree.groups) > 1:
            return _local_from_leaves(self.tree, local)
        return local


def _local_from_leaves(tree: Tree, whole: Matrix) -> Matrix:
    """Turn leaves' shares of the whole into shares among siblings, in place; 0 in groups without weight."""
    for node, group in tree.numbered_groups():
        children = list(group.children)
        shares = whole[children]
        whole[node] = shares.sum(axis=0)
        whole[children] = shares / np.where(whole[node] > 0, whole[node], 1.0)
    whole[-1] = 1.0
    return whole


def weight_sampler(tree: Tree, local: Matrix, scheme: Scheme) -> WeightSampler:
    """Return what draws weights as a scheme says.

    Parameters
    ----------
    local : Matrix of shape (n_nodes,)
        Shares among siblings in the weight set; a node whose share is 0 stays at 0.

    Raises
    ------
    UsageError
        When the scheme names a node that is not sampled, or its constraints contradict each other or do not fit.
    """
    if scheme.weights not in WEIGHTINGS:
        message = f"{scheme.weights!r} is no way to sample weights."
        raise UsageError(message, hint=nearest(scheme.weights, WEIGHTINGS))
    if scheme.constraints and scheme.weights in {"around", "fixed"}:
        message = "Constraints go with weights that are uniform among siblings or over all leaves."
        raise UsageError(message, hint=f"Here weights are {scheme.weights!r}: drop the constraints, or change that.")
    if not (np.isfinite(scheme.concentration) and scheme.concentration > 0):
        message = f"The concentration is {scheme.concentration:g}."
        raise UsageError(message, hint="It is above 0: the larger, the nearer weights stay to the weight set.")
    if scheme.weights == "fixed":
        return WeightSampler(tree, local, ())
    if scheme.weights == "flat-over-leaves":
        return _over_leaves(tree, local, scheme)
    return _by_group(tree, local, scheme)


def _over_leaves(tree: Tree, local: Matrix, scheme: Scheme) -> WeightSampler:
    whole = local.copy()
    for node, group in reversed(tree.numbered_groups()):
        whole[list(group.children)] *= whole[node]
    nodes = tuple(int(each) for each in np.flatnonzero(whole[: len(tree.leaves)] > 0))
    part = _constrained(Part(nodes), tree.leaves, scheme.constraints)
    base = np.append(np.zeros(len(local) - 1), 1.0)
    return WeightSampler(tree, base, (part,), over_leaves=True)


def _by_group(tree: Tree, local: Matrix, scheme: Scheme) -> WeightSampler:
    names = (*tree.leaves, *(group.id for group in tree.groups))
    parts: list[Part] = []
    waiting = list(scheme.constraints)
    for group in tree.groups:
        nodes = tuple(child for child in group.children if local[child] > 0)
        own = [each for each in waiting if _members(each) <= {names[node] for node in nodes}]
        waiting = [each for each in waiting if each not in own]
        if len(nodes) > 1 or own:
            around = local[list(nodes)] * scheme.concentration if scheme.weights == "around" else None
            parts.append(_constrained(Part(nodes, around), names, own))
    for each in waiting:
        _refuse(each, tree, names, local)
    return WeightSampler(tree, local, tuple(parts))


def _members(constraint: Constraint) -> set[str]:
    if isinstance(constraint, Order):
        return set(constraint.nodes)
    return {constraint.node, getattr(constraint, "other", constraint.node)}


def _constrained(part: Part, names: Sequence[str], constraints: Sequence[Constraint]) -> Part:
    if not constraints:
        return part
    own = [names[node] for node in part.nodes]
    for constraint in constraints:
        for name in sorted(_members(constraint)):
            if name not in own:
                message = f"The constraint {constraint} names {name!r}, which is no leaf with weight."
                raise UsageError(message, hint=nearest(name, own))
    (first, *others) = constraints
    if not others and isinstance(first, Order) and sorted(first.nodes) == sorted(own):
        # A whole order needs no walk: sorting is exact.
        return replace(part, nodes=tuple(part.nodes[own.index(name)] for name in first.nodes), ordered=True)
    return replace(part, within=polytope(rules_of(constraints, own), len(own)))


def _refuse(constraint: Constraint, tree: Tree, names: Sequence[str], local: Matrix) -> None:
    """Refuse a constraint that no sibling group holds.

    Raises
    ------
    UsageError
        Always: a name is unknown, or its weight is 0, or the nodes are no siblings.
    """
    for name in sorted(_members(constraint)):
        if name not in names[:-1]:
            message = f"The constraint {constraint} names {name!r}, which is no criterion here."
            raise UsageError(message, hint=nearest(name, names[:-1]))
        if not local[names.index(name)] > 0:
            message = f"The constraint {constraint} names {name!r}, whose weight is 0: it is not sampled."
            raise UsageError(message, hint="Give it weight in the weight set, or drop the constraint.")
    groups = [group.id for group in tree.groups if {names[child] for child in group.children} & _members(constraint)]
    message = f"The constraint {constraint} joins criteria of different groups: {', '.join(groups)}."
    raise UsageError(
        message, hint="Among siblings only; or sample flat-over-leaves, where every leaf meets every other."
    )
