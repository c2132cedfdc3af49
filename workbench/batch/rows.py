"""The rows of a part, checked column by column: those that can be scored, and what is wrong with the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.analysis.scenarios import Given
from workbench.batch.columns import SCENARIO
from workbench.batch.numbers import no_number, read_numbers
from workbench.batch.problems import Problem, bounded
from workbench.model.criterion import Leaf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.batch.columns import CellColumn
    from workbench.batch.numbers import Numbers
    from workbench.batch.parts import Part
    from workbench.model.evaluation import Mask, Matrix
    from workbench.model.study import Study

ROW, ROWS = "#row", "#rows"
"""Columns of staged parts: the input's row that a scenario starts with, and how many rows it had."""


NO_INTERVAL = "an interval needs a low end, and a high end that is not below it"


def scale_of(study: Study, criterion: str) -> tuple[float, float]:
    """Return the ends that a criterion's numbers have to keep to; infinite where any is allowed."""
    leaf = study.criterion[criterion]
    if isinstance(leaf, Leaf) and leaf.scale.kind == "anchored":
        return leaf.scale.low, leaf.scale.high
    return -np.inf, np.inf


def beyond(criterion: str, low: float, high: float) -> str:
    """Return what is wrong with a number beyond a criterion's scale."""
    return f"the scale of {criterion} runs from {low:g} to {high:g}"


@dataclass(frozen=True)
class Rows:
    """A part as arrays: scenarios that can be scored, and what is wrong with the others."""

    ids: Any
    """The scenarios' ids as an Arrow array; those that can be scored."""
    cells: Mapping[tuple[str, str, str], Given]
    """By option, criterion and analyst ("" for the view's own)."""
    scored: int
    rejected: int
    scored_rows: int
    """Rows of the input that these scenarios were written in."""
    rejected_rows: int
    problems: tuple[Problem, ...]


def read_rows(part: Part, table: Any, columns: Sequence[CellColumn], study: Study) -> Rows:  # noqa: ANN401 - Arrow's
    """Return the scenarios of a part.

    Parameters
    ----------
    table
        An Arrow table of the part's rows.
    columns
        What its columns stand for.
    """
    reader = _Reader(part, table, study)
    for column in columns:
        reader.read(column)
    return reader.finish(columns)


class _Reader:
    """Reads one column after the other and remembers which rows are wrong."""

    def __init__(self, part: Part, table: Any, study: Study) -> None:  # noqa: ANN401 - an Arrow table
        self._part, self._table, self._study = part, table, study
        self._count = table.num_rows
        names = set(table.column_names)
        self._ids = table.column(SCENARIO) if SCENARIO in names else None
        staged = {name: table.column(name).to_numpy() for name in (ROW, ROWS) if name in names}
        self._row = staged.get(ROW, np.arange(part.first + 1, part.first + self._count + 1))
        self._rows = staged.get(ROWS, np.ones(self._count, dtype=np.int64))
        self._wrong: Mask = np.zeros(self._count, dtype=bool)
        self._problems: list[Problem] = []
        self._numbers: dict[str, Numbers] = {}
        self._read_ids()

    def _read_ids(self) -> None:
        nameless = np.zeros(self._count, dtype=bool) if self._ids is None else without_name(self._ids)
        for place in np.flatnonzero(nameless).tolist():
            self._reject(place, SCENARIO, "", "the scenario has no name")
        for place, problem in self._part.repeated:
            if not nameless[place]:
                self._reject(place, SCENARIO, self._id(place), problem)

    def _id(self, place: int) -> str:
        return str(self._row[place]) if self._ids is None else str(self._ids[place].as_py())

    def _reject(self, place: int, column: str, value: str, problem: str) -> None:
        self._wrong[place] = True
        where = self._part.name, int(self._row[place]), self._id(place)
        self._problems.append(Problem(*where, column, value, problem))

    def read(self, column: CellColumn) -> None:
        """Read one column of numbers."""
        raw = self._table.column(column.name)
        numbers = read_numbers(raw)
        self._numbers[column.name] = numbers
        # A staged NaN is a score given as missing, and was checked when it was staged.
        if numbers.wrong is not None and not self._part.staged:
            for place in np.flatnonzero(numbers.wrong):
                text = numbers.text(raw, int(place))
                self._reject(int(place), column.name, text, no_number(text))
        low, high = scale_of(self._study, column.criterion)
        within = len(numbers.numbers) == 0 or (numbers.ends and low <= numbers.ends[0] and numbers.ends[1] <= high)
        if not within:
            scale = beyond(column.criterion, low, high)
            for place in np.flatnonzero((numbers.numbers < low) | (numbers.numbers > high)):
                self._reject(int(place), column.name, numbers.text(raw, int(place)), scale)

    def finish(self, columns: Sequence[CellColumn]) -> Rows:
        """Put the columns of each cell together and leave the wrong rows out."""
        by_cell: dict[tuple[str, str, str], dict[str, Numbers]] = {}
        for column in columns:
            by_cell.setdefault(column.cell, {})[column.role] = self._numbers[column.name]
        given = {cell: self._given(cell, roles) for cell, roles in by_cell.items()}
        kept = ~self._wrong
        if self._wrong.any():
            given = {cell: each.where(kept) for cell, each in given.items()}
        return Rows(
            ids=self._kept_ids(kept),
            cells=given,
            scored=int(kept.sum()),
            rejected=int(self._wrong.sum()),
            scored_rows=int(self._rows[kept].sum()),
            rejected_rows=int(self._rows[self._wrong].sum()),
            problems=tuple(bounded(self._problems)),
        )

    def _kept_ids(self, kept: Mask) -> Any:  # noqa: ANN401 - an Arrow array
        import pyarrow as pa

        if self._ids is None:
            return pa.array(self._row[kept])
        ids = self._ids.combine_chunks() if hasattr(self._ids, "combine_chunks") else self._ids
        return ids if kept.all() else ids.filter(pa.array(kept))

    def _given(self, cell: tuple[str, str, str], roles: Mapping[str, Numbers]) -> Given:
        value = roles.get("value")
        absent = [each.empty for each in roles.values() if each.empty is not None]
        given: Mask | None = None
        if self._part.staged and len(absent) == len(roles):
            given = ~np.logical_and.reduce(absent)
        if "low" not in roles:
            assert value is not None  # noqa: S101 - the columns were checked: an interval has both ends
            return Given(value.numbers, None, None, _none_if_all(given))
        low, high = roles["low"].numbers, roles["high"].numbers
        self._check_interval(cell, value, low, high)
        middle = (low + high) / 2
        if value is not None:
            whole = np.isnan(middle) & ~np.isnan(value.numbers)
            middle, low, high = (np.where(whole, value.numbers, each) for each in (middle, low, high))
        return Given(middle, low, high, _none_if_all(given))

    def _check_interval(self, cell: tuple[str, str, str], value: Numbers | None, low: Matrix, high: Matrix) -> None:
        name = f"{cell[0]}/{cell[1]}" + (f"@{cell[2]}" if cell[2] else "")
        for place, found in self._interval_problems(value, low, high):
            self._reject(place, name, found, NO_INTERVAL)

    def _interval_problems(self, value: Numbers | None, low: Matrix, high: Matrix) -> Iterator[tuple[int, str]]:
        half = np.isnan(low) != np.isnan(high)
        twice = ~np.isnan(low) & ~np.isnan(value.numbers) if value is not None else np.zeros_like(half)
        for place in np.flatnonzero(half | (low > high) | twice):
            also = f", value {value.numbers[place]:g}" if value is not None and twice[place] else ""
            yield int(place), f"low {low[place]:g}, high {high[place]:g}{also}"


def without_name(ids: Any) -> Mask:  # noqa: ANN401 - an Arrow column
    """Return where an id is missing or only space."""
    from pyarrow import compute, types

    if types.is_integer(ids.type):
        return np.zeros(len(ids), dtype=bool) if not ids.null_count else np.asarray(ids.is_null())
    blank = compute.equal(compute.utf8_trim_whitespace(ids.cast("string")), "")
    return np.asarray(compute.fill_null(blank, True))  # noqa: FBT003 - Arrow's own shape


def _none_if_all(given: Mask | None) -> Mask | None:
    return None if given is None or given.all() else given
