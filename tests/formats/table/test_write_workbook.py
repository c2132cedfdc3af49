"""Tables written as workbooks: every reader finds the same numbers and texts, and nothing is calculated."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import numpy as np
import pytest

from tests.conftest import require
from tests.formats.excel.lint import lint
from workbench.errors import ExportError
from workbench.formats.table.grid import read_grid
from workbench.formats.table.write_workbook import MOST_COLUMNS, MOST_ROWS, Sheet, workbook_bytes, write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

HOSTILE = (
    *("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.org")', "=cmd|' /C calc'!A0", "'quoted", "\tTab"),
    *(" blanks around ", "line\nbreak", "<v>&amp;</v>", "]]>", '"', "_x0041_", "__x000D_", "00123", "1e5", "TRUE"),
    *("#N/A", "2011-04-01", "e\u0301", "\U0001f600", "\u202eabc", "{=1}"),
)
"""Texts that a spreadsheet, or XML, could take for something else."""

EDGES = (0.0, -0.0, 0.1 + 0.2, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e22, 2.0**53, 5.0)


def _bits(number: Any) -> bytes:
    # a negative zero comes back as zero
    return struct.pack("<d", float(number) + 0.0)


def _openpyxl(content: bytes) -> list[list[Any]]:
    from openpyxl import load_workbook

    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content))["results"].iter_rows()]


def _pandas(content: bytes) -> list[list[Any]]:
    import pandas as pd

    options: Any = {"engine": "openpyxl", "header": None, "dtype": object, "keep_default_na": False, "na_filter": False}
    frame = pd.read_excel(BytesIO(content), **options)
    return [[None if value == "" else value for value in row] for row in frame.to_numpy().tolist()]


def _calamine(content: bytes) -> list[list[Any]]:
    calamine = pytest.importorskip("python_calamine")
    rows = calamine.CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("results").to_python()
    return [[None if value == "" else value for value in row] for row in rows]


READERS = (_openpyxl, _pandas, _calamine)


@pytest.mark.parametrize("read", READERS)
def test_every_double_comes_back_to_the_last_bit(read: Any) -> None:
    patterns = np.random.default_rng(20110401).bytes(8 * 3_000)
    drawn = [number for (number,) in struct.iter_unpack("<d", patterns) if isfinite(number)]
    numbers = [*EDGES, *drawn, *(number % 1.0 for number in drawn)]
    rows = list(zip(*[iter(numbers)] * 3, strict=False))
    found = read(workbook_bytes(Sheet("results", ("a", "b", "c"), rows)))[1:]
    assert [list(map(_bits, row)) for row in found] == [list(map(_bits, row)) for row in rows]


@pytest.mark.parametrize("read", READERS)
def test_texts_truths_whole_numbers_and_gaps_come_back(read: Any) -> None:
    rows = [(text, True, 7, None) for text in HOSTILE] + [("last", False, -(2**53), 0.1 + 0.2)]
    found = read(workbook_bytes(Sheet("results", ("=text", "truth", "whole", "gap"), rows)))
    assert found[0] == ["=text", "truth", "whole", "gap"]
    assert [row[0] for row in found[1:]] == [row[0] for row in rows]
    assert [row[1:] for row in found[1:]] == [list(row[1:]) for row in rows]


def test_no_text_is_a_formula_and_editing_keeps_it_text() -> None:
    from openpyxl import load_workbook

    content = workbook_bytes(Sheet("results", HOSTILE[:3], [HOSTILE[:3]]))
    cells = [cell for row in load_workbook(BytesIO(content))["results"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert b"<f" not in ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_our_own_reader_finds_the_table(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(workbook_bytes(Sheet("results", ("option", "total"), [("a", 0.1), ("b", None)])))
    assert read_grid(path).rows == (("option", "total"), ("a", 0.1), ("b", None))


def test_equal_tables_give_equal_bytes_with_no_date() -> None:
    rows: list[tuple[float | str]] = [(1.5,), ("x",)]
    first, second = (workbook_bytes(Sheet("results", ("a",), iter(rows))) for _ in range(2))
    assert first == second
    assert {each.date_time for each in ZipFile(BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_several_sheets_share_their_texts_and_pass_our_lint() -> None:
    sheets = [Sheet(name, ("option", "total"), [("a", 1.0), ("b", 2.0)]) for name in ("results", "weights")]
    content = workbook_bytes(*sheets, Sheet("nothing", ("a",), ()))
    assert ZipFile(BytesIO(content)).read("xl/sharedStrings.xml").count(b"<si>") == 4
    assert not lint(content)


@pytest.mark.parametrize("version", ["Office2016", "Microsoft365"])
def test_microsofts_validator_finds_nothing(version: str, tmp_path: Path) -> None:
    program = shutil.which("ooxml-validator")
    require(present=program is not None, what="Microsoft's Open XML SDK (ooxml-validator on the PATH)")
    file = tmp_path / "results.xlsx"
    rows = [(text, True, 7, 0.1, None) for text in HOSTILE]
    file.write_bytes(workbook_bytes(Sheet("results", tuple("abcde"), rows), Sheet("none", (), ())))
    done = subprocess.run([program or "", str(file), "--officeVersion", version], capture_output=True, check=False)
    assert not json.loads(done.stdout)["errors"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (float("nan"), "results!B3 would hold nan"),
        (float("-inf"), "results!B3 would hold -inf"),
        (2**53 + 1, "results!B3 would hold 9007199254740993, a whole number of more digits"),
        ("bell \x07", r"the character U\+0007"),
        ("half a pair \ud800", r"the character U\+D800"),
        ("x" * 32_768, "longer than the 32,767 characters"),
        ("\U0001f600" * 16_384, "longer than the 32,767 characters"),
    ],
    ids=lambda each: repr(each)[:12],
)
def test_what_no_cell_can_hold_is_refused_with_its_place(value: Any, said: str) -> None:
    with pytest.raises(ExportError, match=said):
        workbook_bytes(Sheet("results", ("a", "b"), [("a", 1.0), ("b", value)]))


def test_the_longest_text_is_written() -> None:
    found = _openpyxl(workbook_bytes(Sheet("results", ("a",), [("x" * 32_767,)])))
    assert len(found[1][0]) == 32_767


def test_too_many_rows_are_refused_and_the_last_possible_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_ROWS == 1_048_576
    monkeypatch.setattr("workbench.formats.table.write_workbook.MOST_ROWS", 5_000)
    assert len(_openpyxl(workbook_bytes(Sheet("results", ("a",), ((1.0,) for _ in range(4_999)))))) == 5_000
    with pytest.raises(ExportError, match="more than the 4,999 rows"):
        workbook_bytes(Sheet("results", ("a",), ((1.0,) for _ in range(5_000))))


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(ExportError, match="16,385 columns"):
        workbook_bytes(Sheet("results", ["a"] * (MOST_COLUMNS + 1), ()))


def test_rows_are_written_as_they_come_and_never_held_together() -> None:
    sink = BytesIO()
    written: list[int] = []

    def rows() -> Iterator[Sequence[float]]:
        for number in range(12_000):
            if number % 4_000 == 0:
                written.append(sink.tell())
            yield (number / 7,)

    write_workbook(sink, [Sheet("results", ("a",), rows())])
    assert written == sorted(set(written))
