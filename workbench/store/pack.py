"""A study folder as one file for e-mail: its files in a zip, with a list of them that both ends check.

The bytes depend on the study alone, so the same study packed twice is the same file.
"""

from __future__ import annotations

import io
import json
from hashlib import sha256
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo
from zlib import compress

from workbench.errors import StoreError
from workbench.store.disk import OWN_FILE, OWN_FOLDER, Disk, write_whole_file
from workbench.store.folder import build
from workbench.store.header import NAME, unreadable
from workbench.store.pack_check import FORMAT, LIMITS, MANIFEST, VERSION, Refused, checked_files, checked_name
from workbench.store.snapshot import Snapshot, state_digest, taken

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.store.folder import Folder

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100600 << 16
_WRITTEN_ON_UNIX = 3
GET_IT_AGAIN = "Ask for the file again; nothing was written."


def packed(path: Path) -> tuple[bytes, Folder]:
    """Return a study folder as the bytes of one file, and the folder as it was then.

    The bytes are read back and compared before they are returned.

    Raises
    ------
    StoreError
        When the folder cannot be read, is no study, or is too large for one file.
    """
    try:
        snapshot = taken(path)
    except FileNotFoundError as error:
        message = f"{path} is no study folder: it has no {NAME}."
        raise StoreError(message, hint="`workbench new DIR` makes one.") from error
    except OSError as error:
        raise unreadable(path, error) from error
    folder = snapshot.opened()
    for name in snapshot.files_by_name:
        try:
            checked_name(name)
        except Refused as refused:
            message = f"{path} cannot be packed: {refused}"
            raise StoreError(message, hint="Rename the file; the content of a log says what it is.") from refused
    data = _zipped(snapshot, manifest_of(snapshot, folder))
    read_back = opened(path, data)
    if read_back.disk.files_by_name != snapshot.files_by_name:  # type: ignore[attr-defined]
        message = f"{path}: what was packed does not read back as it was."
        raise StoreError(message, hint="Nothing was written. This is a fault of the program or of the memory.")
    return data, folder


def manifest_of(snapshot: Snapshot, folder: Folder) -> bytes:
    """Return the list of the files with their digests, and the digest of the state that they make."""
    listed = [
        {"name": name, "size": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in sorted(snapshot.files_by_name.items())
    ]
    about = {
        "format": FORMAT,
        "version": VERSION,
        "id": folder.header.get("id", ""),
        "changes": len(folder.replica.entries),
        "state": state_digest(folder.replica.state),
        "files": listed,
    }
    return json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _zipped(snapshot: Snapshot, manifest: bytes) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, data in ((MANIFEST, manifest), *sorted(snapshot.files_by_name.items())):
            entry = ZipInfo(name, _LONG_AGO)
            entry.external_attr, entry.create_system = _PLAIN_FILE, _WRITTEN_ON_UNIX
            # Readers refuse what unpacks to very much more than it is, whoever wrote it.
            dense = len(data) <= LIMITS.ratio // 2 * len(compress(data, 6))
            entry.compress_type = ZIP_DEFLATED if dense else ZIP_STORED
            archive.writestr(entry, data, compresslevel=6)
    return stream.getvalue()


def opened(file: Path, data: bytes) -> Folder:
    """Return the study folder in a packed file, checked whole and held in memory.

    Raises
    ------
    StoreError
        When the file is no such pack, is damaged, or holds what no pack holds, with what was found.
    """
    try:
        manifest, files = checked_files(data)
        folder = Snapshot(file, files).opened()
    except Refused as refused:
        message = f"{file} is not unpacked: {refused}"
        raise StoreError(message, hint=refused.hint or GET_IT_AGAIN) from refused
    if state_digest(folder.replica.state) != manifest["state"]:
        message = f"{file} is not unpacked: its logs replay to another study than the one that was packed."
        raise StoreError(message, hint=GET_IT_AGAIN)
    return folder


def unpack(file: Path, to: Path, *, disk: Disk | None = None) -> Folder:
    """Make a study folder of a packed file, and return it as it was read back from the disk.

    Everything is checked before the first byte is written; the folder appears complete or not at all.

    Raises
    ------
    StoreError
        When the file cannot be read or is refused, or the folder exists or cannot be written.
    """
    disk = disk or Disk()
    try:
        size = file.stat().st_size
        data = disk.read(file) if size <= LIMITS.unpacked else b""
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror or error}."
        raise StoreError(message, hint="Name the file that `workbench pack` has made.") from error
    if size > LIMITS.unpacked:
        message = f"{file} is not unpacked: it is larger than {LIMITS.unpacked:,} bytes."
        raise StoreError(message, hint="No study is that large; is it the right file?")
    snapshot = opened(file, data).disk
    if not isinstance(snapshot, Snapshot):  # what `opened` returns always is one
        raise TypeError
    files = snapshot.files_by_name

    def fill(building: Path) -> None:
        for folder in sorted({"log", *(name.partition("/")[0] for name in files if "/" in name)}):
            disk.make_folder(building / folder, OWN_FOLDER)
        for name, content in sorted(files.items()):
            write_whole_file(disk, building / name, content, mode=OWN_FILE)
        for folder in sorted({name.partition("/")[0] for name in files if "/" in name}):
            disk.sync_folder(building / folder)

    build(to, fill, disk)
    from workbench.store.folder import Folder

    return Folder(to, disk=disk)
