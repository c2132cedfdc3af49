"""The study folder: created whole or not at all, every acknowledged change there, damage noticed."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from workbench.errors import StoreError
from workbench.model.change import Change, ChangeSet
from workbench.model.state import digest
from workbench.store.disk import Disk, replace_file
from workbench.store.folder import Writer, create, open_writer, read

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.study import Study


class FailingDisk(Disk):
    """A disk whose k-th call of any kind fails."""

    def __init__(self, fail_at: int, *, short: bool = False) -> None:
        self.calls = 0
        self.fail_at = fail_at
        self.short = short

    def _count(self) -> None:
        self.calls += 1
        if self.calls == self.fail_at:
            raise OSError(errno.ENOSPC, "No space left on device")

    def make_folder(self, path: Path) -> None:
        self._count()
        super().make_folder(path)

    def create(self, path: Path, mode: int = 0o600) -> int:
        self._count()
        return super().create(path, mode)

    def write(self, descriptor: int, data: bytes) -> None:
        if self.short and self.calls + 1 == self.fail_at:
            super().write(descriptor, data[: len(data) // 2])
        self._count()
        super().write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        self._count()
        super().fsync(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        self._count()
        super().rename(old, new)

    def sync_folder(self, path: Path) -> None:
        self._count()
        super().sync_folder(path)


def note(number: int) -> ChangeSet:
    """Return a change that can be told apart."""
    return ChangeSet((Change(f"option/o{number}", None, {"label": f"Option {number}"}),), f"change {number}")


def test_a_folder_holds_the_study_it_was_made_from(study_folder: Path, shipped: Study) -> None:
    contents = read(study_folder)
    study = contents.study()
    assert contents.warnings == ()
    assert study.view == "ana"
    assert study.model_copy(update={"analysts": shipped.analysts, "settings": shipped.settings}) == shipped
    assert json.loads((study_folder / "study.json").read_text(encoding="utf-8"))["format"] == "policy-study"


def test_files_are_for_their_owner_alone(study_folder: Path) -> None:
    assert study_folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in study_folder.glob("log/*")} == {0o600}


def test_changes_are_replayed_in_the_order_they_were_made(study_folder: Path) -> None:
    for number in range(3):
        writer = open_writer(read(study_folder), "ana")
        writer.append(ChangeSet((Change("setting/weight_set", None, "balanced"),), "one"))
        writer.append(ChangeSet((Change("study", None, read(study_folder).state["study"] | {"title": str(number)}),)))
        writer.close()
    contents = read(study_folder)
    assert contents.study().title == "2"
    assert [entry.lamport for entry in contents.entries] == sorted(entry.lamport for entry in contents.entries)


@pytest.mark.parametrize("short", [False, True])
def test_whatever_call_fails_a_folder_is_created_whole_or_not_at_all(
    tmp_path: Path, shipped: Study, *, short: bool
) -> None:
    path = tmp_path / "study"
    counting = FailingDisk(0)
    create(tmp_path / "whole", shipped, "ana", why="test", disk=counting)
    assert counting.calls > 8
    for fail_at in range(1, counting.calls + 1):
        with pytest.raises(StoreError, match="cannot be created: No space left"):
            create(path, shipped, "ana", why="test", disk=FailingDisk(fail_at, short=short))
        if path.exists():
            assert digest(read(path).study()) == digest(shipped)
            path.rename(tmp_path / f"kept-{fail_at}")
        assert not list(tmp_path.glob(".study*"))


@pytest.mark.parametrize("short", [False, True])
def test_whatever_call_fails_an_acknowledged_change_is_kept_and_a_failed_one_can_be_tried_again(
    study_folder: Path, *, short: bool
) -> None:
    for fail_at in range(1, 12):
        disk = FailingDisk(fail_at, short=short)
        writer = open_writer(read(study_folder), "ana", disk=disk)
        acknowledged = []
        for number in range(3):
            changes = note(100 * fail_at + number)
            try:
                writer.append(changes)
            except StoreError:
                writer.append(changes)
            acknowledged.append(changes.changes[0].key)
        writer.close()
        contents = read(study_folder)
        assert set(acknowledged) <= set(contents.state)


def test_a_line_cut_off_while_it_was_written_is_left_out_and_reported(study_folder: Path) -> None:
    writer = open_writer(read(study_folder), "ana")
    writer.append(note(1))
    writer.append(note(2))
    writer.close()
    log = max(study_folder.glob("log/*.jsonl"), key=lambda path: "o2" in path.read_text(encoding="utf-8"))
    data = log.read_bytes()
    log.write_bytes(data[:-20])
    contents = read(study_folder)
    assert "option/o1" in contents.state
    assert "option/o2" not in contents.state
    assert "was cut off" in contents.warnings[0]


def test_a_damaged_line_is_left_out_and_reported_and_the_rest_is_read(study_folder: Path) -> None:
    writer = open_writer(read(study_folder), "ana")
    for number in range(3):
        writer.append(note(number))
    writer.close()
    log = max(study_folder.glob("log/*.jsonl"), key=lambda path: "o2" in path.read_text(encoding="utf-8"))
    data = bytearray(log.read_bytes())
    data[data.index(b"Option 1")] ^= 1
    log.write_bytes(bytes(data))
    contents = read(study_folder)
    assert {"option/o0", "option/o2"} <= set(contents.state)
    assert "option/o1" not in contents.state
    assert "line 2 is damaged: its checksum does not fit" in contents.warnings[0]
    assert log.read_bytes() == bytes(data)


def test_a_newer_format_is_refused_and_left_untouched(study_folder: Path) -> None:
    header = study_folder / "study.json"
    header.write_text('{"format": "policy-study", "version": 2}', encoding="utf-8")
    with pytest.raises(StoreError, match="format version 2; this program reads up to 1"):
        read(study_folder)
    header.write_text('{"format": "diary", "version": 1}', encoding="utf-8")
    with pytest.raises(StoreError, match="no study folder of this program"):
        read(study_folder)
    header.write_text("[]", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be read"):
        read(study_folder)


def test_what_is_no_folder_and_what_exists_already_is_refused(
    tmp_path: Path, study_folder: Path, shipped: Study
) -> None:
    with pytest.raises(StoreError, match="no study folder"):
        read(tmp_path)
    with pytest.raises(StoreError, match="exists already"):
        create(study_folder, shipped, "ana", why="test")
    for log in study_folder.glob("log/*"):
        log.unlink()
    with pytest.raises(StoreError, match="first log is missing"):
        read(study_folder)


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")
    for fail_at in range(1, 5):
        with pytest.raises(OSError, match="No space left"):
            replace_file(FailingDisk(fail_at, short=True), path, b"new")
        assert path.read_bytes() == b"old"
        assert list(tmp_path.iterdir()) == [path]
    replace_file(Disk(), path, b"new")
    assert path.read_bytes() == b"new"


WRITE_UNTIL_KILLED = """
import sys
from pathlib import Path
from workbench.model.change import Change, ChangeSet
from workbench.store.folder import open_writer, read

writer = open_writer(read(Path(sys.argv[1])), "ana")
for number in range(100_000):
    writer.append(ChangeSet((Change(f"option/o{number}", None, {"label": str(number)}),)))
    print(number, flush=True)
"""


@pytest.mark.parametrize("pause", [0.0, 0.01, 0.05])
def test_a_killed_writer_loses_nothing_that_it_acknowledged(study_folder: Path, pause: float) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITE_UNTIL_KILLED, str(study_folder)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(pause)
    writer.kill()
    acknowledged = [int(line) for line in (first + writer.stdout.read()).splitlines()]
    writer.stdout.close()
    writer.wait()
    state = read(study_folder).state
    assert {f"option/o{number}" for number in acknowledged} <= set(state)
    written = sum(key.startswith("option/o") for key in state)
    assert written <= len(acknowledged) + 1


def test_a_writer_makes_no_file_before_its_first_change(study_folder: Path) -> None:
    before = set(study_folder.glob("log/*"))
    writer = Writer(study_folder, "bo", lamport=5)
    writer.close()
    assert set(study_folder.glob("log/*")) == before
