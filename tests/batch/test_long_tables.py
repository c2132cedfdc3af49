"""Tables with one row a score: a scenario is scored whole or refused everywhere, however its rows stand."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

import pytest

from tests.batch.conftest import MODEL, batch, content
from workbench.batch.chunk import BLOCK_BYTES
from workbench.usecases.score_many import score_many

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pd = pytest.importorskip("pandas")
pytest.importorskip("pyarrow")

HEADING = "scenario,option,criterion,score"
US, MX = "co-development,benefit-us", "co-development,benefit-mx"
BROKERS = "labor-brokers,benefit-us"


def long(path: Path, *rows: str, heading: str = HEADING) -> Path:
    """Write a table of these rows."""
    path.write_text("\n".join((heading, *rows)) + "\n", encoding="utf-8")
    return path


def scored(out: Path) -> set[str]:
    """Return the scenarios that results stand for."""
    found: set[str] = set()
    for path in (out / "results").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            found |= {line["scenario"] for line in csv.DictReader(file)}
    return found


def errors(out: Path) -> list[dict[str, str]]:
    """Return what is wrong, a record a line."""
    with (out / "errors.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = {
    "a refused row, and sound ones of its scenario further down": (
        [f"A,{US},abc", f"B,{US},50", f"A,{MX},75", f"A,{BROKERS},25"],
        {"B"},
        "another row of this scenario is wrong: row 1",
    ),
    "a refused row after sound ones of its scenario further up": (
        [f"A,{US},50", f"B,{US},50", f"A,{MX},abc"],
        {"B"},
        "another row of this scenario is wrong: row 3",
    ),
    "a row with a cell too many": (
        [f"A,{US},50", f"A,{MX},0,5", f"A,{BROKERS},25", f"B,{US},50"],
        {"B"},
        "another row of this scenario is wrong: row 2",
    ),
    "a row with a cell too many behind sound rows of another": (
        [f"A,{US},50", f"A,{MX},50", f"C,{MX},0,5", f"B,{US},50"],
        {"A", "B"},
        "5 cells for 4 columns",
    ),
    "a table sorted by criterion": (
        [f"A,{US},50", f"B,{US},50", f"A,{MX},75", f"B,{MX},75", f"C,{MX},25"],
        {"C"},
        "this scenario has stood before, in row 2; sort the table by scenario",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_no_half_scenario_is_scored(case: str, tmp_path: Path) -> None:
    rows, whole, words = CASES[case]
    path, out = long(tmp_path / "t.csv", *rows), tmp_path / "out"
    ended = batch(path, "--model", MODEL, "--out", out, "--format", "csv")
    assert (ended.code, scored(out)) == (3, whole)
    assert any(words in line["problem"] for line in errors(out))
    names = {row.partition(",")[0] for row in rows}
    assert (ended.summary["scenarios"], ended.summary["scored"]) == (len(names), len(whole))
    kept = sum(row.partition(",")[0] in whole for row in rows)
    assert (ended.summary["rows"], ended.summary["scored_rows"]) == (len(rows), kept)


def test_a_scenario_that_goes_on_in_another_file_is_refused_in_both(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    long(folder / "a.csv", f"A,{US},50", f"B,{US},50")
    long(folder / "b.csv", f"C,{US},50", f"A,{MX},50")
    out = tmp_path / "out"
    ended = batch(folder, "--model", MODEL, "--out", out, "--format", "csv")
    assert (ended.code, scored(out), ended.summary["rejected"]) == (3, {"B", "C"}, 1)
    assert "this scenario goes on in row 2 of b.csv" in errors(out)[0]["problem"]
    assert "this scenario has stood before, in row 1 of a.csv" in errors(out)[1]["problem"]


@pytest.mark.parametrize("rows", [
    ["o,co-development,benefit-us,5,A"],
    ["co-development,benefit-us,5,A", "co-development,benefit-mx,0,5,A", "labor-brokers,benefit-us,5,A"],
])  # fmt: skip
def test_a_row_that_does_not_say_whose_it_is_puts_its_neighbors_in_doubt(rows: Sequence[str], tmp_path: Path) -> None:
    sound = ("co-development,benefit-us,5,Y", "co-development,benefit-us,5,Z")
    path = long(tmp_path / "t.csv", sound[0], *rows, sound[1], heading="option,criterion,score,scenario")
    out = tmp_path / "out"
    assert batch(path, "--model", MODEL, "--out", out, "--format", "csv").code in {1, 3}
    assert "A" not in scored(out)
    assert any("could not be read and may be of this scenario" in line["problem"] for line in errors(out))
    assert scored(out) == (set() if len(rows) == 1 else {"Y", "Z"})


def test_a_frame_is_held_to_the_same(tmp_path: Path) -> None:
    names = HEADING.split(",")
    rows = [("A", "x"), ("B", "50"), ("A", "75"), ("C", "5"), ("D", "5"), ("C", "5")]
    frame = pd.DataFrame([(name, "co-development", "benefit-us", score) for name, score in rows], columns=names)
    frame.loc[5, "criterion"] = "benefit-mx"
    for given in (frame, long(tmp_path / "t.csv", *(",".join(each) for each in frame.to_numpy().tolist()))):
        results = list(score_many(MODEL, given))
        assert {name for each in results for name in each["scenario"]} == {"B", "D"}
        assert sorted(line["row"] for each in results for line in each.attrs["rejected"]) == [1, 3, 4, 6]


@pytest.mark.parametrize("turn", range(6))
def test_any_long_table_is_counted_to_the_row_and_ends_in_the_same_bytes(turn: int, tmp_path: Path) -> None:
    chance = random.Random(turn)  # noqa: S311 - no secret
    cells = [(option, leaf) for option in ("co-development", "labor-brokers") for leaf in ("benefit-us", "benefit-mx")]
    rows = [
        (f"s{number:03d}", ",".join(cell), chance.choice(["50", "75"]))
        for number in range(60)
        for cell in chance.sample(cells, chance.randint(1, 4))
    ]
    bad: set[str] = set()
    for _ in range(6):
        place = chance.randrange(len(rows))
        name, cell, _ = rows[place]
        rows[place] = (name, cell, chance.choice(["abc", "0,5", ""]) if turn % 2 else "nan")
        bad |= {name} if rows[place][2] else set()
    for _ in range(5):
        rows.insert(chance.randrange(len(rows)), rows.pop(chance.randrange(len(rows))))
    names = [name for name, _, _ in rows]
    pieces = [name for place, name in enumerate(names) if place == 0 or names[place - 1] != name]
    whole = {name for name in pieces if pieces.count(name) == 1} - bad
    path = long(tmp_path / "t.csv", *map(",".join, rows))
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        ended = batch(path, "--model", MODEL, "--out", out, "--format", "csv", "--jobs", jobs)
        assert scored(out) == whole
        assert ended.summary["rows"] == len(rows)
        assert ended.summary["scored_rows"] == sum(name in whole for name in names)
        assert (ended.summary["scenarios"], ended.summary["scored"]) == (len(set(names)), len(whole))
    assert content(tmp_path / "1") == content(tmp_path / "2")


def test_a_refused_row_of_a_wide_table_leaves_no_later_row_of_its_name(tmp_path: Path) -> None:
    path, out = tmp_path / "w.csv", tmp_path / "out"
    path.write_text("scenario,co-development/benefit-us\nA,abc\nB,50\nA,75\nC,5,5\nC,5\n", encoding="utf-8")
    ended = batch(path, "--model", MODEL, "--out", out, "--format", "csv")
    assert (ended.code, scored(out), ended.summary["rejected"]) == (3, {"B"}, 4)


def test_a_number_that_cannot_be_is_named_in_its_own_row_as_it_was_written(tmp_path: Path) -> None:
    rows = [f"A,{US},50,,", f"A,{MX},-3,,", f"B,{US},50,,", f"B,{BROKERS},,75,25", f"B,{MX},,25,", f"C,{US},5,25,75"]
    path = long(tmp_path / "t.csv", *rows, f"C,{MX},,0,100.5", f"D,{US},0,,", heading=f"{HEADING},low,high")
    out = tmp_path / "out"
    assert batch(path, "--model", MODEL, "--out", out, "--format", "csv").code == 3
    named = {line["row"]: (line["column"], line["value"], line["problem"]) for line in errors(out) if line["value"]}
    interval = "an interval needs a low end, and a high end that is not below it"
    assert named == {
        "2": ("score", "-3", "the scale of benefit-mx runs from 0 to 100"),
        "4": ("", "low 75, high 25", interval),
        "5": ("", "low 25", interval),
        "6": ("", "score 5, low 25, high 75", interval),
        "7": ("high", "100.5", "the scale of benefit-mx runs from 0 to 100"),
    }
    assert scored(out) == {"D"}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_wide_table_s_number_is_shown_as_it_was_written(form: str, tmp_path: Path) -> None:
    path, out = tmp_path / f"w.{form}", tmp_path / "out"
    frame = pd.DataFrame({"scenario": ["A", "B"], "co-development/benefit-us": [-3.0, 50.0]})
    path.write_text("scenario,co-development/benefit-us\nA,-3\nB,50\n", encoding="utf-8")
    if form == "parquet":
        frame.to_parquet(path)
    assert batch(path, "--model", MODEL, "--out", out, "--format", "csv").code == 3
    assert [(line["row"], line["value"]) for line in errors(out)] == [("1", "-3")]


def test_errors_stand_in_the_order_of_files_and_rows(tmp_path: Path) -> None:
    folder = tmp_path / "tables, two"
    folder.mkdir()
    long(
        folder / 'a, "one".csv', f"A,{US},50", f"B,{US},abc", f"A,{MX},75", f"C,{US},5,5", f'"D\nE",{US},x', "F,no,no,3"
    )
    wide = "scenario,co-development/benefit-us\nU,50\nV,abc\nU,75\nW,5,5\nX,101\nY\n"
    (folder / "b.csv").write_text(wide, encoding="utf-8")
    out = tmp_path / "out"
    assert batch(folder, "--model", MODEL, "--out", out, "--format", "csv").code == 3
    found = [(line["file"][0], int(line["row"])) for line in errors(out)]
    assert found == [("a", row) for row in (1, 2, 3, 4, 5, 6, 6)] + [("b", row) for row in (2, 3, 4, 5, 6)]
    assert len((out / "errors.csv").read_text(encoding="utf-8").splitlines()) == len(found) + 1


def test_a_refused_row_of_no_scenario_is_not_passed_over(tmp_path: Path) -> None:
    path = long(tmp_path / "t.csv", "co-development,benefit-us,0,5,A", heading="option,criterion,score,scenario")
    ended = batch(path, "--model", MODEL, "--out", tmp_path / "out")
    assert (ended.code, "1 of 1 rows rejected" in ended.said) == (3, True), ended.said


def test_the_help_says_how_rows_stand() -> None:
    assert "the rows of a scenario stand together" in " ".join(batch("--help").said.split())


@pytest.mark.parametrize("heading", [HEADING, "option,criterion,score,scenario"])
def test_rows_of_a_text_of_many_blocks_keep_their_numbers(heading: str, tmp_path: Path) -> None:
    count, bad = 45_000, range(1_000, 45_000, 3_000)
    names = [f"s{number:0200d}" for number in range(count)]
    named_first = heading == HEADING
    rows = []
    for number, name in enumerate(names):
        for cell in (US, MX):
            score = "0,5" if cell == MX and number in bad else "50"
            rows.append(f"{name},{cell},{score}" if named_first else f"{cell},{score},{name}")
    assert sum(map(len, rows)) > 2 * BLOCK_BYTES
    path, out = long(tmp_path / "t.csv", *rows, heading=heading), tmp_path / "out"
    assert batch(path, "--model", MODEL, "--out", out, "--format", "csv").code == 3
    # A row that does not say whose it is puts the next scenario in doubt as well.
    told = range(1) if named_first else range(2)
    refused = {number + beside for number in bad for beside in told}
    assert [int(line["row"]) for line in errors(out)] == [
        row for number in sorted(refused) for row in (2 * number + 1, 2 * number + 2)
    ]
    assert scored(out) == {name for number, name in enumerate(names) if number not in refused}
