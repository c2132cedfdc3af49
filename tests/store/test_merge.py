"""Merging copies: a union of files, whole or refused untouched."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.store.writing import FailingDisk, log_of, note, small, titled, written
from workbench.errors import StoreError
from workbench.store.folder import read
from workbench.store.merge import copy, merge

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def parted(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of one study, in each of which somebody has worked."""
    here, there = small(tmp_path / "here"), tmp_path / "there"
    shutil.copytree(here, there)
    written(here, "bo", note(1))
    written(there, "ana", note(2), note(3))
    return here, there


def files_of(path: Path) -> dict[str, bytes]:
    return {str(each.relative_to(path)): each.read_bytes() for each in path.rglob("*") if each.is_file()}


def test_all_changes_come_in_and_the_other_copy_is_only_read(parted: tuple[Path, Path]) -> None:
    here, there = parted
    before = files_of(there)
    folder, came = merge(here, there)
    assert [(entry.actor, entry.why) for entry in came] == [("ana", "change 2"), ("ana", "change 3")]
    assert {"option/o1", "option/o2", "option/o3"} <= set(folder.replica.state)
    assert folder.contents.warnings == ()
    assert files_of(there) == before
    assert merge(here, there)[1] == ()
    assert {path.stat().st_mode & 0o777 for path in here.glob("log/*")} == {0o600}


def test_of_a_log_that_one_copy_has_only_in_part_the_longer_is_kept(parted: tuple[Path, Path]) -> None:
    here, there = parted
    merge(here, there)
    (log,) = here.glob("log/*-ana-*")
    whole = log.read_bytes()
    for length in (0, 10, len(whole) // 2):
        log.write_bytes(whole[:length])
        merge(here, there)
        assert log.read_bytes() == whole
        (there / "log" / log.name).write_bytes(whole[:length])
        merge(here, there)
        assert log.read_bytes() == whole
        (there / "log" / log.name).write_bytes(whole)


def test_two_different_files_of_one_name_are_refused_and_nothing_is_written(parted: tuple[Path, Path]) -> None:
    here, there = parted
    (founding,) = (log for log in there.glob("log/*") if "-founder-" in log.name)
    founding.write_bytes(founding.read_bytes().replace(b"A small study", b"A smell study"))
    # Its damage is noticed on reading too; what counts here is that neither is overwritten.
    written_before = files_of(here)
    with pytest.raises(StoreError, match=r"different contents|no readable study"):
        merge(here, there)
    assert files_of(here) == written_before


def test_a_tail_that_differs_is_refused_and_nothing_is_written(parted: tuple[Path, Path]) -> None:
    here, there = parted
    merge(here, there)
    (log,) = here.glob("log/*-ana-*")
    log.write_bytes(log.read_bytes()[:-5] + b"xxxxx")
    written(there, "cy", note(7))
    before = files_of(here)
    with pytest.raises(StoreError, match=r"have one name and different contents\. One of them is damaged"):
        merge(here, there)
    assert files_of(here) == before


def test_different_studies_are_not_merged(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="are different studies, not copies of one"):
        merge(small(tmp_path / "one"), small(tmp_path / "other"))


def test_whatever_call_fails_the_folder_stays_sound_and_merging_again_does_the_rest(
    tmp_path: Path, parted: tuple[Path, Path]
) -> None:
    here, there = parted
    written(there, "cy", note(4))
    counting = FailingDisk()
    merge(_copied(here, tmp_path / "counted"), there, disk=counting)
    assert counting.calls >= 10
    for fail_at in range(1, counting.calls + 1):
        into = _copied(here, tmp_path / str(fail_at))
        with pytest.raises(StoreError, match="could not be merged"):
            merge(into, there, disk=FailingDisk(fail_at, short=True))
        assert "option/o1" in read(into).state
        assert not [path for path in into.rglob("*") if path.name.endswith(".part")]
        folder, _ = merge(into, there)
        assert {"option/o2", "option/o3", "option/o4"} <= set(folder.replica.state)


def _copied(path: Path, to: Path) -> Path:
    shutil.copytree(path, to)
    return to


def test_a_copy_is_the_same_study_for_the_same_people(tmp_path: Path) -> None:
    path = small(tmp_path / "study", shared=True)
    written(path, "ana", titled("Mine"))
    copy(path, tmp_path / "copy")
    assert files_of(tmp_path / "copy") == files_of(path)
    modes = [{each.stat().st_mode for each in (base, *base.rglob("*"))} for base in (path, tmp_path / "copy")]
    assert modes[0] == modes[1]
    with pytest.raises(StoreError, match="exists already"):
        copy(path, tmp_path / "copy")


def test_evidence_comes_along(parted: tuple[Path, Path]) -> None:
    here, there = parted
    (there / "evidence").mkdir()
    (there / "evidence" / "ab12.pdf").write_bytes(b"%PDF")
    merge(here, there)
    assert (here / "evidence" / "ab12.pdf").read_bytes() == b"%PDF"
    (entry,) = written(here, "bo", note(9))
    assert log_of(here, entry).exists()
