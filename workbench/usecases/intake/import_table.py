"""Scores from somebody else's table, by a mapping that was asked for: options in rows, criteria in columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from workbench.errors import MOST_LISTED, DefinitionError, Mistake, UsageError, nearest
from workbench.formats.excel.score_sheet.layout import WORDS, Cell, answer_mark, canonical
from workbench.formats.excel.score_sheet.problem import Problem, Remark
from workbench.formats.table.grid import read_grid
from workbench.formats.table.mapping import TableMapping, read_mapping, same, skeleton, unknown
from workbench.formats.table.numbers import NotReadableError, to_direction, to_number
from workbench.model.criterion import AnchoredScale
from workbench.model.own_path import own_path
from workbench.model.state import score_value
from workbench.usecases.editing.edits import rescored
from workbench.usecases.intake.sheet_changes import Compared, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from workbench.formats.table.grid import Cell as Found
    from workbench.formats.table.grid import Grid
    from workbench.model.change import Json
    from workbench.model.criterion import Leaf
    from workbench.model.study import Study

DATA_SHEET, META_SHEET = "iData", "iMeta"
"""Sheets of a workbook as COINr takes and writes it."""
META_CODE, META_DIRECTION = "iCode", "Direction"

BOOKS = {".xlsx", ".xlsm"}

OPTION = "option"
"""In place of a criterion: the column that names the options."""

MOST_IN_SKELETON = 500
"""Names of options that a mapping to fill in lists."""


class MappingNeededError(UsageError):
    """A table without a mapping; a mapping to fill in comes with it."""

    def __init__(self, message: str, *, hint: str, skeleton: str) -> None:
        super().__init__(message, hint=hint)
        self.skeleton = skeleton


def compare_table(
    path: Path, study: Study, *, mapping: str | Path | None, columns: Mapping[str, str], owner: str
) -> tuple[Compared, Mapping[str, str]]:
    """Return what a table changes in a study, and the label of whose scores it holds.

    Raises
    ------
    MappingNeededError
        When there is no mapping; its skeleton is one to fill in.
    WorkbenchError
        When the table cannot be read, or the mapping does not fit table and study.
    """
    from workbench.usecases.locations import identity

    if mapping is not None and columns:
        message = "--map and --column both say which column is which criterion."
        raise UsageError(message, hint="Give one of them.")
    if mapping is None and not columns:
        raise _needed(path, study)
    plan = read_mapping(own_path(mapping)) if mapping is not None else _of_columns(columns, path, study)
    name, label = identity(plan.analyst or owner)
    if name in study.analyst:
        label = study.analyst[name].label
    reading = _Reading(path, _grid(path, plan.sheet), study, plan, name)
    return reading.compared(), {name: label}


def _grid(path: Path, sheet: str | None) -> Grid:
    if sheet is None or path.suffix.lower() not in BOOKS:
        return read_grid(path)
    from workbench.formats.table.workbook import read

    return read(path, sheet)


def _sheets(path: Path) -> tuple[str | None, str | None]:
    """Return the names of the sheets with figures and with directions, where it is a workbook of that kind."""
    if path.suffix.lower() not in BOOKS:
        return None, None
    from workbench.formats.table.workbook import sheet_names

    names = sheet_names(path)
    return (DATA_SHEET if DATA_SHEET in names else None), (META_SHEET if META_SHEET in names else None)


def _known(study: Study) -> tuple[dict[str, str], dict[str, str]]:
    return {each.id: each.label for each in study.options}, {each.id: each.label for each in study.leaves}


def _needed(path: Path, study: Study) -> MappingNeededError:
    sheets = _sheets(path)
    grid = _grid(path, sheets[0])
    headings = [_text(cell) for cell in (grid.rows[0] if grid.rows else ()) if cell is not None]
    options = [_text(row[0]) for row in grid.rows[1:] if row and row[0] is not None]
    text = skeleton(path.name, headings, list(dict.fromkeys(options))[:MOST_IN_SKELETON], _known(study), sheets)
    message = f"{path} is no score sheet: it needs a mapping, which says what its columns and rows are."
    hint = (
        "One to fill in was printed: keep it with > map.toml and come back with --map map.toml; or name the columns: "
        "--column COLUMN=option --column COLUMN=CRITERION …"
    )
    return MappingNeededError(message, hint=hint, skeleton=text)


def _of_columns(columns: Mapping[str, str], path: Path, study: Study) -> TableMapping:
    columns = {normalize("NFC", name): each for name, each in columns.items()}
    named = [name for name, each in columns.items() if each == OPTION]
    if len(named) != 1:
        message = f"{len(named)} columns are said to name the options; there must be one."
        raise UsageError(message, hint="Say --column COLUMN=option.")
    sheet, meta = _sheets(path)
    known = _known(study)[0]
    grid = _grid(path, sheet)
    place = next((at for at, cell in enumerate(grid.rows[0]) if _text(cell) == named[0]), None) if grid.rows else None
    rows = grid.rows[1:] if place is not None else ()
    names = dict.fromkeys(_text(row[place]) for row in rows if place is not None and place < len(row))
    options = {name: same(name, known) for name in names if name and same(name, known)}
    rest = {name: each for name, each in columns.items() if each != OPTION}
    return TableMapping(named[0], rest, options, sheet, meta)


def _text(cell: Found) -> str:
    return "" if cell is None else f"{cell:.15g}" if isinstance(cell, float) else cell.strip()


@dataclass
class _Reading:
    """One reading of a table by a mapping, which collects what changes and what is wrong."""

    path: Path
    grid: Grid
    study: Study
    plan: TableMapping
    owner: str
    result: Compared = field(default_factory=Compared)

    def compared(self) -> Compared:
        """Return what the table changes."""
        self._check_names()
        places = self._places()
        self._check_directions()
        if self.plan.option in places:
            self._rows(places)
        return self.result

    def _check_names(self) -> None:
        """Refuse a mapping that names what the study does not have."""
        options, criteria = _known(self.study)
        wrong = [(f"columns: {name}", hint) for name, hint in unknown(self.plan.columns.values(), criteria)]
        wrong += [(f"options: {name}", hint) for name, hint in unknown(self.plan.options.values(), options)]
        twice = [each for each in criteria if list(self.plan.columns.values()).count(each) > 1]
        mistakes = [Mistake("the mapping", name, "there is no such id in the study.", hint) for name, hint in wrong]
        mistakes += [
            Mistake("the mapping", f"columns: {each}", "is given by two columns.", "Keep one.") for each in twice
        ]
        if mistakes:
            raise DefinitionError(mistakes)

    def _say(self, code: str, row: int, column: int, found: str, hint: str = "") -> None:
        sheet, _, cell = self.grid.place(row, column).rpartition("!")
        if not sheet and self.grid.lines and row < len(self.grid.lines):
            sheet, cell = f"line {self.grid.lines[row]}, {cell}", ""
        self.result.problems.append(Problem(code, sheet or cell, cell if sheet else "", found, hint))

    def _places(self) -> dict[str, int]:
        """Return where the columns of the mapping stand."""
        header = [_text(cell) for cell in (self.grid.rows[0] if self.grid.rows else ())]
        places = {}
        for name in (self.plan.option, *self.plan.columns):
            at = [place for place, each in enumerate(header) if each == name]
            if len(at) == 1:
                places[name] = at[0]
                continue
            found = f"the heading {name!r} stands {len(at)} times in the first row."
            code = "CRITERION_DUPLICATE" if at else "HEADER_CHANGED"
            self._say(code, 0, at[0] if at else 0, found, nearest(name, [each for each in header if each]))
        return places

    def _check_directions(self) -> None:
        """Compare the directions that a sheet of meta data gives with the study's."""
        if self.plan.meta is None or self.path.suffix.lower() not in BOOKS:
            return
        meta = _grid(self.path, self.plan.meta)
        header = [_text(cell) for cell in (meta.rows[0] if meta.rows else ())]
        if META_CODE not in header or META_DIRECTION not in header:
            text = (
                f"The sheet {self.plan.meta} has no columns {META_CODE} and {META_DIRECTION}: directions not compared."
            )
            self.result.remarks.append(Remark("DIRECTION", text))
            return
        code, direction = header.index(META_CODE), header.index(META_DIRECTION)
        reading = _Reading(self.path, meta, self.study, self.plan, self.owner, self.result)
        for number, row in enumerate(meta.rows[1:], start=1):
            leaf = self._leaf(self.plan.columns.get(_text(row[code] if code < len(row) else None), ""))
            if leaf is not None:
                reading._direction(number, direction, row[direction] if direction < len(row) else None, leaf)

    def _direction(self, row: int, column: int, cell: Found, leaf: Leaf) -> None:
        if isinstance(cell, float) and cell != int(cell):
            self._say("NOT_INTEGER", row, column, f"the direction {cell:g} is neither 1 nor -1.")
            return
        try:
            sign = to_direction(cell)
        except NotReadableError as error:
            self._say("DIRECTION", row, column, error.found, error.hint)
            return
        if (sign > 0) != (leaf.best > leaf.worst):
            found = (
                f"here {'more' if sign > 0 else 'less'} is better; in the study {leaf.label} is to {leaf.direction}."
            )
            self._say("DIRECTION", row, column, found, "Is it the same criterion? Correct the table or the mapping.")

    def _leaf(self, name: str) -> Leaf | None:
        return next((each for each in self.study.leaves if each.id == name), None)

    def _rows(self, places: Mapping[str, int]) -> None:
        seen: dict[str, int] = {}
        left_out: list[str] = []
        for row in range(1, len(self.grid.rows)):
            name = _text(self._cell(row, places[self.plan.option]))
            option = self.plan.options.get(name)
            if option is None:
                left_out.append(name or "(no name)")
                continue
            if option in seen:
                found = f"{option} stands in another row too."
                self._say("OPTION_DUPLICATE", row, places[self.plan.option], found, "Map one row to an option.")
                continue
            seen[option] = row
            for column, criterion in self.plan.columns.items():
                leaf = self._leaf(criterion)
                if column in places and leaf is not None:
                    self._score(row, places[column], option, leaf)
        self._remark_left(left_out)

    def _remark_left(self, left_out: Iterable[str]) -> None:
        names = list(dict.fromkeys(left_out))
        if names:
            listed = ", ".join([*names[:MOST_LISTED], *["…"] * (len(names) > MOST_LISTED)])
            text = f"Rows of no option in the mapping, left out: {listed}."
            self.result.remarks.append(Remark("OPTION_MISSING", text))

    def _cell(self, row: int, column: int) -> Found:
        cells = self.grid.rows[row]
        return cells[column] if column < len(cells) else None

    def _score(self, row: int, column: int, option: str, leaf: Leaf) -> None:
        found = self._cell(row, column)
        if found is None or not _text(found):
            self.result.empty += 1
            return
        fields = self._judged(row, column, found, leaf)
        if fields is None:
            return
        cell = Cell(option, leaf.id, self.owner)
        own = self.study.score.get((option, leaf.id, self.owner))
        old = score_value(own) if own else None
        new = rescored(own, None, cell._asdict(), fields)
        if answer_mark(old) == answer_mark(new):
            self.result.same += 1
            return
        self.result.lines.append(Line(cell, self.grid.place(row, column), old, new))

    def _judged(self, row: int, column: int, found: Found, leaf: Leaf) -> dict[str, Json] | None:
        word = WORDS.get(" ".join(_text(found).lower().replace("-", " ").split()))
        if word is not None:
            return {"missing": str(word)}
        try:
            number = canonical(to_number(found))
        except NotReadableError as error:
            code = "DECIMAL_COMMA" if "comma" in error.hint else "NOT_A_NUMBER"
            self._say(code, row, column, error.found, f"{error.hint} Missing is written {', '.join(WORDS)}, or empty.")
            return None
        scale = leaf.scale
        if not scale.low <= number <= scale.high:
            text = f"{number:g} lies outside the scale of {leaf.label}, {scale.low:g} to {scale.high:g}"
            if isinstance(scale, AnchoredScale):
                hint = "Is it the right column, and in the unit of the scale?"
                self._say("OUT_OF_RANGE", row, column, f"{text}.", hint)
                return None
            place = self.grid.place(row, column)
            self.result.remarks.append(Remark("OUT_OF_RANGE", f"{place}: {text}; the nearer end counts."))
        return {"value": number}
