"""Merging copies of one study folder: the union of their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import StoreError
from workbench.store.disk import OWN_FILE, OWN_FOLDER, SHARED_FILE, Disk, is_shared, replace_file, write_whole_file
from workbench.store.folder import Folder, build

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.store.entry import Entry

KINDS = {"log": ".jsonl", "evidence": ""}
"""The folders that are joined, and how the names of their files end."""


def merge(into: Path, other: Path, *, disk: Disk | None = None) -> tuple[Folder, tuple[Entry, ...]]:
    """Bring every file of another copy into a study folder; the other copy is only read.

    Returns
    -------
    The folder after it, and the entries that came in.

    Raises
    ------
    StoreError
        When they are no copies of one study, or hold different files of one name (then nothing was written), or
        when a file cannot be written (then what came in so far is whole, and merging again does the rest).
    """
    disk = disk or Disk()
    before, theirs = Folder(into, disk=disk), Folder(other, disk=disk)
    if before.header.get("folder") != theirs.header.get("folder"):
        message = f"{into} and {other} are different studies, not copies of one."
        raise StoreError(message, hint="Only copies can be merged; nothing was written.")
    try:
        files = _missing(into, other, disk)
        _bring(into, files, disk)
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or error
        message = f"{other} could not be merged into {into}: {what}."
        raise StoreError(message, hint="What came in so far is whole; merging again does the rest.") from error
    after = Folder(into, disk=disk)
    known = before.replica.entries
    return after, tuple(entry for entry in after.entries if entry.id not in known)


def copy(path: Path, to: Path, *, disk: Disk | None = None) -> None:
    """Make a copy of a study folder in a new place, whole or not at all.

    Raises
    ------
    StoreError
        When the place is taken or cannot be written.
    """

    def fill(building: Path) -> None:
        for source in sorted(path.rglob("*")):
            place = building / source.relative_to(path)
            if source.is_dir():
                real.make_folder(place, source.stat().st_mode & 0o7777)
            elif not source.name.startswith("."):
                write_whole_file(real, place, real.read(source), mode=source.stat().st_mode & 0o777)
        for folder in building.iterdir():
            if folder.is_dir():
                real.sync_folder(folder)

    real = disk or Disk()
    build(to, fill, real, mode=(path.stat().st_mode & 0o7777) or OWN_FOLDER)


def _missing(into: Path, other: Path, disk: Disk) -> list[tuple[Path, bytes]]:
    """Return the files that are not in a folder, or there only in part, with their content."""
    files = []
    for kind, suffix in KINDS.items():
        for name, _ in disk.files(other / kind, suffix) if (other / kind).is_dir() else ():
            data, place = disk.read(other / kind / name), into / kind / name
            ours = disk.read(place) if place.exists() else None
            if ours is not None and not (data.startswith(ours) or ours.startswith(data)):
                message = f"{place} and {other / kind / name} have one name and different contents."
                hint = "One of them is damaged: `workbench check` says which. Nothing was written."
                raise StoreError(message, hint=hint)
            if ours is None or len(data) > len(ours):
                files.append((place, data))
    return files


def _bring(into: Path, files: list[tuple[Path, bytes]], disk: Disk) -> None:
    mode = SHARED_FILE if is_shared(into) else OWN_FILE
    for place, data in files:
        if not place.parent.is_dir():
            disk.make_folder(place.parent, into.stat().st_mode & 0o7777)
        replace_file(disk, place, data, mode=mode)
