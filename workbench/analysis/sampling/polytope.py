"""Uniform samples of weights that fulfil linear constraints, by hit-and-run; constraints that contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.evaluation import Matrix

CHAINS = 256
"""Chains that walk side by side; the samples of a chunk are spread over them."""

BURN_IN, THINNING = 10, 4
"""Steps for each free dimension before the first sample, and between the samples of one chain."""

FLAT = 1e-9
"""A direction in which weights can move less than this is none."""


@dataclass(frozen=True)
class Rule:
    """One linear constraint, coefficients · weights ≤ bound, and the words it came from."""

    coefficients: tuple[float, ...]
    bound: float
    words: str


@dataclass(frozen=True)
class Polytope:
    """Weights, not negative and summing to 1, that fulfil rules: corners, and directions in which they extend."""

    matrix: Matrix
    """Shape (n_rules, n_weights), the rule that no weight is negative among them."""
    bounds: Matrix
    corners: Matrix
    """Enough corners to span it, shape (n_corners, n_weights)."""
    directions: Matrix
    """Shape (n_free, n_weights): what spans it, scaled by how far it extends."""

    def draw(self, generator: np.random.Generator, count: int) -> Matrix:
        """Return weights uniform over the polytope, shape (n_weights, count).

        Hit-and-run (Smith 1984, Operations Research 32(6)): from a point go along a random direction, to a point
        uniform on what of that line lies inside. Each chain starts at a random mixture of corners.
        """
        n_free = len(self.directions)
        if n_free == 0:
            return np.tile(self.corners[0][:, None], count)
        rounds = -(-count // CHAINS)
        mixture = generator.standard_exponential((len(self.corners), CHAINS))
        points = self.corners.T @ (mixture / mixture.sum(axis=0))
        found = np.empty((len(points), rounds, CHAINS))
        for each in range(rounds):
            for _ in range(n_free * (BURN_IN if each == 0 else THINNING)):
                self._step(generator, points)
            found[:, each] = points
        return found.reshape(len(points), -1)[:, :count]

    def _step(self, generator: np.random.Generator, points: Matrix) -> None:
        n_chains = points.shape[1]
        along = self.directions.T @ generator.standard_normal((len(self.directions), n_chains))
        speed = self.matrix @ along
        room = np.maximum(self.bounds[:, None] - self.matrix @ points, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            time = room / speed
        ahead = np.where(speed > 0, time, np.inf).min(axis=0)
        behind = np.where(speed < 0, time, -np.inf).max(axis=0)
        points += along * (behind + generator.random(n_chains) * (ahead - behind))
        np.maximum(points, 0.0, out=points)


def polytope(rules: Sequence[Rule], n_weights: int) -> Polytope:
    """Return the polytope of weights that fulfil the rules.

    Raises
    ------
    UsageError
        When no weights do; the rules that contradict each other are named.
    """
    nothing_negative = [Rule(tuple(-np.eye(n_weights)[each]), 0.0, "") for each in range(n_weights)]
    together = [*rules, *nothing_negative]
    matrix, bounds = np.array([each.coefficients for each in together]), np.array([each.bound for each in together])
    if _corner(matrix, bounds, np.zeros(n_weights)) is None:
        raise UsageError(_contradiction(rules, nothing_negative), hint="Widen or drop one of them.")
    corners, directions = _extent(matrix, bounds, n_weights)
    return Polytope(matrix, bounds, corners, directions)


def _corner(matrix: Matrix, bounds: Matrix, objective: Matrix) -> Matrix | None:
    """Return the corner that is best under an objective, or None where nothing fulfils the rules."""
    from scipy.optimize import linprog

    total = np.ones((1, matrix.shape[1]))
    solution = linprog(objective, A_ub=matrix, b_ub=bounds, A_eq=total, b_eq=[1.0], bounds=(0.0, 1.0))
    return None if solution.x is None else np.asarray(solution.x, dtype=np.float64)


def _extent(matrix: Matrix, bounds: Matrix, n_weights: int) -> tuple[Matrix, Matrix]:
    """Return corners and spanning directions: look along every axis, then along what is not yet spanned."""
    generator = np.random.default_rng(0)
    corners: list[Matrix] = []
    spans = np.zeros((0, n_weights))
    axes = list(np.eye(n_weights))
    while len(spans) < n_weights:
        fresh = axes.pop() if axes else _not_spanned(spans, generator.standard_normal(n_weights))
        ends = [_corner(matrix, bounds, sign * fresh) for sign in (1.0, -1.0)]
        found = [end for end in ends if end is not None]
        corners += found
        width = _not_spanned(spans, found[0] - found[-1])
        if np.linalg.norm(width) > FLAT:
            spans = np.vstack([spans, width / np.linalg.norm(width)])
        elif not axes and abs((found[0] - found[-1]) @ fresh) <= FLAT:
            break
    points = np.array(corners)
    spread = (points - points.mean(axis=0)) @ spans.T
    # Directions are as long as the polytope is wide that way: a narrow one is walked as quickly as a round one.
    root = np.linalg.cholesky(spread.T @ spread / len(points)) if len(spans) else np.zeros((0, 0))
    return points, root.T @ spans


def _not_spanned(spans: Matrix, direction: Matrix) -> Matrix:
    rest: Matrix = direction - spans.T @ (spans @ direction)
    return rest


def _contradiction(rules: Sequence[Rule], others: Sequence[Rule]) -> str:
    """Return the message that names rules which contradict each other, none of them without need."""
    needed = list(rules)
    for rule in rules:
        fewer = [each for each in needed if each is not rule]
        together = [*fewer, *others]
        matrix, bounds = np.array([each.coefficients for each in together]), np.array([each.bound for each in together])
        if _corner(matrix, bounds, np.zeros(matrix.shape[1])) is None:
            needed = fewer
    named = "; ".join(dict.fromkeys(rule.words for rule in needed))
    return f"No weights fulfil these constraints at once: {named}."
