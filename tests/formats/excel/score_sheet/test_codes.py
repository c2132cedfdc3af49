"""Every code of a mistake on a sheet or in a table has a test that provokes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook

import workbench
from tests.studies import leaf, study
from workbench.formats.excel.score_sheet.problem import CODES
from workbench.store.folder import create
from workbench.usecases.import_sheet import SheetError

TESTS = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "study"
    create(path, study([leaf("fit")], {"alpha": {"fit": None}}), "ana", why="test")
    return path


def test_a_criterion_that_stands_twice_in_a_table_is_said_with_sheet_and_cell(folder: Path, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Answers"
    book.active.append(["what", "fit now", "fit now"])
    book.active.append(["alpha", 25, 75])
    path = tmp_path / "table.xlsx"
    book.save(path)
    before = workbench.load(folder)
    with pytest.raises(SheetError) as caught:
        workbench.import_sheet(path, folder, columns={"what": "option", "fit now": "fit"}, owner="ana")
    assert [(each.code, each.place) for each in caught.value.problems] == [("CRITERION_DUPLICATE", "Answers!B1")]
    assert workbench.load(folder) == before


def test_every_code_is_provoked_somewhere() -> None:
    tests = [TESTS / "usecases" / "test_import_sheet.py", Path(__file__)]
    text = "".join(path.read_text(encoding="utf-8") for path in tests)
    assert [code for code in CODES if not re.search(rf'"{code}"', text)] == []
