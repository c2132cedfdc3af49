"""What the lead of the first-ranked option hangs on: Sobol indices of weights, scores, aggregators and method."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.acceptability_counts import Sampler
from workbench.analysis.ground import find_ground
from workbench.analysis.lead_samples import Lead, evaluated
from workbench.analysis.sampling.scores import score_sampler
from workbench.analysis.sampling.streams import check_counts
from workbench.analysis.sampling.weights import weight_sampler
from workbench.analysis.sensitivity_choices import METHODS, choice_words, choices, methods, variants, words
from workbench.analysis.sobol import RESAMPLES, group_indices
from workbench.engine.formulas.ranks import TIE_TOLERANCE
from workbench.errors import UsageError, nearest
from workbench.model.evaluation import Notice
from workbench.model.global_sensitivity import GlobalSensitivity, GroupIndices
from workbench.model.reading import Reading
from workbench.model.sampling import DEFAULT_SEED, Scheme
from workbench.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workbench.analysis.ground import Ground
    from workbench.analysis.sensitivity_choices import Aggregators
    from workbench.model.study import Study

DEFAULT_SCHEME = Scheme(scores="confidence")
"""Weights uniform in each sibling group, scores anywhere in what their confidence leaves open."""

SAMPLES = 2**14
"""Base samples: indices are then within about 0.02."""

POINTS = "points of 0 to 100"
PARTS = "parts of the range of totals in each sample"

GROUPS = ("weights", "scores", "aggregators", "method")

__all__ = ["DEFAULT_SCHEME", "GROUPS", "METHODS", "SAMPLES", "global_sensitivity", "sensitivity_on"]


def global_sensitivity(
    study: Study,
    *,
    reading: Reading | None = None,
    option: str | None = None,
    scheme: Scheme = DEFAULT_SCHEME,
    among: Sequence[str] = (),
    aggregators: Sequence[Aggregators] = (),
    samples: int = SAMPLES,
    seed: int = DEFAULT_SEED,
    cancelled: Callable[[], bool] | None = None,
) -> GlobalSensitivity:
    """Return how much of the variance of the first-ranked option's lead each group of inputs makes.

    Four groups vary independently of each other: weights and scores as the scheme says, the choice of aggregators and
    the method each with equal chances. A group is drawn as a whole, from a stream of random numbers of its own: weights
    depend on each other, so single ones have no index (Saltelli et al. 2010; Saisana, Saltelli & Tarantola 2005,
    Journal of the Royal Statistical Society A 168(2), for composite indicators). With one method the lead is in
    points; with several, whose totals have different units, in parts of the range of totals in each sample.

    Parameters
    ----------
    option
        The id of the option whose lead is explained; without one, that of the first rank.
    among
        Names of methods; without any, those of `METHODS` that can use the study. One name: the method is fixed.
    aggregators
        Choices of rules for groups, each a mapping of group to rule, beside the study's own. Without any, those that
        groups ask to see beside, else a geometric root.
    samples
        A power of 2.

    Raises
    ------
    UsageError, MethodError
        When a name is unknown, a number does not fit, or a method cannot be used with the study's weights.
    CancelledError
        When `cancelled` says so: nothing is kept.
    """
    ground = find_ground(study, reading or Reading())
    return sensitivity_on(
        ground,
        option=option,
        scheme=scheme,
        among=among,
        aggregators=aggregators,
        samples=samples,
        seed=seed,
        cancelled=cancelled,
    )


def sensitivity_on(
    ground: Ground,
    *,
    option: str | None = None,
    scheme: Scheme = DEFAULT_SCHEME,
    among: Sequence[str] = (),
    aggregators: Sequence[Aggregators] = (),
    samples: int = SAMPLES,
    seed: int = DEFAULT_SEED,
    cancelled: Callable[[], bool] | None = None,
) -> GlobalSensitivity:
    """Return the same for a study that has been scored with the value tree."""
    check_counts(samples, seed)
    if samples & (samples - 1):
        message = f"samples is {samples}."
        raise UsageError(message, hint=f"The estimators need a power of 2, for example {2 ** samples.bit_length()}.")
    row, rules, (names, said) = _row(ground, option), choices(ground, aggregators), methods(ground, among)
    lead = Lead(row, tuple(variants(ground, name, rules) for name in names), in_points=len(names) == 1)
    sampler = _sampler(ground, scheme, seed)
    varying = _varying(ground, lead, sampler)
    base, other, mixed = evaluated(lead, sampler, varying, samples, len(rules), cancelled)
    both, in_words = np.concatenate([base, other]), words(scheme, names, rules)
    groups = [
        GroupIndices(group, in_words[group], *(found or (None, None)))
        for group, found in zip(varying, group_indices(base, other, mixed, seed=seed), strict=True)
    ]
    return GlobalSensitivity(
        study=ground.evaluation.study,
        run=replace(ground.evaluation.run, seed=seed),
        option=ground.options[row],
        label=ground.labels[ground.options[row]],
        unit=POINTS if lead.in_points else PARTS,
        mean=float(both.mean()),
        deviation=float(both.std()),
        first_share=float((both >= -TIE_TOLERANCE).mean()),
        groups=tuple(sorted(groups, key=lambda each: -(each.total.share if each.total else 0.0))),
        scheme=scheme,
        methods=names,
        aggregators=tuple(map(choice_words, rules)),
        samples=samples,
        resamples=RESAMPLES,
        seed=seed,
        version=VERSION,
        notices=(*said, *_notices(ground, varying)),
    )


def _sampler(ground: Ground, scheme: Scheme, seed: int) -> Sampler:
    problem, view = ground.problem, ground.evaluation.run.view or None
    scores = score_sampler(ground.study, problem, scheme, view=view, options=list(ground.rows))
    return Sampler(weight_sampler(problem.tree, problem.local, scheme), scores, seed)


def _varying(ground: Ground, lead: Lead, sampler: Sampler) -> list[str]:
    """Return the groups that vary; none where there is no lead."""
    if len(ground.options) == 1:
        return []
    varies = {
        "weights": bool(sampler.weights.parts),
        "scores": sampler.moving,
        "aggregators": max(map(len, lead.variants)) > 1,
        "method": len(lead.variants) > 1,
    }
    return [group for group in GROUPS if varies[group]]


def _row(ground: Ground, option: str | None) -> int:
    if option is None:
        return ground.order[0]
    if option not in ground.options:
        message = f"{option!r} is not among the options that are compared."
        raise UsageError(message, hint=nearest(option, ground.options))
    return ground.options.index(option)


def _notices(ground: Ground, varying: Sequence[str]) -> Iterator[Notice]:
    if len(ground.options) == 1:
        yield Notice("one-option", "options", "With one option there is no lead to explain.")
        return
    still = [group for group in GROUPS if group not in varying]
    if still:
        text = f"What does not vary here has no index: {', '.join(still)}."
        yield Notice("group-does-not-vary", ", ".join(still), text)
    if ground.problem.missing[list(ground.rows)].any():
        text = "Missing scores are taken from anywhere on their scale and count among the scores."
        yield Notice("missing-sampled", "scores", text)
