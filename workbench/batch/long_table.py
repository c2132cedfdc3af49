"""Long tables: one row a score, turned into one row a scenario."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.batch.columns import ROLES, SCENARIO, column_name
from workbench.batch.numbers import no_number, read_numbers
from workbench.batch.parts import rows_of_a_part
from workbench.batch.problems import Problem
from workbench.batch.repeats import refused_table, unread
from workbench.batch.rows import ROW, ROWS
from workbench.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from workbench.batch.chunk import Chunk
    from workbench.model.evaluation import Mask, Matrix
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

        checked = _Checked(self, table, rows, starts)
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


class _Checked:
    """The rows of some scenarios, each with its cell, and which are wrong."""

    def __init__(
        self,
        stage: LongStage,
        table: Any,  # noqa: ANN401 - an Arrow table
        rows: NDArray[np.int64],
        starts: NDArray[np.intp],
    ) -> None:
        self._stage, self._table, self._rows = stage, table, rows
        self._scenario = np.repeat(np.arange(len(starts)), np.diff([*starts, table.num_rows]))
        self._found: list[Problem] = []
        self._bad: Mask = np.zeros(table.num_rows, dtype=bool)
        self._cell, unknown = stage.places(table)
        for name, missing in unknown.items():
            for place in np.flatnonzero(missing):
                text = self._text(name, int(place))
                problem = f"the study has no {name} {text!r}. {nearest(text, stage.known(name))}"
                self._reject(int(place), name, text, problem)
        self._numbers = [self._read(name) for name in ("score", "low", "high")]
        self._beside()
        self._twice()
        self.wrong: Mask = np.zeros(len(starts), dtype=bool)
        self.wrong[self._scenario[self._bad]] = True

    def _text(self, name: str, place: int) -> str:
        value = self._table.column(name)[place].as_py()
        return "" if value is None else str(value)

    def _reject(self, place: int, column: str, value: str, problem: str) -> None:
        self._bad[place] = True
        scenario = self._text(SCENARIO, place)
        self._found.append(Problem(self._stage.name, int(self._rows[place]), scenario, column, value, problem))

    def _read(self, name: str) -> Matrix | None:
        if name not in self._table.column_names:
            return None
        column = self._table.column(name)
        read = read_numbers(column)
        for place in () if read.wrong is None else np.flatnonzero(read.wrong):
            text = read.text(column, int(place))
            self._reject(int(place), name, text, no_number(text))
        return read.numbers

    def _beside(self) -> None:
        if not self._stage.doubtful:
            return
        doubtful = self._stage.doubtful
        for place in np.flatnonzero(np.isin(self._rows, np.fromiter(doubtful, np.int64))):
            unread = doubtful[int(self._rows[place])]
            self._reject(int(place), "", "", f"row {unread} could not be read and may be of this scenario")

    def _twice(self) -> None:
        key = self._scenario * self._stage.cells + self._cell
        order = np.argsort(key, kind="stable")
        again = order[1:][np.diff(key[order]) == 0]
        for place in again[~self._bad[again]]:
            text = self._text("criterion", int(place))
            self._reject(int(place), "criterion", text, "this cell has stood before in its scenario")

    def first_wrong_rows(self) -> NDArray[np.int64]:
        """Return a wrong row of each scenario that has one."""
        bad = np.flatnonzero(self._bad)
        first = bad[np.unique(self._scenario[bad], return_index=True)[1]]
        return self._rows[first]

    def problems(self) -> list[Problem]:
        """Return what is wrong, and the sound rows that are rejected with their scenario."""
        beside = self.wrong[self._scenario] & ~self._bad
        others = [
            Problem(self._stage.name, int(self._rows[place]), self._text(SCENARIO, int(place)), "", "",
                    "another row of this scenario is wrong")
            for place in np.flatnonzero(beside)
        ]  # fmt: skip
        return sorted([*self._found, *others], key=lambda each: (each.row, each.column))

    def columns(self, count: int) -> Iterator[tuple[str, Matrix, Mask]]:
        """Yield the columns that hold anything: name, numbers (NaN where missing), where anything is said."""
        sound = ~self._bad
        for cell in np.unique(self._cell[sound]):
            at = np.flatnonzero(sound & (self._cell == cell))
            said: Mask = np.zeros(count, dtype=bool)
            said[self._scenario[at]] = True
            spread = [None if each is None else self._spread(each, at, count) for each in self._numbers]
            interval = any(each is not None and not np.isnan(each).all() for each in spread[1:])
            for role, numbers in enumerate(spread):
                if numbers is not None and (role == 0 or interval):
                    yield self._stage.cell_name(int(cell), role), numbers, said

    def _spread(self, numbers: Matrix, at: NDArray[np.intp], count: int) -> Matrix:
        column = np.full(count, np.nan)
        column[self._scenario[at]] = numbers[at]
        return column
