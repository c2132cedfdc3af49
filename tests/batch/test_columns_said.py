"""What is said of columns: that rows are numbered without one, and why one takes no scores."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from tests.batch.conftest import MODEL, batch

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("pyarrow")


def _table(folder: Path, text: str) -> Path:
    path = folder / "my table.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("heading", "files"), [("", ["my table.csv"]), ("scenario,", [])])
def test_rows_without_a_name_are_said_to_be_numbered(heading: str, files: list[str], tmp_path: Path) -> None:
    path = _table(tmp_path, f"{heading}co-development/benefit-us\n" + ("x," if heading else "") + "50\n")
    ended = batch(path, "--model", MODEL, "--out", tmp_path / "out")
    assert ended.code == 0
    assert ("my table.csv has no column 'scenario': its rows are numbered." in ended.said) == bool(files)
    assert json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))["numbered_rows"] == files


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("co-development/proportionality", "is computed; score benefit-us, benefit-mx, burden-us, burden-mx"),
        ("co-development/burden-sharing", "burden-sharing is a group; score the criteria below it"),
        ("co-development/benefit-usa", "Did you mean 'benefit-us'?"),
        ("co-development/xyz", "Known: acc-mx-mx,"),
    ],
)
def test_a_column_that_takes_no_scores_is_named_with_its_file_and_what_to_do(
    column: str, words: str, tmp_path: Path
) -> None:
    ended = batch(_table(tmp_path, f"scenario,{column}\na,50\n"), "--model", MODEL, "--out", tmp_path / "out")
    assert ended.code == 2
    assert "my table.csv: the scenarios do not fit the study:" in ended.said
    assert repr(column) in ended.said
    assert words in ended.said


def test_a_long_table_says_why_a_criterion_takes_no_scores(tmp_path: Path) -> None:
    path = _table(tmp_path, "scenario,option,criterion,score\na,co-development,proportionality,50\n")
    batch(path, "--model", MODEL, "--out", tmp_path / "out")
    with (tmp_path / "out/errors.csv").open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["problem"] == "proportionality is computed; score benefit-us, benefit-mx, burden-us, burden-mx"
