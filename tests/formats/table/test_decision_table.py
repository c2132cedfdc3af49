"""Decision tables from files: what is read, and that every mistake is named with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.errors import DefinitionError, UsageError
from workbench.formats.table.decision_table import read_decision_table

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """option,cost,speed
direction,min,max
weight,2,1
unit,M EUR,km/h
Bus,10,30
Tram,40.5,35
"""


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(path: Path) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        read_decision_table(path)
    return [str(each).removeprefix(str(path)) for each in caught.value.mistakes]


@pytest.mark.parametrize(("name", "delimiter"), [("t.csv", ","), ("t.csv", ";"), ("t.csv", "\t"), ("t.tsv", "\t")])
def test_every_delimiter_gives_the_same_table(tmp_path: Path, name: str, delimiter: str) -> None:
    table = read_decision_table(written(tmp_path / name, TEXT.replace(",", delimiter)))
    assert (table.options, table.criteria) == (("Bus", "Tram"), ("cost", "speed"))
    assert table.performances == ((10.0, 30.0), (40.5, 35.0))
    assert (table.directions, table.weights, table.units) == ((-1, 1), (2.0, 1.0), ("M EUR", "km/h"))


def test_excel_and_parquet_give_the_table_of_the_text(tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append([])
    for row in ("option,cost,speed", "direction,min,max", "Bus,10,30", "Tram,40.5,35"):
        sheet.append([None, *(float(each) if each[0].isdigit() else each for each in row.split(","))])
    book.save(tmp_path / "t.xlsx")
    frame = pd.DataFrame({"cost": [10, 40.5], "speed": [30, 35]}, index=pd.Index(["Bus", "Tram"], name="option"))
    frame.to_parquet(tmp_path / "t.parquet")
    text = read_decision_table(written(tmp_path / "t.csv", TEXT))
    for name in ("t.xlsx", "t.parquet"):
        table = read_decision_table(tmp_path / name)
        assert (table.options, table.criteria, table.performances) == (text.options, text.criteria, text.performances)
    assert read_decision_table(tmp_path / "t.xlsx").directions == (-1, 1)


def test_every_mistake_of_a_text_is_listed_with_line_and_column(tmp_path: Path) -> None:
    text = "option;cost;speed\nA;1,5;3\nB;2;fast\nB;;4\n;1;2;9\nweight;-1;nan\n"
    assert mistakes(written(tmp_path / "t.csv", text)) == [
        (
            ":2: column 2 (cost): '1,5' is no number. A comma can mean a decimal or a separator of thousands: "
            "write a decimal point and no separators."
        ),
        (
            ":3: column 3 (speed): 'fast' is no number. Write digits with a decimal point, without units, spaces or "
            "separators of thousands."
        ),
        ":4: column 1 (option): the option 'B' stands twice. Names tell options apart.",
        (
            ":4: column 2 (cost): nothing stands here. Missing is not zero: fill the cell, or leave the option or "
            "criterion out."
        ),
        (
            ":5: column 4: something stands here beyond the last criterion. The header names fewer criteria. "
            "If numbers are written with a decimal comma, write a point."
        ),
        ":5: column 1 (option): the option has no name.",
        (
            ":6: column 3 (speed): 'nan' is no number. Write digits with a decimal point, without units, spaces or "
            "separators of thousands."
        ),
        ":6: column 2 (cost): the weight -1 is negative. A weight is 0 or more.",
    ]


def test_a_mistake_in_excel_names_the_cell(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Data"
    for row in (("option", "cost"), ("A", "much"), ("B", True)):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    assert [each.split(" is ")[0] for each in mistakes(tmp_path / "t.xlsx")] == [
        ": Data!B2: 'much'",
        ": Data!B3: 'True'",
    ]


def test_a_formula_without_a_saved_result_is_no_empty_cell(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (("option", "cost"), ("A", "=1+1")):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    assert "B2: the formula =1+1 has no saved result" in mistakes(tmp_path / "t.xlsx")[0]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.xlsx", b"no workbook", "no Excel workbook that can be read"),
        ("t.parquet", b"no parquet", "no Parquet file that can be read"),
        ("t.csv", b"option,co\xfft\nA,1\n", "is no UTF-8"),
        ("t.csv", b'option,cost\nA,"1\n', "the row cannot be read"),
        ("t.csv", b"", "the file is empty"),
        ("t.csv", b"option\nA\n", "no decision table"),
        ("t.csv", b"option,cost,cost\nA,1,2\n", "the criterion 'cost' stands twice"),
        ("t.csv", b"option,cost\nweight,1\n", "there is no option below the header"),
        ("t.csv", b"option,cost\ndirection,up\nA,1\n", "'up' is no direction"),
        ("t.csv", b"option,cost\nA,1e999\n", "is no finite number"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert message in "\n".join(mistakes(tmp_path / name))


def test_a_file_that_is_not_there_brings_the_nearest_name(tmp_path: Path) -> None:
    written(tmp_path / "table.csv", TEXT)
    with pytest.raises(UsageError, match=r"Did you mean 'table\.csv'"):
        read_decision_table(tmp_path / "tabel.csv")
    written(tmp_path / "table.txt", TEXT)
    with pytest.raises(UsageError, match="is no table that can be read"):
        read_decision_table(tmp_path / "table.txt")


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    (tmp_path / "t.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"policy-workbench\[batch\]"):
        read_decision_table(tmp_path / "t.parquet")
