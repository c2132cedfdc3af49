"""Creating, reading and writing a study folder.

Harbour options/
  study.json                             format, version, id: written once
  log/20261122T101500Z-ana-7f3a91c2.jsonl  one for each period of writing, never reopened
"""

from __future__ import annotations

import json
import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.errors import StoreError
from workbench.model.change import ChangeSet, difference
from workbench.model.state import assemble, read_record, state_of
from workbench.store import clock
from workbench.store.disk import Disk, write_whole_file
from workbench.store.entry import DamagedLineError, Entry, decode, encode, line_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.model.change import Json
    from workbench.model.study import Study

FORMAT = "policy-study"
VERSION = 1
"""The version of the folder's format; an older one is read, a newer one refused untouched."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a study folder holds."""

    path: Path
    state: dict[str, Json]
    entries: tuple[Entry, ...]
    """In the order in which they take effect."""
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


def read_records(state: dict[str, Json], path: Path) -> dict[str, Any]:
    """Return the record under each key, or say which one cannot be read."""
    records = {}
    for key, value in state.items():
        try:
            records[key] = read_record(key, value)
        except ValueError as error:
            message = f"{path}: the value of {key} cannot be read: {error}"
            raise StoreError(message) from error
    return records


def is_study_folder(path: Path) -> bool:
    """Return whether a path is a study folder."""
    return (path / "study.json").is_file()


def create(
    path: Path, study: Study, actor: str, *, why: str, then: tuple[ChangeSet, ...] = (), disk: Disk | None = None
) -> None:
    """Create a study folder that holds a study; it appears complete or not at all.

    Parameters
    ----------
    then
        Change sets that belong to the creation, in their order.

    Raises
    ------
    StoreError
        When the folder exists already or cannot be written.
    """
    disk = disk or Disk()
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        message = f"{path} exists already."
        raise StoreError(message, hint="Choose another place; nothing was written.")
    building = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.make_folder(building)
        disk.make_folder(building / "log")
        writer = Writer(building, actor, lamport=0, disk=disk)
        for changes in (difference({}, state_of(study), why), *then):
            writer.write(changes)
        writer.close()
        header = {"format": FORMAT, "version": VERSION, "id": study.id, "title": study.title}
        write_whole_file(disk, building / "study.json", json.dumps(header, ensure_ascii=False).encode() + b"\n")
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


def read(path: Path, *, disk: Disk | None = None) -> Contents:
    """Return what a study folder holds, from all its logs.

    Raises
    ------
    StoreError
        When it is no study folder, is of a newer format, or cannot be read.
    """
    disk = disk or Disk()
    _check_header(path, disk)
    warnings: list[str] = []
    entries: list[Entry] = []
    try:
        logs = sorted((path / "log").glob("*.jsonl"))
        for log in logs:
            entries.extend(_read_log(log, disk.read(log), warnings))
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise StoreError(message) from error
    entries.sort(key=lambda entry: (entry.lamport, entry.period, entry.number))
    state: dict[str, Json] = {}
    for entry in entries:
        apply(state, entry.changes)
    if "study" not in state:
        message = f"{path} holds no readable study: its first log is missing or damaged."
        raise StoreError(message, hint="Restore the folder's log files from a copy.")
    return Contents(path, state, tuple(entries), tuple(warnings))


def apply(state: dict[str, Json], changes: ChangeSet) -> None:
    """Change a state in place."""
    for change in changes.changes:
        if change.new is None:
            state.pop(change.key, None)
        else:
            state[change.key] = change.new


def _check_header(path: Path, disk: Disk) -> None:
    try:
        header = json.loads(disk.read(path / "study.json"))
        kind, version = header["format"], header["version"]
    except FileNotFoundError as error:
        message = f"{path} is no study folder: it has no study.json."
        raise StoreError(message, hint="`workbench new DIR` makes one.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{path / 'study.json'} cannot be read: {error}."
        raise StoreError(message) from error
    if kind != FORMAT or not isinstance(version, int):
        message = f"{path} is no study folder of this program (its format is {kind!r})."
        raise StoreError(message)
    if version > VERSION:
        message = f"{path} has the format version {version}; this program reads up to {VERSION}."
        raise StoreError(message, hint="Use a newer workbench; the folder was left untouched.")


def _read_log(log: Path, data: bytes, warnings: list[str]) -> Iterator[Entry]:
    *lines, rest = data.split(b"\n")
    if rest:
        warnings.append(f"{log.name}: the last line was cut off while it was written; it was never acknowledged.")
    previous = ""
    for number, line in enumerate(lines, start=1):
        try:
            entry = decode(line, log.stem)
        except DamagedLineError as error:
            warnings.append(f"{log.name}: line {number} is damaged: {error}. It was left out.")
        else:
            if entry.previous != previous:
                warnings.append(f"{log.name}: line {number} does not follow the line before it.")
            yield entry
        previous = line_digest(line)


class Writer:
    """Appends change sets to a log of its own; a change set is on the disk when `append` returns.

    The file is made at the first change. After a failed write the file is abandoned and the next change starts
    another: nothing is ever written behind a broken line.
    """

    def __init__(self, path: Path, actor: str, *, lamport: int, disk: Disk | None = None) -> None:
        self._path = path
        self._actor = actor
        self._lamport = lamport
        self._disk = disk or Disk()
        self._descriptor: int | None = None
        self._period = ""
        self._number = 0
        self._previous = ""

    def append(self, changes: ChangeSet) -> Entry:
        """Write a change set and return its entry once it is on the disk.

        Raises
        ------
        StoreError
            When it cannot be written; it may be tried again.
        """
        try:
            return self.write(changes)
        except OSError as error:
            message = f"{self._path}: the change could not be saved: {error.strerror or error}."
            raise StoreError(message, hint="It is kept in memory and tried again.") from error

    def write(self, changes: ChangeSet) -> Entry:
        """Write a change set and return its entry, or raise what the disk said and abandon the file."""
        at = clock.now()
        try:
            descriptor = self._open(at.strftime("%Y%m%dT%H%M%SZ"))
            moment = at.isoformat().replace("+00:00", "Z")
            place = (self._period, self._number + 1, self._lamport + 1, self._actor, moment)
            entry = Entry(*place, changes, self._previous)
            line = encode(entry)
            self._disk.write(descriptor, line)
            self._disk.fsync(descriptor)
        except OSError:
            self._abandon()
            raise
        self._number, self._lamport, self._previous = entry.number, entry.lamport, line_digest(line[:-1])
        return entry

    def close(self) -> None:
        """Close the log; it is not reopened."""
        self._abandon()

    def _open(self, moment: str) -> int:
        if self._descriptor is None:
            self._period = f"{moment}-{self._actor}-{secrets.token_hex(4)}"
            folder = self._path / "log"
            self._descriptor = self._disk.create(folder / f"{self._period}.jsonl")
            self._number, self._previous = 0, ""
            self._disk.sync_folder(folder)
        return self._descriptor

    def _abandon(self) -> None:
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            try:
                self._disk.close(descriptor)
            except OSError:
                return


def open_writer(contents: Contents, actor: str, *, disk: Disk | None = None) -> Writer:
    """Return a writer whose changes come after everything that was read."""
    lamport = max((entry.lamport for entry in contents.entries), default=0)
    return Writer(contents.path, actor, lamport=lamport, disk=disk)
