"""Hostile and broken workbooks: refused by name, at once, in little memory, wherever a workbook is read."""

from __future__ import annotations

import subprocess
import sys
from math import inf
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from tests.formats.excel.hostile import FILES, in_sheet, plain, written
from workbench.batch.sources import chunks
from workbench.formats.excel.open_safely import open_safely
from workbench.formats.excel.places import BEYOND, NoRangeError, area_of, place_of
from workbench.formats.excel.preflight import SHEET_LIMITS, TABLE_LIMITS, RefusedWorkbookError, inspect
from workbench.formats.table.grid import read_grid

if TYPE_CHECKING:
    from collections.abc import Callable

GUARD = 10.0
"""Seconds: ten times what is promised."""

LARGE_TABLES = {"blanks", "too_big"}
"""Files that are small enough for a table, and refused for another reason or not at all."""

PROC = Path("/proc/self/status")

MEASURED = """
import sys
from pathlib import Path
from workbench.errors import DefinitionError
from workbench.formats.excel.open_safely import open_safely
for name in sys.argv[1:]:
    try:
        open_safely(Path(name))
        raise SystemExit(name)
    except DefinitionError:
        pass
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All hostile files."""
    path = tmp_path_factory.mktemp("hostile")
    for make in FILES:
        written(path, make)
    return path


@pytest.mark.parametrize("make", FILES, ids=lambda make: make.__name__)
def test_a_hostile_workbook_is_refused_with_its_code(folder: Path, make: Callable[[], bytes]) -> None:
    start = perf_counter()
    with pytest.raises(RefusedWorkbookError) as caught:
        open_safely(folder / f"{make.__name__}.xlsx")
    assert caught.value.code == FILES[make]
    assert f": {FILES[make]}: " in str(caught.value)
    assert perf_counter() - start < GUARD


@pytest.mark.skipif(not PROC.exists(), reason="the highest memory of a process is read from /proc")
def test_all_hostile_workbooks_are_refused_in_less_than_200_megabytes(folder: Path) -> None:
    files = [str(path) for path in folder.iterdir()]
    done = subprocess.run([sys.executable, "-c", MEASURED, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) * 1024 < 200_000_000


@pytest.mark.parametrize("make", FILES, ids=lambda make: make.__name__)
def test_tables_and_scenarios_come_in_by_the_same_door(folder: Path, make: Callable[[], bytes]) -> None:
    path = folder / f"{make.__name__}.xlsx"
    start = perf_counter()
    with pytest.raises(RefusedWorkbookError) as caught:
        read_grid(path)
    assert caught.value.code == FILES[make] or make.__name__ in LARGE_TABLES
    with pytest.raises(RefusedWorkbookError):
        list(chunks(path, "excel", path.name))
    assert perf_counter() - start < 2 * GUARD


def test_a_plain_workbook_is_opened_and_its_size_known(tmp_path: Path) -> None:
    path = tmp_path / "plain.xlsx"
    path.write_bytes(plain())
    assert open_safely(path).active["B1"].value == "cost"
    seen = inspect(path, TABLE_LIMITS)
    assert (seen.rows, seen.columns, seen.formulas) == (1, 2, False)


def test_a_limit_is_reached_and_not_passed(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(SHEET_LIMITS.rows):
        sheet.append([1.0])
    book.save(tmp_path / "full.xlsx")
    assert inspect(tmp_path / "full.xlsx", SHEET_LIMITS).rows == SHEET_LIMITS.rows
    sheet_and_one = Workbook(write_only=True)
    more = sheet_and_one.create_sheet()
    for _ in range(SHEET_LIMITS.rows + 1):
        more.append([1.0])
    sheet_and_one.save(tmp_path / "over.xlsx")
    with pytest.raises(RefusedWorkbookError, match="ZIP_LIMITS"):
        inspect(tmp_path / "over.xlsx", SHEET_LIMITS)


def test_a_number_of_400_digits_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "digits.xlsx"
    path.write_bytes(in_sheet(b'<row r="2"><c r="A2"><v>' + b"9" * 400 + b'</v></c><c r="B2"><v>1</v></c></row>'))
    assert read_grid(path).rows[1] == (inf, 1.0)
    path.write_bytes(in_sheet(b'<row r="2"><c r="A2"><v>' + b"9" * 40_000 + b"</v></c></row>"))
    with pytest.raises(RefusedWorkbookError, match="XML_INVALID"):
        read_grid(path)


def test_references_are_read_as_numbers_and_nonsense_lies_beyond_every_limit() -> None:
    assert place_of("B7") == (7, 2)
    assert place_of("$XFD$1048576") == (1_048_576, 16_384)
    assert place_of("A1:B2") == place_of("") == place_of("A-1") == (BEYOND, BEYOND)
    assert area_of("A1:XFD1048576") == 16_384 * 1_048_576
    assert area_of("C3") == 1
    with pytest.raises(NoRangeError):
        area_of("nowhere")
