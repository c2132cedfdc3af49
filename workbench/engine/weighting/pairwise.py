"""Pairwise comparisons (AHP): how many times as important is one criterion as another, for each pair or for some."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.comparisons import complete, geometric_means, principal_eigenvector, random_index
from workbench.engine.method import Weighting
from workbench.model.evaluation import Notice, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.evaluation import Matrix

ACCEPTABLE = 0.1
"""The consistency ratio up to which Saaty takes judgements as they are."""

MOST_NAMED = 3
"""Judgements that a notice names."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What pairwise comparisons can be told."""

    priority: str = "eigenvector"
    """How judgements become weights: "eigenvector" (Saaty 1977) or "geometric_mean" (Crawford & Williams 1985)."""


def weigh(answers: Matrix, parameters: Parameters) -> tuple[Matrix, tuple[Step, ...]]:
    """Return weights, shape (n_criteria,), of comparisons that join all criteria.

    The consistency ratio belongs to the completed table and to Saaty's random indices; with one or two criteria it
    is 0, and beyond fifteen there is none.

    Parameters
    ----------
    answers : Matrix of shape (n_criteria, n_criteria)
        Reciprocal, positive, 1 on the diagonal; NaN where nobody judged.
    """
    n_criteria = len(answers)
    find = principal_eigenvector if parameters.priority == "eigenvector" else geometric_means
    weights = find(answers)
    completed = complete(answers, weights)
    # Rounding can put the eigenvalue of consistent judgements a hair below its least possible value.
    largest = max(float(np.linalg.eigvals(completed).real.max()), float(n_criteria))
    index = (largest - n_criteria) / (n_criteria - 1) if n_criteria > 1 else 0.0
    random = random_index(n_criteria)
    steps = [
        Step("completed_comparisons", ("criterion", "criterion"), completed),
        Step("given_over_implied", ("criterion", "criterion"), completed * weights / weights[:, None]),
        Step("lambda_max", (), np.array(largest)),
        Step("consistency_index", (), np.array(index)),
    ]
    if random is not None:
        steps += [
            Step("random_index", (), np.array(random)),
            Step("consistency_ratio", (), np.array(index / random if random else 0.0)),
        ]
    return weights, tuple(steps)


def notices(answers: Matrix, steps: tuple[Step, ...], names: tuple[str, ...]) -> Iterator[Notice]:
    """Yield what a reader must know: judgements left out, the least consistent ones, too little consistency."""
    data = {step.name: step.data for step in steps}
    left_out = int(np.isnan(answers).sum()) // 2
    if left_out:
        text = (
            f"{left_out} of {len(names) * (len(names) - 1) // 2} judgements were not made; the others filled them in, "
            "which makes the consistency ratio look better than it is."
        )
        yield Notice("judgements-completed", "comparisons", text)
    worst = list(_least_consistent(answers, data["given_over_implied"], names))
    if worst:
        yield Notice("least-consistent", "comparisons", f"Least consistent with the others: {'; '.join(worst)}.")
    if "consistency_ratio" not in data:
        text = f"There is no random index for {len(names)} criteria, and so no consistency ratio."
        yield Notice("no-consistency-ratio", "comparisons", text)
    elif data["consistency_ratio"] > ACCEPTABLE:
        ratio = float(data["consistency_ratio"])
        text = (
            f"The consistency ratio is {ratio:.3f}, above {ACCEPTABLE}: look at the least consistent judgements again."
        )
        yield Notice("inconsistent", "comparisons", text)


def _least_consistent(answers: Matrix, ratios: Matrix, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the judgements that the weights contradict most, each the way round in which it is at least 1."""
    away = np.abs(np.log(ratios))
    pairs = [(i, j) for i, j in zip(*np.triu_indices(len(names), 1), strict=True) if away[i, j] > np.log1p(1e-6)]
    judged = [pair for pair in pairs if not np.isnan(answers[pair])]
    for i, j in sorted(judged, key=lambda pair: -away[pair])[:MOST_NAMED]:
        above, below = (i, j) if answers[i, j] >= 1 else (j, i)
        given = answers[above, below]
        yield f"{names[above]}/{names[below]} is {given:.3g}, the weights say {given / ratios[above, below]:.3g}"


METHOD = Weighting(
    name="pairwise",
    title="Pairwise comparisons (AHP)",
    source="Saaty (1977), Journal of Mathematical Psychology 15(3); Harker (1987), Mathematical Modelling 9(11)",
    input="comparisons",
    answers=("comparisons",),
    weigh=weigh,
    parameters=Parameters,
    choices={"priority": ("eigenvector", "geometric_mean")},
    notices=notices,
)
