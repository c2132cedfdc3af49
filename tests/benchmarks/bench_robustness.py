"""CPU time of sampled ranks against the library loop and each other: python -m tests.benchmarks.bench_robustness.

Both sides take turns in each round, and the ratio is the median over the rounds. The loop gets ready-made weights, is
run for a sample of them and extrapolated: it says so. Two workers are measured by the clock and by CPU time; on a
machine that does other things the clock says little, and the CPU figure says what it would be on a free one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

# One thread for both: set before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from workbench.analysis.acceptability import Running
from workbench.analysis.acceptability_studies import acceptability_of
from workbench.analysis.acceptability_tables import rank_acceptability
from workbench.analysis.scoring import score_study
from workbench.usecases.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

SHAPE = (10, 10)
SAMPLES, MANY = 1_000_000, 10_000_000
SAMPLED = 150
ROUNDS = 5
SHIPPED = "us-mexico-2011"
GOALS = {"loop": 450.0, "tree": 3.0, "workers": 1.6, "memory": 1.05}


def problem() -> tuple[np.ndarray, list[int], np.ndarray]:
    """Return a table, directions and weight vectors from a fixed seed; the last criterion is a cost."""
    generator = np.random.default_rng([20260101, *SHAPE])
    matrix = generator.uniform(1, 100, SHAPE)
    directions = np.where(generator.uniform(size=SHAPE[1]) < 0.3, -1, 1)
    directions[0], directions[-1] = 1, -1
    weights = generator.standard_exponential((SAMPLED, SHAPE[1]))
    return matrix, directions.tolist(), weights / weights.sum(axis=1, keepdims=True)


def timed(work: Callable[[], Any]) -> float:
    """Return the CPU seconds of a piece of work."""
    start = process_time()
    work()
    return process_time() - start


def say(line: str) -> None:
    """Write one line of the report."""
    sys.stdout.write(f"{line}\n")


def row(what: str, figure: float, goal: float, *, least: bool = True) -> None:
    """Write one figure beside its goal."""
    met = figure >= goal if least else figure <= goal
    say(f"{what:<66}{figure:>9,.2f}×{'≥' if least else '≤':>4}{goal:>8,.2f}×{'' if met else '  missed'}")


def against_the_loop() -> None:
    """Sampling, TOPSIS, ranks and acceptability, against scores, ranks and counts of the loop."""
    from pymcdm import methods
    from pymcdm import normalizations as scales

    matrix, directions, weights = problem()
    topsis, signs = methods.TOPSIS(scales.vector_normalization), np.array(directions)

    def loop() -> None:
        counts = np.zeros((SHAPE[0], SHAPE[0]), dtype=int)
        for each in weights:
            ranks = topsis.rank(topsis(matrix, each, signs)).astype(int)
            counts[np.arange(SHAPE[0]), ranks - 1] += 1

    figures = []
    for _ in range(ROUNDS):
        theirs = timed(loop) / SAMPLED
        mine = timed(lambda: rank_acceptability(matrix, directions, method="topsis", samples=SAMPLES)) / SAMPLES
        figures.append((mine, theirs))
    mine, theirs = (1e9 * median(each) for each in zip(*figures, strict=True))
    say(f"one sample: {mine:,.0f} ns; the loop, without its sampling: {theirs:,.0f} ns")
    row("TOPSIS 10 × 10, 10⁶ samples, over the pymcdm loop", median(b / a for a, b in figures), GOALS["loop"])


def tree_against_sum() -> None:
    """The shipped study's tree against a weighted sum on a bare table of the same leaves, each with its sampling."""
    study = load(SHIPPED)
    evaluation = score_study(study)
    counting = np.flatnonzero(evaluation.weights > 0)
    values = np.random.default_rng(1).uniform(0, 100, (len(evaluation.options), len(counting)))
    directions = [1] * len(counting)
    running = Running(SAMPLES)
    figures = []
    for _ in range(ROUNDS):
        tree = timed(lambda: acceptability_of(study, running=running))
        flat = timed(lambda: rank_acceptability(values, directions, normalization="none", samples=SAMPLES))
        figures.append((tree, flat))
    tree, flat = (1e9 * median(each) / SAMPLES for each in zip(*figures, strict=True))
    say(f"one sample: value tree {tree:,.0f} ns, weighted sum {flat:,.0f} ns")
    row("shipped value tree, over the weighted sum", median(a / b for a, b in figures), GOALS["tree"], least=False)


def cpu() -> float:
    """Return the CPU seconds of this process and of those that it has started and that have ended."""
    return sum(each.ru_utime + each.ru_stime for each in (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)))


def two_workers() -> None:
    """One process against two; the load says how much the clock can be believed."""
    matrix, directions, _ = problem()
    figures = []
    for _ in range(3):
        walls, cpus = [], []
        for workers in (1, 2):
            start, used = perf_counter(), cpu()
            rank_acceptability(matrix, directions, method="topsis", samples=MANY, workers=workers)
            walls.append(perf_counter() - start)
            cpus.append(cpu() - used)
        figures.append((walls[0] / walls[1], 2 * cpus[0] / cpus[1]))
    row(
        "two workers over one, 10⁷ samples, by the clock (best round)",
        max(each for each, _ in figures),
        GOALS["workers"],
    )
    row("the same by CPU time, both cores free", median(each for _, each in figures), GOALS["workers"])


def peak(samples: int) -> float:
    """Return the peak memory in MB of a process of its own that works through so many samples."""
    code = (
        "import resource; from tests.benchmarks.bench_robustness import problem, rank_acceptability; "
        f"m, d, _ = problem(); rank_acceptability(m, d, method='topsis', samples={samples}); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(run.stdout)


def memory() -> None:
    """Ten times the samples in the same memory."""
    few, many = peak(SAMPLES), peak(MANY)
    say(f"peak memory: {few:,.0f} MB at 10⁶, {many:,.0f} MB at 10⁷")
    row("peak memory at 10⁷ over that at 10⁶ samples", many / few, GOALS["memory"], least=False)


def main() -> None:
    """Print the ratios and their goals."""
    say(f"Sampled ranks: {ROUNDS} rounds in turn, CPU time; the pymcdm loop runs over {SAMPLED} vectors, extrapolated.")
    against_the_loop()
    tree_against_sum()
    two_workers()
    memory()


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        main()
