"""The manifest says what the results follow from, also where nobody chose."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from tests.batch.conftest import MODEL, batch
from workbench.usecases.load import load

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("pyarrow")

CHOICES = ("weights", "view", "profile", "option_set")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), {"weights": "balanced", "view": "desk-reading"}),
        (("--weights", "us-side", "--weights", "mx-side"), {"weights": "us-side", "view": "desk-reading"}),
        (("--profile", "all", "--option-set", "all"), {"profile": "all", "option_set": "all"}),
    ],
)
def test_a_choice_that_was_left_to_the_study_is_named(
    words: tuple[str, ...], expected: dict[str, str], tmp_path: Path
) -> None:
    table, out = tmp_path / "s.csv", tmp_path / "out"
    table.write_text("scenario,co-development/benefit-us\none,50\n", encoding="utf-8")
    assert batch(table, "--model", MODEL, "--out", out, "--format", "csv", *words).code == 0
    runs = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["runs"]
    assert {name: runs[0][name] for name in expected} == expected
    settings = load(MODEL).settings
    own = {"profile": settings.profile or "all", "option_set": settings.option_set or "all"} | expected
    assert {name: runs[0][name] for name in ("profile", "option_set")} == {
        name: own[name] for name in ("profile", "option_set")
    }
    with (out / "results/part-000000.csv").open(encoding="utf-8", newline="") as file:
        used = {(line["weights"], line["view"]) for line in csv.DictReader(file)}
    assert {(run["weights"], run["view"]) for run in runs} == used


def test_of_many_studies_it_says_that_the_choice_was_theirs(tmp_path: Path) -> None:
    assert batch("river-basin", MODEL, "--weights", "balanced", "--out", tmp_path / "out").code in {0, 3}
    (run,) = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))["runs"]
    own = "each study's own"
    assert [run[name] for name in CHOICES] == ["balanced", own, own, own]
