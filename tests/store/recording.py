"""A disk that remembers what was asked of it, and what could be left of that after a power cut at any moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.store.disk import Disk

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

SECTOR = 512


@dataclass(eq=False)
class File:
    """A file's bytes, and how many of them are surely on the disk."""

    data: bytearray = field(default_factory=bytearray)
    synced: int = 0

    def after(self, chance: random.Random) -> bytes:
        """Return what could be left: the synced bytes, and of the rest nothing, a part, or holes of zeros."""
        sure, rest = bytes(self.data[: self.synced]), bytes(self.data[self.synced :])
        kind = chance.choice(("nothing", "all", "torn", "zeros", "holes"))
        if kind == "nothing":
            return sure
        if kind == "torn":
            return sure + rest[: chance.randrange(len(rest) + 1)]
        if kind == "zeros":
            return sure + bytes(chance.randrange(len(rest) + 1))
        if kind == "holes":
            places = range(0, len(rest), SECTOR)
            kept = [chance.random() < 0.5 for _ in places]
            return sure + b"".join(
                rest[at : at + SECTOR] if whole else bytes(len(rest[at : at + SECTOR]))
                for at, whole in zip(places, kept, strict=True)
            )
        return sure + rest


@dataclass(eq=False)
class Names:
    """What stands in a folder, what of it is lasting, and what happened to its names since."""

    now: dict[str, File | Names] = field(default_factory=dict)
    lasting: dict[str, File | Names] = field(default_factory=dict)
    pending: list[tuple[str | None, str, File | Names]] = field(default_factory=list)
    """Old name if it was a renaming, new name, what it names."""

    def put(self, name: str, node: File | Names, old: str | None = None) -> None:
        if old is not None:
            del self.now[old]
        self.now[name] = node
        self.pending.append((old, name, node))

    def sync(self) -> None:
        self.lasting = dict(self.now)
        self.pending.clear()

    def write_to(self, place: Path, chance: random.Random) -> None:
        """Write what could be left of the folder: the lasting names, and any of the later ones."""
        names = dict(self.lasting)
        for old, name, node in self.pending:
            if chance.random() < 0.5:
                if old is not None:
                    names.pop(old, None)
                names[name] = node
        place.mkdir()
        for name, node in names.items():
            if isinstance(node, Names):
                node.write_to(place / name, chance)
            else:
                (place / name).write_bytes(node.after(chance))


class RecordingDisk(Disk):
    """The real disk, whose calls can be replayed up to any of them."""

    def __init__(self, root: Path, *, syncs: bool = True) -> None:
        self.root = root
        self.syncs = syncs
        self.calls: list[Callable[[Replay], None]] = []
        self._paths: dict[int, Path] = {}

    def make_folder(self, path: Path, mode: int = 0o700) -> None:
        super().make_folder(path, mode)
        self.calls.append(lambda image: image.put(path, Names()))

    def make_parents(self, path: Path) -> None:
        for missing in reversed([each for each in path.parents if not each.exists()]):
            self.calls.append(lambda image, missing=missing: image.put(missing, Names()))  # type: ignore[misc]
        super().make_parents(path)

    def create(self, path: Path, mode: int = 0o600) -> int:
        descriptor = super().create(path, mode)
        self._paths[descriptor] = path
        self.calls.append(lambda image: image.create(path))
        return descriptor

    def write(self, descriptor: int, data: bytes) -> None:
        super().write(descriptor, data)
        path = self._paths[descriptor]
        self.calls.append(lambda image: image.files[path].data.extend(data))

    def fsync(self, descriptor: int) -> None:
        path = self._paths[descriptor]
        if self.syncs:
            self.calls.append(lambda image: image.fsync(path))

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        self.calls.append(lambda image: image.rename(old, new))

    def sync_folder(self, path: Path) -> None:
        if self.syncs:
            self.calls.append(lambda image: image.folder(path).sync())


class Replay:
    """The state of a disk after some of the calls."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.top = Names()
        self.files: dict[Path, File] = {}

    def folder(self, path: Path) -> Names:
        names = self.top
        for part in path.relative_to(self.root).parts:
            inner = names.now[part]
            assert isinstance(inner, Names)
            names = inner
        return names

    def put(self, path: Path, node: File | Names) -> None:
        self.folder(path.parent).put(path.name, node)

    def create(self, path: Path) -> None:
        self.files[path] = File()
        self.put(path, self.files[path])

    def fsync(self, path: Path) -> None:
        self.files[path].synced = len(self.files[path].data)

    def rename(self, old: Path, new: Path) -> None:
        assert old.parent == new.parent
        names = self.folder(old.parent)
        names.put(new.name, names.now[old.name], old.name)
        # Open files and later calls know what was moved by its new name.
        moved = {path: file for path, file in self.files.items() if path == old or old in path.parents}
        for path, file in moved.items():
            self.files[new / path.relative_to(old)] = file
