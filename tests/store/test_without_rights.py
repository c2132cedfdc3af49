"""Folders and files that one has no right to read or write: one clear error, the right code, and nothing lost."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.batch.conftest import content
from tests.store.stranger import start
from tests.store.writing import note, small, written
from workbench.store.folder import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.store.stranger import Stranger

pytestmark = pytest.mark.skipif(os.name != "posix", reason="this system knows no rights of this kind")

DENIED = "Permission denied"
AGREE = ("agree", "study", "ferry", "cost", "50", "--why", "so")
READING = (
    ("score", "study"),
    ("check", "study"),
    ("history", "study"),
    ("undo", "study"),
    AGREE,
    ("report", "study", "-o", "r.xlsx"),
    ("export", "study", "--to", "x.toml"),
    ("pack", "study", "-o", "x.pack"),
    ("diff", "copy", "study"),
    ("merge", "copy", "study"),
    ("merge", "study", "copy"),
    ("new", "other", "--from", "study"),
)


@pytest.fixture(scope="module")
def somebody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stranger]:
    stranger = start(tmp_path_factory.mktemp("rights"))
    yield stranger
    stranger.process.communicate()


@pytest.fixture(autouse=True)
def study(somebody: Stranger) -> Iterator[Path]:
    """A study with two changes, and a copy of it; the place is swept afterwards."""
    path = somebody.place / "study"
    written(small(path), "ana", note(1))
    shutil.copytree(path, somebody.place / "copy")
    yield path
    for each in somebody.place.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()


@contextmanager
def closed(path: Path, mode: int) -> Iterator[None]:
    """Take rights away for a while, and see that nothing has changed behind it."""
    before, was = content(path) if path.is_dir() else path.read_bytes(), path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(was)
    assert (content(path) if path.is_dir() else path.read_bytes()) == before


@pytest.mark.parametrize(
    ("part", "mode"), [(".", 0o000), (".", 0o400), ("log", 0o000), ("log", 0o400), ("study.json", 0o000)]
)
def test_a_study_that_may_not_be_read_is_refused_by_every_verb(
    part: str, mode: int, study: Path, somebody: Stranger
) -> None:
    beside = set(somebody.place.iterdir()) | {somebody.place / "home"}
    with closed(study / part, mode):
        for words in READING:
            said = somebody.refused(*words, code=4)
            assert DENIED in said, said
            assert "rights" in said, said
    assert set(somebody.place.iterdir()) <= beside
    assert len(read(study).entries) == 2


def test_a_study_that_may_not_be_written_is_read_and_a_change_refused(study: Path, somebody: Stranger) -> None:
    with closed(study / "log", 0o500):
        for words in (("score", "study"), ("history", "study"), ("pack", "study", "-o", "x.pack"), ("check", "study")):
            code, printed, said = somebody.asks("ended", list(words))
            assert code in {0, 3}, said
            assert printed or "x.pack" in said
        said = somebody.refused(*AGREE, code=4)
        assert f"the change could not be saved: {DENIED}" in said
        assert "What was saved before is safe" in said
        # what somebody does on the screen is kept elsewhere, and can be brought in
        done, waiting, failure = somebody.asks("screen", str(study))
        assert (done, waiting) == (False, 1)
        assert DENIED in failure
        (kept,) = (somebody.place / "home" / "unsaved").iterdir()
        assert f"Kept in {kept}: copy that file into {study / 'log'}" in failure
    assert len(read(study).entries) == 2
    shutil.copy(kept, study / "log")
    assert [each.actor for each in read(study).entries] == ["founder", "ana", "di"]


def test_a_log_of_somebody_else_is_missed_by_name_and_taken_for_nothing_else(study: Path, somebody: Stranger) -> None:
    (log,) = (study / "log").glob("*-ana-*")
    with closed(log, 0o000):
        said = somebody.done("score", "study")
        assert f"log/{log.name} may not be read by you; its changes are missing here." in said
        assert "is not closed" not in said
        assert "cut off" not in said
        assert log.name in somebody.refused("pack", "study", "-o", "x.pack", code=4)
        assert log.name in somebody.refused("merge", "copy", "study", code=4)
        somebody.done(*AGREE)
    assert [each.actor for each in read(study).entries] == ["founder", "ana", "ana"]
    assert not read(study).warnings


def test_a_first_log_of_somebody_else_is_not_called_damaged(study: Path, somebody: Stranger) -> None:
    (log,) = (study / "log").glob("*-founder-*")
    with closed(log, 0o000):
        said = somebody.refused("score", "study", code=4)
    assert f"log/{log.name} may not be read by you" in said
    assert "damaged" not in said
    assert "Ask its owner" in said


def test_a_folder_that_takes_no_files_is_said_and_left_as_it_is(study: Path, somebody: Stranger) -> None:
    somebody.done("pack", "study", "-o", "x.pack")
    table = somebody.place / "s.csv"
    table.write_text("scenario,ferry/cost\na,50\n", encoding="utf-8")
    target = somebody.place / "target"
    target.mkdir()
    with closed(target, 0o500):
        for words, code in (
            (("new", "target/new"), 4),
            (("unpack", "x.pack", "target/unpacked"), 4),
            (("merge", "study", "copy", "--to", "target/merged"), 4),
            (("pack", "study", "-o", "target/x.pack"), 5),
            (("report", "study", "-o", "target/r.html"), 5),
            (("export", "study", "--to", "target/x.toml"), 5),
            (("template", "study", "-o", "target/x.xlsx"), 5),
            (("score", "study", "--format", "csv", "-o", "target/x.csv"), 5),
            (("batch", "s.csv", "--model", "study", "--out", "target/out"), 5),
        ):
            assert DENIED in somebody.refused(*words, code=code)
    assert read(study).entries


def test_a_file_that_may_not_be_read_is_said(somebody: Stranger) -> None:
    somebody.done("pack", "study", "-o", "x.pack")
    somebody.done("export", "study", "--to", "x.toml")
    somebody.done("template", "study", "-o", "x.xlsx")
    for name in ("t.csv", "s.jsonl", "s.parquet"):
        (somebody.place / name).write_text("x", encoding="utf-8")
    for words, code in (
        (("score", "x.toml"), 2),
        (("new", "other", "--from", "x.toml"), 2),
        (("unpack", "x.pack", "other"), 4),
        (("import", "x.xlsx", "--into", "study"), 2),
        (("rank", "t.csv"), 2),
        (("ahp", "t.csv"), 2),
        (("batch", "t.csv", "--model", "study", "--out", "other"), 2),
        (("batch", "s.jsonl", "--model", "study", "--out", "other"), 2),
        (("batch", "s.parquet", "--model", "study", "--out", "other"), 2),
    ):
        name = next(each for each in words if Path(each).suffix)
        with closed(somebody.place / name, 0o000):
            assert DENIED in somebody.refused(*words, code=code)
    assert not (somebody.place / "other").exists()


def test_settings_that_may_not_be_read_or_written_are_said_by_whoever_needs_them(somebody: Stranger) -> None:
    home = somebody.place / "home"
    somebody.done("config", "analyst", "Ana Ruiz")
    file = home / "config.toml"
    with closed(home, 0o500):
        assert DENIED in somebody.refused("config", "analyst", "x", code=5)
        somebody.done("config")
        somebody.done("score", "study")
    for place, mode in ((file, 0o000), (home, 0o000)):
        with closed(place, mode):
            for words in (("config",), ("config", "analyst", "x")):
                said = somebody.refused(*words, code=2)
                assert DENIED in said
                assert "rights" in said
            # nobody needs them to see a ranking
            somebody.done("score", "study")
    assert file.read_text(encoding="utf-8") == 'analyst = "Ana Ruiz"\n'
