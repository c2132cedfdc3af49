"""Bringing lines to the disk: appended, synced, and only then acknowledged."""

from __future__ import annotations

import errno
from contextlib import suppress
from typing import TYPE_CHECKING

from workbench.errors import StoreError
from workbench.store import clock
from workbench.store.disk import OWN_FILE, SHARED_FILE, Disk, is_shared
from workbench.store.entry import body_of, decode, encode, line_digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.store.entry import Entry


SAFE = (
    "What was saved before is safe. Whether this change came through, `workbench history` says; if not, make it again."
)
"""What somebody should know whose change could not be saved and who does not wait for another try."""


class Writer:
    """Appends the lines of one log; they are on the disk when `append` returns.

    The file is made with the first line. After a failure it is abandoned, and the lines that were not acknowledged go
    into another file of the same log: nothing is ever written behind a broken line.
    """

    def __init__(self, folder: Path, period: str, *, disk: Disk | None = None) -> None:
        self._folder = folder
        """The folder of logs."""
        self._period = period
        self._disk = disk or Disk()
        self._descriptor: int | None = None
        self._path = folder
        self._part = 0
        self._last: tuple[Entry, bytes] | None = None

    def append(self, lines: Sequence[tuple[Entry, bytes]]) -> None:
        """Write lines, and return once they are on the disk.

        Raises
        ------
        StoreError
            When they cannot be written; they may be tried again.
        """
        try:
            self.write(lines)
        except OSError as error:
            place = self._folder.parent
            message = f"{place}: the change could not be saved: {error.strerror or error}."
            raise StoreError(message, hint=SAFE) from error

    def write(self, lines: Sequence[tuple[Entry, bytes]]) -> None:
        """Write lines, or raise what the disk said and abandon the file."""
        try:
            descriptor = self._open()
            self._disk.write(descriptor, b"".join(line for _, line in lines))
            self._disk.fsync(descriptor)
            self._check_place(descriptor)
        except OSError:
            self._abandon()
            raise
        self._last = lines[-1]

    def close(self) -> None:
        """Write the closing record and close the file; it is not reopened.

        A record that fails is tried once more in another file; a log without one is reported on reading.
        """
        if self._last is None:
            return
        entry, line = self._last
        place = self._period, entry.number + 1, entry.lamport + 1
        body = body_of(place, entry.actor, clock.stamp(), line_digest(line[:-1]), end=entry.number)
        closing = decode(body)
        for _ in range(2):
            with suppress(OSError):
                self.write([(closing, encode(closing))])
                break
        self._abandon()
        self._last = None

    def _open(self) -> int:
        if self._descriptor is None:
            self._part += 1
            name = self._period if self._part == 1 else f"{self._period}.{self._part}"
            self._path = self._folder / f"{name}.jsonl"
            mode = SHARED_FILE if is_shared(self._folder) else OWN_FILE
            self._descriptor = self._disk.create(self._path, mode)
            self._disk.sync_folder(self._folder)
        return self._descriptor

    def _check_place(self, descriptor: int) -> None:
        if not self._disk.is_at(descriptor, self._path):
            raise OSError(errno.ENOENT, "the folder is no longer where it was; put it back")

    def _abandon(self) -> None:
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        # A disk that stays full would collect an empty file with every attempt.
        if self._disk.is_at(descriptor, self._path) and self._path.stat().st_size == 0:
            with suppress(OSError):
                self._path.unlink()
        with suppress(OSError):
            self._disk.close(descriptor)
