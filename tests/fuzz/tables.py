"""Readers of bare tables, judgements, batches of scenarios and plans, with sound inputs for them."""

from __future__ import annotations

from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any

from tests.fuzz.places import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

TABLE = "option,cost,speed\ndirection,min,max\nweight,2,1\nunit,M EUR,km/h\nBus,10,30\nTram,40.5,35\n"
PAIRS = "group,above,below,judgement\nroot,cost,speed,3\nroot,speed,reach,1/2\n"
PERFORMANCES: Mapping[str, Sequence[Any]] = {"option": ["Bus", "Tram"], "cost": [10.0, 40.5], "speed": [30, 35]}

SCENARIOS = "scenario,ferry/cost,bridge/speed\na,25,50\nb,75,\nc,0,100\n"
LONG = "scenario,option,criterion,score\na,ferry,cost,25\na,bridge,cost,50\nb,ferry,speed,0\n"
LINES = '{"scenario": "a", "ferry/cost": 25}\n{"scenario": "b", "ferry/cost": null, "bridge/speed": 5e1}\n'
COLUMNS: Mapping[str, Sequence[Any]] = {"scenario": ["a", "b"], "ferry/cost": [25.0, None], "bridge/speed": [0, 100]}

PLAN = (
    'format = "policy-plan/1"\nstudies = ["us-mexico-2011"]\nmethods = ["value_tree", {name = "vikor", v = 0.7}]\n'
    'weights = "every"\naggregators = [{}, {accountability = "geometric"}]\nsamples = 100\n'
)
RUNS = 'format = "policy-plan/1"\nstudies = ["x"]\n[[runs]]\nmethod = "topsis"\nparameters = {a = 1}\n'


def parquet(columns: Mapping[str, Sequence[Any]]) -> Callable[[], list[bytes]]:
    """Return what makes Parquet files of some columns, plain and compressed."""

    def made() -> list[bytes]:
        import pyarrow as pa
        from pyarrow import parquet

        found = []
        for compression in ("none", "snappy"):
            saved = BytesIO()
            parquet.write_table(pa.table(columns), saved, compression=compression)
            found.append(saved.getvalue())
        return found

    return made


def decision_table(path: Path) -> None:
    """Read a table of which each cell is a number."""
    from workbench.formats.table.decision_table import read_decision_table

    table = read_decision_table(path)
    assert len(table.options) == len(set(table.options)) == len(table.performances) > 0
    assert all(len(row) == len(table.criteria) and all(map(isfinite, row)) for row in table.performances)
    assert len(set(table.criteria)) == len(table.criteria) > 0


def judgements(path: Path) -> None:
    """Read judgements, each a number above 0."""
    from workbench.formats.table.judgement_table import read_judgements

    assert all(isfinite(each.number) and each.number > 0 for each in read_judgements(path))


def batch(path: Path) -> None:
    """Score scenarios of the sample."""
    from workbench.usecases.score_many import score_many

    for frame in score_many(sample(), path):
        assert frame.empty or frame["total"].dropna().map(isfinite).all()


def plan(path: Path) -> None:
    """Read a plan with a study in it."""
    from workbench.batch.plan import read_plan

    assert read_plan(path).studies
