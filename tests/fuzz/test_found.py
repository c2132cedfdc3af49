"""What attacks have found: the smallest inputs, each refused in words ever since."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from tests.fuzz.folders import COIN_META, SCORES
from tests.fuzz.places import workbook
from tests.fuzz.readers import READERS
from workbench.errors import WorkbenchError
from workbench.usecases.locations import last_study

if TYPE_CHECKING:
    from pathlib import Path


def test_a_workbook_whose_parts_lie_before_its_beginning_is_refused(tmp_path: Path) -> None:
    (data,) = workbook(Sheet=SCORES)()
    path = tmp_path / "input.xlsx"
    path.write_bytes(data)
    with ZipFile(path) as archive:
        first = archive.infolist()[0]
    # a piece cut out of the first part moves the directory forward: its offsets point before the file
    path.write_bytes(data[:30] + data[30 + first.compress_size // 2 :])
    for name in ("plain table into a study, Excel", "decision table, Excel", "score sheet, Excel"):
        with pytest.raises(WorkbenchError, match=r"damaged or cut off|cannot be unpacked"):
            READERS[name].read(path)


def test_a_workbook_of_coinr_without_any_row_is_refused(tmp_path: Path) -> None:
    (data,) = workbook(iData=[], iMeta=COIN_META)()
    path = tmp_path / "input.xlsx"
    path.write_bytes(data)
    with pytest.raises(WorkbenchError, match="the heading 'uCode' stands 0 times"):
        READERS["workbook of COINr"].read(path)


@pytest.mark.parametrize("process", ["1e999", "9" * 400, '"1"', "-1"])
def test_drafts_of_an_impossible_process_are_left_alone(process: str, tmp_path: Path) -> None:
    path = tmp_path / "input.json"
    path.write_text(f'{{"process": {process}, "drafts": [{{"option": 1, "criterion": "b", "text": "c"}}]}}', "utf-8")
    READERS["drafts, JSON"].read(path)


@pytest.mark.parametrize("noted", [b"a\0b\n", b"\xff\xfe\n", b"", b"\n" * 9])
def test_a_note_of_the_last_study_that_is_no_path_is_none(noted: bytes, tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(noted)
    READERS["last study, text"].read(path)
    assert last_study() is None


@pytest.mark.parametrize(
    "value", ["\\u0000Ana", "Ana\\u001b[2J", "Ana\\nsettings  elsewhere", "\\u202eanA", "A\\u2028b"]
)
def test_a_setting_that_a_terminal_would_obey_is_refused(value: str, tmp_path: Path) -> None:
    path = tmp_path / "input.toml"
    path.write_text(f'analyst = "{value}"\n', encoding="utf-8")
    with pytest.raises(WorkbenchError, match="on one line"):
        READERS["settings, TOML"].read(path)


def test_settings_of_very_many_or_long_names_are_refused_in_a_few_lines(tmp_path: Path) -> None:
    path = tmp_path / "input.toml"
    for text in ("".join(f"k{each} = 1\n" for each in range(3_000)), f"{'a' * 100_000} = '{'b' * 100_000}'"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(WorkbenchError) as caught:
            READERS["settings, TOML"].read(path)
        assert len(str(caught.value)) < 3_000
