"""Long tables: one row a score, turned into one row a scenario."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.batch.columns import ROLES, SCENARIO, column_name
from workbench.batch.long_rows import CheckedRows
from workbench.batch.parts import rows_of_a_part
from workbench.batch.repeats import refused_table, unread
from workbench.batch.rows import ROW, ROWS, scale_of
from workbench.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from workbench.batch.chunk import Chunk
    from workbench.batch.problems import Problem
    from workbench.model.evaluation import Mask
    from workbench.model.study import Study

LONG = (SCENARIO, "option", "criterion")
"""Columns that make a table a long one."""

MORE = ("score", "analyst", "low", "high")


@dataclass
class LongStage:
    """Rows of one scenario stand together; a scenario ends where the next one begins."""

    name: str
    study: Study
    columns: Sequence[str]
    problems: list[Problem] = field(default_factory=list)
    rejected: int = 0
    rejected_rows: int = 0
    refused: list[Any] = field(default_factory=list)
    doubtful: dict[int, int] = field(default_factory=dict)
    """Rows beside one that could not be read and may be of their scenario, each with that one's number."""

    def __post_init__(self) -> None:
        """Refuse columns that do not fit, before anything is read.

        Raises
        ------
        UsageError
            When there are columns of other names, or none with scores.
        """
        unknown = sorted(set(self.columns) - {*LONG, *MORE})
        if unknown:
            message = f"{self.name}: {', '.join(map(repr, unknown))} means nothing in a table with one row a score."
            raise UsageError(message, hint=nearest(unknown[0], MORE))
        if not {"score"} <= set(self.columns) and not {"low", "high"} <= set(self.columns):
            message = f"{self.name} has no scores: neither a column 'score' nor both 'low' and 'high'."
            raise UsageError(message)
        self._options = [option.id for option in self.study.options]
        self._leaves = [leaf.id for leaf in self.study.leaves]
        self._analysts = ["", *self.study.analyst] if "analyst" in self.columns else [""]
        self._roles = ROLES if "low" in self.columns or "high" in self.columns else ROLES[:1]
        self.scales = np.array([scale_of(self.study, each) for each in self._leaves]).reshape(-1, 2)
        """The ends of each criterion's scale, shape (n_criteria, 2); infinite where any number is allowed."""
        self._cells = len(self._options) * len(self._leaves) * len(self._analysts)
        self._size = rows_of_a_part(self._cells * len(self._roles))
        self._ahead: list[Any] = []
        self._rows: list[NDArray[np.int64]] = []
        self._unread = 0
        """A row that could not be read, while none has come after it."""

    def take(self, chunk: Chunk) -> Iterator[Any]:
        """Take rows, and yield parts whose scenarios are complete."""
        self.problems.extend(chunk.problems)
        self.rejected_rows += len(chunk.problems)
        self.rejected += sum(1 for each in chunk.problems if each.id)
        self.refused.extend(unread(chunk))
        self._doubt(chunk)
        self._ahead.append(chunk.table)
        self._rows.append(chunk.rows)
        yield from self._parts(last=False)

    def _doubt(self, chunk: Chunk) -> None:
        rows = chunk.rows
        if self._unread and len(rows):
            self.doubtful[int(rows[0])] = self._unread
            self._unread = 0
        for row in (each.row for each in chunk.problems if not each.id):
            after = int(np.searchsorted(rows, row))
            before = rows[:after] if after else np.concatenate([*self._rows, rows[:0]])
            self.doubtful.update((int(each), row) for each in (*before[-1:], *rows[after : after + 1]))
            if after == len(rows):
                self._unread = row

    def finish(self) -> Iterator[Any]:
        """Yield what is left."""
        yield from self._parts(last=True)

    def _parts(self, *, last: bool) -> Iterator[Any]:
        import pyarrow as pa

        table = pa.concat_tables(self._ahead, promote_options="permissive").combine_chunks()
        rows = np.concatenate(self._rows)
        starts = _starts(table.column(SCENARIO))
        ends = [*starts[1:], table.num_rows] if last else starts[1:]
        done = 0
        for first in range(0, len(ends), self._size):
            whole = ends[first : first + self._size]
            if len(whole) < self._size and not last:
                break
            end = int(whole[-1])
            pivoted = self._pivot(
                table.slice(done, end - done), rows[done:end], starts[first : first + len(whole)] - done
            )
            if pivoted.num_rows:
                yield pivoted
            done = end
        self._ahead, self._rows = [table.slice(done)], [rows[done:]]
        self.doubtful = {row: beside for row, beside in self.doubtful.items() if len(rows) == done or row >= rows[done]}

    def _pivot(self, table: Any, rows: NDArray[np.int64], starts: NDArray[np.intp]) -> Any:  # noqa: ANN401 - Arrow's
        """Return one row a scenario; scenarios with a wrong row are left out, with all their rows."""
        import pyarrow as pa

        checked = CheckedRows(self, table, rows, starts)
        count = len(starts)
        lengths = np.diff([*starts, table.num_rows])
        kept = ~checked.wrong
        self.rejected += int(checked.wrong.sum())
        self.rejected_rows += int(lengths[checked.wrong].sum())
        self.problems.extend(checked.problems())
        if checked.wrong.any():
            ids = table.column(SCENARIO).take(pa.array(starts[checked.wrong]))
            self.refused.append(refused_table(ids, checked.first_wrong_rows()))
        columns: dict[str, Any] = {
            SCENARIO: table.column(SCENARIO).take(pa.array(starts[kept])).cast(pa.string()),
            ROW: pa.array(rows[starts[kept]]),
            ROWS: pa.array(lengths[kept]),
        }
        for name, numbers, said in checked.columns(count):
            columns[name] = pa.array(numbers[kept], mask=~said[kept])
        return pa.table(columns)

    def cell_name(self, cell: int, role: int) -> str:
        """Return the name of a cell's column from its number."""
        rest, analyst = divmod(cell, len(self._analysts))
        option, leaf = divmod(rest, len(self._leaves))
        return column_name(self._options[option], self._leaves[leaf], self._analysts[analyst], self._roles[role])

    def places(self, table: Any) -> tuple[NDArray[np.int64], dict[str, Mask]]:  # noqa: ANN401 - an Arrow table
        """Return each row's cell, and for each column of ids which rows name nothing that is known."""
        import pyarrow as pa
        from pyarrow import compute

        cell = np.zeros(table.num_rows, dtype=np.int64)
        unknown: dict[str, Mask] = {}
        for name, known in (("option", self._options), ("criterion", self._leaves), ("analyst", self._analysts)):
            if name not in table.column_names:
                continue
            texts = compute.utf8_trim_whitespace(table.column(name).cast(pa.string()))
            if name == "analyst":
                texts = compute.fill_null(texts, "")
            found = compute.index_in(texts, pa.array(known, pa.string()))
            missing = np.asarray(found.is_null().combine_chunks().to_numpy(zero_copy_only=False), dtype=bool)
            number = found.fill_null(0).combine_chunks().to_numpy(zero_copy_only=False)
            cell = cell * len(known) + number
            unknown[name] = missing
        return cell, unknown

    def known(self, name: str) -> list[str]:
        """Return the ids that a column can hold."""
        return {"option": self._options, "criterion": self._leaves, "analyst": self._analysts[1:]}[name]

    def leaf_of(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return which criterion each cell belongs to."""
        return cells // len(self._analysts) % len(self._leaves)

    def leaf_name(self, leaf: int) -> str:
        """Return a criterion's id."""
        return self._leaves[leaf]

    @property
    def cells(self) -> int:
        """How many cells there are, of all analysts."""
        return self._cells


def _starts(ids: Any) -> NDArray[np.intp]:  # noqa: ANN401 - an Arrow column
    """Return where a scenario begins that is not the one of the row before."""
    import pyarrow as pa
    from pyarrow import compute

    texts = compute.fill_null(ids.cast(pa.string()), "").combine_chunks()
    if len(texts) == 0:
        return np.zeros(0, dtype=np.intp)
    changes = compute.not_equal(texts.slice(1), texts.slice(0, len(texts) - 1)).to_numpy(zero_copy_only=False)
    return np.concatenate([[0], np.flatnonzero(changes) + 1])
