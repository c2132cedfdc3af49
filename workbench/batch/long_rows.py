"""The rows of a long table, checked one by one: each with its cell, and which are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.batch.columns import SCENARIO, why_not_scored
from workbench.batch.numbers import no_number, read_numbers, written
from workbench.batch.problems import Problem
from workbench.batch.rows import NO_INTERVAL, beyond
from workbench.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from workbench.batch.long_table import LongStage
    from workbench.model.evaluation import Mask, Matrix

SCORES = ("score", "low", "high")


class CheckedRows:
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
                problem = why_not_scored(stage.study, text.strip()) if name == "criterion" else ""
                problem = problem or f"the study has no {name} {text!r}. {nearest(text, stage.known(name))}"
                self._reject(int(place), name, text, problem)
        self._numbers = [self._read(name) for name in SCORES]
        self._out_of_range()
        self._no_interval()
        self._beside()
        self._twice()
        self.wrong: Mask = np.zeros(len(starts), dtype=bool)
        self.wrong[self._scenario[self._bad]] = True

    def _text(self, name: str, place: int) -> str:
        return written(self._table.column(name)[place].as_py())

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

    def _out_of_range(self) -> None:
        leaves = self._stage.leaf_of(self._cell)
        low, high = self._stage.scales[leaves].T
        known = ~self._bad
        for name, numbers in zip(SCORES, self._numbers, strict=True):
            if numbers is None:
                continue
            for place in np.flatnonzero(known & ((numbers < low) | (numbers > high))):
                leaf = int(leaves[place])
                problem = beyond(self._stage.leaf_name(leaf), *self._stage.scales[leaf])
                self._reject(int(place), name, self._text(name, int(place)), problem)

    def _no_interval(self) -> None:
        score, low, high = (np.full(len(self._rows), np.nan) if each is None else each for each in self._numbers)
        half, both = np.isnan(low) != np.isnan(high), ~np.isnan(low) & ~np.isnan(score)
        for place in np.flatnonzero(~self._bad & (half | (low > high) | both)):
            texts = {name: self._text(name, int(place)) for name in SCORES if name in self._table.column_names}
            found = ", ".join(f"{name} {text}" for name, text in texts.items() if text.strip())
            self._reject(int(place), "", found, NO_INTERVAL)

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
