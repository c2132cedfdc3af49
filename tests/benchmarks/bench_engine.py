"""CPU time of many weight vectors on one table, against the library loop: python -m tests.benchmarks.bench_engine.

Both take turns in each round, and the ratio is the median over the rounds; absolute figures drift with the machine.
The loop is run for a sample of the weight vectors and extrapolated: it says so.
"""

from __future__ import annotations

import os
import sys
import warnings
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

# One thread for both: set before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from workbench.engine.method import find_aggregation, normalizations, read_parameters

if TYPE_CHECKING:
    from collections.abc import Callable

SHAPE = (10, 10)
VECTORS = 200_000
SAMPLED = 150
ROUNDS = 7
THRESHOLDS = {"q": 5.0, "p": 20.0}


def problem() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a table, directions and weight vectors from a fixed seed; the last criterion is a cost."""
    generator = np.random.default_rng([20260101, *SHAPE])
    matrix = generator.uniform(1, 100, SHAPE)
    directions = np.where(generator.uniform(size=SHAPE[1]) < 0.3, -1.0, 1.0)
    directions[0], directions[-1] = 1.0, -1.0
    weights = generator.standard_exponential((VECTORS, SHAPE[1]))
    return matrix, directions, weights / weights.sum(axis=1, keepdims=True)


def ours(name: str, matrix: np.ndarray, directions: np.ndarray, given: dict[str, Any]) -> Callable[[np.ndarray], Any]:
    """Return what scores weight vectors: normalization and preparation are part of it, once for all of them."""
    method = find_aggregation(name)
    parameters = read_parameters(method, given)

    def score(weights: np.ndarray) -> Any:
        values = matrix
        if method.input == "values":
            values = normalizations()[method.normalization].normalize(matrix, directions)
        return method.total(method.prepare(values, directions, parameters), weights)

    return score


def peers(matrix: np.ndarray, directions: np.ndarray) -> dict[str, tuple[int, dict[str, Any], Callable[[Any], Any]]]:
    """Return for each method the goal, our parameters, and the library's call for one weight vector."""
    from pymcdm import methods
    from pymcdm import normalizations as scales

    many = {name: [number] * SHAPE[1] for name, number in THRESHOLDS.items()}
    linear = {"functions": "linear", **THRESHOLDS}
    wsm, wpm = methods.WSM(scales.minmax_normalization), methods.WPM(scales.linear_normalization)
    topsis, vikor = methods.TOPSIS(scales.vector_normalization), methods.VIKOR()
    return {
        "weighted_sum": (8_000, {}, lambda weights: wsm(matrix, weights, directions)),
        "weighted_product": (5_000, {}, lambda weights: wpm(matrix, weights, directions)),
        "topsis": (2_000, {}, lambda weights: topsis(matrix, weights, directions)),
        "vikor": (1_000, {}, lambda weights: vikor(matrix, weights, directions)),
        # Its parameters are used up by one call: pymcdm's object is made anew for each.
        "promethee_ii": (
            10_000,
            linear,
            lambda weights: methods.PROMETHEE_II("vshape_2", **many)(matrix, weights, directions),
        ),
    }


def timed(work: Callable[[], Any]) -> float:
    """Return the CPU seconds of a piece of work."""
    start = process_time()
    work()
    return process_time() - start


def say(line: str) -> None:
    """Write one line of the report."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Check that both agree, then print the ratios."""
    matrix, directions, weights = problem()
    say(f"{SHAPE[0]} options, {SHAPE[1]} criteria, {VECTORS:,} weight vectors, {ROUNDS} rounds in turn, CPU time;")
    say(f"the pymcdm loop runs over {SAMPLED} of the vectors and is extrapolated.")
    say(f"{'method':<18}{'ns each':>9}{'pymcdm ns':>12}{'ratio':>10}{'goal':>9}")
    cases = peers(matrix, directions)
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
    for name, (_, given, peer) in cases.items():
        expected = np.array([peer(each) for each in weights[:20]])
        np.testing.assert_allclose(ours(name, matrix, directions, given)(weights)[:20], expected, atol=1e-12)
    for _ in range(ROUNDS):
        for name, (_, given, peer) in cases.items():
            score = ours(name, matrix, directions, given)
            theirs = timed(lambda peer=peer: [peer(each) for each in weights[:SAMPLED]]) / SAMPLED  # type: ignore[misc]
            mine = timed(lambda score=score: score(weights)) / VECTORS  # type: ignore[misc]
            figures[name].append((mine, theirs))
    for name, (goal, _, _) in cases.items():
        mine, theirs = (1e9 * median(each) for each in zip(*figures[name], strict=True))
        ratio = median(theirs / mine for mine, theirs in figures[name])
        say(f"{name:<18}{mine:>9.1f}{theirs:>12,.0f}{ratio:>9,.0f}×{goal:>8,}×")


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        main()
