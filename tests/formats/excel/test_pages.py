"""Printed pages: blocks stay whole, headings stay with what they head, letters stay legible, lines are counted."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from workbench.formats.excel.book import LOWEST, PRINTED_WIDTH
from workbench.formats.excel.letters import count_lines, text_width
from workbench.formats.excel.pages import COLUMN, LEAST, PAPER_HEIGHT, PAPER_WIDTH, Rows, capacity, page_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALLEST = 9.0
"""Points of the smallest letters on a sheet; 8 are left on paper."""

LIBREOFFICE = 5.577
"""Points of a column for each character in LibreOffice, which rounds no column to whole pixels."""


def starts_of(count: int, *, starts: set[int], led: set[int] = frozenset(), height: float = 10.0) -> list[int]:  # type: ignore[assignment]
    return page_starts(Rows([10.0] * count, set(starts), set(led), height), set())


def test_blocks_that_fit_together_share_a_page() -> None:
    assert starts_of(9, starts={4, 7}, height=100.0) == []


def test_a_block_that_does_not_fit_begins_the_next_page_whole() -> None:
    assert starts_of(15, starts={6, 11}, height=100.0) == [11]


def test_a_blank_row_at_the_foot_of_a_page_needs_no_room() -> None:
    assert page_starts(Rows([10.0] * 20, {11}, set(), 90.0), blank={10}) == [11, 20 - LEAST + 1]
    assert page_starts(Rows([10.0] * 19, {11}, set(), 90.0), blank={10}) == [11]


def test_a_long_block_leaves_no_last_row_alone() -> None:
    assert starts_of(21, starts=set(), height=200.0) == [21 - LEAST + 1]


def test_a_heading_goes_with_what_it_heads() -> None:
    assert starts_of(18, starts=set(), led={10, 11}, height=110.0) == [10]
    assert starts_of(24, starts={4}, led={1, 2, 3}, height=150.0) == [16]


def test_repeated_headings_take_room_on_every_further_page() -> None:
    rows = Rows([10.0] * 60, set(), set(), 200.0, repeated=50.0)
    assert page_starts(rows, set()) == [21, 36, 51]


def test_narrow_letters_take_less_room_than_wide_ones_and_bold_ones_more() -> None:
    assert text_width("illi", 10) < text_width("WMWM", 10) / 3
    assert text_width("word", 10, bold=True) > text_width("word", 10)
    assert text_width("漢", 10) == pytest.approx(10)


def test_lines_are_counted_with_their_breaks_and_long_words() -> None:
    assert count_lines("one line", 30, 10) == 1
    assert count_lines("one\ntwo\n\nfour", 30, 10) == 4
    assert count_lines("x" * 100, 10, 10) >= 9
    assert count_lines("word " * 40, 40, 9) < count_lines("word " * 40, 20, 9)


def pages_of(sheet: Any) -> Iterator[tuple[int, int]]:
    """Yield the first and last row of each page."""
    tops = [1, *(each.id + 1 for each in sheet.row_breaks.brk), sheet.max_row + 1]
    yield from zip(tops, [each - 1 for each in tops[1:]], strict=False)


@pytest.mark.parametrize("name", ["us-mexico-2011", "river-basin-three", "small", "large"])
def test_no_page_of_a_report_is_overfull_or_begins_below_its_heading(name: str, reports: dict[str, bytes]) -> None:
    for sheet in load_workbook(BytesIO(reports[name])):
        widths = {column_index_from_string(name): each.width for name, each in sheet.column_dimensions.items()}
        across = int(sheet.page_setup.fitToWidth)
        repeated = sheet.print_title_cols
        fixed = sum(widths[n] for n in range(1, ord(repeated[-1]) - 63)) if repeated else 0.0
        most = capacity(sum(widths.values()), fixed, across)
        top = sheet.print_title_rows
        again = 0.0
        if top:
            first, last = map(int, top.replace("$", "").split(":"))
            again = sum(sheet.row_dimensions[row].height for row in range(first, last + 1))
        for first, last in pages_of(sheet):
            filled = [row for row in range(first, last + 1) if any(cell.value is not None for cell in sheet[row])]
            assert filled, (sheet.title, first)
            used = sum(sheet.row_dimensions[row].height or 15 for row in range(first, filled[-1] + 1))
            tall = max(sheet.row_dimensions[row].height or 15 for row in range(first, filled[-1] + 1))
            assert used + (again if first > 1 else 0) <= most + 0.1 or tall > most / 2, (sheet.title, first, used, most)
            pictured = {each.anchor._from.row + 1 for each in sheet._charts} & set(range(filled[-1], last + 2))
            headings = {cell.style for cell in sheet[filled[-1]]} & {"pw_section", "pw_header"}
            assert pictured or not headings, (sheet.title, filled[-1])


@pytest.mark.parametrize("name", ["us-mexico-2011", "river-basin", "river-basin-three", "small", "large"])
def test_letters_are_printed_with_8_points_at_least(name: str, reports: dict[str, bytes]) -> None:
    assert PAPER_WIDTH / (PRINTED_WIDTH * LIBREOFFICE) * SMALLEST > 7.99
    for sheet in load_workbook(BytesIO(reports[name])):
        if int(sheet.page_setup.fitToWidth) == 1:
            assert sum(each.width for each in sheet.column_dimensions.values()) <= PRINTED_WIDTH + 0.2, sheet.title
        sizes = {cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert min(sizes) >= SMALLEST, sheet.title


@pytest.mark.parametrize("name", ["us-mexico-2011", "river-basin", "river-basin-three"])
def test_the_ranking_and_its_picture_stand_on_the_first_page(name: str, reports: dict[str, bytes]) -> None:
    sheet = load_workbook(BytesIO(reports[name]))["Summary"]
    bars = sheet._charts[0].anchor
    assert bars._from.row + 1 < min(each.id for each in sheet.row_breaks.brk)


@pytest.mark.parametrize("name", ["us-mexico-2011", "river-basin", "river-basin-three"])
def test_no_printed_page_holds_three_lines_or_less(name: str, reports: dict[str, bytes]) -> None:
    for sheet in load_workbook(BytesIO(reports[name])):
        pictured = {each.anchor._from.row + 1 for each in sheet._charts}
        for first, last in pages_of(sheet):
            filled = [row for row in range(first, last + 1) if any(cell.value is not None for cell in sheet[row])]
            height = sum(sheet.row_dimensions[row].height for row in filled)
            assert height > 3 * LOWEST or pictured & set(range(first, last + 2)), (sheet.title, first)


def test_a_page_holds_more_rows_where_columns_are_scaled_down() -> None:
    assert capacity(100, 0, 1) == PAPER_HEIGHT
    assert capacity(2 * PAPER_WIDTH / COLUMN, 0, 1) == pytest.approx(2 * PAPER_HEIGHT)
