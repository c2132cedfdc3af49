"""One batch with bad rows of every kind: counted to the row, and the same bytes however it is run, shared or killed."""

from __future__ import annotations

import csv
import random
import signal
import subprocess
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from tests.batch.conftest import MODEL, areas, batch, batch_process, command, content, parts_done, wait_for_parts
from tests.soak import note_figures, sizes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.model.study import Study

PARTS = 40
ONE_IN = 100
CELL = "co-development/benefit-us"
LOW, HIGH = (f"labor-brokers/benefit-mx:{end}" for end in ("low", "high"))
KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("the scale of benefit-us runs from 0 to 100", {CELL: 101.0}),
    ("the scale of benefit-us runs from 0 to 100", {CELL: -0.5}),
    ("this is no finite number", {CELL: float("nan")}),
    ("this is no finite number", {CELL: float("inf")}),
    ("this is no finite number", {CELL: float("-inf")}),
    ("this scenario has stood before", {"scenario": "s0000001"}),
    ("the scenario has no name", {"scenario": ""}),
    ("the scenario has no name", {"scenario": None}),
    ("an interval needs a low end, and a high end that is not below it", {LOW: 75.0, HIGH: 25.0}),
    ("an interval needs a low end, and a high end that is not below it", {HIGH: None}),
)
"""What makes a row bad, and what is said of it."""


@sizes("scenarios", short=4_000, whole=1_000_000)
def test_a_batch_is_counted_to_the_row_and_ends_with_the_same_bytes_however_it_went(
    shipped: Study,
    tmp_path: Path,
    cluster: Callable[[], tuple[str, list[subprocess.Popen[bytes]]]],
    record_property: Callable[[str, object], None],
    scenarios: int,
) -> None:
    path = tmp_path / "scenarios.parquet"
    bad = written(path, shipped, scenarios)
    whole, killed, shared, spread = (tmp_path / name for name in ("whole", "killed", "shared", "spread"))
    ended = batch_process(path, "--model", MODEL, "--out", whole, "--jobs", "1")
    counts = ended.summary
    assert (ended.code, counts["rows"], counts["rejected"]) == (3, scenarios, len(bad))
    assert counts["scored"] == scenarios - len(bad)
    assert named(whole) == bad
    scored = sum(parquet.read_metadata(each).num_rows for each in (whole / "results").iterdir())
    assert scored == counts["scored"] * len(areas(shipped))
    kills = 7 if scenarios > PARTS * ONE_IN else 2
    killed_and_started_again(path, killed, kills)
    assert content(killed) == content(whole)
    assert batch_process(path, "--model", MODEL, "--out", shared, "--jobs", "2").code == 3
    assert content(shared) == content(whole)
    on_a_cluster_that_loses_a_worker(path, spread, *cluster())
    assert content(spread) == content(whole)
    note_figures(record_property, "batch rows, killed, shared and spread", tried=scenarios, refused=len(bad))


def written(path: Path, study: Study, scenarios: int) -> dict[int, str]:
    """Write a table of scenarios, one row in a hundred bad; return what is wrong, by the row from 1."""
    chance = np.random.default_rng(7)
    cells = [f"{option}/{leaf.id}" for option in areas(study) for leaf in study.leaves[:6]]
    cells = [each for each in cells if each != LOW.partition(":")[0]]
    columns: dict[str, Any] = {"scenario": [f"s{place:07d}" for place in range(scenarios)]}
    columns |= {cell: chance.choice([0.0, 25.0, 50.0, 75.0, 100.0], scenarios) for cell in cells}
    columns |= {LOW: [25.0] * scenarios, HIGH: [50.0] * scenarios}
    rows = range(ONE_IN // 2, scenarios, ONE_IN)
    problems = {}
    for turn, row in enumerate(rows):
        problem, changes = KINDS[turn % len(KINDS)]
        problems[row + 1] = problem
        for name, value in changes.items():
            columns[name][row] = value
    parquet.write_table(pa.table(columns), path, row_group_size=scenarios // PARTS)
    return problems


def named(out: Path) -> dict[int, str]:
    """Return the rows that the error file names, each with its problem."""
    with (out / "errors.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert max(Counter(line["row"] for line in lines).values()) == 1
    return {int(line["row"]): line["problem"] for line in lines}


def killed_and_started_again(path: Path, out: Path, kills: int) -> None:
    """Kill a batch at random moments, then let it end."""
    chance = random.Random(11)  # noqa: S311 - no secret
    for _ in range(kills):
        before = parts_done(out)
        with _started(path, out, "--jobs", "1") as process:
            wait_for_parts(process, out, before + chance.randint(1, 3))
            time.sleep(chance.random() * 0.02)
            process.kill()
    done = parts_done(out)
    assert 0 < done < PARTS
    ended = batch(path, "--model", MODEL, "--out", out)
    assert ended.summary["reused_parts"] >= done


def on_a_cluster_that_loses_a_worker(
    path: Path, out: Path, address: str, workers: list[subprocess.Popen[bytes]]
) -> None:
    """Kill one of two workers while both work."""
    with _started(path, out, "--cluster", address) as process:
        wait_for_parts(process, out, 3)
        workers[0].send_signal(signal.SIGKILL)
        _, said = process.communicate(timeout=600)
    assert process.returncode == 3, said


def _started(path: Path, out: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(path, "--model", MODEL, "--out", out, *arguments),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
