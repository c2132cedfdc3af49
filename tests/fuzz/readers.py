"""Every reader of the program with sound inputs for it: given a file, it reads it well or raises a WorkbenchError."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.fuzz import folders, tables
from tests.fuzz.places import cells_of, sample, texts, workbook, workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Reader(NamedTuple):
    """How one kind of file is read."""

    suffix: str
    seeds: Callable[[], Sequence[bytes]]
    """Sound inputs."""
    read: Callable[[Path], Any]
    """Reads a file, and checks that what it returns can be right."""
    whole: int = 5000
    """How many inputs the long form tries."""


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


def _xmcda() -> list[bytes]:
    from tests.studies import group, leaf, study
    from workbench.usecases.export import xmcda

    grouped = study(
        [group("money"), leaf("cost", "money"), leaf("gain", "money"), leaf("speed")],
        {"ferry": {"cost": 50.0, "gain": 25.0}, "bridge": {"cost": 25.0, "speed": "not-known"}},
        {"root": {"money": 2.0, "speed": 1.0}, "money": {"cost": 1.0, "gain": 3.0}},
    )
    return [xmcda(sample()), xmcda(grouped)]


def _xmcda_source(path: Path) -> None:
    from workbench.formats.source.read import read_source
    from workbench.formats.source.write import to_toml
    from workbench.formats.xmcda.read import read_xmcda

    again = path.with_name("again.toml")
    found = read_xmcda(path)
    again.write_text(to_toml(found), encoding="utf-8")
    assert read_source(again, ()) == found


READERS: Mapping[str, Reader] = {
    "study as TOML": Reader(".toml", _toml, _source),
    "study as JSON": Reader(".json", _json, _source),
    "study as XMCDA": Reader(".xml", _xmcda, _xmcda_source),
    "decision table, CSV": Reader(".csv", texts(tables.TABLE, tables.TABLE.replace(",", ";")), tables.decision_table),
    "decision table, TSV": Reader(".tsv", texts(tables.TABLE.replace(",", "\t")), tables.decision_table),
    "decision table, Excel": Reader(".xlsx", workbook(Sheet=cells_of(tables.TABLE)), tables.decision_table),
    "decision table, Parquet": Reader(".parquet", tables.parquet(tables.PERFORMANCES), tables.decision_table),
    "judgements, CSV": Reader(".csv", texts(tables.PAIRS), tables.judgements),
    "judgements, Excel": Reader(".xlsx", workbook(Sheet=cells_of(tables.PAIRS)), tables.judgements),
    "mapping, TOML": Reader(".toml", texts(folders.MAPPING), folders.table_mapping),
    "scenarios, CSV": Reader(".csv", texts(tables.SCENARIOS, tables.LONG), tables.batch),
    "scenarios, JSON Lines": Reader(".jsonl", texts(tables.LINES), tables.batch),
    "scenarios, Excel": Reader(".xlsx", workbook(Sheet=cells_of(tables.SCENARIOS)), tables.batch),
    "scenarios, Parquet": Reader(".parquet", tables.parquet(tables.COLUMNS), tables.batch),
    "plan, TOML": Reader(".toml", texts(tables.PLAN, tables.RUNS), tables.plan),
    "keymap, TOML": Reader(".toml", texts(folders.KEYMAP), folders.keymap),
    "settings, TOML": Reader(".toml", texts(folders.CONFIG), folders.config),
    "last study, text": Reader("", folders.last_studies, folders.last_study),
    "folder header, JSON": Reader(
        ".json", lambda: [(workplace() / "study" / "study.json").read_bytes()], folders.header
    ),
    "log, JSON Lines": Reader(".jsonl", folders.logs, folders.log),
    "drafts, JSON": Reader(".json", texts(folders.DRAFTS), folders.draft),
    "pack": Reader(".study", folders.packs, folders.pack),
    "score sheet, Excel": Reader(".xlsx", folders.score_sheets, folders.score_sheet),
    "plain table into a study, Excel": Reader(".xlsx", workbook(Sheet=folders.SCORES), folders.plain_table),
    "workbook of COINr": Reader(".xlsx", workbook(iData=folders.COIN_DATA, iMeta=folders.COIN_META), folders.coin),
}
"""By what they read."""
