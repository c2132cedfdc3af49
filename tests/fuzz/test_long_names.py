"""Names as long as a cell can be, in thousands of rows: a message repeats their beginning, not all of them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from workbench.errors import WorkbenchError
from workbench.formats.table.grid import LARGEST_FILE
from workbench.formats.table.parquet import read
from workbench.usecases.rank import rank

if TYPE_CHECKING:
    from pathlib import Path

pa = pytest.importorskip("pyarrow")

LONG, ROWS = 500_000, 20_000
BOUNDED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000,) * 2)
from workbench.cli.command_line import run
sys.exit(run(["rank", sys.argv[1]]))
"""


def _refused(path: Path) -> str:
    """Rank a table in a process that may use two gigabytes, and return its words."""
    done = subprocess.run([sys.executable, "-c", BOUNDED, path], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr[-500:]
    assert len(done.stderr) < 1_000_000
    return done.stderr


def _parquet(path: Path, kind: object) -> Path:
    from pyarrow import parquet

    name = pa.array(["x" * LONG], pa.string()).cast(kind)
    names = pa.DictionaryArray.from_arrays(pa.array([0] * ROWS, pa.int32()), name)
    table = pa.table({"option": names, "cost": [1.0] * ROWS})
    parquet.write_table(table, path, compression="zstd", store_schema=False)
    assert path.stat().st_size < LARGEST_FILE // 100
    return path


def test_a_long_option_that_stands_in_every_row_of_parquet(tmp_path: Path) -> None:
    assert "stands twice" in _refused(_parquet(tmp_path / "t.parquet", pa.string()))


def test_bytes_that_every_row_repeats_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="option holds binary"):
        read(_parquet(tmp_path / "t.parquet", pa.binary()))


def test_a_list_in_a_cell_of_parquet_is_refused(tmp_path: Path) -> None:
    from pyarrow import parquet

    parquet.write_table(pa.table({"option": ["a"], "cost": [[1.0, 2.0]]}), tmp_path / "t.parquet")
    with pytest.raises(WorkbenchError, match="cost holds list"):
        read(tmp_path / "t.parquet")


def test_a_long_criterion_over_many_wrong_cells_of_a_text(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"option,{'x' * LONG}\n" + "".join(f"o{row},wrong\n" for row in range(ROWS)), encoding="utf-8")
    assert "is no number" in _refused(path)


def test_a_long_name_is_shown_by_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"option,cost\n{'y' * 1_000},1\n{'y' * 1_000},2\n", encoding="utf-8")
    with pytest.raises(WorkbenchError, match=r"the option 'y{50,80}…' stands twice"):
        rank(path)
