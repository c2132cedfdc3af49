"""weigh from the shell: what it takes, prints and refuses."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest

import workbench
from workbench.cli.command_line import run
from workbench.engine.method import weightings

if TYPE_CHECKING:
    from pathlib import Path

JUDGEMENTS = ("cost/noise=3", "cost/time=5", "noise/time=2")
BEST_WORST = ("best=cost", "worst=time", "cost/time=8", "cost/noise=2", "noise/time=5")
ANSWERS = {
    "equal": ("cost", "noise", "time"),
    "points": ("cost=100", "noise=50", "time=1/2"),
    "swing": ("cost=100", "noise=50", "time=0"),
    "rank_order_centroid": ("cost=1", "noise=2", "time=3"),
    "rank_sum": ("cost=1", "noise=2", "time=2"),
    "rank_reciprocal": ("cost=1", "noise=2", "time=3"),
    "pairwise": JUDGEMENTS,
    "best_worst": BEST_WORST,
}


def weights(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, float]:
    """Return the weights that the command prints as CSV."""
    assert run(["weigh", *arguments, "--format", "csv"]) == 0
    return {row["criterion"]: float(row["weight"]) for row in csv.DictReader(StringIO(capsys.readouterr().out))}


@pytest.mark.parametrize("method", sorted(name for name, each in weightings().items() if each.input != "table"))
def test_every_weighting_of_answers_prints_a_table_and_json(method: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["weigh", method, *ANSWERS[method]]) == 0
    table = capsys.readouterr().out
    assert weightings()[method].title in table
    assert {"cost", "noise", "time"} <= set(table.split())
    assert run(["weigh", method, *ANSWERS[method], "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["format"], printed["method"]) == ("policy-weights/1", method)
    assert sum(each["weight"] for each in printed["weights"]) == pytest.approx(1)


def test_pairs_are_read_in_both_directions(capsys: pytest.CaptureFixture[str]) -> None:
    turned = ("noise/cost=1/3", "time/cost=0.2", "time/noise=1/2")
    assert weights(capsys, "pairwise", *turned) == pytest.approx(weights(capsys, "pairwise", *JUDGEMENTS))


def test_the_best_worst_model_is_a_parameter(capsys: pytest.CaptureFixture[str]) -> None:
    assert weights(capsys, "best_worst", *BEST_WORST)["cost"] == pytest.approx(0.6071, abs=5e-5)
    nonlinear = weights(capsys, "best_worst", *BEST_WORST, "-p", "model=nonlinear")
    assert nonlinear["cost"] == pytest.approx(0.5899, abs=5e-5)


def test_a_number_of_criteria_is_enough_for_equal_weights(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(weights(capsys, "equal", "4").values()) == [0.25] * 4


def test_notices_go_to_standard_error_beside_csv_and_names_are_no_formulas(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["weigh", "pairwise", "=cost/noise=3", "noise/time=2", "--format", "csv"]) == 0
    printed = capsys.readouterr()
    assert "1 of 3 judgements were not made" in printed.err
    assert "'=cost" in printed.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("pointz", "a=1"), "Did you mean 'points'"),
        (("points",), "points has nothing to weigh. Give NAME=NUMBER"),
        (("points", "cost"), "'cost' is not of the form NAME=VALUE"),
        (("points", "cost=much"), "'much' is no number. Write for example 3, 0.5 or 1/3"),
        (("points", "cost=1/0"), "'1/0' is no number"),
        (("points", "cost=-1"), "points has -1 for cost"),
        (("points", "cost=1", "cost=2"), "cost is given twice"),
        (("points", "cost=1", "-p", "model=linear"), "points has no parameter 'model'. It takes none"),
        (("pairwise", "cost=1"), "'cost' names no pair"),
        (("pairwise", "a/b=2", "-p", "priority=eigen"), "Did you mean 'eigenvector'"),
        (("pairwise", "a/b=2", "-p", "prioritee=x"), "Did you mean 'priority'"),
        (("best_worst", "best=a", "a/b=2"), "which criterion is the worst"),
        (("best_worst", "best=a", "worst=a", "a/b=2"), "a cannot be both the best and the worst"),
        (("best_worst", "best=a", "worst=c", "a/c=8", "a/b=2"), "b/c is not given"),
        (("best_worst", "best=a", "worst=c", "a/c=8", "b/d=2"), "b/d compares neither the best (a)"),
        (("entropy", "a=1"), "Give --table FILE"),
        (("equal",), "Give n, the number of criteria, or their names"),
    ],
)
def test_what_does_not_fit_ends_with_2_and_says_what_to_do(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["weigh", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err


TABLE = "option,cost,speed\ndirection,min,max\nA,1,5\nB,2,5.5\nC,4,6\n"


@pytest.mark.parametrize("method", ["entropy", "critic", "standard_deviation", "equal"])
def test_a_table_file_is_weighed_as_from_python(
    method: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    answers = {"critic": {"directions": ("minimize", "maximize")}}.get(method, {})
    matrix = [[1, 5], [2, 5.5], [4, 6]]
    bare = workbench.weigh(method, **({"n": 2} if method == "equal" else {"matrix": matrix, **answers}))
    found = weights(capsys, method, "--table", str(tmp_path / "t.csv"))
    assert list(found.values()) == pytest.approx(bare.weights.tolist())
    assert list(found) == ["cost", "speed"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("points",), "points goes by people's answers, not by a table"),
        (("entropy", "cost=1"), "'cost=1' is an answer, and the table answers everything"),
        (("critic", "--directions", "cost:min"), "directions has nothing for 'speed'"),
    ],
)
def test_a_table_where_none_belongs_is_refused(
    arguments: tuple[str, ...], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    assert run(["weigh", *arguments, "--table", str(tmp_path / "t.csv")]) == 2
    assert message in capsys.readouterr().err
