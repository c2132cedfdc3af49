"""Creating, reading and writing a study folder.

Harbour options/
  study.json                                 format, version, id: written once
  log/20261122T101500Z-ana-7f3a91c2d0.jsonl  one for each period of writing, never reopened
"""

from __future__ import annotations

import gc
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from workbench.errors import StoreError
from workbench.model.change import ChangeSet, difference
from workbench.model.records import Records, UnreadableError
from workbench.model.state import assemble, state_of
from workbench.store.disk import OWN_FILE, OWN_FOLDER, SHARED_FILE, SHARED_FOLDER, Disk, write_whole_file
from workbench.store.entry import LAMPORT_AND_ID, NewerFormatError
from workbench.store.header import NAME, RIGHTS, check_free, header_of, newer, read_header, unreadable
from workbench.store.logs import Logs
from workbench.store.pen import Pen
from workbench.store.replica import Dispute, Replica
from workbench.store.sharing import closed_files
from workbench.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from workbench.model.change import Json
    from workbench.model.study import Study
    from workbench.store.entry import Entry


class Contents(NamedTuple):
    """What a study folder holds."""

    path: Path
    state: dict[str, Json]
    entries: tuple[Entry, ...]
    """In the order in which they take effect."""
    waiting: tuple[Entry, ...]
    """Changes that rest on others which are not here yet."""
    disputes: tuple[Dispute, ...]
    warnings: tuple[str, ...]

    def study(self) -> Study:
        """Return the study that the state describes.

        Raises
        ------
        StoreError
            When a value in it is no record of this program.
        """
        return assemble(read_records(self.state, self.path))

    @property
    def last_change(self) -> str:
        """When the study was last changed, as its writer's clock said."""
        return self.entries[-1].at


class Folder:
    """An open study folder: what was read of it so far, and what this process has added."""

    def __init__(self, path: Path, *, disk: Disk | None = None) -> None:
        """Read a study folder.

        Raises
        ------
        StoreError
            When it is no study folder, is of a newer format, or cannot be read.
        """
        self.path = path
        self.disk = disk or Disk()
        self.header = read_header(path, self.disk)
        self.replica = Replica()
        self.logs = Logs(path / "log", self.disk)
        with _collecting_no_garbage():
            self.refresh()
        if "study" not in self.replica.state:
            why = (
                "a log of it may not be read by you"
                if self.logs.closed_to_us
                else "its first log is missing or damaged"
            )
            message = "\n".join([f"{path} holds no readable study: {why}.", *self.faults()])
            hint = RIGHTS if self.logs.closed_to_us else "Restore the folder's log files from a copy."
            raise StoreError(message, hint=hint)

    def refresh(self) -> dict[str, Json]:
        """Read what others have written since the last time.

        Returns
        -------
        The keys whose values changed, with the values before.

        Raises
        ------
        StoreError
            When the folder cannot be read, or a newer program has written in it.
        """
        try:
            new = self.logs.read_new()
            return self.replica.add(new, self.logs.is_lost) if new else {}
        except OSError as error:
            raise unreadable(self.path, error) from error
        except NewerFormatError as error:
            raise newer(self.path, error.args[0]) from error

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The changes in effect, in their order."""
        return tuple(sorted(self.replica.entries.values(), key=LAMPORT_AND_ID))

    @property
    def contents(self) -> Contents:
        """What the folder holds, as far as it was read."""
        waiting, disputes = tuple(self.replica.waiting.values()), self.replica.disputes
        return Contents(self.path, dict(self.replica.state), self.entries, waiting, disputes, tuple(self.faults()))

    def faults(self) -> Iterator[str]:
        """Yield what somebody should know: damage, cut ends, changes that wait, disputes."""
        waiting = self.replica.waiting
        for entry in waiting.values():
            missing = [each for edit in entry.edits for each in edit.seen if each not in self.replica.entries]
            rests = self.logs.name_of(next((each for each in missing if each not in waiting), missing[0]))
            yield f"A change by {entry.actor} of {entry.at} ({entry.id}) waits for {rests}, which is not here yet."
        for dispute in self.replica.disputes:
            by = " and ".join(dict.fromkeys(claim.actor for claim in dispute.claims))
            stands = f"the one by {dispute.claims[0].actor} (first by analyst, then by age) stands until it is settled"
            yield f"{dispute.key} is in dispute: {len(dispute.claims)} values by {by}; {stands}."
        yield from self.logs.faults()
        yield from closed_files(self.path / "log")


@contextmanager
def _collecting_no_garbage() -> Iterator[None]:
    """Leave garbage alone for a while: what is read stays, and looking through it takes a quarter of an opening."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_freeze_count() == 0:
            # Frozen and thawed, what was read counts as old at once, and the next collection passes over it.
            gc.freeze()
            gc.unfreeze()
        if collecting:
            gc.enable()


def read(path: Path, *, disk: Disk | None = None) -> Contents:
    """Return what a study folder holds, from all its logs.

    Raises
    ------
    StoreError
        When it is no study folder, is of a newer format, or cannot be read.
    """
    return Folder(path, disk=disk).contents


def read_records(state: Mapping[str, Json], path: Path, *, later: bool = False) -> Records:
    """Return the record under each key, or say which one cannot be read.

    Parameters
    ----------
    later
        Whether scores that cannot be wrong are read when they are asked for.
    """
    try:
        return Records(state, later=later)
    except UnreadableError as error:
        message = f"{path}: {error}"
        raise StoreError(message) from error


def is_study_folder(path: Path) -> bool:
    """Return whether a path is a study folder."""
    return (path / NAME).is_file()


def create(
    path: Path,
    study: Study,
    actor: str,
    *,
    why: str,
    then: tuple[ChangeSet, ...] = (),
    shared: bool = False,
    disk: Disk | None = None,
) -> None:
    """Create a study folder that holds a study; it appears complete or not at all.

    Parameters
    ----------
    then
        Change sets that belong to the creation, in their order.
    shared
        Whether the group of the folder may read it and add logs of their own.

    Raises
    ------
    StoreError
        When the folder exists already or cannot be written.
    """
    disk = disk or Disk()

    def fill(building: Path) -> None:
        disk.make_folder(building / "log", SHARED_FOLDER if shared else OWN_FOLDER)
        logs, replica = Logs(building / "log", disk), Replica()
        pen = Pen(actor, logs, replica)
        writer = Writer(building / "log", pen.period, disk=disk)
        founding = (difference({}, state_of(study), why), *then)
        writer.write([pen.write(changes, founding=True)[:2] for changes in founding])
        writer.close()
        write_whole_file(disk, building / NAME, header_of(study), mode=SHARED_FILE if shared else OWN_FILE)

    build(path, fill, disk, mode=SHARED_FOLDER if shared else OWN_FOLDER)


def build(path: Path, fill: Callable[[Path], None], disk: Disk, *, mode: int = OWN_FOLDER) -> None:
    """Make a study folder under another name and give it its own when it is complete.

    Parameters
    ----------
    fill
        Puts the files into the folder that it is given, and makes `log` in it.

    Raises
    ------
    StoreError
        When the folder exists already, has no good name, or cannot be written.
    """
    check_free(path)
    building = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        disk.make_parents(path)
        disk.make_folder(building, mode)
        fill(building)
        disk.sync_folder(building / "log")
        disk.sync_folder(building)
        disk.rename(building, path)
        disk.sync_folder(path.parent)
    except OSError as error:
        message = f"{path} cannot be created: {error.strerror or error}."
        left = "The folder is there, but may not survive a power cut." if path.exists() else "Nothing was left behind."
        raise StoreError(message, hint=left) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
