"""Limits on files that other limits would also reach, later: each is seen to be the first to refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.batch.conftest import MODEL, batch
from tests.formats.excel.hostile import changed
from workbench.batch.json_lines import LONGEST_LINE
from workbench.batch.sources import LONGEST_TEXT, check_texts
from workbench.errors import UsageError, WorkbenchError
from workbench.formats.excel.open_safely import open_safely
from workbench.formats.source.files import LARGEST_FILE
from workbench.formats.source.toml_text import LARGEST_TEXT
from workbench.formats.table import parquet as table_parquet
from workbench.formats.table.grid import MOST_ROWS
from workbench.usecases.load import load
from workbench.usecases.own_settings import config_file, read_config

if TYPE_CHECKING:
    from pathlib import Path


def test_settings_and_studies_of_one_byte_too_many(tmp_path: Path) -> None:
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_bytes(b"#" * (LARGEST_TEXT + 1))
    with pytest.raises(UsageError, match=f"the file has more than {LARGEST_TEXT:,} bytes"):
        read_config()
    path = tmp_path / "study.toml"
    path.write_bytes(b"#" * (LARGEST_FILE + 1))
    with pytest.raises(UsageError, match=f"is larger than {LARGEST_FILE:,} bytes"):
        load(path)


def test_a_line_of_json_that_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text('{"scenario": "' + "x" * LONGEST_LINE + '"}\n', encoding="utf-8")
    assert batch(path, "--model", MODEL, "--out", tmp_path / "out").code == 1
    assert f"the line has more than {LONGEST_LINE:,} bytes" in (tmp_path / "out/errors.csv").read_text("utf-8")


def test_parquet_that_says_of_itself_that_it_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "t.parquet"
    parquet.write_table(pa.table({"option": ["a"] * (MOST_ROWS + 1), "cost": [1.0] * (MOST_ROWS + 1)}), path)
    monkeypatch.setattr(table_parquet, "_columns", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(WorkbenchError, match="this one has more"):
        table_parquet.read(path)


@pytest.mark.parametrize("kind", ["string", "large_string"])
def test_long_texts_among_scenarios_in_parquet(kind: str, tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "s.parquet"
    ids = pa.array(["x" * (LONGEST_TEXT + 1), *map(str, range(99))], getattr(pa, kind)())
    parquet.write_table(pa.table({"scenario": ids}), path)
    with pytest.raises(UsageError, match=f"texts of more than {LONGEST_TEXT:,} bytes"):
        check_texts(path)


def test_what_a_broken_part_makes_openpyxl_raise_ends_in_words(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(
        changed({"xl/styles.xml": lambda _: b'<styleSheet><fonts><font><sz val="x"/></font></fonts></styleSheet>'})
    )
    with pytest.raises(WorkbenchError, match="XML_INVALID: no Excel workbook that can be read"):
        open_safely(path)
