"""A decision table from a file: criteria in the header, options in the first column, directions and weights in rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import MOST_COUNTED, DefinitionError
from workbench.formats.table.grid import read_grid, shown
from workbench.formats.table.numbers import NotReadableError, to_direction, to_number

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.errors import Mistake
    from workbench.formats.table.grid import Cell, Grid

SPECIAL = {
    **dict.fromkeys(("direction", "directions"), "direction"),
    **dict.fromkeys(("weight", "weights"), "weight"),
    **dict.fromkeys(("unit", "units"), "unit"),
}
"""First cells of rows that are no options."""


@dataclass(frozen=True)
class DecisionTable:
    """A bare table: options in rows, criteria in columns."""

    file: str
    options: tuple[str, ...]
    criteria: tuple[str, ...]
    performances: tuple[tuple[float, ...], ...]
    """One row an option, one number a criterion; finite."""
    directions: tuple[int, ...] | None = None
    """+1 or -1 for each criterion, where the file says so."""
    weights: tuple[float, ...] | None = None
    units: tuple[str, ...] | None = None


def read_decision_table(name: str | Path) -> DecisionTable:
    """Return the decision table that a file holds.

    Raises
    ------
    UsageError
        When the file cannot be opened.
    DefinitionError
        When something in it is not what should stand there; every mistake is listed with its place.
    """
    return _Reading(read_grid(name)).table()


class _Reading:
    """One reading of a grid, which collects the mistakes."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.mistakes: list[Mistake] = []
        filled = [place for row in grid.rows for place, cell in enumerate(row) if cell is not None]
        self.left = min(filled, default=0)
        self.width = self._width()

    def _width(self) -> int:
        header = self.grid.rows[0] if self.grid.rows else ()
        return max((place + 1 for place, cell in enumerate(header) if cell is not None), default=0)

    def table(self) -> DecisionTable:
        if len(self.grid.rows) < 2 or self.width < self.left + 2:  # noqa: PLR2004 - a header and an option, two columns
            found = "no decision table: it needs criteria in the header and options in the first column."
            raise DefinitionError([self.grid.mistake(0, self.left, found)])
        criteria = self._criteria()
        options: dict[str, tuple[float, ...]] = {}
        special: dict[str, int] = {}
        for row in range(1, len(self.grid.rows)):
            self._check_length(row)
            name = self._text(row, self.left)
            kind = SPECIAL.get(name.lower())
            if kind is None:
                self._option(row, name, options)
            elif kind in special:
                self._mistake(row, self.left, f"a second row of {kind}s.", "Keep one of them.")
            else:
                special[kind] = row
        if not options and not self.mistakes:
            self._mistake(0, self.left, "there is no option below the header.")
        directions = self._directions(special.get("direction"))
        weights = self._weights(special.get("weight"))
        units = tuple(self._text(special["unit"], column) for column in self._columns) if "unit" in special else None
        if self.mistakes:
            raise DefinitionError(self.mistakes)
        return DecisionTable(
            self.grid.file, tuple(options), criteria, tuple(options.values()), directions, weights, units
        )

    @property
    def _columns(self) -> range:
        return range(self.left + 1, self.width)

    def _mistake(self, row: int, column: int, found: str, hint: str = "") -> None:
        self.mistakes.append(self.grid.mistake(row, column, found, hint))
        if len(self.mistakes) >= MOST_COUNTED:
            raise DefinitionError(self.mistakes)

    def _cell(self, row: int, column: int) -> Cell:
        cells = self.grid.rows[row]
        return cells[column] if column < len(cells) else None

    def _text(self, row: int, column: int) -> str:
        cell = self._cell(row, column)
        return "" if cell is None else f"{cell:g}" if isinstance(cell, float) else cell

    def _criteria(self) -> tuple[str, ...]:
        names: list[str] = []
        for column in self._columns:
            name = self._text(0, column)
            if not name:
                self._mistake(0, column, "the criterion has no name.")
            elif name in names:
                self._mistake(0, column, f"the criterion {shown(name)!r} stands twice.", "Names tell criteria apart.")
            names.append(name)
        return tuple(names)

    def _option(self, row: int, name: str, options: dict[str, tuple[float, ...]]) -> None:
        if not name:
            self._mistake(row, self.left, "the option has no name.")
        elif name in options:
            self._mistake(row, self.left, f"the option {shown(name)!r} stands twice.", "Names tell options apart.")
        options[name] = tuple(self._number(row, column) for column in self._columns)

    def _number(self, row: int, column: int) -> float:
        try:
            return to_number(self._cell(row, column))
        except NotReadableError as error:
            self._mistake(row, column, error.found, error.hint)
            return 0.0

    def _check_length(self, row: int) -> None:
        beyond = [place for place, cell in enumerate(self.grid.rows[row]) if place >= self.width and cell is not None]
        if beyond:
            hint = "The header names fewer criteria. If numbers are written with a decimal comma, write a point."
            self._mistake(row, beyond[0], "something stands here beyond the last criterion.", hint)

    def _directions(self, row: int | None) -> tuple[int, ...] | None:
        if row is None:
            return None
        directions = []
        for column in self._columns:
            try:
                directions.append(to_direction(self._cell(row, column)))
            except NotReadableError as error:
                self._mistake(row, column, error.found, error.hint)
        return tuple(directions)

    def _weights(self, row: int | None) -> tuple[float, ...] | None:
        if row is None:
            return None
        weights = tuple(self._number(row, column) for column in self._columns)
        for column, weight in zip(self._columns, weights, strict=True):
            if weight < 0:
                self._mistake(row, column, f"the weight {weight:g} is negative.", "A weight is 0 or more.")
        return weights
