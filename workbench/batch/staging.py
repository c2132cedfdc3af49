"""Staging: tables that are text, or long, become Parquet parts with one row a scenario and one column a cell.

In a staged part an empty cell is one that the scenario does not mention, and NaN one that it gives as missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from workbench.batch.columns import SCENARIO, Known, read_columns
from workbench.batch.long_table import LONG, LongStage
from workbench.batch.numbers import no_number, read_numbers
from workbench.batch.parts import rows_of_a_part
from workbench.batch.problems import MOST_PER_ROW, Problem, problems_csv
from workbench.batch.repeats import refused_table, unread
from workbench.batch.rows import ROW
from workbench.batch.sources import chunks
from workbench.batch.write import put, put_facts, read_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from workbench.batch.chunk import Chunk
    from workbench.model.evaluation import Mask
    from workbench.model.study import Study

STAGED = ".staged"
"""The folder of staged parts, below the output."""

STAGING = 2
"""Counted up whenever the same input is staged otherwise than before."""

REFUSED = "refused.parquet"
"""The scenarios that were refused, so that no row of theirs elsewhere is taken for the whole."""


class Stage(Protocol):
    """What turns chunks into tables of scenarios."""

    problems: list[Problem]
    rejected: int
    """Scenarios that were rejected."""
    rejected_rows: int
    refused: list[Any]
    """Arrow tables of the names of scenarios that were rejected, each with a row that was wrong."""

    def take(self, chunk: Chunk) -> Iterator[Any]:
        """Take a chunk and yield the tables that are full."""

    def finish(self) -> Iterator[Any]:
        """Yield what is left."""


@dataclass(frozen=True)
class StagedFile:
    """An input file as it was staged."""

    name: str
    """The file as the user knows it."""
    folder: Path
    paths: tuple[Path, ...]
    rejected: int
    rejected_rows: int
    is_long: bool
    refused: Path | None
    """Where the names of scenarios stand that were rejected."""


def stage_file(path: Path, form: str, name: str, study: Study, folder: Path, key: str) -> StagedFile:
    """Stage a file, unless that was done before.

    Parameters
    ----------
    name
        The file as the user knows it.
    folder
        Where its parts go.
    key
        The digest of all that the staged parts follow from.

    Raises
    ------
    UsageError
        When the file as a whole does not fit the study.
    """
    marker = folder / "done.json"
    facts = read_facts(marker)
    if (
        facts is None
        or facts.get("key") != key
        or not all((folder / each).exists() for each in [*facts["parts"], *facts["refused"]])
    ):
        folder.mkdir(parents=True, exist_ok=True)
        facts = {"key": key, **_staged(path, form, name, study, folder)}
        put_facts(marker, facts)
    paths = tuple(folder / each for each in facts["parts"])
    refused = next((folder / each for each in facts["refused"]), None)
    counts = int(facts["rejected"]), int(facts["rejected_rows"])
    return StagedFile(name, folder, paths, *counts, bool(facts["long"]), refused)


def problems_of(folder: Path) -> bytes:
    """Return the lines about rows that could not be staged."""
    return (folder / "problems.csv").read_bytes()


def _staged(path: Path, form: str, name: str, study: Study, folder: Path) -> dict[str, Any]:
    names: list[str] = []
    lines: list[bytes] = []
    stage: Stage | None = None
    for chunk in chunks(path, form, name):
        if stage is None:
            stage = _stage_for(chunk, name, study, form)
        tables = stage.take(chunk)
        _write(tables, folder, names)
        lines.append(_flushed(stage))
    if stage is not None:
        _write(stage.finish(), folder, names)
        lines.append(_flushed(stage))
    put(folder / "problems.csv", b"".join(lines))
    rejected, rows = (stage.rejected, stage.rejected_rows) if stage else (0, 0)
    refused = stage.refused if stage else []
    if refused:
        put(folder / REFUSED, _parquet(_joined(refused)))
    return {
        "parts": names,
        "rejected": rejected,
        "rejected_rows": rows,
        "long": isinstance(stage, LongStage),
        "refused": [REFUSED] if refused else [],
    }


def _stage_for(chunk: Chunk, name: str, study: Study, form: str) -> Stage:
    columns = chunk.table.column_names
    if set(LONG) <= set(columns):
        return LongStage(name, study, columns)
    return WideStage(name, study, None if form == "jsonl" else columns)


def _flushed(stage: Stage) -> bytes:
    problems = problems_csv(stage.problems, heading=False)
    stage.problems.clear()
    return problems.encode()


def _write(tables: Iterable[Any], folder: Path, names: list[str]) -> None:
    for table in tables:
        names.append(f"{len(names):06d}.parquet")
        put(folder / names[-1], _parquet(table))


def _parquet(table: Any) -> bytes:  # noqa: ANN401 - an Arrow table
    import pyarrow as pa
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink, use_dictionary=False, compression="snappy")
    content: bytes = sink.getvalue().to_pybytes()
    return content


@dataclass
class WideStage:
    """One row a scenario already: texts become numbers."""

    name: str
    study: Study
    columns: list[str] | None
    """The columns of the whole file; None where each row can have its own."""
    problems: list[Problem] = field(default_factory=list)
    rejected: int = 0
    rejected_rows: int = 0
    refused: list[Any] = field(default_factory=list)
    _ahead: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Refuse columns that do not fit, before anything is read."""
        self._known = Known.of(self.study)
        if self.columns is not None:
            read_columns(self.columns, self.study, self.name)

    def take(self, chunk: Chunk) -> Iterator[Any]:
        """Turn a chunk's texts into numbers, and yield parts that are full."""
        self.problems.extend(chunk.problems)
        self.rejected += len(chunk.problems)
        self.refused.extend(unread(chunk))
        self._ahead.append(self._read(chunk))
        size = rows_of_a_part(len(self._ahead[-1].column_names))
        while sum(each.num_rows for each in self._ahead) >= size:
            joined = _joined(self._ahead)
            yield joined.slice(0, size)
            self._ahead = [joined.slice(size)]
        self.rejected_rows = self.rejected

    def finish(self) -> Iterator[Any]:
        """Yield what is left."""
        joined = _joined(self._ahead)
        if joined.num_rows:
            yield joined

    def _read(self, chunk: Chunk) -> Any:  # noqa: ANN401 - an Arrow table
        import pyarrow as pa

        table = chunk.table
        wrong = np.zeros(table.num_rows, dtype=np.int64)
        ids = table.column(SCENARIO) if SCENARIO in table.column_names else None
        columns: dict[str, Any] = {ROW: pa.array(chunk.rows)}
        if ids is not None:
            columns[SCENARIO] = ids
        for name in table.column_names:
            if name == SCENARIO:
                continue
            column = table.column(name)
            numbers = read_numbers(column)
            bad: Mask | None = numbers.wrong
            absent = chunk.absent.get(name)
            problem = ""
            is_cell = self.columns is not None or self._known.is_cell(name)
            if not is_cell:
                bad = ~absent if absent is not None else np.ones(len(wrong), dtype=bool)
                problem = "this names no cell of the study"
            for place in () if bad is None else np.flatnonzero(bad & (wrong < MOST_PER_ROW)):
                row = int(chunk.rows[place])
                scenario = str(row) if ids is None else str(ids[int(place)].as_py())
                text = numbers.text(column, int(place))
                self.problems.append(Problem(self.name, row, scenario, name, text, problem or no_number(text)))
            if bad is not None:
                wrong += bad
            if is_cell:
                columns[name] = pa.array(numbers.numbers, mask=absent)
        self.rejected += int(np.count_nonzero(wrong))
        if ids is not None and wrong.any():
            self.refused.append(refused_table(ids.filter(pa.array(wrong > 0)), chunk.rows[wrong > 0]))
        kept = pa.table(columns)
        return kept.filter(pa.array(wrong == 0)) if wrong.any() else kept


def _joined(tables: list[Any]) -> Any:  # noqa: ANN401 - Arrow tables
    import pyarrow as pa

    return pa.concat_tables(tables, promote_options="permissive").combine_chunks()
