"""Summary says what the first page says, in its order, and follows changes where its numbers are live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.formats.excel.conftest import edited, errors_in, full, values_of
from workbench.usecases.bilateral import bilateral
from workbench.usecases.load import load
from workbench.usecases.summary import first_report, summary

if TYPE_CHECKING:
    from tests.formats.excel.conftest import Cells, Office
    from workbench.model.report import Table

ORDER = (
    "cells have a number",
    "is first-ranked",
    "Rank and total by each perspective, side by side",
    "What the total consists of",
    "The same branches: geometric, and the weakest criterion of each",
    "How firm it is (nearest flips as exported",
    "Between the sides: gain and burden, on each side's own scores",
    "Who answers to whom",
    "Worth talking about",
    "Beside: Feasibility (as exported",
    "Evidence by option (as exported",
)
"""What stands on Summary, from the top."""

NAME = "two-sides-example"


@pytest.fixture(scope="module")
def content() -> bytes:
    return full(load(NAME), annex=False, samples=50)


def row_of_text(cells: Cells, sheet: str, text: str) -> int:
    return min(int(cell.lstrip("ABCDEFGHIJ")) for (where, cell), value in cells.items()
               if where == sheet and text in str(value))  # fmt: skip


def rows_of(cells: Cells, sheet: str) -> dict[Any, int]:
    """Return the first row of each label in column D."""
    found = [(int(cell[1:]), label) for (where, cell), label in cells.items() if where == sheet and cell[0] == "D"]
    return {label: row for row, label in sorted(found, reverse=True, key=lambda each: each[0])}


def column_under(cells: Cells, title: str, heading: str, n_rows: int, skip: int = 0) -> list[Any]:
    """Return a column of a table on Summary by the table's title and the column's heading."""
    row = row_of_text(cells, "Summary", title) + 1
    column = next(each for each in "CDEFGHIJK" if cells.get(("Summary", f"{each}{row}")) == heading)
    return [cells["Summary", f"{column}{row + 1 + skip + place}"] for place in range(n_rows)]


def test_the_nine_points_stand_in_their_order(content: bytes) -> None:
    cells = values_of(content)
    rows = [row_of_text(cells, "Summary", text) for text in ORDER]
    assert rows == sorted(rows)
    assert len(set(rows)) == len(rows)


def test_summary_tells_the_figures_of_the_first_page(content: bytes) -> None:
    cells = values_of(content)
    page = summary(load(NAME))
    tables: dict[str, Table] = {each.title: each for each in first_report(page).tables}
    perspectives = tables["The ranking by each perspective"]
    assert {"United States, own scores", "Mexico, own scores"} < {each.label for each in page.readings}
    for place, each in enumerate(page.readings, start=1):
        heading = each.label if "own scores" in each.label else each.evaluation.run.weights_label
        shown = column_under(cells, "Rank and total by", heading, 4)
        for said, told in zip(shown, perspectives.rows, strict=True):
            rank, total, *mark = str(told[place]).split()
            rank_shown, total_shown, *mark_shown = said.replace(":", "").split()
            assert (rank_shown, mark_shown) == (rank, mark)
            assert float(total_shown) == pytest.approx(float(total), abs=0.006)
    branches = tables["Subtotals, and the weakest cell of each"].rows
    for number, label in enumerate(("Burden-sharing", "Accountability")):
        told_rows = branches[4 * number : 4 * number + 4]
        title = "The same branches"
        assert column_under(cells, title, f"Weakest: {label}", 4) == [row[4] for row in told_rows]
        assert column_under(cells, title, f"Geometric: {label}", 4) == pytest.approx([row[3] for row in told_rows])
    talk = next(each for title, each in tables.items() if title.startswith("Worth talking about"))
    assert column_under(cells, "Worth talking about", "Cell", len(talk.rows)) == [row[0] for row in talk.rows]


def test_sides_read_on_their_own_and_on_each_others_scores_are_the_bilateral_analysis(content: bytes) -> None:
    cells = values_of(content)
    for view, sheet in zip(bilateral(load(NAME)).views, ("SidesOwn", "SidesOther"), strict=True):
        at = rows_of(cells, sheet)
        passed = [option.test for option in view.options if option.test and option.test.all_three.answer == "yes"]
        assert f"; {len(passed)} pass all three" in str(cells[sheet, "A3"])
        for column, option in zip("GHIJ", view.options, strict=True):
            assert option.test is not None
            for label, figure in zip(("United States", "Mexico"), option.sides, strict=True):
                assert cells[sheet, f"{column}{at[f'Net benefit: {label}']}"] == pytest.approx(figure.net)
            assert cells[sheet, f"{column}{at['Proportionality, 0 to 100']}"] == pytest.approx(option.proportionality)
            assert cells[sheet, f"{column}{at['All three']}"] == option.test.all_three.answer


@pytest.mark.xdist_group("libreoffice")
def test_the_line_of_facts_and_the_findings_follow_changes(content: bytes, office: Office) -> None:
    cells = values_of(content)
    rows = {value: int(cell[1:]) for (sheet, cell), value in cells.items() if sheet == "Weights" and cell[0] == "C"}
    rates = {value: int(cell[1:]) for (sheet, cell), value in cells.items() if sheet == "Settings" and cell[0] == "A"}

    def change(book: Any) -> None:
        book["Weights"][f"E{rows['accountability']}"].value = "minimum"
        book["Weights"][f"G{rows['burden-sharing']}"].value = 1
        book["Settings"][f"B{rates['lambda_1']}"].value = 2

    (found,) = office.recalculate(edited(content, change))
    assert not errors_in(found)
    sheets = {sheet for sheet, _ in cells}
    for sheet in sheets:
        assert "9 arithmetic; 1 minimum; " in str(found[sheet, "A2"])
        assert str(found[sheet, "A2"]).endswith("INPUTS CHANGED SINCE THE EXPORT")
    assert "λ = 2 and 1" in str(found["Settings", "A3"])
    at = rows_of(cells, "SidesOwn")
    net, benefit, burden = (
        at[f"{name}: United States"] for name in ("Net benefit", "Benefit, points", "Burden, points")
    )
    for column in "GHIJ":
        figures = [found["SidesOwn", f"{column}{row}"] for row in (net, benefit, burden)]
        assert figures[0] == pytest.approx(figures[1] - 2 * figures[2], abs=1e-9)
    for sheet in ("Tree", "Branches", "Perspectives", "Weights"):
        assert found[sheet, "A3"] != cells[sheet, "A3"], sheet
