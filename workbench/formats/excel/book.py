"""The one way into a cell: formulas with their values, numbers, and text that can never become a formula."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any, TypeAlias

from openpyxl import Workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.pagebreak import Break

from workbench.formats.excel.cell_text import finite, safe
from workbench.formats.excel.letters import count_lines
from workbench.formats.excel.pages import Rows, capacity, page_starts
from workbench.formats.excel.styles import HEADINGS, INPUTS, SECTION, TABS, all_styles
from workbench.formats.excel.words import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Value: TypeAlias = float | int | str
"""What a formula cell shows."""

LOWEST, HIGHEST, LINE = 12.75, 409.0, 1.275
"""Of a row, in points; a sheet allows no more. And of a line of words, by the size of its letters."""

POINTS_PER_CM = 28.35

OPEN_SHEETS = (REASONS,)
"""Without protection: nothing is calculated from them, and Excel sorts no protected rows."""

PRINTED_WIDTH = 158.0
"""Characters across a landscape A4 page at the scale that leaves 8 points of the smallest letters."""

TAKEN, BROAD = 12.0, 20.0
"""Characters that columns of some width give where a sheet is a little wider than the page."""


def shown(number: float, digits: int = 2) -> str:
    """Return the text of ROUND(number, digits) & "": rounded half away from zero on 15 digits, no trailing zeros."""
    rounded = Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return f"{float(rounded) + 0.0:.15g}"


@dataclass
class Book:
    """A workbook under construction, with the value of every formula cell."""

    workbook: Any = field(default_factory=Workbook)
    cached: dict[tuple[str, str], Value] = field(default_factory=dict)
    looks: dict[str, Any] = field(default_factory=dict)
    """Each named style as openpyxl keeps it in a cell, and below each of these with another alignment."""
    aligned: dict[Any, Any] = field(default_factory=dict)
    fonts: dict[Any, tuple[float, bool, bool]] = field(default_factory=dict)
    """Size, boldness and wrapping of each look."""
    pages: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.workbook.remove(self.workbook.active)
        for style in all_styles():
            self.workbook.add_named_style(style)

    def page(self, name: str, kind: str) -> Page:
        """Return a new sheet; the kind decides the colour of its tab."""
        sheet = self.workbook.create_sheet(name)
        sheet.sheet_properties.tabColor = TABS[kind]
        sheet.sheet_view.showGridLines = kind == "calculation"
        protection = sheet.protection
        protection.sheet = name not in OPEN_SHEETS
        for allowed in ("formatColumns", "formatRows", "sort", "autoFilter"):
            setattr(protection, allowed, False)  # False means that the reader may do it
        self.pages.append(Page(self, sheet))
        return self.pages[-1]

    def name(self, name: str, target: str) -> None:
        """Give a cell or range a name that formulas use."""
        self.workbook.defined_names[name] = DefinedName(name, attr_text=target)


@dataclass
class Page:
    """A sheet under construction."""

    book: Book
    sheet: Any
    starts: set[int] = field(default_factory=set)
    """Rows that begin a block."""
    led: set[int] = field(default_factory=set)
    """Headings: they stay with the row below."""
    entries: set[tuple[int, int]] = field(default_factory=set)
    """Row and column of every cell that takes entries."""
    filler: str = ""
    """An empty column that makes the sheet as wide as a page."""

    def put(self, cell: str, formula: str, value: Value, style: str) -> None:
        """Write a formula together with the value it has now."""
        value = safe(value) if isinstance(value, str) else finite(value, f"{self.sheet.title}!{cell}")
        self._styled(cell, style).value = f"={formula}"
        self.book.cached[self.sheet.title, cell] = value

    def text(self, cell: str, text: str, style: str, *, indent: int = 0) -> None:
        """Write text; whatever it begins with, it stays text."""
        target = self._styled(cell, style)
        if indent:
            self.indent(cell, indent)
        if not text:
            return
        target.value = safe(text)
        target.data_type = "s"
        target.quotePrefix = True

    def number(self, cell: str, number: float, style: str) -> None:
        """Write a number that is not calculated."""
        self._styled(cell, style).value = finite(number, f"{self.sheet.title}!{cell}")

    def blank(self, cell: str, style: str) -> None:
        """Leave a cell empty in its style."""
        self._styled(cell, style)

    def indent(self, cell: str, indent: int) -> None:
        """Move a cell's content to the right."""
        self._align(cell, indent=indent, horizontal="left")

    def wrap(self, cell: str) -> None:
        """Break a cell's text into lines."""
        self._align(cell, wrap_text=True)

    def top(self, cell: str) -> None:
        """Let a cell's content stand at its upper edge."""
        self._align(cell, vertical="top")

    def _align(self, cell: str, **changes: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        target = self.sheet.cell(*_place(cell))
        key = (tuple(target._style), *sorted(changes.items()))  # noqa: SLF001
        known = self.book.aligned.get(key)
        if known is not None:
            target._style = copy(known)  # noqa: SLF001
            return
        aligned = copy(target.alignment)
        for name, value in changes.items():
            setattr(aligned, name, value)
        target.alignment = aligned
        self.book.aligned[key] = copy(target._style)  # noqa: SLF001

    def link(self, cell: str, sheet: str) -> None:
        """Let a click on the cell lead to a sheet."""
        from openpyxl.worksheet.hyperlink import Hyperlink

        self.sheet[cell].hyperlink = Hyperlink(ref="", location=f"'{sheet}'!A1")

    def heading(self, title: str, status: str | tuple[str, str], note: str) -> None:
        """Write the three lines that every sheet begins with; the status may be a formula with its text."""
        self.text("A1", title, "title")
        if isinstance(status, str):
            self.text("A2", status, "status")
        else:
            self.put("A2", *status, "status")
        self.text("A3", note, "note")

    def widths(self, widths: Mapping[str, float]) -> None:
        """Set the columns' widths, in characters."""
        for column, width in widths.items():
            self.sheet.column_dimensions[column].width = width

    def fit_rows(self) -> None:
        """Make rows as high as their wrapped texts need; neither Excel nor LibreOffice does so by itself here."""
        for row in self.sheet.iter_rows():
            lines = [self._height(cell) for cell in row if cell.value is not None]
            self.sheet.row_dimensions[row[0].row].height = min(HIGHEST, max([LOWEST, *lines]))

    def _height(self, cell: Any) -> float:  # noqa: ANN401 - openpyxl has no types
        key = tuple(cell._style)  # noqa: SLF001 - openpyxl looks fonts up anew for every cell
        if key not in self.book.fonts:
            self.book.fonts[key] = (cell.font.sz, bool(cell.font.b), bool(cell.alignment.wrap_text))
        size, bold, wrapped = self.book.fonts[key]
        line = size * LINE
        if not wrapped:
            return float(line)
        text = str(self.book.cached.get((self.sheet.title, cell.coordinate), cell.value))
        width = self.sheet.column_dimensions[cell.column_letter].width
        return float(count_lines(text, width, size, bold=bold) * line + 2)

    def break_before(self, rows: list[int]) -> None:
        """Begin a block with each of these rows: a printed page ends before a block rather than within one."""
        self.starts.update(rows)

    def break_pages(self) -> None:
        """Say where printed pages begin, once all rows have their heights."""
        sheet = self.sheet
        across, columns, fixed = sheet.page_setup.fitToWidth, *self._widths(sheet.print_title_cols)
        heights = [sheet.row_dimensions[row].height or LOWEST for row in range(1, self._last_row() + 1)]
        rows = Rows(heights, self.starts, self.led, capacity(columns, fixed, int(across or 1)))
        if sheet.print_title_rows:
            first, last = map(int, sheet.print_title_rows.replace("$", "").split(":"))
            rows.repeated = rows.height(first, last)
        blank = {row[0].row for row in sheet.iter_rows() if all(cell.value is None for cell in row)}
        blank.difference_update(*(range(first, last + 1) for first, last in self._pictures()))
        for row in page_starts(rows, blank):
            sheet.row_breaks.append(Break(id=row - 1))
        if self.filler:
            sheet.print_area = f"A1:{self.filler}{len(heights)}"

    def _last_row(self) -> int:
        """Return the last row with a cell or a picture."""
        return max([int(self.sheet.max_row), *(last for _, last in self._pictures())])

    def _pictures(self) -> Iterator[tuple[int, int]]:
        """Yield the first and last row that each picture covers."""
        for chart in self.sheet._charts:  # noqa: SLF001 - openpyxl keeps them nowhere else
            first, _ = _place(chart.anchor)
            yield first, first + ceil(float(chart.height) * POINTS_PER_CM / LOWEST) - 1

    def _widths(self, repeated: str | None) -> tuple[float, float]:
        """Return how wide all columns are, in characters, and those that stand on every page."""
        columns = self.sheet.column_dimensions
        wide = {column: columns[letter(column)].width for column in range(1, self._last_column() + 1)}
        last = column_index_from_string(repeated.replace("$", "").split(":")[1]) if repeated else 0
        return sum(wide.values()), sum(width for column, width in wide.items() if column <= last)

    def set_up(self, *, freeze: str = "", rows: str = "", columns: str = "") -> None:
        """Make the sheet print: A4 landscape, legible, headers repeated, file, sheet and page below.

        All columns stand on one page as long as that leaves 8 points; further options go to further pages.
        """
        sheet = self.sheet
        whole, fixed = self._widths(columns)
        pages = ceil((whole - fixed - TAKEN) / max(PRINTED_WIDTH - fixed, 1))
        if pages == 1:
            self._fill_width(whole)
        self.fit_rows()
        if freeze:
            sheet.freeze_panes = freeze
        sheet.print_title_rows = rows or None
        sheet.print_title_cols = columns or None
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth = pages
        sheet.page_setup.fitToHeight = 0
        for side in ("left", "right"):
            setattr(sheet.page_margins, side, 0.4)
        for side, inches in (("top", 0.5), ("bottom", 0.7), ("header", 0.3), ("footer", 0.3)):
            setattr(sheet.page_margins, side, inches)
        sheet.oddFooter.left.text = "&F"
        sheet.oddFooter.center.text = "&A"
        sheet.oddFooter.right.text = "&P / &N"

    def _last_column(self) -> int:
        """Return the last column with a cell or a width of its own."""
        named = [int(column_index_from_string(name)) for name in self.sheet.column_dimensions]
        return max([1, int(self.sheet.max_column), *named])

    def _fill_width(self, whole: float) -> None:
        """Make the columns as wide as a page: the widest give what is too much, an empty one takes what is left."""
        columns = self.sheet.column_dimensions
        if whole > PRINTED_WIDTH:
            broad = [each for each in columns.values() if each.width >= BROAD]
            part = (whole - PRINTED_WIDTH) / sum(each.width for each in broad)
            for each in broad:
                each.width -= each.width * part
        elif whole < PRINTED_WIDTH:
            last = letter(self._last_column() + 1)
            columns[last].width = PRINTED_WIDTH - whole
            self.filler = last

    def _styled(self, cell: str, style: str) -> Any:  # noqa: ANN401 - openpyxl has no types
        """Return a cell in a named style; each is looked up once, since openpyxl searches all of them every time."""
        row, column = _place(cell)
        if style in HEADINGS:
            self.led.add(row)
            if style == SECTION:
                self.starts.add(row)
        if style in INPUTS:
            self.entries.add((row, column))
        target = self.sheet.cell(row, column)
        known = self.book.looks.get(style)
        if known is None:
            target.style = f"pw_{style}"
            self.book.looks[style] = copy(target._style)  # noqa: SLF001 - the array that the name stands for
        else:
            target._style = copy(known)  # noqa: SLF001
        return target


@lru_cache(maxsize=1 << 16)
def _place(cell: str) -> tuple[int, int]:
    """Return a cell's row and column: openpyxl takes its reference apart again for every use."""
    row, column = coordinate_to_tuple(cell)
    return int(row), int(column)


def letter(number: int) -> str:
    """Return the letters of a column's number."""
    return str(get_column_letter(number))
