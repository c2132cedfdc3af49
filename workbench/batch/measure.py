"""How much an input is, and how long a scenario takes, from a few of them."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.batch.arrow import need_arrow
from workbench.batch.long_table import LONG, LongStage
from workbench.batch.parts import Part
from workbench.batch.score_part import scored_table
from workbench.batch.sources import chunks, format_of, input_files, no_scenario
from workbench.batch.staging import WideStage

if TYPE_CHECKING:
    from workbench.batch.job import Job

SAMPLE = 2_000
"""Scenarios that are scored to see how long one takes."""


@dataclass(frozen=True, slots=True)
class Measured:
    """An input, counted."""

    files: int
    bytes: int
    scenarios: int
    exact: bool
    """Whether they were counted; texts are estimated from their first rows and their size."""
    seconds: float
    """Of one process, for one scenario."""


def measure(job: Job, path: Path, form: str | None) -> Measured:
    """Count an input's scenarios and time some.

    Raises
    ------
    UsageError
        When the input cannot be read, holds no scenario, or does not fit the study as a whole.
    """
    need_arrow()
    files = input_files(path)
    sizes = [file.stat().st_size for file in files]
    before = time.process_time()
    for first in files:
        kind = format_of(first, form)
        every = chunks(first, kind, first.name)
        chunk = next(every, None)
        if chunk is not None and (len(chunk.rows) or chunk.problems):
            break
    else:
        raise no_scenario(path)
    is_all = len(files) == 1 and next(every, None) is None
    columns = chunk.table.column_names
    is_long = set(LONG) <= set(columns)
    stage = (
        LongStage(first.name, job.study, columns)
        if is_long
        else WideStage(first.name, job.study, None if kind == "jsonl" else columns)
    )
    few = replace(
        chunk,
        table=chunk.table.slice(0, SAMPLE * 40),
        rows=chunk.rows[: SAMPLE * 40],
        absent={name: mask[: SAMPLE * 40] for name, mask in chunk.absent.items()},
    )
    tables = [*stage.take(few), *stage.finish()]
    scored = 0
    for table in tables[:1]:
        scored = min(SAMPLE, table.num_rows)
        part = Part(0, first, first.name, 0, 0, scored, 0, "", staged=True)
        with tempfile.TemporaryDirectory() as folder:
            scored_table(replace(job, out=Path(folder)), part, table.slice(0, scored))
    seconds = (time.process_time() - before) / max(1, scored)
    if kind == "parquet" and not is_long:
        return Measured(len(files), sum(sizes), sum(map(_rows, files)), exact=True, seconds=seconds)
    if is_all and len(few.rows) == len(chunk.rows):
        scenarios = sum(table.num_rows for table in tables) + stage.rejected
        return Measured(len(files), sum(sizes), scenarios, exact=True, seconds=seconds)
    share = few.table.num_rows / max(1, chunk.table.num_rows)
    read = _bytes_of(chunk.table) * share
    there = sum(table.num_rows for table in tables)
    scenarios = round(there * sum(sizes) / max(1.0, read)) if kind != "excel" else there
    return Measured(len(files), sum(sizes), scenarios, exact=False, seconds=seconds)


def _rows(path: Path) -> int:
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        rows: int = file.metadata.num_rows
    return rows


def _bytes_of(table: Any) -> int:  # noqa: ANN401 - an Arrow table
    """Return about how many bytes of text a table's rows were."""
    import pyarrow as pa
    from pyarrow import compute

    total = 0
    for column in table.columns:
        if pa.types.is_string(column.type):
            total += (compute.sum(compute.binary_length(column)).as_py() or 0) + len(column)
        else:
            total += 6 * len(column)
    return total
