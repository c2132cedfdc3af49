"""Readers of study folders, packs, what comes into a folder, and the files in the user's own home."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from tests.fuzz.places import workplace

if TYPE_CHECKING:
    from pathlib import Path

MAPPING = 'option = "name"\nanalyst = "ana"\n[columns]\nc = "cost"\n[options]\nBus = "ferry"\n'
CONFIG = 'analyst = "Ana Ruiz"\ntheme = "workbench-light"\n'
KEYMAP = 'undo = "u"\n"score.note" = ["n", "f4"]\n[score]\nnote = "x"\n'
DRAFTS = '{"process": 1, "drafts": [{"option": "a", "criterion": "b", "text": "c"}]}'

COIN_DATA = (("uCode", "uName", "C", "S"), ("F", "Ferry", 75, 33.5), ("B", "Bridge", None, "not known"))
COIN_META = (("iCode", "Level", "Direction"), ("C", 1, 1), ("S", 1, 1))
COIN_MAPPING = (
    'sheet = "iData"\nmeta = "iMeta"\noption = "uCode"\n[columns]\nC = "cost"\nS = "speed"\n'
    '[options]\nF = "ferry"\nB = "bridge"\n'
)
SCORES = (("name", "cost"), ("ferry", 75), ("bridge", 33.5))


def header(path: Path) -> None:
    """Read study.json."""
    from workbench.store.disk import Disk
    from workbench.store.header import NAME, read_header

    path.replace(path.with_name(NAME))
    assert read_header(path.parent, Disk())["format"] == "policy-study"


def log(path: Path) -> None:
    """Read a folder whose first log is the file; its study is the one that was written, or none."""
    from workbench.store.folder import read

    folder = path.with_name("study")
    (folder / "log").mkdir(parents=True, exist_ok=True)
    (folder / "study.json").write_bytes((workplace() / "study" / "study.json").read_bytes())
    path.replace(folder / "log" / min((workplace() / "study" / "log").glob("*-founder-*")).name)
    assert read(folder).study() == read(workplace() / "study").study().model_copy(
        update={"options": read(folder).study().options}
    )


def logs() -> list[bytes]:
    """Return a sound log."""
    return [min((workplace() / "study" / "log").glob("*-founder-*")).read_bytes()]


def packs() -> list[bytes]:
    """Return a sound pack."""
    from workbench.store.pack import packed

    return [packed(workplace() / "study")[0]]


def pack(path: Path) -> None:
    """Unpack a file: the folder is the one that was packed, or nothing is left of it."""
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


# What comes into a folder


def score_sheets() -> list[bytes]:
    """Return a sound score sheet."""
    from workbench.usecases.template import template

    file = workplace() / "sheet.xlsx"
    template(workplace() / "study", file, analysts=["ana"])
    return [file.read_bytes()]


def score_sheet(path: Path) -> None:
    """Say what a score sheet would change."""
    from workbench.usecases.import_sheet import import_sheet

    import_sheet(path, workplace() / "study", dry_run=True)


def plain_table(path: Path) -> None:
    """Say what a table with named columns would change."""
    from workbench.usecases.import_sheet import import_sheet

    columns = {"name": "option", "cost": "cost"}
    taken = import_sheet(path, workplace() / "study", dry_run=True, columns=columns)
    assert all(0 <= line.new["value"] <= 100 for line in taken.lines if line.new and "value" in line.new)


def coin(path: Path) -> None:
    """Say what a workbook of COINr would change."""
    from workbench.usecases.import_sheet import import_sheet

    mapping = workplace() / "coin.toml"
    mapping.write_text(COIN_MAPPING, encoding="utf-8")
    import_sheet(path, workplace() / "study", dry_run=True, mapping=mapping)


def table_mapping(path: Path) -> None:
    """Read a mapping."""
    from workbench.formats.table.mapping import read_mapping

    assert read_mapping(path).columns


# The user's own files


def keymap(path: Path) -> None:
    """Read the user's keys; what is wrong is said and left out."""
    from workbench.usecases.keymap import FILE, read_keymap

    os.environ["WORKBENCH_HOME"] = str(path.parent)
    path.replace(path.with_name(FILE))
    keys, wrong = read_keymap({"undo", "score.note"})
    assert all(key for given in keys.values() for key in given)
    assert all(isinstance(each, str) for each in wrong)


def config(path: Path) -> None:
    """Read the user's settings, as everything that asks for one does; whoever only paints takes what is usual."""
    from workbench.model.printable import printable
    from workbench.usecases import own_settings as settings
    from workbench.usecases.config import config as listed
    from workbench.usecases.config import run
    from workbench.usecases.locations import identity

    os.environ["WORKBENCH_HOME"] = str(path.parent)
    os.environ.pop("WORKBENCH_ANALYST", None)
    path.replace(settings.config_file())
    assert settings.own_theme() in settings.THEMES
    found = settings.read_config()
    assert found.keys() <= settings.ABOUT.keys()
    shown = run(None, None, unset=False).text
    assert shown == printable(shown)
    assert len(shown.splitlines()) == len(listed()) + len(settings.ABOUT) + 2
    name, label = identity()
    assert name.isascii()
    assert label == found.get("analyst", label)


def last_study(path: Path) -> None:
    """Read which study was open last: one that is there, or none."""
    from workbench.usecases.locations import last_study as last

    os.environ["WORKBENCH_HOME"] = str(path.parent)
    path.replace(path.with_name("last-study"))
    found = last()
    assert found is None or (found / "study.json").is_file()


def last_studies() -> list[bytes]:
    """Return what is noted of the last study."""
    return [os.fsencode(workplace() / "study") + b"\n"]


def draft(path: Path) -> None:
    """Read the notes that an earlier session left unfinished."""
    from workbench.store.drafts import Drafts

    drafts = Drafts(path.parent, workplace() / "study", "ana", "1")
    path.replace(path.with_name(f"{drafts._stem}-2.json"))
    left = Drafts(path.parent, workplace() / "study", "ana", "3").left()
    assert all(isinstance(text, str) for text in left.values())
