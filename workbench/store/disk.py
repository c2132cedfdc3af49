"""The seam through which every byte of a study folder passes, so that tests can make any call fail."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Disk:
    """The real disk."""

    def make_folder(self, path: Path) -> None:
        """Make a folder that must not exist, for its owner alone."""
        path.mkdir(mode=0o700)

    def create(self, path: Path, mode: int = 0o600) -> int:
        """Open a new file for appending and return its descriptor; it must not exist."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, mode)

    def write(self, descriptor: int, data: bytes) -> None:
        """Write all of the data, or raise."""
        written = os.write(descriptor, data)
        if written != len(data):
            message = f"only {written} of {len(data)} bytes were written"
            raise OSError(message)

    def fsync(self, descriptor: int) -> None:
        """Return once what was written is on the disk itself."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close a file."""
        os.close(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file or folder its final name in one step."""
        old.rename(new)

    def sync_folder(self, path: Path) -> None:
        """Make the names in a folder lasting, where the system can do that."""
        with suppress(PermissionError):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def read(self, path: Path) -> bytes:
        """Return the whole content of a file."""
        return path.read_bytes()


def write_whole_file(disk: Disk, path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write a new file and return once it is on the disk."""
    descriptor = disk.create(path, mode)
    try:
        disk.write(descriptor, data)
        disk.fsync(descriptor)
    finally:
        disk.close(descriptor)


def replace_file(disk: Disk, path: Path, data: bytes, *, mode: int = 0o600) -> None:
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
    disk.sync_folder(path.parent)
