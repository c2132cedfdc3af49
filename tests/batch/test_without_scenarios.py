"""An input without a single scenario is a mistake, in every form in which scenarios can be handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.batch.conftest import MODEL, batch, content

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pa = pytest.importorskip("pyarrow")

CELL = "co-development/benefit-us"
WIDE, LONG = f"scenario,{CELL}\n", "scenario,option,criterion,score\n"


def _text(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, encoding="utf-8")


def _workbook(*rows: tuple[str, ...]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        from openpyxl import Workbook

        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)

    return write


def _parquet(*names: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        from pyarrow import parquet

        parquet.write_table(pa.table({name: pa.array([], pa.string()) for name in names}), path)

    return write


NOTHING: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a heading alone": ("s.csv", _text(WIDE)),
    "a heading and empty lines": ("s.csv", _text(WIDE + "\n\n\n")),
    "a long heading alone": ("s.csv", _text(LONG)),
    "a heading of tabs alone": ("s.tsv", _text(WIDE.replace(",", "\t"))),
    "JSON Lines without a line": ("s.jsonl", _text("")),
    "JSON Lines of empty lines": ("s.jsonl", _text("\n \n\n")),
    "a sheet with a heading alone": ("s.xlsx", _workbook(("scenario", CELL))),
    "a sheet with a long heading alone": ("s.xlsx", _workbook(tuple(LONG.strip().split(",")))),
    "Parquet without a row": ("s.parquet", _parquet("scenario", CELL)),
    "long Parquet without a row": ("s.parquet", _parquet(*LONG.strip().split(","))),
}


@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=["run", "dry run"])
@pytest.mark.parametrize("kind", NOTHING)
def test_an_input_without_a_scenario_is_a_mistake(kind: str, dry: tuple[str, ...], tmp_path: Path) -> None:
    name, write = NOTHING[kind]
    write(tmp_path / name)
    ended = batch(tmp_path / name, "--model", MODEL, "--out", tmp_path / "out", *dry)
    assert (ended.code, ended.summary) == (2, {}), ended.said
    assert f"{name} holds no scenario." in ended.said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("form", "text"), [("csv", WIDE), ("csv", LONG), ("jsonl", ""), ("jsonl", "\n")])
def test_standard_input_without_a_scenario_is_one_too(form: str, text: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = batch("-", "--input-format", form, "--model", MODEL, "--out", out, stdin=text)
    assert (ended.code, "Standard input holds no scenario." in ended.said) == (2, True), ended.said
    assert not out.exists()


def test_a_folder_needs_one_scenario_among_its_parts(tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    for name in ("a.csv", "b.csv"):
        (parts / name).write_text(WIDE, encoding="utf-8")
    ended = batch(parts, "--model", MODEL, "--out", tmp_path / "out")
    assert (ended.code, "parts holds no scenario." in ended.said) == (2, True), ended.said
    (parts / "b.csv").write_text(f"{WIDE}one,50\n", encoding="utf-8")
    ended = batch(parts, "--model", MODEL, "--out", tmp_path / "out")
    assert (ended.code, ended.summary["scored"]) == (0, 1)
    assert batch(parts, "--model", MODEL, "--out", tmp_path / "dry", "--dry-run").code == 0


def test_rows_that_are_all_wrong_are_scenarios_and_named(tmp_path: Path) -> None:
    (tmp_path / "s.jsonl").write_text("no\n", encoding="utf-8")
    ended = batch(tmp_path / "s.jsonl", "--model", MODEL, "--out", tmp_path / "out")
    assert (ended.code, ended.summary["rejected"]) == (1, 1)
    assert "no JSON" in (tmp_path / "out/errors.csv").read_text(encoding="utf-8")


def test_a_dry_run_of_standard_input_writes_nothing(tmp_path: Path) -> None:
    words = ("-", "--input-format", "csv", "--model", MODEL, "--out", tmp_path / "out", "--dry-run")
    assert batch(*words, stdin=f"{WIDE}one,50\n").code == 0
    assert not (tmp_path / "out").exists()


def test_an_empty_input_does_not_touch_the_results_that_are_there(tmp_path: Path) -> None:
    table, out = tmp_path / "s.csv", tmp_path / "out"
    table.write_text(f"{WIDE}one,50\n", encoding="utf-8")
    assert batch(table, "--model", MODEL, "--out", out).code == 0
    before = content(out)
    table.write_text(WIDE, encoding="utf-8")
    assert batch(table, "--model", MODEL, "--out", out).code == 2
    assert {name: each for name, each in content(out).items() if not name.startswith(".staged/")} == before
