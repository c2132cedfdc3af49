"""Writing without a screen: each change is on the disk when the call returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.store.pen import Pen
from workbench.store.undo import redoable, taken_back, undoable
from workbench.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.change import ChangeSet
    from workbench.store.entry import Entry
    from workbench.store.folder import Folder


class Author:
    """Someone who changes a study folder, one call after the other; close it in the end."""

    def __init__(self, folder: Folder, actor: str) -> None:
        self._folder = folder
        self._actor = actor
        self._pen = Pen(actor, folder.logs, folder.replica)
        self._writer = Writer(folder.path / "log", self._pen.period, disk=folder.disk)
        self._waiting: list[tuple[Entry, bytes]] = []

    def append(self, changes: ChangeSet, *, undoes: str = "", seen: Mapping[str, Sequence[str]] | None = None) -> Entry:
        """Make a change, and return its entry once it and all before it are on the disk.

        Parameters
        ----------
        undoes
            The id of the entry it takes back.
        seen
            By key, what it takes the place of; by default what is current.

        Raises
        ------
        StoreError
            When it cannot be saved; it is kept, and `save` or the next change tries again.
        """
        entry, line, _ = self._pen.write(changes, undoes=undoes, seen=seen)
        self._waiting.append((entry, line))
        self.save()
        return entry

    def save(self) -> None:
        """Try again what could not be saved."""
        if self._waiting:
            self._writer.append(self._waiting)
            self._waiting.clear()

    def undo(self) -> Entry | None:
        """Take back this person's latest change that stands, and return that change; None when there is none.

        Raises
        ------
        WorkbenchError
            When somebody has changed the same since, or it cannot be saved.
        """
        return self._take_back(undoable(self._folder.entries, self._actor))

    def redo(self) -> Entry | None:
        """Make the change again that this person took back last, and return its taking back; None without one.

        Raises
        ------
        WorkbenchError
            When somebody has changed the same since, or it cannot be saved.
        """
        return self._take_back(redoable(self._folder.entries, self._actor))

    def _take_back(self, entry: Entry | None) -> Entry | None:
        if entry is not None:
            self.append(taken_back(entry, self._folder.replica), undoes=entry.id)
        return entry

    def close(self) -> None:
        """Close the log; one that holds less than it should stays open, which is reported on reading."""
        if not self._waiting:
            self._writer.close()
