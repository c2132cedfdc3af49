"""The seam through which every byte of a study folder passes, so that tests can make any call fail."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OWN_FILE, SHARED_FILE = 0o600, 0o640
"""Modes of files; in a folder for a group each reads all files and writes only their own."""
OWN_FOLDER, SHARED_FOLDER = 0o700, 0o2770
"""Modes of folders; in a shared one new files belong to the folder's group."""
_FOR_GROUP = 0o020


class NotLastingError(OSError):
    """All of a file is written and in its place, but its name may not survive a power cut."""


class Disk:
    """The real disk."""

    def make_folder(self, path: Path, mode: int = OWN_FOLDER) -> None:
        """Make a folder that must not exist, with exactly these permissions."""
        path.mkdir(mode=mode & 0o777)
        if mode != OWN_FOLDER:
            path.chmod(mode)

    def make_parents(self, path: Path) -> None:
        """Make every folder above a path that is missing, and make their names lasting."""
        missing = [each for each in path.parents if not each.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in reversed(missing):
            self.sync_folder(folder.parent)

    def create(self, path: Path, mode: int = OWN_FILE) -> int:
        """Open a new file for appending and return its descriptor; it must not exist."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, mode)
        if mode == SHARED_FILE:
            os.chmod(path, mode)  # noqa: PTH101 - what the user's mask took away
        return descriptor

    def write(self, descriptor: int, data: bytes) -> None:
        """Write all of the data, or raise."""
        written = os.write(descriptor, data)
        if written != len(data):
            message = f"only {written} of {len(data)} bytes were written; the disk may be full"
            raise OSError(errno.ENOSPC, message)

    def fsync(self, descriptor: int) -> None:
        """Return once what was written is on the disk itself."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close a file."""
        os.close(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file or folder its final name in one step, in place of a file of that name."""
        old.replace(new)

    def sync_folder(self, path: Path) -> None:
        """Make the names in a folder lasting, where the system can do that."""
        with suppress(PermissionError):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def read(self, path: Path, start: int = 0) -> bytes:
        """Return the content of a file from a place on."""
        with path.open("rb") as file:
            file.seek(start)
            return file.read()

    def files(self, path: Path, suffix: str) -> list[tuple[str, tuple[int, int, int]]]:
        """Return the names in a folder that end in a suffix, in order, with size, time of change and file number."""
        found = []
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.name.endswith(suffix) and not entry.name.startswith("."):
                    # Removed or replaced in the meantime: the next look shows it.
                    with suppress(FileNotFoundError):
                        facts = entry.stat()
                        found.append((entry.name, (facts.st_size, facts.st_mtime_ns, facts.st_ino)))
        return sorted(found)

    def is_at(self, descriptor: int, path: Path) -> bool:
        """Return whether an open file still is the one of that name."""
        try:
            return os.path.samestat(os.fstat(descriptor), path.stat())
        except OSError:
            return False


def is_shared(path: Path) -> bool:
    """Return whether a folder is meant for a group."""
    return bool(path.stat().st_mode & _FOR_GROUP)


def write_whole_file(disk: Disk, path: Path, data: bytes, *, mode: int = OWN_FILE) -> None:
    """Write a new file and return once it is on the disk."""
    descriptor = disk.create(path, mode)
    try:
        disk.write(descriptor, data)
        disk.fsync(descriptor)
    finally:
        disk.close(descriptor)


def replace_file(disk: Disk, path: Path, data: bytes, *, mode: int = OWN_FILE) -> None:
    """Put data in place of a file in one step: a reader sees the old content or the new, never a part.

    Parameters
    ----------
    mode
        Permissions, less what the user's mask takes away.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    with suppress(FileNotFoundError):
        temporary.unlink()
    try:
        write_whole_file(disk, temporary, data, mode=mode)
        disk.rename(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    try:
        disk.sync_folder(path.parent)
    except OSError as error:
        raise NotLastingError(error.errno, error.strerror) from error
