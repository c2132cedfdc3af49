"""Scenarios from pandas frames or files, results as pandas frames."""

from __future__ import annotations

import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.batch.arrow import need_arrow
from workbench.batch.chunk import Chunk
from workbench.batch.columns import SCENARIO, read_columns
from workbench.batch.long_table import LONG, LongStage
from workbench.batch.parts import Part, rows_of_a_part, split
from workbench.batch.problems import HEADING
from workbench.batch.repeats import Standing
from workbench.batch.rows import ROW
from workbench.batch.score_part import scored_table, tables_of
from workbench.batch.split import split_input
from workbench.batch.staging import problems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from workbench.batch.job import Job
    from workbench.batch.problems import Problem

REJECTED = "rejected"
"""The key in a frame's `attrs` under which what is wrong with rows stands."""


def frames_of(job: Job, scenarios: pd.DataFrame | str | Path) -> Iterator[pd.DataFrame]:
    """Yield the results of scenarios, a frame for each part; rejected rows stand in the frame's `attrs`."""
    need_arrow()
    for run in job.scenarios:
        run.check()
    if isinstance(scenarios, (str, Path)):
        yield from _of_path(job, Path(scenarios))
    else:
        yield from _of_frame(job, scenarios)


def _of_path(job: Job, path: Path) -> Iterator[pd.DataFrame]:
    with tempfile.TemporaryDirectory() as folder:
        staged = replace(job, out=Path(folder))
        found = split_input(staged, path, None)
        lines = [problems_of(each) for each in sorted((Path(folder) / ".staged").glob("*"))]
        early = _read_problems(lines)
        for part in found.parts:
            for one, table in tables_of([part]):
                yield _frame(job, one, table, early)
                early = []
        if early:
            yield _nothing(early)


def _read_problems(lines: Iterable[bytes]) -> list[dict[str, Any]]:
    import csv
    from io import StringIO

    # Most texts stand in very many lines; each is kept once.
    known: dict[str, str] = {}
    found: list[dict[str, Any]] = []
    for row in (row for each in lines for row in csv.reader(StringIO(each.decode()))):
        named: dict[str, Any] = dict(zip(HEADING, (known.setdefault(text, text) for text in row), strict=True))
        named["row"] = int(row[1])
        found.append(named)
    return found


def _of_frame(job: Job, frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    import pyarrow as pa

    table = pa.Table.from_pandas(frame, preserve_index=False)
    names = table.column_names
    if set(LONG) <= set(names):
        stage = LongStage("scenarios", job.study, names)
        tables = [*stage.take(Chunk(table, np.arange(1, table.num_rows + 1))), *stage.finish()]
        early = _plain(stage.problems)
        whole = pa.concat_tables(tables, promote_options="permissive") if tables else None
        staged, refused = True, stage.refused
    else:
        read_columns(names, job.study)
        whole, early, staged, refused = table, [], False, []
    if whole is None:
        yield _nothing(early)
        return
    repeated = _repeated(whole, refused, is_long=staged)
    for number, (start, length) in enumerate(split(whole.num_rows, rows_of_a_part(len(names)))):
        again = tuple((place - start, words) for place, words in repeated if start <= place < start + length)
        part = Part(number, Path(), "scenarios", 0, start, length, start, "", again, staged=staged)
        yield _frame(job, part, whole.slice(start, length), early)
        early = []


def _repeated(table: Any, refused: Sequence[Any], *, is_long: bool) -> list[tuple[int, str]]:  # noqa: ANN401 - Arrow's
    """Return the rows to refuse because their scenario's name stands more than once, each with what is said of it."""
    import pandas as pd

    if SCENARIO not in table.column_names:
        return []
    ids = pd.concat([each.column(SCENARIO).to_pandas() for each in (table, *refused)], ignore_index=True)
    rows = [each.column(ROW).to_numpy() for each in (table, *refused)] if is_long else [np.arange(table.num_rows)]
    group = pd.factorize(ids, use_na_sentinel=False)[0].astype(np.int64)
    count = len(ids)
    standing = Standing(
        group=group,
        file=np.zeros(count, dtype=np.int64),
        row=np.concatenate(rows),
        long=np.full(count, is_long),
        refused=np.arange(count) >= table.num_rows,
    )
    return sorted(standing.told(("scenarios",)))


def _frame(job: Job, part: Part, table: Any, early: list[dict[str, Any]]) -> pd.DataFrame:  # noqa: ANN401 - Arrow's
    results, rows, _ = scored_table(job, part, table)
    frame: pd.DataFrame = results.to_pandas()
    frame = frame.astype(dict.fromkeys(("rank", "best_rank", "worst_rank"), "Int64"))
    frame.attrs[REJECTED] = [*early, *_plain(rows.problems)]
    return frame


def _nothing(early: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame()
    frame.attrs[REJECTED] = early
    return frame


def _plain(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [asdict(each) for each in problems]
