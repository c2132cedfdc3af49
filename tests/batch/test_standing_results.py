"""A folder of finished results: the same input goes on in it, no other one replaces it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.batch.conftest import MODEL, batch, content

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("pyarrow")

TABLE = "scenario,co-development/benefit-us\none,50\n"


def _finished(folder: Path) -> Path:
    (folder / "a.csv").write_text(TABLE, encoding="utf-8")
    (folder / "b.csv").write_text(TABLE.replace("one", "two"), encoding="utf-8")
    assert batch(folder / "a.csv", "--model", MODEL, "--out", folder / "out").code == 0
    return folder / "out"


@pytest.mark.parametrize("kind", ["table", "standard input", "studies", "plan"])
def test_another_input_does_not_replace_finished_results(kind: str, tmp_path: Path) -> None:
    out = _finished(tmp_path)
    plan = tmp_path / "plan.toml"
    plan.write_text('format = "policy-plan/1"\nstudies = ["us-mexico-2011"]\nscenarios = "b.csv"\n', encoding="utf-8")
    words, found, given = {
        "table": ((tmp_path / "b.csv", "--model", MODEL), f"b.csv for the study {MODEL}", None),
        "standard input": (("-", "--input-format", "csv", "--model", MODEL), "standard-input.csv", TABLE),
        "studies": (("river-basin",), "river-basin", None),
        "plan": ((plan,), "b.csv", None),
    }[kind]
    before = content(out)
    ended = batch(*words, "--out", out, stdin=given)
    assert ended.code == 2, ended.said
    assert f"out holds the finished results of a.csv for the study {MODEL}, and this is {found}" in ended.said
    assert "--out" in ended.said
    assert content(out) == before


def test_another_study_s_results_are_not_replaced(tmp_path: Path) -> None:
    assert batch("river-basin", "--out", tmp_path / "out", "--format", "csv").code == 0
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    for words, code in (((MODEL,), 2), ((tmp_path / "a.csv", "--model", MODEL), 2), (("river-basin", MODEL), 0)):
        ended = batch(*words, "--out", tmp_path / "out", "--format", "csv")
        assert ended.code == code, ended.said
        assert code == 0 or "finished results of river-basin, and this is" in ended.said


def test_the_same_input_goes_on_where_its_results_are(tmp_path: Path) -> None:
    out = _finished(tmp_path)
    before = content(out)
    again = batch(tmp_path / "a.csv", "--model", MODEL, "--out", out)
    assert (again.code, again.summary["reused_parts"]) == (0, 1)
    assert content(out) == before
    (tmp_path / "a.csv").write_text(f"{TABLE}three,75\n", encoding="utf-8")
    changed = batch(tmp_path / "a.csv", "--model", MODEL, "--out", out)
    assert (changed.code, changed.summary["scored"]) == (0, 2)


def test_results_that_are_not_finished_give_way(tmp_path: Path) -> None:
    out = _finished(tmp_path)
    (out / "manifest.json").unlink()
    assert batch(tmp_path / "b.csv", "--model", MODEL, "--out", out).code == 0
