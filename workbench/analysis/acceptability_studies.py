"""Rank acceptability of a study's options, weights and scores being sampled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.acceptability import Running, sampled
from workbench.analysis.acceptability_counts import Sampler
from workbench.analysis.dominance_bounds import dominance_pairs, is_strict, value_bounds
from workbench.analysis.ground import find_ground
from workbench.analysis.sampling.scores import score_sampler
from workbench.analysis.sampling.weights import weight_sampler
from workbench.model.acceptability import StudyAcceptability
from workbench.model.evaluation import Notice
from workbench.model.reading import Reading
from workbench.model.sampling import Scheme
from workbench.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.analysis.ground import Ground
    from workbench.analysis.sampling.scores import ScoreSampler
    from workbench.analysis.sampling.weights import WeightSampler
    from workbench.model.study import Study

DEFAULT_SCHEME = Scheme()
"""Weights uniform in each sibling group and then down the tree, scores fixed."""

DEFAULT_RUNNING = Running()
"""In one process, from the default seed."""

DEFAULT_READING = Reading()
"""As the study's settings say."""


def acceptability_of(
    study: Study,
    *,
    reading: Reading = DEFAULT_READING,
    method: str = "value_tree",
    parameters: Mapping[str, object] | None = None,
    aggregators: Mapping[str, str] | None = None,
    scheme: Scheme = DEFAULT_SCHEME,
    running: Running = DEFAULT_RUNNING,
) -> StudyAcceptability:
    """Return how often each option takes each rank under uncertain weights and scores (SMAA-2).

    A missing score lies anywhere on its scale, under every scheme, and a notice says so. Methods that compare options
    with each other leave out an option with missing scores, as in scoring.

    Parameters
    ----------
    reading, method, parameters, aggregators
        As in scoring.
    scheme
        Which weights and scores are possible, and how likely.
    running
        How many samples, from which seed, with how many workers. Where scores are sampled the samples are gone
        through twice, the second time for the confidence factors.

    Raises
    ------
    UsageError, MethodError
        When a name is unknown, there is nothing to score, a constraint does not fit, or a count is none.
    CancelledError
        When `cancelled` says so: nothing is kept.
    """
    ground = find_ground(study, reading, method=method, parameters=parameters, aggregators=aggregators)
    return acceptability_on(ground, scheme, running)


def acceptability_on(ground: Ground, scheme: Scheme, running: Running) -> StudyAcceptability:
    """Return the same for a study that has been scored."""
    running.check()
    problem, rows, totals = ground.problem, list(ground.rows), ground.totals
    weights = weight_sampler(problem.tree, problem.local, scheme)
    scores = score_sampler(ground.study, problem, scheme, view=ground.evaluation.run.view or None, options=rows)
    low, high = (each[rows] for each in value_bounds(problem, scheme))
    counts = problem.weights > 0
    pairs = dominance_pairs(low, high, totals.applicable, counts)
    found = sampled(
        Sampler(weights, scores, running.seed), totals, running, pairs if is_strict(totals, low, counts) else ()
    )
    evaluation = ground.evaluation
    return StudyAcceptability(
        method=evaluation.method,
        parameters=evaluation.parameters,
        options=totals.options,
        criteria=problem.tree.leaves,
        scheme=scheme,
        samples=running.samples,
        seed=running.seed,
        version=VERSION,
        dominated=tuple((totals.options[upper], totals.options[lower]) for upper, lower in pairs),
        notices=(*problem.notices, *_notices(ground, weights, scores, found["shared_first"])),
        study=evaluation.study,
        run=replace(evaluation.run, seed=running.seed),
        labels=tuple(ground.labels[option] for option in totals.options),
        criterion_labels=tuple(ground.label(leaf) for leaf in problem.tree.leaves),
        weights=tuple(problem.weights.tolist()),
        left_out=tuple(each.id for each in evaluation.left_out),
        **found,
    )


def _notices(ground: Ground, weights: WeightSampler, scores: ScoreSampler, shared_first: float) -> Iterator[Notice]:
    problem, rows = ground.problem, list(ground.rows)
    missing = problem.missing[rows]
    for column in np.flatnonzero(missing.any(axis=0)):
        options = ", ".join(ground.labels[ground.options[row]] for row in np.flatnonzero(missing[:, column]))
        leaf = problem.tree.leaves[column]
        text = f"{options}: no score on {ground.label(leaf)}; each sample takes one from anywhere on its scale."
        yield Notice("missing-sampled", leaf, text)
    for each in ground.evaluation.left_out:
        yield Notice("left-out", each.id, f"{each.label} is left out: {each.reason}")
    if not weights.parts and not scores.moving:
        text = "Neither weights nor scores can vary: every share is 0 or 1."
        yield Notice("nothing-sampled", "scheme", text)
    if shared_first > 0:
        text = f"More than one option is first in {shared_first:.1%} of the samples; each of them counts as first."
        yield Notice("shared-first", "ranks", text)
    if ground.totals.aggregation.input == "performances":
        text = f"{ground.totals.aggregation.title} takes values 0 to 100 here, so that sampled scores stay comparable."
        yield Notice("values-in-place-of-performances", ground.evaluation.method, text)
