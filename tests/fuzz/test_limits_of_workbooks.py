"""Each limit on a workbook's zip by itself: files that go beyond that one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.formats.excel.hostile import changed, in_sheet
from workbench.formats.excel.preflight import DIRECTORY_BYTES, SHEET_LIMITS, RefusedWorkbookError, inspect

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LONG_NAME = 60_000
BEYOND: dict[str, tuple[Mapping[str, bytes], str]] = {
    "unpacked": (
        {"xl/media/picture.png": b"\x89" + bytes(SHEET_LIMITS.unpacked)},
        f"unpacks to .* bytes; at most {SHEET_LIMITS.unpacked:,} are read",
    ),
    "parts": (
        {f"xl/media/{number}.png": b"\x89" for number in range(SHEET_LIMITS.parts)},
        f"parts; at most {SHEET_LIMITS.parts:,} are read",
    ),
    "directory": (
        {f"xl/media/{number}{'x' * LONG_NAME}.png": b"\x89" for number in range(DIRECTORY_BYTES // LONG_NAME + 1)},
        "the directory of the zip file is larger than any workbook's",
    ),
}


@pytest.mark.parametrize("limit", BEYOND)
def test_a_workbook_beyond_one_limit_is_refused_for_it(limit: str, tmp_path: Path) -> None:
    added, words = BEYOND[limit]
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(changed(added=added))
    with pytest.raises(RefusedWorkbookError, match=words) as caught:
        inspect(path, SHEET_LIMITS)
    assert caught.value.code == "ZIP_LIMITS"


def test_few_cells_that_lie_far_apart_are_refused_for_the_table_between_them(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    corners = b'<row r="2"><c r="SF2"><v>1</v></c></row><row r="%d"><c r="A%d"><v>1</v></c></row>'
    path.write_bytes(in_sheet(corners % (SHEET_LIMITS.rows, SHEET_LIMITS.rows)))
    with pytest.raises(RefusedWorkbookError, match="spread over 20,000 rows and 500 columns") as caught:
        inspect(path, SHEET_LIMITS)
    assert caught.value.code == "ZIP_LIMITS"
    path.write_bytes(in_sheet(corners % (1_000, 1_000)))
    inspect(path, SHEET_LIMITS)


def test_a_workbook_within_them_is_not(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(changed(added={f"xl/media/{number}.png": b"\x89" + bytes(10_000) for number in range(100)}))
    inspect(path, SHEET_LIMITS)
