"""The study folder: created whole or not at all, read whole or refused, its files for whom they are meant."""

from __future__ import annotations

import grp
import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.store.writing import FailingDisk, log_of, note, small, titled, written
from workbench.errors import StoreError
from workbench.model.state import digest
from workbench.store.author import Author
from workbench.store.disk import Disk, replace_file
from workbench.store.folder import Folder, create, read
from workbench.store.sharing import readers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.model.study import Study


def test_a_folder_holds_the_study_it_was_made_from(study_folder: Path, shipped: Study) -> None:
    contents = read(study_folder)
    study = contents.study()
    assert contents.warnings == ()
    assert study.view == "ana"
    assert study.model_copy(update={"analysts": shipped.analysts, "settings": shipped.settings}) == shipped
    assert json.loads((study_folder / "study.json").read_text(encoding="utf-8"))["format"] == "policy-study"


def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = small(tmp_path / "study")
    written(path, "ana", note(1))
    assert {each.stat().st_mode & 0o7777 for each in (path, path / "log")} == {0o700}
    assert {each.stat().st_mode & 0o7777 for each in (*path.glob("log/*"), path / "study.json")} == {0o600}


def test_in_a_shared_folder_the_group_reads_all_and_everybody_writes_only_their_own(tmp_path: Path) -> None:
    path = small(tmp_path / "study", shared=True)
    written(path, "ana", note(1))
    assert {each.stat().st_mode & 0o7777 for each in (path, path / "log")} == {0o2770}
    assert {each.stat().st_mode & 0o7777 for each in (*path.glob("log/*"), path / "study.json")} == {0o640}


def test_a_shared_folder_says_who_can_read_it_and_what_keeps_them_out(tmp_path: Path) -> None:
    path = small(tmp_path / "study", shared=True)
    group = grp.getgrgid(path.stat().st_gid).gr_name
    tmp_path.chmod(0o700)
    assert f"{tmp_path} is closed to the group {group}: they cannot reach the study in it." in readers(path)
    for each in path.parents:
        if each.stat().st_uid == os.geteuid():
            each.chmod(each.stat().st_mode | 0o011)
    said = readers(path)
    assert said[0].startswith(f"The group {group}")
    assert said[0].endswith("nobody else can read it.")
    assert not any("closed" in each for each in said)


def test_a_log_in_a_shared_folder_that_the_group_may_not_read_is_named(tmp_path: Path) -> None:
    path = small(tmp_path / "study", shared=True)
    (entry,) = written(path, "ana", note(1))
    assert read(path).warnings == ()
    log = log_of(path, entry)
    log.chmod(0o600)
    said = f"log/{log.name} may not be read by the others of the group; chmod g+r lets them."
    assert read(path).warnings == (said,)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can act as two users")
def test_two_users_of_one_group_work_on_a_shared_folder_and_a_third_cannot_read_it(tmp_path: Path) -> None:
    path = small(tmp_path / "study", shared=True)
    team = 4711
    for each in (path, *path.rglob("*")):
        mode = each.stat().st_mode
        os.chown(each, -1, team)
        each.chmod(mode)
    for each in path.parents:
        each.chmod(each.stat().st_mode | 0o011)

    def write(actor: str) -> None:
        os.umask(0o077)
        written(path, actor, note(len(actor)))

    assert as_user(1001, team, lambda: write("ana")) == 0
    assert as_user(1002, team, lambda: write("bo")) == 0
    assert as_user(1002, team, lambda: check(len(read(path).entries) == 3 and not read(path).warnings)) == 0
    assert as_user(1003, 4712, lambda: read(path)) == 1


def check(truth: object) -> None:
    assert truth


def as_user(user: int, group: int, work: Callable[[], object]) -> int:
    """Do something as another user, and return 0, or 1 when it failed."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(group)
            os.setuid(user)
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def test_a_log_that_one_may_not_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = small(tmp_path / "study")
    written(path, "ana", note(1))

    class Closed(Disk):
        def read(self, path: Path, start: int = 0) -> bytes:
            if "-ana-" in path.name:
                raise PermissionError(13, "Permission denied", str(path))
            return super().read(path, start)

    contents = read(path, disk=Closed())
    assert "option/o1" not in contents.state
    assert any("-ana-" in each and "may not be read by you" in each for each in contents.warnings)


def test_changes_are_replayed_in_the_order_they_were_made(tmp_path: Path) -> None:
    path = small(tmp_path / "study")
    for number in range(3):
        written(path, f"analyst-{number}", note(number), titled(str(number)))
    contents = read(path)
    assert contents.study().title == "2"
    assert contents.disputes == ()
    assert [entry.lamport for entry in contents.entries] == list(range(1, 8))


def refused(path: Path, study: Study, disk: Disk) -> bool:
    try:
        create(path, study, "ana", why="test", disk=disk)
    except StoreError as error:
        return "cannot be created: No space left" in error.message
    return False


@pytest.mark.parametrize("short", [False, True])
def test_whatever_call_fails_a_folder_is_created_whole_or_not_at_all(
    tmp_path: Path, shipped: Study, *, short: bool
) -> None:
    path = tmp_path / "study"
    counting = FailingDisk()
    create(tmp_path / "whole", shipped, "ana", why="test", disk=counting)
    assert counting.calls > 8
    failures = 0
    for fail_at in range(1, counting.calls + 1):
        disk = FailingDisk(fail_at, short=short)
        failures += refused(path, shipped, disk)
        if path.exists():
            assert digest(read(path).study()) == digest(shipped)
            path.rename(tmp_path / f"kept-{fail_at}")
        assert not list(tmp_path.glob(".study*"))
    # The closing record alone may fail: its absence is reported on reading.
    assert failures >= counting.calls - 2


def test_a_newer_format_is_refused_and_left_untouched(tmp_path: Path) -> None:
    path = small(tmp_path / "study")
    header = path / "study.json"
    header.write_text('{"format": "policy-study", "version": 2}', encoding="utf-8")
    with pytest.raises(StoreError, match="format version 2; this program reads up to 1"):
        read(path)
    assert header.read_text(encoding="utf-8") == '{"format": "policy-study", "version": 2}'
    header.write_text('{"format": "diary", "version": 1}', encoding="utf-8")
    with pytest.raises(StoreError, match="no study folder of this program"):
        read(path)
    header.write_text("[]", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be read"):
        read(path)


def test_a_log_of_a_newer_program_is_refused_even_when_it_arrives_later(tmp_path: Path) -> None:
    from zlib import crc32

    path = small(tmp_path / "study")
    folder = Folder(path)
    (entry,) = written(path, "ana", note(1))
    (log,) = path.glob(f"log/*{entry.log}*")
    text = log.read_bytes().split(b"\n")[0][9:].replace(b'"v":1', b'"v":2')
    log.write_bytes(b"%08x %b\n" % (crc32(text), text))
    for attempt in (folder.refresh, lambda: Folder(path)):
        with pytest.raises(StoreError, match="format version 2"):
            attempt()


@pytest.mark.parametrize("name", ["con", "NUL", "aux.txt", "com1", "study.", "study ", "a:b", "what?", "a\\b", "a\tb"])
def test_a_folder_that_windows_could_not_hold_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="cannot be the name of a folder on Windows"):
        small(tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("actor", ["con", "nul", "aux"])
def test_an_analyst_may_have_any_name(tmp_path: Path, actor: str) -> None:
    path = small(tmp_path / "study")
    written(path, actor, note(1))
    assert all(log.name[0].isdigit() for log in path.glob("log/*"))
    assert read(path).entries[-1].actor == actor


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


def test_one_who_writes_nothing_makes_no_file(tmp_path: Path) -> None:
    path = small(tmp_path / "study")
    before = set(path.glob("log/*"))
    Author(Folder(path), "bo").close()
    assert set(path.glob("log/*")) == before
