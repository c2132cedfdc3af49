"""A session: one person working on one study folder, every change kept before it is called saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from workbench.analysis.veil import visible_changes
from workbench.errors import StoreError
from workbench.model.change import Change, ChangeSet
from workbench.model.state import score_key
from workbench.store.drafts import Drafts
from workbench.store.folder import Folder
from workbench.store.pen import Pen
from workbench.store.rescue import rescue
from workbench.store.saver import KEPT, RETRY, Saver, Saving
from workbench.store.undo import redoable, taken_back, undoable
from workbench.store.writer import Writer
from workbench.usecases.courtesy import visible_disputes, visible_words
from workbench.usecases.editing.change_words import called
from workbench.usecases.editing.edits import check_value, cleared, joining, rescored, settling
from workbench.usecases.locations import home
from workbench.usecases.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from workbench.model.change import Json
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.score import Score
    from workbench.model.study import Study
    from workbench.store.disk import Disk
    from workbench.store.entry import Entry
    from workbench.store.replica import Dispute

__all__ = ["Saving", "Session", "joining"]

BY_OTHERS, OWN_ELSEWHERE = "by others", "elsewhere under your name"
"""Why the study is another one after `refresh`."""


class Session:
    """A study, its evaluation and its changes; observers are told at once, the disk follows in its own thread."""

    def __init__(
        self,
        path: Path,
        analyst: tuple[str, str],
        *,
        disk: Disk | None = None,
        retry: float = RETRY,
        later: bool = False,
    ) -> None:
        """Open a study folder for somebody (id and label).

        Parameters
        ----------
        retry
            Seconds after which a failed write is tried again.
        later
            Whether the ranking is calculated by `score`, or with the first change, and not at once.

        Raises
        ------
        StoreError
            When the folder cannot be read.
        """
        self._folder = Folder(path, disk=disk)
        self.path = path
        self.analyst, self.label = analyst
        self._observers: list[Callable[[ChangeSet], None]] = []
        self._standing = Standing(self._state, self.analyst, path, later=later)
        self.warnings = self._faults()
        """What is damaged, cut, waiting or in dispute."""
        self._pen = Pen(self.analyst, self._folder.logs, self._folder.replica)
        self._drafts = Drafts(home() / "drafts", path, self.analyst, self._pen.mark)
        self._kept = ""
        """Where the changes are that could not be saved to the end."""
        self._saver = Saver(Writer(path / "log", self._pen.period, disk=disk), retry=retry)

    @property
    def _state(self) -> Mapping[str, Json]:
        return self._folder.replica.state

    @property
    def state(self) -> Mapping[str, Json]:
        """The keys with their values, also those that profile and option set leave out; for reading only."""
        return self._state

    @property
    def entries(self) -> Sequence[Entry]:
        """Every change there is, the earliest first."""
        return self._folder.entries

    @property
    def study(self) -> Study:
        """What the study's profile and option set show."""
        return self._standing.study

    @property
    def whole(self) -> Study:
        """The study as this analyst may see it, with what profile and option set leave out: what verbs are given."""
        return self._standing.whole

    @property
    def evaluation(self) -> StudyEvaluation | None:
        """The ranking for this analyst, where there is one."""
        return self._standing.evaluation

    @property
    def reason(self) -> str:
        """Why there is no evaluation, when there is none."""
        return self._standing.reason

    @property
    def is_unscored(self) -> bool:
        """Whether the ranking was left for later and has not been calculated yet."""
        return self._standing.is_unscored

    def score(self) -> None:
        """Calculate the ranking that was left for later, and tell the observers: a change set without changes."""
        if self.is_unscored:
            self._standing.score()
            self._tell(ChangeSet(()))

    def apply(self, changes: ChangeSet) -> StudyEvaluation | None:
        """Make a change set part of the study, tell the observers, and hand it to the disk.

        Raises
        ------
        ValueError
            When a value is no valid record; then nothing has changed.
        """
        self._perform(changes)
        return self.evaluation

    def undo(self) -> ChangeSet | None:
        """Take back this analyst's latest change that stands, as a new change, and return it; None without one.

        Raises
        ------
        WorkbenchError
            When somebody has changed the same since, with who and when; so does `redo`.
        """
        taken = self._take_back(undoable(self._folder.entries, self.analyst))
        return taken.inverse if taken else None

    def redo(self) -> ChangeSet | None:
        """Make the change again that this analyst took back last, and return it; None without one."""
        return self._take_back(redoable(self._folder.entries, self.analyst))

    def _take_back(self, entry: Entry | None) -> ChangeSet | None:
        if entry is None:
            return None
        changes = taken_back(entry, self._folder.replica, partial(called, self._state))
        self._perform(changes, undoes=entry.id)
        return changes

    def subscribe(self, observer: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Have a function called after every change, in the same call; return how to stop that."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    def refresh(self) -> ChangeSet | None:
        """Take over what others have written since, and tell the observers; None when nothing has changed.

        For a screen's timer, once a second: with nothing new it costs one look at the names and sizes of the logs.

        Raises
        ------
        StoreError
            When the folder cannot be read; what this session knows stays.
        """
        known = len(self._folder.replica.entries)
        before = self._folder.refresh()
        if not before and len(self._folder.replica.entries) == known:
            return None
        by = {entry.actor for entry in islice(self._folder.replica.entries.values(), known, None)}
        why = BY_OTHERS if by - {self.analyst} else OWN_ELSEWHERE
        changes = ChangeSet(tuple(Change(key, old, self._state.get(key)) for key, old in before.items()), why)
        self._standing.update(before)
        changes = visible_changes(self.study, self.analyst, changes)
        self.warnings = self._faults()
        self._tell(changes)
        return changes

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """The keys to which people who did not see each other's changes gave different values."""
        return visible_disputes(self._folder.replica, self.analyst)

    def settle(self, key: str, value: Json, why: str) -> StudyEvaluation | None:
        """End a dispute: give the key one value in place of all that are claimed.

        Parameters
        ----------
        value
            As it stands in a claim, or another; None takes the key away.

        Raises
        ------
        UsageError
            When the key is in no dispute, or there is no reason.
        ValueError
            When the value is no valid record.
        """
        seen = settling(self._folder.replica, key, why)
        self._perform(ChangeSet((Change(key, self._state.get(key), value),), why), seen=seen)
        return self.evaluation

    def draft(self, option: str, criterion: str, text: str | None) -> None:
        """Keep an unfinished note safe outside the study; None gives it up."""
        if text is None:
            self._drafts.drop((option, criterion))
        else:
            self._drafts.keep((option, criterion), text)

    def drafts(self) -> dict[tuple[str, str], str]:
        """Return the notes that a crash left unfinished, by option and criterion."""
        return self._drafts.left()

    @property
    def view(self) -> str | None:
        """Whose judgement this session shows: the analyst's own, once there is one."""
        return self._standing.view

    def judgement(self, option: str, criterion: str) -> Score | None:
        """Return the score that stands in a cell for this session's analyst."""
        return self.study.judgement(option, criterion, self.view)

    def own_score(self, option: str, criterion: str) -> Score | None:
        """Return this analyst's own score of a cell, if there is one."""
        return self.study.score.get((option, criterion, self.analyst))

    def rescore(self, option: str, criterion: str, **fields: object) -> ChangeSet:
        """Return the change set that gives a cell this analyst's own score, from some fields of Score.

        A new number replaces an older one and keeps the analyst's own reason; a reason alone takes over what stands in
        the cell: the number, how sure it is, what it rests on and its passages.

        Raises
        ------
        ValueError
            When the fields make no valid score.
        """
        own, standing = self.own_score(option, criterion), self.judgement(option, criterion)
        cell = {"option": option, "criterion": criterion, "analyst": self.analyst}
        key = score_key(option, criterion, self.analyst)
        change = Change(key, self._state.get(key), rescored(own, standing, cell, fields))
        return ChangeSet((*self._joining(), change))

    def _joining(self) -> tuple[Change, ...]:
        """Return the changes by which the analyst joins, unless that is done.

        Where the one who is shown has nothing to show (who made the study and scores nothing), this one is shown.
        """
        study = self.study
        if self.analyst in study.analyst:
            return ()
        empty = study.view in study.analyst and not study.has_judgement(study.view)
        return joining(study, self.analyst, self.label, show=empty).changes

    def clear(self, option: str, criterion: str) -> ChangeSet:
        """Return the change set that takes this analyst's own score of a cell away."""
        return cleared(self._state, option, criterion, self.analyst)

    @property
    def saving(self) -> Saving:
        """How far the disk is behind."""
        return self._saver.saving

    def flush(self) -> Saving:
        """Wait until the disk has everything it will take."""
        self._saver.flush()
        self._drafts.flush()
        return self.saving

    def close(self) -> Saving:
        """Write what is left, end the log, and say whether anything could not be saved; twice is as good as once.

        What the study's folder does not take is kept in the user's own, and `failure` says in which file.
        """
        self._saver.close()
        self._drafts.flush()
        saving = self.saving
        if not saving.done and not self._kept:
            self._kept = rescue(home() / "unsaved", self.path, self._pen.period, self._saver.unsaved)
        return saving if saving.done else replace(saving, failure=f"{saving.failure.removesuffix(KEPT)}{self._kept}")

    def is_news(self, words: str) -> bool:
        """Return whether words about the folder say more than that this session is still at work in it."""
        return not words.startswith(f"log/{self._pen.period} is not closed")

    def on_saving(self, observer: Callable[[Saving], None]) -> None:
        """Have a function called whenever the disk caught up or failed, from the writing thread."""
        self._saver.observer = observer

    def _perform(
        self, changes: ChangeSet, *, undoes: str = "", seen: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        for each in changes.changes:
            check_value(each.key, each.new)
        if self._saver.closed:
            message = f"{self.path}: the session has ended; the change was not made."
            raise StoreError(message, hint="Open the study again.")
        disputed = bool(self.disputes)
        entry, line, _ = self._pen.write(changes, undoes=undoes, seen=seen)
        self._saver.add(entry, line)
        for change in changes.changes:
            names = change.key.split("/")
            if names[0] == "score" and names[-1] == self.analyst:
                self._drafts.drop((names[1], names[2]))
        self._take_over(changes)
        if disputed:
            self.warnings = self._faults()

    def _take_over(self, changes: ChangeSet) -> None:
        """Bring records and evaluation up to the state, and tell the observers."""
        self._standing.update(change.key for change in changes.changes)
        self._tell(changes)

    def _tell(self, changes: ChangeSet) -> None:
        for observer in tuple(self._observers):
            observer(changes)

    def _faults(self) -> tuple[str, ...]:
        unreadable = (f"The value of {key} cannot be read: {why}" for key, why in self._standing.unreadable.items())
        return (*unreadable, *visible_words(self._folder.faults(), self._state, self.analyst))
