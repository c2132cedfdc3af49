"""Pairwise judgements from a file: one a row, with the columns group, above, below and judgement."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from workbench.errors import MOST_COUNTED, DefinitionError, nearest
from workbench.formats.table.grid import read_grid, shown
from workbench.formats.table.numbers import NotReadableError, to_number
from workbench.model.ahp import PairJudgement

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.errors import Mistake
    from workbench.formats.table.grid import Cell, Grid

COLUMNS = ("group", "above", "below", "judgement")


def read_judgements(name: str | Path) -> tuple[PairJudgement, ...]:
    """Return the judgements that a file holds; `1/3` is a number too.

    Raises
    ------
    UsageError
        When the file cannot be opened.
    DefinitionError
        When columns are missing or cells are not what should stand there; every mistake is listed.
    """
    grid = read_grid(name)
    mistakes: list[Mistake] = []
    places = _columns(grid, mistakes)
    if mistakes:
        raise DefinitionError(mistakes)
    found: dict[tuple[str, frozenset[str]], PairJudgement] = {}
    for row in range(1, len(grid.rows)):
        if len(mistakes) >= MOST_COUNTED:
            break
        read = _judgement(grid, row, places, mistakes)
        if read is None:
            continue
        key = read.group, frozenset((read.above, read.below))
        if key in found:
            hint = "One judgement for a pair is enough; its reverse is known."
            found_words = f"{shown(read.above)} and {shown(read.below)} are compared again in {shown(read.group)}."
            mistakes.append(grid.mistake(row, places["above"], found_words, hint))
        found[key] = read
    if not found and not mistakes:
        mistakes.append(grid.mistake(0, 0, "there is no judgement below the header."))
    if mistakes:
        raise DefinitionError(mistakes)
    return tuple(found.values())


def _columns(grid: Grid, mistakes: list[Mistake]) -> dict[str, int]:
    header = [str(cell).strip().lower() if cell is not None else "" for cell in (grid.rows[0] if grid.rows else ())]
    places = {name: place for place, name in enumerate(header) if name in COLUMNS}
    for name in COLUMNS:
        if name not in places:
            others = [each for each in header if each]
            hint = f"The header needs {', '.join(COLUMNS)}. {nearest(name, others)}"
            mistakes.append(grid.mistake(0, 0, f"no column {name!r}.", hint))
    return places


def _judgement(grid: Grid, row: int, places: dict[str, int], mistakes: list[Mistake]) -> PairJudgement | None:
    before = len(mistakes)
    cells = grid.rows[row]

    def cell(name: str) -> Cell:
        place = places[name]
        return cells[place] if place < len(cells) else None

    names = {}
    for name in ("group", "above", "below"):
        value = cell(name)
        names[name] = f"{value:g}" if isinstance(value, float) else value or ""
        if not names[name]:
            mistakes.append(grid.mistake(row, places[name], f"no {name} stands here."))
    if names["above"] and names["above"] == names["below"]:
        mistakes.append(grid.mistake(row, places["below"], f"{shown(names['above'])} is compared with itself."))
    number = _number(grid, row, places["judgement"], cell("judgement"), mistakes)
    return None if len(mistakes) > before else PairJudgement(names["group"], names["above"], names["below"], number)


def _number(grid: Grid, row: int, column: int, cell: Cell, mistakes: list[Mistake]) -> float:
    try:
        if isinstance(cell, str) and cell.count("/") == 1:
            upper, lower = (to_number(part) for part in cell.split("/"))
            number = float(Fraction(upper) / Fraction(lower)) if lower else 0.0
        else:
            number = to_number(cell)
    except NotReadableError as error:
        mistakes.append(grid.mistake(row, column, error.found, error.hint or "Write for example 3, 0.5 or 1/3."))
        return 0.0
    if number <= 0:
        hint = "It says how many times as important the one above is: 1 for equal, 3, 5, 9, or 1/3."
        mistakes.append(grid.mistake(row, column, f"the judgement {cell} is not above 0.", hint))
    return number
