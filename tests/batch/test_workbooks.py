"""Results of a batch as workbooks: the same numbers as elsewhere, and a sheet more where one is full."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from tests.batch.conftest import MODEL, batch
from workbench.batch.write import table_bytes

if TYPE_CHECKING:
    from pathlib import Path

pa = pytest.importorskip("pyarrow")


def _sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    from openpyxl import load_workbook

    return {each.title: list(each.values) for each in load_workbook(BytesIO(content))}


def test_the_workbook_holds_what_parquet_holds(tmp_path: Path) -> None:
    from pyarrow import parquet

    table = tmp_path / "s.csv"
    table.write_text("scenario,co-development/benefit-us\n=1+1,100\nlower,0\n", encoding="utf-8")
    for form in ("xlsx", "parquet"):
        assert batch(table, "--model", MODEL, "--out", tmp_path / form, "--format", form).code == 0
    head, *rows = _sheets((tmp_path / "xlsx/results/part-000000.xlsx").read_bytes())["results"]
    expected = parquet.read_table(tmp_path / "parquet/results/part-000000.parquet").to_pylist()
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert [{name: value or None for name, value in each.items()} for each in found] == [
        {name: value or None for name, value in each.items()} for each in expected
    ]
    assert found[0]["scenario"] == "=1+1"


def test_what_is_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.formats.table.write_workbook.MOST_ROWS", 11)
    numbers = [number / 3 for number in range(25)]
    sheets = _sheets(table_bytes(pa.table({"total": numbers}), "xlsx"))
    assert list(sheets) == ["results", "results 2", "results 3"]
    assert [row[0] for rows in sheets.values() for row in rows[1:]] == numbers
    assert list(_sheets(table_bytes(pa.table({"total": pa.array([], pa.float64())}), "xlsx"))) == ["results"]
