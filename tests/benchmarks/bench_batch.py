"""Figures of batch scoring, each against the bare work on the same rows in the same run.

python tests/benchmarks/bench_batch.py [scenarios]
"""
# ruff: noqa: T201 - what it is for is to print

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from tests.studies import leaf, study
from workbench.batch.columns import read_columns
from workbench.batch.job import Job, Run
from workbench.batch.parts import Part
from workbench.batch.rows import read_rows
from workbench.batch.run import run_scenarios
from workbench.model.criterion import Direction

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.study import Study

SCENARIOS = 1_000_000
OPTIONS, CRITERIA = 4, 8
GROUP = 100_000
LOOP = 1_500
"""Tables that the loop over single calls is timed on; its time for all of them is extrapolated."""
ROUNDS = 5
CHECKED = 20_000


def main() -> None:
    """Print the figures and what they are held against."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SCENARIOS
    model = table_study()
    print(f"{count:,} scenarios of a {OPTIONS} x {CRITERIA} table, wide, Parquet to ranked Parquet, TOPSIS")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.parquet"
        write(path, model, count)
        end_to_end(Path(folder), path, model, count)
        validation(path, model)
        jobs(Path(folder), path, model)
        memory(Path(folder), path, model, count)


def table_study() -> Study:
    """Return a study of measured criteria, some of them costs."""
    leaves = [
        leaf(f"c{place}", direction=Direction.MINIMIZE if place in {2, 7} else Direction.MAXIMIZE)
        for place in range(CRITERIA)
    ]
    return study(leaves, {f"o{place}": {} for place in range(OPTIONS)})


def write(path: Path, model: Study, count: int) -> None:
    """Write random scenarios in row groups of 100,000."""
    generator = np.random.default_rng([20260101, OPTIONS, CRITERIA])
    names = [f"{option.id}/{each.id}" for option in model.options for each in model.leaves]
    writer = None
    for start in range(0, count, GROUP):
        length = min(GROUP, count - start)
        columns: dict[str, Any] = {"scenario": np.arange(start, start + length)}
        columns |= {name: generator.uniform(1, 100, length) for name in names}
        table = pa.table(columns)
        writer = writer or parquet.ParquetWriter(path, table.schema)
        writer.write_table(table)
    assert writer is not None
    writer.close()


def end_to_end(folder: Path, path: Path, model: Study, count: int) -> None:
    """Print the whole batch and the scoring alone against a loop of single calls, and against Parquet alone."""
    job = Job(model, (Run(method="topsis"),), folder / "out")
    ours, bare = [], []
    for turn in range(3):
        out = folder / f"out-{turn}"
        ours.append(cpu(lambda out=out: run_scenarios(Job(model, job.runs, out), path)))  # type: ignore[misc]
        bare.append(cpu(lambda out=out: copied(path, out)))  # type: ignore[misc]
    loop = looped(path, model) * count / LOOP
    alone = scoring_alone(path, model) * count / GROUP
    print(f"end to end: x{loop / median(ours):,.0f} of the pymcdm loop (extrapolated from {LOOP:,} tables; goal 30)")
    print(f"scoring and ranking alone: x{loop / alone:,.0f} of the loop (goal 150)")
    print(f"end to end: {median(o / b for o, b in zip(ours, bare, strict=True)):.2f} x Parquet alone (goal 3)")


def cpu(work: Callable[[], object]) -> float:
    """Return the processor time that work takes, of this process and its threads."""
    before = process_time()
    work()
    return process_time() - before


def copied(path: Path, out: Path) -> None:
    """Read the input and write the results with pyarrow alone, part by part."""
    with parquet.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            file.read_row_group(group)
    target = out / "copy.parquet"
    for part in sorted((out / "results").iterdir()):
        table = parquet.read_table(part)
        parquet.write_table(table, target)


def looped(path: Path, model: Study) -> float:
    """Return the processor time of single calls of the other library on the first tables."""
    from pymcdm.methods import TOPSIS
    from pymcdm.normalizations import vector_normalization

    table = parquet.ParquetFile(path).read_row_group(0)
    names = [f"{option.id}/{each.id}" for option in model.options for each in model.leaves]
    cube = np.stack([table.column(name).to_numpy()[:LOOP] for name in names], axis=1).reshape(LOOP, OPTIONS, CRITERIA)
    types = np.array([-1 if each.direction is Direction.MINIMIZE else 1 for each in model.leaves])
    weights = np.full(CRITERIA, 1 / CRITERIA)
    method = TOPSIS(vector_normalization)

    def loop() -> None:
        for matrix in cube:
            method.rank(method(matrix, weights, types))

    return min(cpu(loop) for _ in range(3))


def scoring_alone(path: Path, model: Study) -> float:
    """Return the processor time of scoring and ranking one row group, reading and writing left out."""
    table = parquet.ParquetFile(path).read_row_group(0)
    job = Job(model, (Run(method="topsis"),), Path())
    part = Part(0, path, path.name, 0, 0, GROUP, 0, "")
    rows = read_rows(part, table, read_columns(table.column_names, model), model)
    (scenarios,) = job.scenarios
    scenarios.score(rows.cells, rows.scored)
    return median(cpu(lambda: scenarios.score(rows.cells, rows.scored)) for _ in range(ROUNDS))


def validation(path: Path, model: Study) -> None:
    """Print the checks of a row group against a pydantic model for each row."""
    from pydantic import Field, create_model

    table = parquet.ParquetFile(path).read_row_group(0).slice(0, CHECKED)
    columns = read_columns(table.column_names, model)
    part = Part(0, path, path.name, 0, 0, CHECKED, 0, "")
    bounded = {each.name.replace("/", "_"): (float, Field(ge=0, le=100)) for each in columns}
    record = create_model("Row", scenario=(int, ...), **bounded)  # type: ignore[call-overload]
    lines = [{name.replace("/", "_"): value for name, value in line.items()} for line in table.to_pylist()]
    ratios = []
    for _ in range(ROUNDS):
        vectorised = cpu(lambda: read_rows(part, table, columns, model))
        ratios.append(cpu(lambda: [record.model_validate(line) for line in lines]) / vectorised)
    print(f"validation: x{median(ratios):,.0f} of pydantic for each row (goal 100)")


def jobs(folder: Path, path: Path, model: Study) -> None:
    """Print the wall time of one process against two."""
    walls: dict[int, float] = {}
    for count in (1, 2, 1, 2):
        before = perf_counter()
        out = folder / f"jobs-{count}-{len(walls)}-{perf_counter()}"
        run_scenarios(Job(model, (Run(method="topsis"),), out), path, jobs=count)
        walls[count] = min(walls.get(count, 1e9), perf_counter() - before)
    busy = os.getloadavg()[0]
    print(f"two jobs: x{walls[1] / walls[2]:.2f} of one, wall time (goal 1.7; load {busy:.1f})")
    print(f"two processes of plain arithmetic, which share nothing: x{two_at_once():.2f} of one, wall time")


def two_at_once() -> float:
    """Return how much faster two processes do two pieces of plain arithmetic than one after the other."""
    from multiprocessing import get_context

    context = get_context("fork")
    walls = []
    for at_once in (1, 2):
        before = perf_counter()
        with context.Pool(at_once) as pool:
            pool.map(arithmetic, range(2), chunksize=1)
        walls.append(perf_counter() - before)
    return walls[0] / walls[1]


def arithmetic(seed: int) -> float:
    """Work on numbers that fit into no cache."""
    numbers = np.random.default_rng(seed).uniform(1, 100, 2**20)
    return sum(float(np.sqrt(numbers * place + 1.0).sum()) for place in range(300))


def memory(folder: Path, path: Path, model: Study, count: int) -> None:
    """Print the peak of ten times as many scenarios against these."""
    large = folder / "large.parquet"
    write(large, model, 10 * count)
    peaks = [_peak(each, folder / f"peak-{place}") for place, each in enumerate((path, large))]
    print(
        f"memory of {10 * count:,} against {count:,}: {peaks[1] / peaks[0]:.3f} ({peaks[1] / 1024:,.0f} MB; goal 1.10)"
    )


def _peak(path: Path, out: Path) -> float:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, '.')\n"
        "from tests.benchmarks.bench_batch import table_study, peak_of\n"
        f"peak_of(Path({str(path)!r}), Path({str(out)!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


def peak_of(path: Path, out: Path) -> None:
    """Score a table in one process and print its peak memory in kB."""
    run_scenarios(Job(table_study(), (Run(method="topsis"),), out), path)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    main()
