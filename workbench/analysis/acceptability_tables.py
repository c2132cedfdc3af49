"""Rank acceptability of the options in a bare decision table, weights being sampled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.acceptability import Running, sampled
from workbench.analysis.acceptability_counts import Sampler
from workbench.analysis.dominance_bounds import dominance_pairs, is_strict
from workbench.analysis.sampling.weights import weight_sampler
from workbench.analysis.totals import Totals
from workbench.engine.evaluate import DIRECTIONS, evaluate
from workbench.engine.formulas.weights import normalize_weights
from workbench.engine.method import find_aggregation, normalizations, read_parameters
from workbench.engine.parameter_forms import in_order
from workbench.engine.tree import flat_tree
from workbench.errors import MethodError
from workbench.model.acceptability import Acceptability
from workbench.model.sampling import DEFAULT_SAMPLES, DEFAULT_SEED, Scheme
from workbench.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike

    from workbench.model.evaluation import Evaluation, Matrix
    from workbench.model.sampling import Constraint


def rank_acceptability(  # noqa: PLR0913 - a public function has as many arguments as there are choices
    matrix: ArrayLike,
    directions: Sequence[str | int],
    *,
    method: str = "weighted_sum",
    weights: ArrayLike | None = None,
    concentration: float | None = None,
    constraints: Sequence[Constraint] = (),
    normalization: str | None = None,
    samples: int = DEFAULT_SAMPLES,
    seed: int = DEFAULT_SEED,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    **parameters: object,
) -> Acceptability:
    """Return how often each option takes each rank when weights are uncertain (SMAA-2, Lahdelma & Salminen 2001).

    Parameters
    ----------
    matrix : array of shape (n_options, n_criteria), or a pandas DataFrame with options in rows
        Raw performances, finite. They are scaled once, not in every sample.
    directions : sequence of n_criteria
        +1 or "maximize", -1 or "minimize".
    weights : array of shape (n_criteria,)
        Without them every weight vector is equally likely. With them samples lie around them, as close as
        `concentration` says, and a criterion whose weight is 0 stays out.
    concentration
        Above 0: a share w varies by √(w (1 - w) / (concentration + 1)). It goes with weights.
    constraints
        `model.sampling.Limit`, `Ratio` and `Order`, which name criteria: what weights must fulfil.
    samples, seed, workers
        The same seed gives the same bits, however many workers (processes) share the work.
    progress, cancelled
        Told how many of how many samples are done; asked whether to stop.

    Raises
    ------
    MethodError
        When the method refuses the table, or weights and concentration do not come together.
    UsageError
        When a constraint names no criterion, constraints contradict each other, or a count is none.
    CancelledError
        When `cancelled` says so: nothing is kept.
    """
    running = Running(samples, seed, workers, progress=progress, cancelled=cancelled)
    running.check()
    given = _weights(np.shape(matrix), weights, concentration)
    evaluation = evaluate(matrix, given, directions, method=method, normalization=normalization, **parameters)
    scheme = Scheme(
        weights="flat-over-leaves" if concentration is None else "around",
        concentration=Scheme().concentration if concentration is None else concentration,
        constraints=tuple(constraints),
    )
    totals = _totals(evaluation, np.asarray(matrix, dtype=np.float64), directions, normalization)
    shares = normalize_weights(np.asarray(given, dtype=np.float64))
    sampler = Sampler(weight_sampler(totals.tree, np.append(shares, 1.0), scheme), None, seed)
    oriented = totals.values * (1.0 if totals.directions is None else totals.directions)
    pairs = dominance_pairs(oriented, oriented, totals.applicable, shares > 0)
    strict = is_strict(totals, oriented, shares > 0)
    return Acceptability(
        method=method,
        parameters=parameters,
        options=evaluation.options,
        criteria=evaluation.criteria,
        scheme=scheme,
        samples=samples,
        seed=seed,
        version=VERSION,
        dominated=tuple((evaluation.options[upper], evaluation.options[lower]) for upper, lower in pairs),
        notices=tuple(each for each in evaluation.notices if each.code != "weights-normalized"),
        **sampled(sampler, totals, running, pairs if strict else ()),
    )


def _weights(shape: tuple[int, ...], weights: ArrayLike | None, concentration: float | None) -> ArrayLike:
    """Return the weights that samples lie around; the same for each criterion where none are given."""
    if len(shape) != 2 or not shape[-1]:  # noqa: PLR2004 - options and criteria
        message = f"The table has the shape {shape}; it needs options in rows and criteria in columns."
        raise MethodError(message)
    if (weights is None) != (concentration is None):
        message = "Weights and a concentration come together."
        hint = "With fixed weights no rank is uncertain: say how closely samples lie around them, or give neither."
        raise MethodError(message, hint=hint)
    return np.ones(shape[-1]) if weights is None else weights


def _totals(
    evaluation: Evaluation, table: Matrix, directions: Sequence[str | int], normalization: str | None
) -> Totals:
    aggregation = find_aggregation(evaluation.method)
    signs = np.array([DIRECTIONS[each] for each in directions])
    raw = aggregation.input == "performances"
    scale = normalizations()[normalization or aggregation.normalization]
    criteria = evaluation.criteria
    given = in_order(aggregation, evaluation.parameters, criteria)
    return Totals(
        options=evaluation.options,
        tree=flat_tree(criteria),
        aggregation=aggregation,
        settings=read_parameters(aggregation, given, criteria),
        values=table if raw else scale.normalize(table, signs),
        applicable=np.ones(table.shape, dtype=np.bool_),
        directions=signs if raw else None,
    )
