"""Sessions side by side, disputes, undo across restarts, failed writes tried again, and unfinished notes."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from tests.store.writing import FailingDisk
from workbench.errors import StoreError, UsageError, WorkbenchError
from workbench.model.change import Change, ChangeSet
from workbench.store.disk import Disk
from workbench.store.folder import read
from workbench.store.merge import merge
from workbench.usecases.session import Saving, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ANA, BO = ("ana", "Ana"), ("bo", "Bo")
PATIENCE = 60.0


@pytest.fixture
def open_session(study_folder: Path) -> Iterator[Callable[..., Session]]:
    """Open sessions, on the study's folder unless another is named; all are closed in the end."""
    opened: list[Session] = []

    def opening(who: tuple[str, str], path: Path = study_folder, **settings: object) -> Session:
        opened.append(Session(path, who, **settings))  # type: ignore[arg-type]
        return opened[-1]

    yield opening
    for session in opened:
        session.close()


def cell(session: Session) -> tuple[str, str]:
    return session.study.options[0].id, session.study.leaves[0].id


def retitled(session: Session, title: str, why: str = "better") -> ChangeSet:
    header = read(session.path).state["study"]
    return ChangeSet((Change("study", header, header | {"title": title}),), why)


def test_two_sessions_see_each_others_changes(open_session: Callable[..., Session]) -> None:
    anas, bos = open_session(ANA), open_session(BO)
    seen: list[ChangeSet] = []
    anas.subscribe(seen.append)
    assert anas.refresh() is None
    bos.apply(bos.rescore(*cell(bos), value=0.0))
    bos.flush()
    taken = anas.refresh()
    assert taken is not None
    assert seen == [taken]
    assert f"score/{'/'.join(cell(anas))}/bo" in {change.key for change in taken.changes}
    score = anas.study.judgement(*cell(anas), "bo")
    assert score is not None
    assert score.value == 0.0
    assert anas.refresh() is None
    anas.apply(retitled(anas, "By Ana"))
    anas.flush()
    bos.refresh()
    assert bos.study.title == "By Ana"
    assert bos.disputes == ()


def test_what_both_change_is_in_dispute_for_both_until_it_is_settled_with_a_reason(
    open_session: Callable[..., Session],
) -> None:
    anas, bos = open_session(ANA), open_session(BO)
    anas.apply(retitled(anas, "By Ana", "shorter"))
    bos.apply(retitled(bos, "By Bo", "clearer"))
    for session in (anas, bos):
        session.flush()
    for session in (anas, bos):
        session.refresh()
        (dispute,) = session.disputes
        assert dispute.key == "study"
        claims = [(claim.actor, claim.value["title"], claim.why) for claim in dispute.claims]
        assert claims == [("ana", "By Ana", "shorter"), ("bo", "By Bo", "clearer")]
        assert session.study.title == "By Ana"
        assert any("study is in dispute" in warning for warning in session.warnings)
        assert session.evaluation is not None
    with pytest.raises(UsageError, match="not settled without a reason"):
        bos.settle("study", None, " ")
    with pytest.raises(UsageError, match="setting/view is in no dispute"):
        bos.settle("setting/view", "ana", "so")
    with pytest.raises(ValueError, match="title"):
        bos.settle("study", {"id": "x"}, "so")
    bos.settle("study", bos.disputes[0].claims[1].value, "we agreed on the phone")
    bos.flush()
    anas.refresh()
    for session in (anas, bos):
        assert session.disputes == ()
        assert session.study.title == "By Bo"
        assert not any("in dispute" in warning for warning in session.warnings)
    assert read(anas.path).entries[-1].why == "we agreed on the phone"


def test_two_who_join_at_once_are_in_no_dispute(open_session: Callable[..., Session]) -> None:
    sessions = [open_session(BO), open_session(("cy", "Cy"))]
    for session in sessions:
        session.apply(session.rescore(*cell(session), value=0.0))
        session.flush()
    for session in sessions:
        session.refresh()
        assert session.disputes == ()
        assert {"ana", "bo", "cy"} <= set(session.study.analyst)


def test_undo_and_redo_go_on_after_reopening(open_session: Callable[..., Session]) -> None:
    session = open_session(ANA)
    before = session.judgement(*cell(session))
    session.apply(session.rescore(*cell(session), value=0.0))
    session.close()
    again = open_session(ANA)
    assert again.undo() is not None
    assert again.judgement(*cell(again)) == before
    assert again.undo() is None
    again.close()
    third = open_session(ANA)
    redone = third.redo()
    assert redone is not None
    score = third.own_score(*cell(third))
    assert score is not None
    assert score.value == 0.0
    assert [each.new for each in redone.changes] == [{"value": 0.0}]


def test_what_somebody_else_changed_since_is_not_undone_and_they_are_named(
    open_session: Callable[..., Session],
) -> None:
    anas, bos = open_session(ANA), open_session(BO)
    anas.apply(retitled(anas, "By Ana"))
    anas.flush()
    bos.refresh()
    bos.apply(retitled(bos, "By Bo"))
    bos.flush()
    anas.refresh()
    with pytest.raises(WorkbenchError, match=r"is about cannot be taken back: analyst bo \(.* UTC\) has"):
        anas.undo()
    assert anas.study.title == "By Bo"


def test_the_study_itself_is_not_removed(open_session: Callable[..., Session]) -> None:
    session = open_session(ANA)
    with pytest.raises(ValueError, match="Header"):
        session.apply(ChangeSet((Change("study", None, None),)))
    assert session.study.title


def test_a_change_that_arrives_and_cannot_be_read_is_left_out_and_told(open_session: Callable[..., Session]) -> None:
    from workbench.store.author import Author
    from workbench.store.folder import Folder

    session = open_session(ANA)
    author = Author(Folder(session.path), "bo")
    author.append(ChangeSet((Change("option/odd", None, {"colour": "red"}), Change("setting/view", None, "ana"))))
    author.close()
    session.refresh()
    assert session.evaluation is not None
    assert "The value of option/odd cannot be read" in session.warnings[0]


class FullDisk(Disk):
    """A disk that is full for a while."""

    full = True

    def write(self, descriptor: int, data: bytes) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(descriptor, data)


def test_a_failed_write_is_tried_again_by_itself(open_session: Callable[..., Session]) -> None:
    disk, failed, saved = FullDisk(), Event(), Event()
    session = open_session(ANA, disk=disk, retry=0.01)

    def watch(saving: Saving) -> None:
        (saved if saving.done else failed).set()

    session.on_saving(watch)
    session.apply(session.rescore(*cell(session), value=0.0))
    assert failed.wait(PATIENCE)
    assert not session.saving.done
    disk.full = False
    assert saved.wait(PATIENCE)
    assert session.saving == Saving(0)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_whatever_call_fails_in_a_session_it_is_told_and_nothing_is_lost(
    study_folder: Path, tmp_path: Path, code: int
) -> None:
    fail_at, told = 0, 0
    while True:
        fail_at += 1
        path = shutil.copytree(study_folder, tmp_path / str(fail_at))
        disk = FailingDisk(fail_at, code=code)
        session = Session(path, ANA, disk=disk)
        failures: list[str] = []
        session.on_saving(lambda saving, failures=failures: failures.append(saving.failure))  # type: ignore[misc]
        cells = [(option.id, session.study.leaves[0].id) for option in session.study.options[:3]]
        for each in cells:
            session.apply(session.rescore(*each, value=0.0))
            session.flush()
        told += any(os.strerror(code) in failure for failure in failures)
        assert session.close().done
        state = read(path).state
        assert all(state[f"score/{'/'.join(each)}/ana"]["value"] == 0.0 for each in cells)
        if disk.calls < fail_at:
            break
    # All but the calls of the closing record, which is tried again, concern a change that waits.
    assert told >= fail_at - 4


def test_one_who_watches_and_fails_does_not_stop_the_writing(open_session: Callable[..., Session]) -> None:
    session = open_session(ANA)

    def failing(_: Saving) -> None:
        raise RuntimeError

    session.on_saving(failing)
    session.apply(session.rescore(*cell(session), value=0.0))
    assert session.flush().done
    session.apply(session.rescore(*cell(session), value=25.0))
    assert session.close().done


def test_what_cannot_be_saved_at_the_end_is_said_and_the_log_is_left_open(
    open_session: Callable[..., Session], study_folder: Path
) -> None:
    disk = FullDisk()
    session = open_session(ANA, disk=disk)
    session.apply(session.rescore(*cell(session), value=0.0))
    saving = session.close()
    assert saving.waiting == 1
    assert "No space left on device" in saving.failure
    assert len(read(study_folder).entries) == 2


def test_closing_twice_and_at_once_from_several_threads_is_closing_once(
    open_session: Callable[..., Session], study_folder: Path
) -> None:
    session = open_session(ANA)
    session.apply(session.rescore(*cell(session), value=0.0))
    threads = [Thread(target=session.close) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert session.close().done
    assert read(study_folder).warnings == ()
    with pytest.raises(StoreError, match="the session has ended; the change was not made"):
        session.apply(session.rescore(*cell(session), value=25.0))


ENDED_BY_A_SIGNAL = """
import signal, sys
from pathlib import Path
from workbench.usecases.session import Session

session = Session(Path(sys.argv[1]), ("ana", "Ana"))

def end(*_):
    session.close()
    sys.exit(0)

for name in ("SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), end)
option, leaf = session.study.options[0].id, session.study.leaves[0].id
print("ready", flush=True)
number = 0
while True:
    number = (number + 1) % 100
    session.apply(session.rescore(option, leaf, value=float(number)))
    print(number, flush=True)
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_in_the_middle_of_work_loses_nothing_that_was_applied(study_folder: Path, name: str) -> None:
    process = subprocess.Popen([sys.executable, "-c", ENDED_BY_A_SIGNAL, str(study_folder)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    for _ in range(5):
        process.stdout.readline()
    process.send_signal(getattr(signal, name))
    applied = [int(line) for line in process.stdout.read().split(b"\n")[:-1] if line.isdigit()]
    process.stdout.close()
    assert process.wait(PATIENCE) == 0
    contents = read(study_folder)
    numbers = [edit.new["value"] for entry in contents.entries for edit in entry.edits if edit.key.endswith("/ana")
               and edit.key.startswith("score/")]  # fmt: skip
    assert set(applied) <= set(numbers)


def test_a_killed_session_leaves_its_draft_and_the_next_one_finds_it(
    open_session: Callable[..., Session], study_folder: Path
) -> None:
    process = os.fork()
    if process == 0:
        session = Session(study_folder, ANA)
        session.draft(*cell(session), "half a sent")
        session.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(process, 0)
    session = open_session(ANA)
    assert session.drafts() == {cell(session): "half a sent"}
    session.apply(session.rescore(*cell(session), rationale="half a sentence and the rest"))
    assert session.drafts() == {}
    session.close()
    assert open_session(ANA).drafts() == {}


def test_a_draft_that_is_given_up_is_gone(open_session: Callable[..., Session]) -> None:
    session = open_session(ANA)
    session.draft(*cell(session), "half a sent")
    session.draft(*cell(session), None)
    session.close()
    assert open_session(ANA).drafts() == {}


def test_a_study_in_dispute_is_scored_under_a_warning(
    open_session: Callable[..., Session], tmp_path: Path, study_folder: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(study_folder, other)
    for path, value in ((study_folder, 0.0), (other, 100.0)):
        session = open_session(ANA, path)
        session.apply(session.rescore(*cell(session), value=value))
        session.close()
    merge(study_folder, other)
    session = open_session(ANA)
    assert session.evaluation is not None
    (dispute,) = session.disputes
    assert {claim.value["value"] for claim in dispute.claims} == {0.0, 100.0}
    # It is one person's own score: scoring the cell anew settles it.
    session.apply(session.rescore(*cell(session), value=50.0))
    assert session.disputes == ()


def test_a_folder_that_goes_away_while_something_is_disputed_stops_nobody(
    open_session: Callable[..., Session], tmp_path: Path
) -> None:
    anas, bos = open_session(ANA), open_session(BO)
    (tmp_path / "away").mkdir()
    first, second = retitled(anas, "One"), retitled(bos, "Two")
    anas.apply(first)
    bos.apply(second)
    anas.flush()
    bos.flush()
    anas.refresh()
    assert anas.disputes
    anas.path.rename(tmp_path / "away" / "study")
    anas.apply(anas.rescore(*cell(anas), value=0.0))
    assert not anas.flush().done
    (tmp_path / "away" / "study").rename(anas.path)
    assert anas.close().done
