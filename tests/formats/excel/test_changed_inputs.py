"""The line on every sheet says when inputs differ from the export: whichever yellow cell was typed into."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.formats.excel.conftest import edited, full, row_of, values_of
from tests.formats.excel.panels import council, row_of_entry
from tests.formats.excel.samples import asked, curves
from workbench.usecases.load import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.formats.excel.conftest import Cells, Office
    from workbench.model.study import Study

    Change = Callable[[Any], None]

pytestmark = pytest.mark.xdist_group("libreoffice")

SAME, CHANGED = "inputs as exported", "INPUTS CHANGED SINCE THE EXPORT"
KINDS = {
    "Scores": ("scores",),
    "Weights": ("aggregators", "points"),
    "Criteria": ("worst ends of scales", "best ends of scales", "sizes of one level"),
    "Curves": ("value functions", "points of value functions"),
}
"""What the checks of a sheet count; further ones name the sheet."""

NO_INPUT = {"Sensitivity", "Log", "About"}
"""Yellow cells that choose what is shown, take notes, or explain the colours."""

FOLLOWING = {"asked": "Weights", "curves": "Criteria"}
"""Where a check also counts figures that follow from inputs: points from answers, one level from a scale's ends."""


def inputs_of(book: Any) -> Iterator[Any]:
    """Yield every yellow cell from which a total can follow."""
    for sheet in book:
        if sheet.title not in NO_INPUT:
            yield from (
                cell for row in sheet.iter_rows() for cell in row if cell.style in {"pw_input", "pw_input_text"}
            )


def type_into_all(book: Any) -> None:
    for cell in list(inputs_of(book)):
        cell.value = another(cell.value)


def another(value: float | str | None) -> float | str:
    """Return something else than what stands in a cell; a tolerance stays small, and counts by itself."""
    if isinstance(value, str):
        return "something else"
    if value is None:
        return 0  # which equals an empty cell in Excel
    return 2 * value if 0 < value < 0.001 else value + 7


def counted(cells: Cells, sheet: str) -> int:
    """Return how many inputs of a sheet the checks find changed."""
    titles = {f"Information: {kind} that differ from the export" for kind in KINDS.get(sheet, (f"inputs on {sheet}",))}
    rows = [cell[1:] for (where, cell), text in cells.items() if where == "Checks" and text in titles]
    assert len(rows) == len(titles), sheet
    return sum(int(cells["Checks", f"B{row}"]) for row in rows)


def with_one_that_goes_alone() -> Study:
    """Return a study whose sides, by their own scores, have another status quo than by the scores of all."""
    made = load("two-sides-example")
    alone = made.options[0].model_copy(update={"kind": "go-alone"})
    return made.model_copy(update={"options": (alone, *made.options[1:])})


def test_every_yellow_cell_that_is_typed_into_is_counted(office: Office) -> None:
    contents = {
        "council": full(council(), samples=0),
        "asked": full(asked(), samples=0),
        "curves": full(curves(), samples=0),
        "shipped": full(load("us-mexico-2011"), samples=0),
        "alone": full(with_one_that_goes_alone(), annex=False, samples=0),
    }
    results = office.recalculate(*(edited(each, type_into_all) for each in contents.values()))
    met: set[str] = set()
    for (name, content), found in zip(contents.items(), results, strict=True):
        counts: dict[str, int] = {}
        for cell in inputs_of(load_workbook(BytesIO(content))):
            counts[cell.parent.title] = counts.get(cell.parent.title, 0) + 1
        counts.pop(FOLLOWING.get(name, ""), None)
        assert {sheet: counted(found, sheet) for sheet in counts} == counts, name
        met |= set(counts)
    assert met == {*KINDS, "Settings", "Analysts", "Answers", "Perspectives", "Ranges", "SidesOwn", "SidesOther"}


def one_by_one() -> Iterator[tuple[str, bytes, Change, str]]:
    """Yield changes of one cell, with what the line must say."""
    shipped, bent, panel = (
        full(load("us-mexico-2011"), samples=0),
        full(curves(), samples=0),
        full(council(), samples=0),
    )
    at = {value: int(cell[1:]) for (sheet, cell), value in values_of(shipped).items()
          if sheet == "Settings" and cell[0] == "A"}  # fmt: skip
    for name, typed in (("lambda_2", 1.5), ("vikor_v", 0.4)):
        yield name, shipped, _into("Settings", f"B{at[name]}", typed), CHANGED
    yield "what Sensitivity shows", shipped, _picked("root-causes"), SAME
    yield "the first point at 0, which was none", bent, _points_into("l1", 0), CHANGED
    entry = row_of_entry(values_of(panel), "a", "Dr Bob")
    yield "a score that leaves the median", panel, _into("Analysts", f"G{entry}", 90), CHANGED
    yield (
        "a score that was none, as 0",
        panel,
        _into("Analysts", f"G{row_of_entry(values_of(panel), 'b', 'Dr Cat')}", 0),
        CHANGED,
    )


def _into(sheet: str, cell: str, typed: Any) -> Change:
    def change(book: Any) -> None:
        assert book[sheet][cell].style in {"pw_input", "pw_input_text"}
        assert book[sheet][cell].value != typed
        book[sheet][cell].value = typed

    return change


def _picked(criterion: str) -> Change:
    def change(book: Any) -> None:
        yellow = [cell for row in book["Sensitivity"].iter_rows() for cell in row if cell.style == "pw_input_text"]
        assert [cell.value != criterion for cell in yellow] == [True]
        yellow[0].value = criterion

    return change


def _points_into(criterion: str, typed: Any) -> Change:
    def change(book: Any) -> None:
        row = row_of(book, criterion) + book["Scores"].max_row - 5 + 3
        blank = next(cell for cell in book["Curves"][row][4:] if cell.style == "pw_input" and cell.value is None)
        blank.value = typed

    return change


def test_the_line_of_every_sheet_sees_the_change_of_one_cell(office: Office) -> None:
    cases = list(one_by_one())
    results = office.recalculate(*(edited(content, change) for _, content, change, _ in cases))
    for (name, _, _, wanted), found in zip(cases, results, strict=True):
        lines = {str(text).rpartition("; ")[2] for (_, cell), text in found.items() if cell == "A2"}
        assert lines == {wanted}, name
