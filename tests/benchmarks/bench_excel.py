"""How long the Excel report of a large study takes against plain cells, its size, and tables against pandas."""

# ruff: noqa: T201 - what it is for is to print

from __future__ import annotations

from io import BytesIO
from time import process_time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from openpyxl import Workbook, load_workbook

from tests.formats.excel.samples import many
from workbench.analysis.scoring import score_study
from workbench.formats.excel import write_report
from workbench.formats.table.write_workbook import Sheet, workbook_bytes
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
SLOWEST, LARGEST = 5.0, 3_000_000
"""How many times as long as plain cells the report may take; how many bytes it may have."""

TABLE_ROWS, FASTER = 100_000, 2.0
"""Rows of a table of results, and how many times as fast as pandas with openpyxl it is to be written."""


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
    tables()


def results() -> pd.DataFrame:
    """Return a table of results as a batch writes them: 12 columns of texts, doubles, ranks and truths."""
    rng = np.random.default_rng(20110401)
    places = rng.integers(0, 4, TABLE_ROWS)
    doubles = {name: rng.random(TABLE_ROWS) * 100 for name in ("total", "low", "high", "margin")}
    return pd.DataFrame(
        {
            "scenario": [f"scenario-{number}" for number in range(TABLE_ROWS)],
            **dict.fromkeys(("study", "method"), "us-mexico-2011"),
            "option": np.array(["border-management", "labor-brokers", "credentialing", "=A1"], dtype=object)[places],
            **doubles,
            "rank": places + 1,
            "best_rank": 1,
            "illustrative": True,
            "notices": None,
        }
    )


def ours_of(frame: pd.DataFrame) -> bytes:
    """Write a frame as a workbook by our own writer."""
    rows = zip(*(frame[name].tolist() for name in frame), strict=True)
    return workbook_bytes(Sheet("results", [str(each) for each in frame], rows))


def tables() -> None:
    """Print how a large table of results is written, and how many of its doubles come back unchanged."""
    frame = results()
    content = ours_of(frame)
    ours = fastest(lambda: ours_of(frame))
    start = process_time()
    sink = BytesIO()
    frame.to_excel(sink, index=False, engine="openpyxl")
    theirs = process_time() - start
    back = pd.read_excel(BytesIO(content), engine="openpyxl")
    doubles = ["total", "low", "high", "margin"]
    changed = int((back[doubles].to_numpy(float) != frame[doubles].to_numpy(float)).sum())
    shape = f"{TABLE_ROWS:,} rows × {frame.shape[1]} columns"
    print(f"{shape}: {ours:.1f} s of CPU, {len(content):,} bytes; pandas {theirs:.1f} s, {sink.tell():,} bytes")
    print(f"times as fast as pandas with openpyxl: {theirs / ours:.1f} (goal ≥ {FASTER:g}); doubles changed: {changed}")


if __name__ == "__main__":
    main()
