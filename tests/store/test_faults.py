"""Disks that fail, fill up, or go away: what was acknowledged stays, what was not is kept and tried again."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.store.writing import FailingDisk, note, small, written
from workbench.errors import StoreError
from workbench.store.author import Author
from workbench.store.disk import Disk
from workbench.store.folder import Folder, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CALLS = 16
"""More calls than a session of three changes makes."""


def refused_or_none(author: Author, number: int) -> str | None:
    try:
        author.append(note(number))
    except StoreError as error:
        return error.message
    return None


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small(tmp_path / "study")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("short", [False, True])
def test_whatever_call_fails_what_is_acknowledged_is_kept_once_and_nothing_is_reported(
    tmp_path: Path, code: int, *, short: bool
) -> None:
    refused = 0
    for fail_at in range(1, CALLS):
        path = small(tmp_path / str(fail_at))
        disk = FailingDisk(fail_at, code=code, short=short)
        author = Author(Folder(path, disk=disk), "ana")
        for number in range(3):
            refusal = refused_or_none(author, number)
            if refusal is not None:
                refused += 1
                assert os.strerror(code) in refusal
                author.save()
        author.close()
        contents = read(path)
        assert {"option/o0", "option/o1", "option/o2"} <= set(contents.state)
        assert [entry.why for entry in contents.entries] == ["test", "change 0", "change 1", "change 2"]
        # The closing record is not tried again: its absence is all that may be said.
        assert all("is not closed" in each for each in contents.warnings)
        assert disk.calls < CALLS
    assert refused >= 8


def test_a_disk_that_stays_full_does_not_collect_empty_files(study: Path) -> None:
    class Full(Disk):
        full = True

        def write(self, descriptor: int, data: bytes) -> None:
            if self.full:
                raise OSError(errno.ENOSPC, "No space left on device")
            super().write(descriptor, data)

    disk = Full()
    author = Author(Folder(study, disk=disk), "ana")
    before = sorted(study.glob("log/*"))
    for number in range(5):
        with pytest.raises(StoreError, match="No space left"):
            author.append(note(number))
    assert sorted(study.glob("log/*")) == before
    disk.full = False
    author.save()
    author.close()
    assert {f"option/o{number}" for number in range(5)} <= set(read(study).state)
    assert read(study).warnings == ()


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_a_folder_that_cannot_be_read_is_an_error_that_says_so(study: Path, code: int) -> None:
    for fail_at in range(1, 4):

        class Failing(Disk):
            reads = 0
            at = fail_at

            def read(self, path: Path, start: int = 0) -> bytes:
                self.reads += 1
                if self.reads == self.at:
                    raise OSError(code, os.strerror(code))
                return super().read(path, start)

        if fail_at > 2:
            read(study, disk=Failing())
        else:
            with pytest.raises(StoreError, match="cannot be read"):
                read(study, disk=Failing())


def test_what_failed_to_be_read_once_is_read_the_next_time(study: Path) -> None:
    folder = Folder(study)
    written(study, "bo", note(1))
    reading = folder.disk.read

    def failing(*_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    folder.disk.read = failing  # type: ignore[assignment,method-assign]
    with pytest.raises(StoreError, match="cannot be read: Input/output error"):
        folder.refresh()
    folder.disk.read = reading  # type: ignore[method-assign]
    assert set(folder.refresh()) == {"option/o1"}


def test_a_folder_that_is_moved_away_refuses_changes_until_it_is_back(study: Path) -> None:
    author = Author(Folder(study), "ana")
    author.append(note(1))
    elsewhere = study.with_name("elsewhere")
    study.rename(elsewhere)
    with pytest.raises(StoreError, match="no longer where it was"):
        author.append(note(2))
    with pytest.raises(StoreError, match="could not be saved"):
        author.append(note(3))
    elsewhere.rename(study)
    author.save()
    author.close()
    contents = read(study)
    assert [entry.why for entry in contents.entries] == ["test", "change 1", "change 2", "change 3"]
    assert contents.warnings == ()


def test_a_folder_that_is_removed_while_open_is_told(study: Path) -> None:
    folder = Folder(study)
    author = Author(folder, "ana")
    author.append(note(1))
    shutil.rmtree(study)
    with pytest.raises(StoreError, match="no longer where it was"):
        author.append(note(2))
    with pytest.raises(StoreError, match="cannot be read"):
        folder.refresh()
    assert "option/o1" in folder.replica.state


def test_a_folder_that_is_read_only_opens_and_refuses_changes(study: Path) -> None:
    class ReadOnly(Disk):
        def create(self, path: Path, mode: int = 0o600) -> int:
            del mode
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    folder = Folder(study, disk=ReadOnly())
    before = sorted(study.rglob("*"))
    with pytest.raises(StoreError, match="could not be saved: Permission denied"):
        Author(folder, "ana").append(note(1))
    assert sorted(study.rglob("*")) == before


@pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are those of POSIX")
def test_a_really_read_only_folder_opens_for_another_user_and_refuses_their_changes(study: Path) -> None:
    for each in (study, *study.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    for parent in study.parents:
        if parent.stat().st_uid == os.geteuid() and parent.name:
            parent.chmod(parent.stat().st_mode | 0o011)
    process = os.fork()
    if process == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            folder = Folder(study)
            try:
                Author(folder, "ana").append(note(1))
            except StoreError as error:
                code = 0 if "Permission denied" in error.message else 2
        finally:
            os._exit(code)
    _, status = os.waitpid(process, 0)
    study.chmod(0o755)
    (study / "log").chmod(0o755)
    assert os.waitstatus_to_exitcode(status) == 0


WRITE_UNTIL_REFUSED = """
import sys
from pathlib import Path
from tests.store.writing import note
from workbench.errors import StoreError
from workbench.store.author import Author
from workbench.store.folder import Folder

author = Author(Folder(Path(sys.argv[1])), "ana")
for number in range(100_000):
    try:
        author.append(note(number))
    except StoreError as error:
        print("refused", error.message, flush=True)
        break
    print(number, flush=True)
sys.stdin.readline()
author.save()
print("saved", number, flush=True)
author.close()
"""


def write_until_refused(path: Path, *, limit: int | None = None) -> subprocess.Popen[str]:
    def less_room() -> None:
        if limit is not None:
            import signal

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-c", WRITE_UNTIL_REFUSED, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=less_room,  # noqa: PLW1509 - no threads run here
    )


def until_refused(writer: subprocess.Popen[str]) -> tuple[list[int], str]:
    assert writer.stdout is not None
    acknowledged: list[int] = []
    for line in writer.stdout:
        if line.startswith("refused"):
            return acknowledged, line
        acknowledged.append(int(line))
    pytest.fail("the writer ended before the disk was full")


def test_a_file_that_may_not_grow_loses_nothing_and_the_next_file_takes_the_rest(study: Path) -> None:
    writer = write_until_refused(study, limit=20_000)
    acknowledged, refused = until_refused(writer)
    out, _ = writer.communicate("go on\n", timeout=60)
    assert len(acknowledged) > 20
    assert "could not be saved" in refused
    assert f"saved {len(acknowledged)}" in out
    contents = read(study)
    assert {f"option/o{number}" for number in [*acknowledged, len(acknowledged)]} <= set(contents.state)
    assert contents.warnings == ()
    assert len(list(study.glob("log/*-ana-*"))) == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(place)]
    try:
        done = subprocess.run(mount, check=False, capture_output=True, timeout=60)
    except FileNotFoundError:
        pytest.skip("there is no mount command; the limit on a file's size is tested beside this")
    if done.returncode != 0:
        pytest.skip("mounting needs root; the limit on a file's size is tested beside this")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True, timeout=60)


def test_a_full_disk_loses_nothing_and_when_there_is_room_again_the_rest_is_saved(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 60_000)
    study = small(small_disk / "study")
    writer = write_until_refused(study)
    acknowledged, refused = until_refused(writer)
    assert len(acknowledged) > 20
    assert "No space left on device" in refused or "disk may be full" in refused
    assert {f"option/o{number}" for number in acknowledged} <= set(read(study).state)
    ballast.unlink()
    out, _ = writer.communicate("go on\n", timeout=60)
    assert f"saved {len(acknowledged)}" in out
    contents = read(study)
    assert {f"option/o{number}" for number in [*acknowledged, len(acknowledged)]} <= set(contents.state)
    assert contents.warnings == ()
