"""Batches as a user runs them: what comes out, what is rejected, how they end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.batch.conftest import MODEL, areas, batch, content
from workbench.usecases.score import score

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.model.study import Study

CELL = "co-development/benefit-us"


def test_rows_are_scored_or_rejected_and_each_rejected_one_is_named(
    wide: Callable[..., Path], tmp_path: Path, shipped: Study
) -> None:
    bad = {3: (CELL, float("nan")), 300: (CELL, 101.0), 301: ("scenario", "s000007"), 600: (CELL, float("inf"))}
    out = tmp_path / "out"
    ended = batch(wide(700, bad=bad), "--model", MODEL, "--out", out)
    assert ended.code == 3
    assert ended.summary["rows"] == ended.summary["scenarios"] == 700
    assert (ended.summary["scored"], ended.summary["rejected"]) == (696, 4)
    lines = (out / "errors.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "file,row,id,column,value,problem"
    assert [line.split(",")[1] for line in lines[1:]] == ["4", "301", "302", "601"]
    assert "the scale of benefit-us runs from 0 to 100" in lines[2]
    results = pa.concat_tables([parquet.read_table(path) for path in sorted((out / "results").iterdir())]).to_pandas()
    assert len(results) == 696 * len(areas(shipped))
    assert set(results["rank"]) <= {1, 2, 3, 4}
    assert results["illustrative"].all()
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["scored"] == 696
    assert manifest["seed"] == 20110401


def test_the_results_are_those_of_scoring_each_scenario_alone(tmp_path: Path) -> None:
    table = tmp_path / "s.csv"
    table.write_text(f"scenario,{CELL}\nhigher,100\nlower,0\n", encoding="utf-8")
    ended = batch(table, "--model", MODEL, "--out", tmp_path / "out", "--format", "jsonl")
    assert ended.code == 0
    rows = [json.loads(line) for line in (tmp_path / "out/results/part-000000.jsonl").read_text().splitlines()]
    own = {each.id: each.total for each in score(MODEL).results}
    for row in rows:
        if row["option"] != "co-development":
            assert row["total"] == pytest.approx(own[row["option"]])
    moved = {row["scenario"]: row["total"] for row in rows if row["option"] == "co-development"}
    assert moved["lower"] < (own["co-development"] or 0) <= moved["higher"]
    assert {row["scenario"]: row["rank"] for row in rows if row["option"] == "co-development"}["higher"] == 1


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "xlsx", "parquet"])
def test_the_same_table_in_any_format_gives_the_same_results(form: str, tmp_path: Path) -> None:
    ids, values = ["a", "b", "c"], [25.0, None, 75.0]
    path = tmp_path / f"table.{form}"
    if form in {"csv", "tsv"}:
        mark = "," if form == "csv" else "\t"
        lines = [
            f"scenario{mark}{CELL}",
            *(f"{i}{mark}{'' if v is None else v}" for i, v in zip(ids, values, strict=True)),
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    elif form == "jsonl":
        records = [{"scenario": i, CELL: v} for i, v in zip(ids, values, strict=True)]
        path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    elif form == "xlsx":
        from openpyxl import Workbook

        book = Workbook()
        for row in [("scenario", CELL), *zip(ids, values, strict=True)]:
            book.active.append(row)
        book.save(path)
    else:
        parquet.write_table(pa.table({"scenario": ids, CELL: values}), path)
    ended = batch(path, "--model", MODEL, "--out", tmp_path / "out")
    assert ended.code == 0, ended.said
    found = parquet.read_table(tmp_path / "out/results/part-000000.parquet").to_pandas()
    totals = found[found.option == "co-development"].total.to_numpy()
    assert np.isnan(totals).tolist() == [False, True, False]
    assert totals[2] > totals[0]
    assert set(found[(found.scenario == "b") & (found.option == "co-development")].notices) == {"missing-scores"}


def test_a_long_table_says_only_what_differs(tmp_path: Path, shipped: Study) -> None:
    path = tmp_path / "long.csv"
    path.write_text(
        "scenario,option,criterion,score,low,high\n"
        "x,co-development,benefit-us,100,,\n"
        "x,co-development,benefit-mx,,25,75\n"
        "y,co-developmnt,benefit-us,100,,\n"
        "y,labor-brokers,benefit-us,100,,\n"
        "z,labor-brokers,benefit-us,7,,\n"
        "z,labor-brokers,benefit-us,8,,\n"
        "y,labor-brokers,benefit-us,7,,\n",
        encoding="utf-8",
    )
    ended = batch(path, "--model", MODEL, "--out", tmp_path / "out")
    assert ended.code == 3
    assert (ended.summary["rows"], ended.summary["rejected_rows"], ended.summary["scored"]) == (7, 5, 1)
    errors = (tmp_path / "out/errors.csv").read_text(encoding="utf-8")
    assert "Did you mean 'co-development'?" in errors
    assert "this cell has stood before in its scenario" in errors
    assert "another row of this scenario is wrong: row 3" in errors
    found = parquet.read_table(tmp_path / "out/results/part-000000.parquet").to_pandas()
    row = found[found.option == "co-development"].iloc[0]
    assert row.low < row.total < row.high
    assert list(found.option) == list(areas(shipped))


def test_standard_input_says_what_it_is(tmp_path: Path) -> None:
    text = f"scenario,{CELL}\na,50\n"
    refused = batch("-", "--model", MODEL, "--out", tmp_path / "no", stdin=text)
    assert (refused.code, "--input-format" in refused.said) == (2, True)
    ended = batch("-", "--input-format", "csv", "--model", MODEL, "--out", tmp_path / "out", stdin=text)
    assert (ended.code, ended.summary["scored"]) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--max-rejected", "0"], 1, "rejected"),
        (["--max-rejected", "50%"], 3, "rejected"),
        (["--allow-rejected"], 0, "rejected"),
        (["--max-rejected", "many"], 2, "neither a number nor a percentage"),
        (["--memory", "1KB"], 2, "One process needs about"),
        (["--memory", "much"], 2, "that is no size"),
        (["--jobs", "0"], 2, "at least one process"),
        (["--method", "topsi"], 2, "Did you mean 'topsis'?"),
        (["--weights", "balance"], 2, "Did you mean 'balanced'?"),
        (["--cluster", "tcp://10.0.0.5:8786"], 2, "can run any program"),
        (["--cluster", "tcp://localhost.elsewhere.example:8786"], 2, "can run any program"),
        (["--cluster", "nowhere"], 2, "no address of a cluster"),
        (["--cluster", "tls://10.0.0.5:8786"], 2, "--tls-cert"),
        (["--insecure-cluster"], 2, "without --cluster"),
    ],
)
def test_how_a_batch_ends(arguments: list[str], code: int, words: str, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text(f"scenario,{CELL}\na,50\nb,x\nc,7\n", encoding="utf-8")
    ended = batch(path, "--model", MODEL, "--out", tmp_path / "out", *arguments)
    assert (ended.code, words in ended.said) == (code, True), ended.said


def test_a_table_that_does_not_fit_the_study_is_refused_whole_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("scenario,co-developmnt/benefit-us,benefit-us,co-development/benefit-us:low\na,1,2,3\n", "utf-8")
    ended = batch(path, "--model", MODEL, "--out", tmp_path / "out")
    assert ended.code == 2
    assert "Did you mean 'co-development'?" in ended.said
    assert "'benefit-us' is not of the form OPTION/CRITERION" in ended.said
    assert "has one end only" in ended.said
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_something_else_is_not_written_to(tmp_path: Path) -> None:
    path, out = tmp_path / "s.csv", tmp_path / "out"
    path.write_text(f"scenario,{CELL}\na,50\n", encoding="utf-8")
    out.mkdir()
    (out / "thesis.txt").write_text("mine", encoding="utf-8")
    ended = batch(path, "--model", MODEL, "--out", out)
    assert (ended.code, list(content(out))) == (2, ["thesis.txt"])


def test_changed_scenarios_are_scored_again_and_older_parts_go(wide: Callable[..., Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(wide(600), "--model", MODEL, "--out", out, "--jobs", "1")
    again = batch(wide(600), "--model", MODEL, "--out", out, "--jobs", "1")
    assert again.summary["reused_parts"] == again.summary["parts"] == 3
    fewer = batch(wide(200), "--model", MODEL, "--out", out, "--jobs", "1")
    assert (fewer.summary["reused_parts"], fewer.summary["parts"]) == (0, 1)
    assert [path.name for path in (out / "results").iterdir()] == ["part-000000.parquet"]


def test_a_dry_run_counts_and_writes_nothing(wide: Callable[..., Path], tmp_path: Path) -> None:
    ended = batch(wide(500), "--model", MODEL, "--out", tmp_path / "out", "--method", "topsis", "--dry-run")
    assert ended.code == 0
    assert "500" in ended.said
    assert "2000" in ended.said
    assert not (tmp_path / "out").exists()


def test_sampled_weights_come_from_the_seed(wide: Callable[..., Path], tmp_path: Path) -> None:
    path = wide(20)
    for name, seed in (("a", "5"), ("b", "5"), ("c", "6")):
        batch(path, "--model", MODEL, "--out", tmp_path / name, "--samples", "200", "--seed", seed)
    read = {name: parquet.read_table(tmp_path / name / "results/part-000000.parquet").to_pandas() for name in "abc"}
    shares = read["a"].groupby("scenario").first_rank_share.sum()
    assert np.allclose(shares, 1.0)
    assert read["a"].expected_rank.between(1, 4).all()
    assert read["a"].equals(read["b"])
    assert not read["a"].equals(read["c"])


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "long.csv", "parquet"])
def test_a_decimal_comma_is_named_with_what_to_write(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"s.{form}"
    values = {"a": "0,5", "b": "1.000,5", "c": "1,000", "d": "half", "e": "12"}
    if form == "jsonl":
        path.write_text("".join(json.dumps({"scenario": i, CELL: v}) + "\n" for i, v in values.items()), "utf-8")
    elif form == "parquet":
        parquet.write_table(pa.table({"scenario": list(values), CELL: list(values.values())}), path)
    elif form == "long.csv":
        rows = [f"{i};co-development;benefit-us;{v}\n" for i, v in values.items()]
        path.write_text("scenario;option;criterion;score\n" + "".join(rows), encoding="utf-8")
    else:
        mark = ";" if form == "csv" else "\t"
        lines = [f"scenario{mark}{CELL}\n", *(f"{i}{mark}{v}\n" for i, v in values.items())]
        path.write_text("".join(lines), encoding="utf-8")
    ended = batch(path, "--model", MODEL, "--out", tmp_path / "out")
    assert (ended.code, ended.summary["scored"], ended.summary["rejected"]) == (3, 1, 4)
    heading, *lines = (tmp_path / "out/errors.csv").read_text(encoding="utf-8").splitlines()
    assert heading.endswith(",problem")
    commas = ["write a decimal point and no separators" in line for line in lines]
    assert commas == [True, True, True, False]
    assert all("this is no finite number" in line for line in lines)


def test_a_decimal_comma_that_makes_one_cell_more_is_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text(f"scenario,{CELL}\na,0,5\nb,50\nc\n", encoding="utf-8")
    assert batch(path, "--model", MODEL, "--out", tmp_path / "out").code == 3
    errors = (tmp_path / "out/errors.csv").read_text(encoding="utf-8").splitlines()
    assert "3 cells for 2 columns; a number with a decimal comma is two cells: write a point" in errors[1]
    assert errors[2].endswith(",1 cell for 2 columns")
