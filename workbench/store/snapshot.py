"""The files of a study folder at one moment, held in memory: read like a folder, and never half changed."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from workbench.store.disk import Disk
from workbench.store.folder import Folder
from workbench.store.header import NAME
from workbench.store.merge import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from workbench.model.change import Json


class Snapshot(Disk):
    """A disk that holds some files of one folder, by their names within it, and can only be read."""

    def __init__(self, root: Path, files: Mapping[str, bytes]) -> None:
        self.root = root
        self.files_by_name = dict(files)

    def read(self, path: Path, start: int = 0) -> bytes:
        """Return the content of a file from a place on."""
        name = path.relative_to(self.root).as_posix()
        if name not in self.files_by_name:
            raise FileNotFoundError(2, "No such file", str(path))
        return self.files_by_name[name][start:]

    def files(self, path: Path, suffix: str) -> list[tuple[str, tuple[int, int, int]]]:
        """Return the names in a folder that end in a suffix, in order, with their sizes."""
        inside = f"{path.relative_to(self.root).as_posix()}/"
        names = {name: name.removeprefix(inside) for name in self.files_by_name if name.startswith(inside)}
        return sorted((short, (len(self.files_by_name[name]), 0, 0)) for name, short in names.items()
                      if short.endswith(suffix))  # fmt: skip

    def opened(self) -> Folder:
        """Return the study folder that these files are.

        Raises
        ------
        StoreError
            When they are none, or one that this program does not read.
        """
        return Folder(self.root, disk=self)


def taken(path: Path) -> Snapshot:
    """Read every file of a study folder that belongs to the study, each in one go.

    What others append meanwhile is not in it; what is in it is a beginning of their logs, which is a study too.

    Raises
    ------
    OSError
        When one cannot be read.
    """
    disk = Disk()
    return Snapshot(path, {NAME: disk.read(path / NAME)} | dict(_read(path, disk)))


def _read(path: Path, disk: Disk) -> Iterator[tuple[str, bytes]]:
    for kind, suffix in sorted(KINDS.items()):
        if (path / kind).is_dir():
            for name, _ in disk.files(path / kind, suffix):
                yield f"{kind}/{name}", disk.read(path / kind / name)


def state_digest(state: Mapping[str, Json]) -> str:
    """Return the sha256 of a state as it stands: equal states have equal digests, whatever logs they came from."""
    text = json.dumps(dict(state), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
