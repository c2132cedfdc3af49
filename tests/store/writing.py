"""What the tests of the store share: a small study, changes that can be told apart, and disks that fail."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

from tests.studies import leaf, study
from workbench.model.change import Change, ChangeSet
from workbench.store.author import Author
from workbench.store.disk import Disk
from workbench.store.folder import Folder, create

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from workbench.store.entry import Entry


def small(path: Path, **fields: Any) -> Path:
    """Make a folder that holds a study of two options and two leaves."""
    made = study([leaf("cost"), leaf("speed")], {"ferry": {"cost": 50.0}, "bridge": {"cost": 25.0}})
    create(path, made, "founder", why="test", **fields)
    return path


def note(number: int, old: Any = None) -> ChangeSet:
    """Return a change of a key of its own."""
    return ChangeSet((Change(f"option/o{number}", old, {"label": f"Option {number}"}),), f"change {number}")


def titled(title: str) -> ChangeSet:
    """Return a change of a key that all can change."""
    return ChangeSet((Change("study", None, {"id": "small", "title": title}),), f"better: {title}")


def written(path: Path, actor: str, *changes: ChangeSet) -> list[Entry]:
    """Have somebody make changes in a period of their own."""
    author = Author(Folder(path), actor)
    entries = [author.append(each) for each in changes]
    author.close()
    return entries


def log_of(path: Path, entry: Entry) -> Path:
    """Return the file in which an entry stands."""
    (log,) = (path / "log").glob(f"*-{entry.log}.jsonl")
    return log


class UnsyncedDisk(Disk):
    """A disk that does not wait: for tests of meaning, not of safety."""

    def fsync(self, descriptor: int) -> None:
        pass

    def sync_folder(self, path: Path) -> None:
        pass


CALLS = ("make_folder", "create", "write", "fsync", "rename", "sync_folder", "read", "files")


class Trouble:
    """The real disk of this process, of whose calls the k-th fails: every one that changes or reads something."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.calls = 0
        self.fail_at = 0
        for name in CALLS:
            patch.setattr(Disk, name, self._failing(getattr(Disk, name)))

    def begin(self, fail_at: int) -> None:
        """Count from now on, and fail at a call; at none of them for 0."""
        self.calls, self.fail_at = 0, fail_at

    def _failing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(disk: Disk, *arguments: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == self.fail_at:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(disk, *arguments, **named)

        return call


class FailingDisk(Disk):
    """A disk on which one call fails: the k-th of all that change something."""

    def __init__(self, fail_at: int = 0, *, code: int = errno.ENOSPC, short: bool = False) -> None:
        self.calls = 0
        self.fail_at = fail_at
        self.code = code
        self.short = short

    def _count(self) -> None:
        self.calls += 1
        if self.calls == self.fail_at:
            raise OSError(self.code, os.strerror(self.code))

    def make_folder(self, path: Path, mode: int = 0o700) -> None:
        self._count()
        super().make_folder(path, mode)

    def create(self, path: Path, mode: int = 0o600) -> int:
        self._count()
        return super().create(path, mode)

    def write(self, descriptor: int, data: bytes) -> None:
        if self.short and self.calls + 1 == self.fail_at:
            super().write(descriptor, data[: len(data) // 2])
        self._count()
        super().write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        self._count()
        super().fsync(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        self._count()
        super().rename(old, new)

    def sync_folder(self, path: Path) -> None:
        self._count()
        super().sync_folder(path)
