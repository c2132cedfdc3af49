"""How long the Excel report of a large study takes, against openpyxl writing as many plain cells; and its size."""

# ruff: noqa: T201 - what it is for is to print

from __future__ import annotations

from io import BytesIO
from time import process_time
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from tests.formats.excel.samples import many
from workbench.analysis.scoring import score_study
from workbench.formats.excel import write_report
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
SLOWEST, LARGEST = 5.0, 3_000_000
"""How many times as long as plain cells the report may take; how many bytes it may have."""


def fastest(run: Callable[[], object]) -> float:
    """Return the seconds of the fastest of a few runs."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        run()
        times.append(process_time() - start)
    return min(times)


def plain(shape: list[tuple[str, int, int]]) -> bytes:
    """Build and save sheets of plain numbers, without styles."""
    book = Workbook()
    for title, n_rows, n_columns in shape:
        sheet = book.create_sheet(title)
        for _ in range(n_rows):
            sheet.append([0.123456789] * n_columns)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def main() -> None:
    """Print the ratio and the size, each with its goal."""
    made = many(20)
    evaluation = score_study(made)
    content = write_report(select(made), evaluation, changed="2011")
    book = load_workbook(BytesIO(content))
    cells = sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row)
    shape = [("plain", -(-cells // 26), 26)]
    ours = fastest(lambda: write_report(select(made), evaluation, changed="2011"))
    theirs = fastest(lambda: plain(shape))
    print(f"report of 20 options × 40 criteria: {cells:,} cells, {len(content):,} bytes (goal < {LARGEST:,})")
    print(f"time against openpyxl with as many plain cells: {ours / theirs:.1f} × (goal ≤ {SLOWEST:g} ×)")


if __name__ == "__main__":
    main()
