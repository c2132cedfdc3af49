"""CPU time of the engine against libraries and bare work, in one run: python tests/benchmarks/bench_engine.py.

What is compared takes turns in each round, and a ratio is the median over the rounds; absolute figures drift with the
machine. Loops of the libraries run over a sample of the weight vectors and are extrapolated. It prints the tables of
RESULTS.md; a part can be named: vectors, tables, single, growth, memory, start.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
import warnings
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

# One thread for all: set before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

import workbench
from workbench.engine.formulas.ranks import competition_ranks
from workbench.engine.method import find_aggregation, normalizations, read_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHAPE = (10, 10)
VECTORS = 200_000
SAMPLED = 100
ROUNDS = 7
TABLES = 20_000
TABLES_AT_ONCE = 200
CALLS = 200
STARTS = 15
SLACK = 0.05
THRESHOLDS = {"q": 5.0, "p": 20.0}
VETO = 60.0
LINEAR = {"functions": "linear", **THRESHOLDS}
ANY_OTHER = 200
"""The goal for methods that have none of their own."""

GOALS = {
    "weighted_sum": 8_000,
    "weighted_product": 5_000,
    "topsis": 2_000,
    "vikor": 1_000,
    "promethee_ii": 10_000,
    "electre_iii": 2_000,
}
DIFFERS = {"copras": "pymcdm adds no signs up: costs act as benefits"}
"""Where totals differ from the library's, and why."""


LOADED_BY_HELP = """
import runpy, sys
sys.argv = ["workbench", "--help"]
try:
    runpy.run_module("workbench", run_name="__main__")
except SystemExit:
    pass
print(sorted({"numpy", "pydantic", "pandas", "textual"} & set(sys.modules)), file=sys.stderr)
"""


class Case(NamedTuple):
    """A method of ours with its parameters, and a library's call for one weight vector."""

    given: Mapping[str, Any]
    peer: Callable[[np.ndarray], Any]


def problem(shape: tuple[int, int] = SHAPE, vectors: int = VECTORS) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a table, directions and weight vectors from a fixed seed; the last criterion is a cost."""
    generator = np.random.default_rng([20260101, *shape])
    matrix = generator.uniform(1, 100, shape)
    directions = np.where(generator.uniform(size=shape[1]) < 0.3, -1.0, 1.0)
    directions[0], directions[-1] = 1.0, -1.0
    weights = generator.standard_exponential((vectors, shape[1]))
    return matrix, directions, weights / weights.sum(axis=1, keepdims=True)


def ours(name: str, matrix: np.ndarray, directions: np.ndarray, given: Mapping[str, Any]) -> Callable[..., np.ndarray]:
    """Return what scores weight vectors: normalization and preparation are part of it, once for all of them."""
    method = find_aggregation(name)
    parameters = read_parameters(method, given)

    def score(weights: np.ndarray) -> np.ndarray:
        values = matrix
        if method.input == "values":
            values = normalizations()[method.normalization].normalize(matrix, directions)
        return method.total(method.prepare(values, directions, parameters), weights)

    return score


def peers(matrix: np.ndarray, directions: np.ndarray) -> dict[str, Case]:
    """Return for each method that pymcdm has, and for ELECTRE III, what it is compared with."""
    from pymcdm import methods
    from pymcdm import normalizations as scales

    n = matrix.shape[1]
    many = {name: [number] * n for name, number in THRESHOLDS.items()}
    plain = {
        "weighted_sum": methods.WSM(scales.minmax_normalization),
        "weighted_product": methods.WPM(scales.linear_normalization),
        "waspas": methods.WASPAS(),
        "topsis": methods.TOPSIS(scales.vector_normalization),
        "vikor": methods.VIKOR(),
        "copras": methods.COPRAS(),
        "moora": methods.MOORA(),
        "edas": methods.EDAS(),
        "codas": methods.CODAS(),
        "mabac": methods.MABAC(),
        "marcos": methods.MARCOS(),
        "aras": methods.ARAS(),
        "spotis": methods.SPOTIS(np.array([[0.0, 101.0]] * n)),
    }
    cases = {name: Case({}, partial(_call, method, matrix, directions)) for name, method in plain.items()}
    cases["spotis"] = cases["spotis"]._replace(given={"bounds": (0.0, 101.0)})
    # Its parameters are used up by one call: pymcdm's object is made anew for each.
    cases["promethee_ii"] = Case(
        LINEAR, lambda weights: methods.PROMETHEE_II("vshape_2", **many)(matrix, weights, directions)
    )
    cases["electre_iii"] = Case({**THRESHOLDS, "v": VETO}, _pydecision(matrix * directions))
    return cases


def _call(method: Any, matrix: np.ndarray, directions: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return a library's totals."""
    totals: np.ndarray = method(matrix, weights, directions)
    return totals


def _pydecision(raised: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Return pyDecision's credibilities and their net flow for one weight vector."""
    from pyDecision.algorithm import e_iii

    n = raised.shape[1]
    q, p, v = ([number] * n for number in (*THRESHOLDS.values(), VETO))

    def net_flow(weights: np.ndarray) -> np.ndarray:
        concordance = e_iii.global_concordance_matrix(raised, p, q, weights)
        credibility = e_iii.credibility_matrix(raised, concordance, p, v)
        flow: np.ndarray = credibility.sum(axis=1) - credibility.sum(axis=0)
        return flow

    return net_flow


def timed(work: Callable[[], Any]) -> float:
    """Return the CPU seconds of a piece of work."""
    start = process_time()
    work()
    return process_time() - start


def say(*cells: object) -> None:
    """Write one row of a table."""
    sys.stdout.write(f"| {' | '.join(str(cell) for cell in cells)} |\n")
    sys.stdout.flush()


def head(title: str, *cells: str) -> None:
    """Write the head of a table."""
    sys.stdout.write(f"\n{title}\n\n")
    say(*cells)
    say(*("---" for _ in cells))


def verdict(good: bool) -> str:  # noqa: FBT001 - one word for one truth
    """Return one word."""
    return "met" if good else "missed"


def vectors() -> None:
    """Compare many weight vectors on one table with the libraries' loops."""
    matrix, directions, weights = problem()
    head(
        f"One {SHAPE[0]}×{SHAPE[1]} table, {VECTORS:,} weight vectors against the library loop (ns per vector)",
        "method", "totals", "library", "ratio", "goal", "", "with ranks", "goal", "", "whole `evaluate`",
    )  # fmt: skip
    for name, case in peers(matrix, directions).items():
        score = ours(name, matrix, directions, case.given)
        if name not in DIFFERS:
            expected = np.array([case.peer(each) for each in weights[:20]])
            np.testing.assert_allclose(score(weights)[:20], expected, rtol=1e-12, atol=1e-12)
        spent = _turns(name, case, score, (matrix, directions, weights))
        goal = GOALS.get(name, ANY_OTHER)
        ratio, ranked, whole = (median(spent["theirs"] / spent[key]) for key in ("totals", "ranks", "whole"))
        ns = {key: 1e9 * median(each) for key, each in spent.items()}
        say(
            name, f"{ns['totals']:.0f}", f"{ns['theirs']:,.0f}", f"×{ratio:,.0f}", f"×{goal:,}", verdict(ratio >= goal),
            f"×{ranked:,.0f}", f"×{goal // 2:,}", verdict(ranked >= goal / 2), f"×{whole:,.0f}",
        )  # fmt: skip


def _turns(
    name: str, case: Case, score: Callable[..., np.ndarray], given: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> dict[str, np.ndarray]:
    """Return for the library's loop and for ours the CPU seconds per vector in each round."""
    matrix, directions, weights = given
    sampled = weights[: SAMPLED // 10 if name == "electre_iii" else SAMPLED]
    lower = find_aggregation(name).lower_is_better
    signs = directions.tolist()
    works: dict[str, tuple[Callable[[], Any], int]] = {
        "theirs": (lambda: [case.peer(each) for each in sampled], len(sampled)),
        "totals": (lambda: score(weights), VECTORS),
        "ranks": (lambda: competition_ranks(score(weights), lower_is_better=lower), VECTORS),
        "whole": (lambda: workbench.evaluate(matrix, weights, signs, method=name, **case.given), VECTORS),
    }
    rounds = [[timed(work) / count for work, count in works.values()] for _ in range(ROUNDS)]
    return dict(zip(works, np.array(rounds).T, strict=True))


def tables() -> None:
    """Compare different tables, each with weights of its own, with the library loop."""
    from pymcdm import methods
    from pymcdm import normalizations as scales

    many = np.random.default_rng(5).uniform(1, 100, (TABLES, *SHAPE))
    _, directions, weights = problem(vectors=TABLES)
    topsis = methods.TOPSIS(scales.vector_normalization)
    method, vector = find_aggregation("topsis"), normalizations()["vector"]

    def block(at: int) -> np.ndarray:
        values = vector.normalize(many[at : at + TABLES_AT_ONCE], directions)
        return method.total(method.prepare(values, directions, None), weights[at : at + TABLES_AT_ONCE])

    def mine() -> np.ndarray:
        return np.concatenate([block(at) for at in range(0, TABLES, TABLES_AT_ONCE)])

    def theirs(count: int) -> list[Any]:
        return [topsis(many[row], weights[row], directions) for row in range(count)]

    np.testing.assert_allclose(mine()[:20], theirs(20), atol=1e-12)
    rounds = np.array([
        (timed(mine) / TABLES, timed(lambda: theirs(SAMPLED)) / SAMPLED) for _ in range(ROUNDS)
    ])  # fmt: skip
    ratio, goal = median(rounds[:, 1] / rounds[:, 0]), 100
    ours_ns, theirs_ns = 1e9 * np.median(rounds, axis=0)
    columns = ("method", "ours", "pymcdm", "ratio", "goal", "")
    head("Different 10×10 tables, each with weights of its own (ns per table)", *columns)
    say("topsis", f"{ours_ns:.0f}", f"{theirs_ns:,.0f}", f"×{ratio:,.0f}", f"×{goal}", verdict(ratio >= goal))


def single() -> None:
    """Compare one evaluation through the public function with the library's."""
    matrix, directions, weights = problem((4, 8), 1)
    columns = ("method", "ours", "library", "ours / library", "goal", "")
    head("One 4×8 evaluation through `workbench.evaluate` (µs)", *columns)
    for name, case in peers(matrix, directions).items():
        rounds = np.array([_one_by_one(name, case, matrix, directions, weights[0]) for _ in range(2 * ROUNDS)])
        ratio = median(rounds[:, 0] / rounds[:, 1])
        one, other = 1e6 * np.median(rounds, axis=0)
        say(name, f"{one:.0f}", f"{other:.0f}", f"{ratio:.2f}", "≤ 1", verdict(ratio <= 1))


def _one_by_one(
    name: str, case: Case, matrix: np.ndarray, directions: np.ndarray, weights: np.ndarray
) -> tuple[float, float]:
    """Return the CPU seconds of one call of ours and of one of the library's."""
    signs = directions.tolist()

    def mine() -> None:
        for _ in range(CALLS):
            workbench.evaluate(matrix, weights, signs, method=name, **case.given)

    def theirs() -> None:
        for _ in range(CALLS):
            case.peer(weights)

    return timed(mine) / CALLS, timed(theirs) / CALLS


def growth() -> None:
    """Print the exponent of CPU time in the number of weight vectors."""
    sizes = (10_000, 31_623, 100_000, 316_228, 1_000_000)
    matrix, directions, weights = problem(vectors=sizes[-1])
    head("Exponent in the number of weight vectors, 10⁴ to 10⁶", "method", "exponent", "goal", "")
    for name in GOALS:
        score = ours(name, matrix, directions, peers(matrix, directions)[name].given)
        rounds = [[_repeated(score, weights[:size], sizes[-1] // size) for size in sizes] for _ in range(ROUNDS)]
        exponent = float(np.polyfit(np.log(sizes), np.log(np.median(rounds, axis=0)), 1)[0])
        say(name, f"{exponent:.3f}", f"1.00 ± {SLACK}", verdict(abs(exponent - 1) <= SLACK))


def _repeated(score: Callable[..., np.ndarray], weights: np.ndarray, times: int) -> float:
    """Return the CPU seconds of one of several scorings: short ones alone would be lost in the clock."""

    def work() -> None:
        for _ in range(times):
            score(weights)

    return timed(work) / times


def memory() -> None:
    """Print how much memory beside the result is held at most, for ten times as many weight vectors."""
    head("Memory beside the result at its peak (MB)", "method", "10⁵ vectors", "10⁶ vectors", "goal", "")
    matrix, directions, weights = problem(vectors=1_000_000)
    for name, case in peers(matrix, directions).items():
        score = ours(name, matrix, directions, case.given)
        peaks = []
        for count in (100_000, 1_000_000):
            tracemalloc.start()
            result = score(weights[:count])
            peaks.append((tracemalloc.get_traced_memory()[1] - result.nbytes) / 1e6)
            tracemalloc.stop()
        say(name, *(f"{peak:.1f}" for peak in peaks), "the same", verdict(peaks[1] <= peaks[0] * 1.05 + 0.1))


def _words(command: list[str]) -> str:
    """Return a command without the folder of its program."""
    return " ".join([Path(command[0]).name, *command[1:]])


def start() -> None:
    """Compare fresh processes, CPU of user and system."""
    here = [sys.executable, "-c"]
    command_line = str(Path(sys.executable).with_name("workbench"))
    works = {
        "pass": [*here, "pass"],
        "numpy": [*here, "import numpy"],
        "evaluate": [*here, "import workbench; workbench.evaluate"],
        "version": [command_line, "--version"],
        "help": [command_line, "--help"],
    }
    rounds = []
    for _ in range(STARTS):
        spent = {}
        for name, command in works.items():
            before = getrusage(RUSAGE_CHILDREN)
            subprocess.run(command, check=True, capture_output=True)
            after = getrusage(RUSAGE_CHILDREN)
            spent[name] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        rounds.append(spent)
    head("Start-up of a fresh process (CPU)", "what", "against", "ratio", "goal", "")
    for name, base, goal in (("evaluate", "numpy", 1.3), ("version", "pass", 1.3), ("help", "pass", 6.0)):
        ratio = median(each[name] / each[base] for each in rounds)
        say(_words(works[name]), _words(works[base]), f"{ratio:.2f}", f"≤ {goal}", verdict(ratio <= goal))
    done = subprocess.run([*here, LOADED_BY_HELP], check=True, capture_output=True, text=True)
    found = done.stderr.strip()
    say("heavy libraries that `--help` loads", "none", found, "[]", verdict(found == "[]"))


PARTS = (vectors, tables, single, growth, memory, start)


def main() -> None:
    """Print every table, or those that are named."""
    asked = sys.argv[1:]
    for part in PARTS:
        if not asked or part.__name__ in asked:
            part()


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        main()
