"""Folders of every version of the format, as they were once written, open as what they were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.store.writing import note, written
from workbench.store.entry import VERSION
from workbench.store.folder import read

SAMPLES = Path(__file__).parent.parent / "samples" / "store"


def test_there_is_a_sample_of_every_version() -> None:
    assert sorted(path.name for path in SAMPLES.iterdir()) == [f"version-{number + 1}" for number in range(VERSION)]


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_folder_of_an_older_or_this_version_is_read_whole_and_written_on(tmp_path: Path, version: int) -> None:
    path = shutil.copytree(SAMPLES / f"version-{version}", tmp_path / "study")
    before = {log.name: log.read_bytes() for log in path.glob("log/*")}
    contents = read(path)
    assert [(entry.actor, entry.why) for entry in contents.entries] == [
        ("founder", "test"), ("ana", "change 1"), ("bo", "better: By Bo"), ("ana", "tender of March"),
        ("ana", "change 2"), ("ana", "change 2"), ("ana", "better: By Ana"), ("cy", "change 3"),
    ]  # fmt: skip
    assert contents.state["score/ferry/cost/ana"] == {"value": 75.0, "rationale": 'Fähre — "so"'}
    assert contents.state["score/bridge/cost/ana"] == {"low": 25.0, "high": 50.0}
    # Made and taken back again, and the mark of a writer that was killed.
    assert "option/o2" not in contents.state
    assert [dispute.key for dispute in contents.disputes] == ["study"]
    (left_open,) = (fault for fault in contents.warnings if "in dispute" not in fault)
    assert left_open.startswith("log/20261125T215150Z-cy-30ee4292d4 is not closed: ")
    assert contents.study().title == "By Ana"
    written(path, "ana", note(4))
    assert "option/o4" in read(path).state
    assert all((path / "log" / name).read_bytes() == data for name, data in before.items())
