"""rank: any method on a table file, from the shell and from Python."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

import numpy as np
import pytest

import workbench
from workbench.cli.command_line import run
from workbench.engine.method import aggregations
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """option,cost,speed,noise
direction,min,max,min
weight,2,1,1
Bus,10,30,60
Tram,40,35,50
Metro,90,60,40
"""
NEEDED = {
    "owa": ("-p", "order_weights=1,1,2"),
    "spotis": ("-p", "bounds=cost:0..100,speed:0..100,noise:0..100"),
    "electre_iii": ("-p", "q=cost:1,speed:2,noise:1", "-p", "p=10,10,10"),
    "choquet": ("-p", "interactions=cost/speed:0.1"),
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "transport.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("method", sorted(aggregations()))
def test_every_method_ranks_a_table_file_and_shows_its_steps(
    method: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rank", str(table), "--method", method, *NEEDED.get(method, ()), "--explain"]) == 0
    page = capsys.readouterr().out
    assert aggregations()[method].title in page
    assert run(["rank", str(table), "--method", method, *NEEDED.get(method, ()), "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["format"], result["run"]["method"]) == ("policy-ranking/1", method)
    assert {each["option"] for each in result["options"]} == {"Bus", "Tram", "Metro"}
    assert min(each["rank"] for each in result["options"]) == 1
    shown = page.casefold().replace(":", "").split()
    for name in result["steps"]:
        assert set(name.casefold().split("_")) <= set(shown)


def test_the_file_says_the_same_as_the_call(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rank", str(table), "--method", "topsis", "--format", "csv"]) == 0
    rows = {row["option"]: row for row in csv.DictReader(StringIO(capsys.readouterr().out))}
    matrix = [[10, 30, 60], [40, 35, 50], [90, 60, 40]]
    bare = workbench.evaluate(matrix, [2, 1, 1], [-1, 1, -1], method="topsis")
    assert [float(rows[name]["total"]) for name in ("Bus", "Tram", "Metro")] == pytest.approx(bare.totals.tolist())


def test_weights_and_directions_can_be_given_beside_the_file(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--weights", "noise:1,cost:2,speed:1", "--directions", "minimize,maximize,minimize")
    assert run(["rank", str(table), *options, "--format", "csv"]) == 0
    given = capsys.readouterr().out.replace("as given", "the table's own")
    assert run(["rank", str(table), "--format", "csv"]) == 0
    assert capsys.readouterr().out == given


def test_weights_of_the_table_itself_are_labelled_not_for_policy(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rank", str(table), "--weights", "entropy"]) == 0
    assert "Weights: Entropy weights, not for policy" in " ".join(capsys.readouterr().out.split())


def test_python_takes_a_file_a_frame_or_rows(table: Path) -> None:
    pd = pytest.importorskip("pandas")
    rows = [[10, 30, 60], [40, 35, 50], [90, 60, 40]]
    frame = pd.DataFrame(rows, index=["Bus", "Tram", "Metro"], columns=["cost", "speed", "noise"])
    directions = {"cost": "min", "speed": "max", "noise": "min"}
    weights = {"noise": 1, "speed": 1, "cost": 2}
    from_file = workbench.rank(table, method="vikor")
    from_frame = workbench.rank(frame, directions=directions, weights=weights, method="vikor")
    from_rows = workbench.rank(rows, directions=["min", "max", "min"], weights=[2, 1, 1], method="vikor")
    assert from_file.options == from_frame.options == ("Bus", "Tram", "Metro")
    assert np.array_equal(from_file.totals, from_frame.totals)
    assert np.array_equal(from_file.totals, from_rows.totals)
    assert from_file.lower_is_better


def test_a_result_goes_into_a_file(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = table.with_name("out.csv")
    assert run(["rank", str(table), "--format", "csv", "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("table,method,weights,option,total,rank")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--method", "topsiss"), "Did you mean 'topsis'"),
        (("--method", "vikor", "-p", "v=abc"), "v is 'abc'; vikor needs a number"),
        (("--method", "vikor", "-p", "v=1,2"), "vikor takes one v, not several"),
        (("--method", "vikor", "-p", "w=1"), "vikor has no parameter 'w'"),
        (("--method", "promethee_ii", "-p", "functions=lineer"), "Did you mean 'linear'"),
        (("--method", "promethee_ii", "-p", "q=coost:2"), "Did you mean 'cost'"),
        (("--method", "promethee_ii", "-p", "q=cost:2"), "q has no value for 'speed'"),
        (("--method", "promethee_ii", "-p", "q=cost:2,3"), "'3' is not of the form NAME:VALUE"),
        (("--method", "electre_i", "-p", "discordance_scale=globl"), "Did you mean 'global'"),
        (("--method", "electre_iii"), "electre_iii needs the parameter 'q'"),
        (("--weights", "entropie"), "Did you mean 'entropy'"),
        (("--weights", "1,2"), "weights has 2 values for 3 criteria"),
        (("--weights", "cost:1,speed:2"), "weights has nothing for 'noise'"),
        (("--weights", "cost:1,speed:2,noise:x"), "The weight of noise is 'x'"),
        (("--directions", "cost:min,speed:up,noise:min"), "The direction of speed is 'up'"),
        (("--normalization", "minimax"), "Did you mean 'minmax'"),
    ],
)
def test_what_does_not_fit_ends_with_2_and_says_what_to_do(
    arguments: tuple[str, ...], message: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rank", str(table), *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err


def test_nothing_is_assumed_about_directions_and_weights(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("option,cost\nA,1\nB,2\n", encoding="utf-8")
    with pytest.raises(WorkbenchError, match="does not say which end of each criterion is better"):
        workbench.rank(path)
    with pytest.raises(WorkbenchError, match="gives the criteria no weights"):
        workbench.rank(path, directions="minimize")
    assert workbench.rank(path, directions="minimize", weights="equal").ranks.tolist() == [1, 2]
