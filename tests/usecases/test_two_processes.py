"""Two processes on one folder: the first look after a change was acknowledged shows it, disputes included."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from workbench.errors import StoreError
from workbench.store.disk import Disk
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OTHER = """
import json, sys
from pathlib import Path
from workbench.usecases.session import Session

session = Session(Path(sys.argv[1]), ("ana", "Ana"))
cell = session.study.options[0].id, session.study.leaves[0].id
print(json.dumps("ready"), flush=True)
for line in sys.stdin:
    if line.strip() == "look":
        news = session.refresh()
        changed = [[each.key, each.new] for each in news.changes] if news else []
        print(json.dumps([changed, [each.key for each in session.disputes]]), flush=True)
    else:
        session.apply(session.rescore(*cell, value=float(line)))
        print(json.dumps(session.flush().done), flush=True)
session.close()
"""


@pytest.fixture
def other(study_folder: Path) -> Iterator[Callable[[object], Any]]:
    """Return how to tell another process, in which Ana works, what to do; it answers."""
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(study_folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    into, out = process.stdin, process.stdout
    assert into is not None
    assert out is not None
    assert json.loads(out.readline()) == "ready"

    def tell(what: object) -> Any:
        into.write(f"{what}\n")
        into.flush()
        return json.loads(out.readline())

    yield tell
    into.close()
    assert process.wait(60) == 0
    out.close()


def test_the_first_look_after_a_change_shows_it_to_the_other_process(
    study_folder: Path, other: Callable[[object], Any]
) -> None:
    session = Session(study_folder, ("bo", "Bo"))
    cell = session.study.options[0].id, session.study.leaves[0].id
    assert other("look") == [[], []]
    for value in (0.0, 75.0):
        session.apply(session.rescore(*cell, value=value))
        assert session.flush().done
        changed, disputed = other("look")
        assert [f"score/{'/'.join(cell)}/bo", {"value": value}] in changed
        assert disputed == []
        assert other("look") == [[], []]
    assert other(25.0)
    seen: list[str] = []
    session.subscribe(lambda changes: seen.extend(each.key for each in changes.changes))
    assert session.refresh() is not None
    assert seen == [f"score/{'/'.join(cell)}/ana"]
    session.close()


def test_a_cell_changed_in_both_processes_is_in_dispute_in_both(
    study_folder: Path, other: Callable[[object], Any]
) -> None:
    session = Session(study_folder, ("ana", "Ana"))
    cell = session.study.options[0].id, session.study.leaves[0].id
    key = f"score/{'/'.join(cell)}/ana"
    assert other(25.0)
    session.apply(session.rescore(*cell, value=75.0))
    assert session.flush().done
    assert other("look")[1] == [key]
    session.refresh()
    (dispute,) = session.disputes
    assert sorted(claim.value["value"] for claim in dispute.claims) == [25.0, 75.0]
    session.settle(key, {"value": 50.0}, "half way")
    assert session.close().done
    changed, disputed = other("look")
    assert [key, {"value": 50.0}] in changed
    assert disputed == []


def test_a_look_with_nothing_new_reads_no_file(study_folder: Path) -> None:
    class Counting(Disk):
        reads = 0

        def read(self, path: Path, start: int = 0) -> bytes:
            self.reads += 1
            return super().read(path, start)

    disk = Counting()
    session = Session(study_folder, ("ana", "Ana"), disk=disk)
    session.apply(session.rescore(session.study.options[0].id, session.study.leaves[0].id, value=0.0))
    session.flush()
    session.refresh()
    before, evaluation = disk.reads, session.evaluation
    for _ in range(5):
        assert session.refresh() is None
    assert disk.reads == before
    assert session.evaluation is evaluation
    session.close()


def test_a_folder_that_is_away_is_said_and_work_goes_on_until_it_is_back(study_folder: Path, tmp_path: Path) -> None:
    session = Session(study_folder, ("ana", "Ana"))
    shutil.move(study_folder, tmp_path / "away")
    with pytest.raises(StoreError, match="cannot be read"):
        session.refresh()
    session.apply(session.rescore(session.study.options[0].id, session.study.leaves[0].id, value=0.0))
    assert not session.flush().done
    assert "could not be saved" in session.saving.failure
    shutil.move(tmp_path / "away", study_folder)
    assert session.refresh() is None
    assert session.close().done
