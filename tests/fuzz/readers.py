"""Every reader of the program with sound inputs for it: given a file, it reads it well or raises a WorkbenchError."""

from __future__ import annotations

import os
from functools import cache
from io import BytesIO
from math import isfinite
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.store.writing import note, small, written
from tests.studies import leaf, study

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workbench.model.study import Study


class Reader(NamedTuple):
    """How one kind of file is read."""

    suffix: str
    seeds: Callable[[], Sequence[bytes]]
    """Sound inputs."""
    read: Callable[[Path], Any]
    """Reads a file, and checks that what it returns can be right."""
    whole: int = 5000
    """How many inputs the long form tries."""


@cache
def workplace() -> Path:
    """Return a folder with a study in it, made once a process."""
    place = Path(mkdtemp(prefix="fuzz-"))
    written(small(place / "study"), "ana", note(1))
    return place


@cache
def sample() -> Study:
    """Return a study of two options and two leaves."""
    return study(
        [leaf("cost"), leaf("speed")], {"ferry": {"cost": 50.0}, "bridge": {"cost": 25.0, "speed": "not-known"}}
    )


# Study sources


def _toml() -> list[bytes]:
    from workbench.formats.source.write import to_toml

    return [to_toml(sample()).encode(), *_mistakes()]


def _mistakes() -> list[bytes]:
    samples = sorted((Path(__file__).parent.parent / "samples" / "mistakes").glob("*.toml"))
    return [path.read_bytes() for path in samples[::4]]


def _json() -> list[bytes]:
    from workbench.formats.source.write import to_json

    return [to_json(sample()).encode()]


def _source(path: Path) -> None:
    from workbench.formats.source.read import read_source
    from workbench.formats.source.write import to_toml

    again = path.with_name("again.toml")
    found = read_source(path, ())
    again.write_text(to_toml(found), encoding="utf-8")
    assert read_source(again, ()) == found


# Bare tables

TABLE = "option,cost,speed\ndirection,min,max\nweight,2,1\nunit,M EUR,km/h\nBus,10,30\nTram,40.5,35\n"
PAIRS = "group,above,below,judgement\nroot,cost,speed,3\nroot,speed,reach,1/2\n"


def _texts(*texts: str) -> Callable[[], list[bytes]]:
    return lambda: [text.encode() for text in texts]


def _sheet(text: str) -> Callable[[], list[bytes]]:
    def made() -> list[bytes]:
        from openpyxl import Workbook

        book, saved = Workbook(), BytesIO()
        for line in text.splitlines():
            cells = (float(each) if each.replace(".", "").isdigit() else each for each in line.split(","))
            book.active.append(list(cells))
        book.save(saved)
        return [saved.getvalue()]

    return made


def _arrow(columns: Mapping[str, Sequence[Any]]) -> Callable[[], list[bytes]]:
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


def _decision_table(path: Path) -> None:
    from workbench.formats.table.decision_table import read_decision_table

    table = read_decision_table(path)
    assert len(table.options) == len(set(table.options)) == len(table.performances) > 0
    assert all(len(row) == len(table.criteria) and all(map(isfinite, row)) for row in table.performances)
    assert len(set(table.criteria)) == len(table.criteria) > 0


def _judgements(path: Path) -> None:
    from workbench.formats.table.judgement_table import read_judgements

    assert all(isfinite(each.number) and each.number > 0 for each in read_judgements(path))


def _mapping(path: Path) -> None:
    from workbench.formats.table.mapping import read_mapping

    assert read_mapping(path).columns


# Batches

SCENARIOS = "scenario,ferry/cost,bridge/speed\na,25,50\nb,75,\nc,0,100\n"
LONG = "scenario,option,criterion,score\na,ferry,cost,25\na,bridge,cost,50\nb,ferry,speed,0\n"
LINES = '{"scenario": "a", "ferry/cost": 25}\n{"scenario": "b", "ferry/cost": null, "bridge/speed": 5e1}\n'
COLUMNS: Mapping[str, Sequence[Any]] = {"scenario": ["a", "b"], "ferry/cost": [25.0, None], "bridge/speed": [0, 100]}


def _batch(path: Path) -> None:
    from workbench.usecases.score_many import score_many

    for frame in score_many(sample(), path):
        assert frame.empty or frame["total"].dropna().map(isfinite).all()


def _plan(path: Path) -> None:
    from workbench.batch.plan import read_plan

    assert read_plan(path).studies


PLAN = (
    'format = "policy-plan/1"\nstudies = ["us-mexico-2011"]\nmethods = ["value_tree", {name = "vikor", v = 0.7}]\n'
    'weights = "every"\naggregators = [{}, {accountability = "geometric"}]\nsamples = 100\n'
)
RUNS = 'format = "policy-plan/1"\nstudies = ["x"]\n[[runs]]\nmethod = "topsis"\nparameters = {a = 1}\n'
MAPPING = 'option = "name"\nanalyst = "ana"\n[columns]\nc = "cost"\n[options]\nBus = "ferry"\n'
KEYMAP = 'undo = "u"\n"score.note" = ["n", "f4"]\n[score]\nnote = "x"\n'


def _keymap(path: Path) -> None:
    from workbench.usecases.keymap import FILE, read_keymap

    os.environ["WORKBENCH_HOME"] = str(path.parent)
    path.replace(path.with_name(FILE))
    keys, wrong = read_keymap({"undo", "score.note"})
    assert all(key for given in keys.values() for key in given)
    assert all(isinstance(each, str) for each in wrong)


# The study folder, packs and score sheets


def _header(path: Path) -> None:
    from workbench.store.disk import Disk
    from workbench.store.header import NAME, read_header

    path.replace(path.with_name(NAME))
    assert read_header(path.parent, Disk())["format"] == "policy-study"


def _log(path: Path) -> None:
    """Read a folder whose first log is the file; its study is the one that was written, or none."""
    from workbench.store.folder import read

    folder = path.with_name("study")
    (folder / "log").mkdir(parents=True, exist_ok=True)
    (folder / "study.json").write_bytes((workplace() / "study" / "study.json").read_bytes())
    path.replace(folder / "log" / min((workplace() / "study" / "log").glob("*-founder-*")).name)
    assert read(folder).study() == read(workplace() / "study").study().model_copy(
        update={"options": read(folder).study().options}
    )


def _logs() -> list[bytes]:
    return [min((workplace() / "study" / "log").glob("*-founder-*")).read_bytes()]


def _draft(path: Path) -> None:
    from workbench.store.drafts import Drafts

    drafts = Drafts(path.parent, workplace() / "study", "ana", "1")
    path.replace(path.with_name(f"{drafts._stem}-2.json"))
    left = Drafts(path.parent, workplace() / "study", "ana", "3").left()
    assert all(isinstance(text, str) for text in left.values())


def _packs() -> list[bytes]:
    from workbench.store.pack import packed

    return [packed(workplace() / "study")[0]]


def _pack(path: Path) -> None:
    import shutil

    from workbench.store.folder import read
    from workbench.store.pack import unpack

    before = sorted(path.parent.iterdir())
    made = path.with_name("made")
    try:
        unpack(path, made)
        assert read(made).study() == read(workplace() / "study").study()
    finally:
        shutil.rmtree(made, ignore_errors=True)
    assert sorted(path.parent.iterdir()) == before


def _score_sheets() -> list[bytes]:
    from workbench.usecases.template import template

    file = workplace() / "sheet.xlsx"
    template(workplace() / "study", file, analysts=["ana"])
    return [file.read_bytes()]


def _import(path: Path) -> None:
    from workbench.usecases.import_sheet import import_sheet

    import_sheet(path, workplace() / "study", dry_run=True)


READERS: Mapping[str, Reader] = {
    "study as TOML": Reader(".toml", _toml, _source),
    "study as JSON": Reader(".json", _json, _source),
    "decision table, CSV": Reader(".csv", _texts(TABLE, TABLE.replace(",", ";")), _decision_table),
    "decision table, TSV": Reader(".tsv", _texts(TABLE.replace(",", "\t")), _decision_table),
    "decision table, Excel": Reader(".xlsx", _sheet(TABLE), _decision_table),
    "decision table, Parquet": Reader(
        ".parquet", _arrow({"option": ["Bus", "Tram"], "cost": [10.0, 40.5], "speed": [30, 35]}), _decision_table
    ),
    "judgements, CSV": Reader(".csv", _texts(PAIRS), _judgements),
    "mapping, TOML": Reader(".toml", _texts(MAPPING), _mapping),
    "scenarios, CSV": Reader(".csv", _texts(SCENARIOS, LONG), _batch),
    "scenarios, JSON Lines": Reader(".jsonl", _texts(LINES), _batch),
    "scenarios, Excel": Reader(".xlsx", _sheet(SCENARIOS.replace("75,\n", "75,1\n")), _batch),
    "scenarios, Parquet": Reader(".parquet", _arrow(COLUMNS), _batch),
    "plan, TOML": Reader(".toml", _texts(PLAN, RUNS), _plan),
    "keymap, TOML": Reader(".toml", _texts(KEYMAP), _keymap),
    "folder header, JSON": Reader(".json", lambda: [(workplace() / "study" / "study.json").read_bytes()], _header),
    "log, JSON Lines": Reader(".jsonl", _logs, _log),
    "drafts, JSON": Reader(
        ".json", _texts('{"process": 1, "drafts": [{"option": "a", "criterion": "b", "text": "c"}]}'), _draft
    ),
    "pack": Reader(".study", _packs, _pack),
    "score sheet, Excel": Reader(".xlsx", _score_sheets, _import),
}
"""By what they read."""
