"""A session: one person working on one study folder, every change kept before it is called saved."""

from __future__ import annotations

from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from workbench.analysis.scoring import score_study
from workbench.errors import MethodError, StoreError
from workbench.model.change import Change, ChangeSet
from workbench.model.score import Score
from workbench.model.selection import select
from workbench.model.state import assemble, read_record, score_key, score_value
from workbench.model.study import Analyst
from workbench.store.folder import Contents, apply, open_writer, read, read_records

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study
    from workbench.store.disk import Disk


@dataclass(frozen=True, slots=True)
class Saving:
    """How far the disk is behind the screen."""

    waiting: int
    failure: str = ""

    @property
    def done(self) -> bool:
        """Whether every change is on the disk."""
        return self.waiting == 0


class Session:
    """A study, its evaluation and its changes; observers are told at once, the disk follows in its own thread."""

    def __init__(self, path: Path, analyst: tuple[str, str], *, disk: Disk | None = None) -> None:
        """Open a study folder.

        Parameters
        ----------
        analyst
            Id and label of who is working.

        Raises
        ------
        StoreError
            When the folder cannot be read.
        """
        contents = read(path, disk=disk)
        self.path = path
        self.analyst, self._label = analyst
        self.warnings = contents.warnings
        self._state = dict(contents.state)
        self._records: dict[str, Any] = read_records(self._state, path)
        self._observers: list[Callable[[ChangeSet], None]] = []
        self._done: list[ChangeSet] = []
        self._undone: list[ChangeSet] = []
        self.study: Study
        """What the study's profile and option set show."""
        self.evaluation: StudyEvaluation | None
        self.reason = ""
        """Why there is no evaluation, when there is none."""
        self._refresh()
        self._saver = _Saver(contents, self.analyst, disk)

    def apply(self, changes: ChangeSet) -> StudyEvaluation | None:
        """Make a change set part of the study, tell the observers, and hand it to the disk.

        Raises
        ------
        ValueError
            When a value is no valid record; then nothing has changed.
        """
        self._perform(changes)
        self._done.append(changes)
        self._undone.clear()
        return self.evaluation

    def undo(self) -> ChangeSet | None:
        """Take back the latest change of this session, as a new change; None when there is none."""
        if not self._done:
            return None
        changes = self._done.pop()
        self._perform(changes.inverse)
        self._undone.append(changes)
        return changes

    def redo(self) -> ChangeSet | None:
        """Make the change again that was undone last; None when there is none."""
        if not self._undone:
            return None
        changes = self._undone.pop()
        self._perform(changes)
        self._done.append(changes)
        return changes

    def subscribe(self, observer: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Have a function called after every change, in the same call; return how to stop that."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    @property
    def view(self) -> str | None:
        """Whose judgement this session shows: the analyst's own, once there is one."""
        return self.analyst if self.analyst in self.study.analyst else self.study.view

    def judgement(self, option: str, criterion: str) -> Score | None:
        """Return the score that stands in a cell for this session's analyst."""
        return self.study.judgement(option, criterion, self.view)

    def own_score(self, option: str, criterion: str) -> Score | None:
        """Return this analyst's own score of a cell, if there is one."""
        return self.study.score.get((option, criterion, self.analyst))

    def rescore(self, option: str, criterion: str, **fields: object) -> ChangeSet:
        """Return the change set that gives a cell this analyst's own score.

        Parameters
        ----------
        fields
            Fields of Score. A new number replaces an older one and keeps the analyst's own reason; a reason
            alone takes over the number that stands in the cell.

        Raises
        ------
        ValueError
            When the fields make no valid score.
        """
        own = self.own_score(option, criterion)
        given = score_value(own) if own else {}
        if {"value", "low", "high", "missing"} & set(fields):
            given = {name: each for name, each in given.items() if name not in {"value", "low", "high", "missing"}}
        elif not own:
            standing = self.judgement(option, criterion)
            given = {
                name: each
                for name, each in (score_value(standing) if standing else {}).items()
                if name in {"value", "low", "high", "missing"}
            }
            given = given or {"missing": "not-scored"}
        names = {"option": option, "criterion": criterion, "analyst": self.analyst}
        score = Score.model_validate(given | fields | names)
        key = score_key(option, criterion, self.analyst)
        return ChangeSet((*self._joining(), Change(key, self._state.get(key), score_value(score))))

    def clear(self, option: str, criterion: str) -> ChangeSet:
        """Return the change set that takes this analyst's own score of a cell away."""
        key = score_key(option, criterion, self.analyst)
        return ChangeSet((Change(key, self._state.get(key), None),))

    @property
    def saving(self) -> Saving:
        """How far the disk is behind."""
        return self._saver.saving

    def flush(self) -> Saving:
        """Wait until the disk has everything it will take."""
        self._saver.flush()
        return self.saving

    def close(self) -> Saving:
        """Write what is left, end the log, and say whether anything could not be saved."""
        self._saver.close()
        return self.saving

    def on_saving(self, observer: Callable[[Saving], None]) -> None:
        """Have a function called whenever the disk caught up or failed, from the writing thread."""
        self._saver.observer = observer

    def _joining(self) -> tuple[Change, ...]:
        """Return the change that adds this session's analyst to the study, if they are not in it yet."""
        if self.analyst in self.study.analyst:
            return ()
        return joining(self.study, self.analyst, self._label).changes

    def _perform(self, changes: ChangeSet) -> None:
        records = {each.key: read_record(each.key, each.new) for each in changes.changes if each.new is not None}
        apply(self._state, changes)
        for change in changes.changes:
            self._records.pop(change.key, None)
        self._records |= records
        self._refresh()
        self._saver.add(changes)
        for observer in tuple(self._observers):
            observer(changes)

    def _refresh(self) -> None:
        whole = assemble(self._records)
        self.study = select(whole)
        try:
            self.evaluation, self.reason = score_study(whole, view=self.view), ""
        except MethodError as error:
            self.evaluation, self.reason = None, str(error)


def joining(study: Study, name: str, label: str, *, show: bool = False) -> ChangeSet:
    """Return the change set by which an analyst joins a study, starting from the judgement that is shown.

    Parameters
    ----------
    show
        Whether the study then shows this analyst's judgement.
    """
    analyst = Analyst(id=name, label=label, based_on=study.starting_point)
    value = analyst.model_dump(mode="json", exclude={"id"}, exclude_none=True)
    present = [each.id for each in study.analysts]
    changes = [
        Change(f"analyst/{name}", None, value),
        Change("order/analyst", present or None, [*present, name]),
    ]
    if show:
        changes.append(Change("setting/view", study.settings.view, name))
    return ChangeSet(tuple(changes), f"{label} joins")


class _Saver:
    """The thread that writes; a change that could not be written stays first in line."""

    def __init__(self, contents: Contents, actor: str, disk: Disk | None) -> None:
        self._writer = open_writer(contents, actor, disk=disk)
        self._queue: SimpleQueue[ChangeSet | Callable[[], None] | None] = SimpleQueue()
        self._waiting: list[ChangeSet] = []
        self._added = 0
        self._written = 0
        self._failure = ""
        self.observer: Callable[[Saving], None] | None = None
        self._thread = Thread(target=self._run, name="study-writer", daemon=True)
        self._thread.start()

    @property
    def saving(self) -> Saving:
        return Saving(self._added - self._written, self._failure)

    def add(self, changes: ChangeSet) -> None:
        self._added += 1
        self._queue.put(changes)

    def flush(self) -> None:
        reached = Event()
        self._queue.put(reached.set)
        reached.wait()

    def close(self) -> None:
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()
            self._writer.close()

    def _run(self) -> None:
        while (item := self._queue.get()) is not None:
            if isinstance(item, ChangeSet):
                self._waiting.append(item)
            self._write_waiting()
            if callable(item):
                item()
        self._write_waiting()

    def _write_waiting(self) -> None:
        try:
            while self._waiting:
                self._writer.append(self._waiting[0])
                del self._waiting[0]
                self._written += 1
                self._failure = ""
        except StoreError as error:
            self._failure = str(error)
        if self.observer is not None:
            self.observer(self.saving)
