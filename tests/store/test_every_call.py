"""Whatever call to the disk fails in a session: said in words, nothing lost, and done when it is asked for again."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.soak import counted, sizes
from tests.store.writing import FailingDisk, Trouble, note, small, titled, written
from workbench.cli.command_line import run
from workbench.errors import ExportError
from workbench.formats.excel.score_sheet.layout import FIRST_ROW, HEADERS, SCORE, SCORES
from workbench.store.disk import Disk
from workbench.store.folder import read
from workbench.usecases.locations import home
from workbench.usecases.session import Session
from workbench.usecases.template import template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

SAFE = (
    "is safe",
    "Reading changes nothing",
    "untouched",
    "is whole",
    "othing was",
    "still there",
    "may not survive",
)
"""Words of which one must stand in every refusal: what is safe."""
MOST_CALLS = 200


def filled_in(study: Path) -> None:
    """Put Ana's score sheet beside a study, with one score in it."""
    from openpyxl import load_workbook

    sheet = study.with_name("sheet.xlsx")
    template(study, sheet, analysts=["ana"])
    book = load_workbook(sheet)
    book[f"{SCORES} 1"].cell(FIRST_ROW, HEADERS.index(SCORE) + 1).value = 75
    book.save(sheet)


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A folder of a study, a copy that has changed since, and a table of scores."""
    place = tmp_path / "prepared"
    place.mkdir()
    study = small(place / "study")
    shutil.copytree(study, place / "other")
    written(study, "ana", note(1), titled("By Ana"))
    written(place / "other", "bo", note(2))
    (place / "scores.csv").write_text("name,c\nferry,75\nbridge,0\n", encoding="utf-8")
    return place


WRITING: Mapping[str, Sequence[str]] = {
    "undo": ("undo", "study"),
    "import": ("import", "scores.csv", "--into", "study", "--column", "name=option", "--column", "c=cost"),
    "check": ("check", "study"),
    "history": ("history", "study"),
    "disputes": ("disputes", "study"),
    "merge": ("merge", "study", "other"),
    "merge to": ("merge", "study", "other", "--to", "merged"),
    "agree": ("agree", "study", "ferry", "cost", "25", "--why", "talked through"),
    "new": ("new", "made", "--from", "blank"),
    "export": ("export", "study", "--to", "study.toml"),
    "pack": ("pack", "study", "-o", "study.pack"),
    "score": ("score", "study"),
}
SLOW: Mapping[str, Sequence[str]] = {
    "report": ("report", "study", "-o", "report.xlsx"),
    "import a sheet": ("import", "sheet.xlsx", "--into", "study"),
}


def failures(
    prepared: Path, place: Path, words: Sequence[str], trouble: Trouble, step: int
) -> Iterator[tuple[int, int]]:
    """Yield for every step-th call of a command that fails, whether the command was refused, and how many calls."""
    for fail_at in range(1, MOST_CALLS, step):
        here = place / f"{words[0]}-{fail_at}"
        trouble.begin(0)
        shutil.copytree(prepared, here)
        before = {entry.id for entry in read(here / "study").entries}
        os.chdir(here)
        trouble.begin(fail_at)
        code = run(words)
        done = trouble.calls < fail_at
        trouble.begin(0)
        yield code, fail_at
        assert before <= {entry.id for entry in read(here / "study").entries}
        assert read(here / "study").study().options
        os.chdir(place)
        shutil.rmtree(here)
        if done:
            return
    pytest.fail("more calls than expected")


@pytest.mark.parametrize("command", [*WRITING, *SLOW])
@sizes("step", 4, 1)
def test_a_command_whose_disk_fails_says_so_and_what_is_safe_and_succeeds_the_next_time(
    *,
    command: str,
    step: int,
    prepared: Path,
    tmp_path: Path,
    trouble: Trouble,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.chdir(tmp_path)
    words = {**WRITING, **SLOW}[command]
    if "sheet.xlsx" in words:
        filled_in(prepared / "study")
    step = step * 4 if command in SLOW else step
    found = counted(record_property, "k-th call of a command fails")
    for code, fail_at in failures(prepared, tmp_path, words, trouble, step):
        said = capsys.readouterr().err
        found["tried"] += 1
        if code != 0:
            found["refused"] += 1
            assert code in {2, 4, 5}, f"call {fail_at}: {said}"
            assert "Input/output error" in said, f"call {fail_at}: {said}"
            assert any(each in said for each in SAFE), f"call {fail_at}: {said}"
            if code == ExportError.exit_code:
                assert Path(words[-1]).exists() == ("is written" in said), f"call {fail_at}: {said}"
            # Asked for again, it is done; whatever was half written is no hindrance. A new folder that is there stays.
            again = ("merge", "merged", "other") if command == "merge to" and Path("merged").exists() else words
            assert run(again) == 0 or (command == "new" and Path("made").exists()), capsys.readouterr().err
            capsys.readouterr()
    assert found["refused"] > 0


@sizes("codes", (errno.EIO,), (errno.EIO, errno.ENOSPC, errno.EROFS))
@pytest.mark.parametrize("short", [False, True])
def test_a_session_whose_disk_fails_says_so_and_saves_everything_later(
    codes: Sequence[int], tmp_path: Path, record_property: Callable[[str, object], None], *, short: bool
) -> None:
    found = counted(record_property, "k-th call of a session fails")
    for code in codes:
        for fail_at in range(1, 30):
            path = small(tmp_path / f"{code}-{fail_at}")
            disk = FailingDisk(fail_at, code=code, short=short)
            session = Session(path, ("di", "Di"), disk=disk, retry=600)
            said: list[str] = []
            session.on_saving(lambda saving, said=said: said.append(saving.failure))  # type: ignore[misc]
            for option, value in (("ferry", 75.0), ("bridge", 0.0), ("ferry", 25.0)):
                session.apply(session.rescore(option, "cost", value=value))
                session.flush()
            session.undo()
            for _ in range(2):
                saving = session.flush()
            assert saving.done
            said = [each for each in said if each]
            assert all(os.strerror(code) in each and "kept in memory and tried again" in each for each in said)
            assert session.close().done
            contents = read(path)
            assert contents.state["score/ferry/cost/di"]["value"] == 75.0
            assert contents.state["score/bridge/cost/di"]["value"] == 0.0
            assert len(contents.entries) == 1 + 4
            found["tried"] += 1
            found["refused"] += bool(said)
            if disk.calls < fail_at:
                break
    assert found["refused"] > 5


def test_what_a_full_disk_does_not_take_to_the_end_is_kept_in_a_file_that_brings_it_in(tmp_path: Path) -> None:
    class Full(Disk):
        def write(self, descriptor: int, data: bytes) -> None:
            del descriptor, data
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = small(tmp_path / "study")
    session = Session(path, ("di", "Di"), disk=Full(), retry=600)
    session.apply(session.rescore("ferry", "cost", value=75.0))
    session.apply(session.rescore("bridge", "cost", value=0.0))
    saving = session.close()
    assert (saving.done, saving.waiting) == (False, 2)
    assert "No space left on device" in saving.failure
    assert session.close() == saving
    (kept,) = (home() / "unsaved").iterdir()
    assert f"Kept in {kept}: copy that file into {path / 'log'}" in saving.failure
    assert kept.stat().st_mode & 0o777 == 0o600
    shutil.copy(kept, path / "log")
    assert [entry.actor for entry in read(path).entries] == ["founder", "di", "di"]
    assert not any("damaged" in each or "missing" in each for each in read(path).warnings)


def test_where_nothing_can_be_written_at_all_it_is_said_that_the_changes_are_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small(tmp_path / "study")
    (tmp_path / "no-home").write_bytes(b"")
    session = Session(path, ("di", "Di"), retry=600)
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "no-home"))
    shutil.rmtree(path / "log")
    session.apply(session.rescore("ferry", "cost", value=75.0))
    assert "are lost; what was saved before is safe" in session.close().failure
