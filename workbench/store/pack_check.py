"""Looking through a packed study before anything of it is used: what no pack holds is refused, with what it is."""

from __future__ import annotations

import io
import json
import re
import stat
import unicodedata
import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile

from workbench.store.header import NAME, reserved_name
from workbench.store.merge import KINDS

if TYPE_CHECKING:
    from zipfile import ZipInfo

FORMAT, VERSION, MANIFEST = "policy-study-pack", 1, "MANIFEST.json"
_ENCRYPTED = 0x1
_HEX = re.compile(r"[0-9a-f]{64}")
_ZIP_START = b"PK\x03\x04"
_LONGEST_NAME = 200
_SMALL = 100_000
"""Bytes up to which it does not matter how much denser a file was packed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a packed study may be."""

    members: int = 10_000
    unpacked: int = 200_000_000
    """Bytes of all files together, and of the packed file."""
    ratio: int = 200
    """How many times larger than in the pack a file may be."""
    manifest: int = 5_000_000


LIMITS = Limits()


_UNREADABLE = f"its list of files, {MANIFEST}, cannot be read."


class Refused(Exception):  # noqa: N818 - it becomes the message of an error that names the file
    """What is wrong with a packed file."""

    def __init__(self, found: str, hint: str = "") -> None:
        super().__init__(found)
        self.hint = hint


def checked_files(data: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the list in a pack and its files, each as the list says.

    Raises
    ------
    Refused
        When it is no pack, or not as it was packed.
    """
    if not data.startswith(_ZIP_START):
        message = "it is no packed study; it does not begin like one."
        raise Refused(message, "`workbench pack DIR -o FILE` makes one.")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = _checked_entries(archive)
            manifest = _manifest(_content(archive, entries.pop(MANIFEST), LIMITS.manifest))
            return manifest, _as_listed(archive, entries, manifest)
    except (BadZipFile, LargeZipFile, NotImplementedError, EOFError, ValueError, zlib.error) as error:
        message = f"it is damaged or cut off ({str(error) or type(error).__name__})."
        raise Refused(message) from error


def _checked_entries(archive: ZipFile) -> dict[str, ZipInfo]:
    """Return the entries by name, after a look at nothing but the zip's directory."""
    listed = archive.infolist()
    if len(listed) > LIMITS.members:
        message = f"it holds {len(listed):,} files; at most {LIMITS.members:,} are read."
        raise Refused(message)
    if archive.comment:
        message = "something stands behind its end that `workbench pack` has not written."
        raise Refused(message)
    unpacked = sum(entry.file_size for entry in listed)
    if unpacked > LIMITS.unpacked:
        message = f"it unpacks to {unpacked:,} bytes; at most {LIMITS.unpacked:,} are read."
        raise Refused(message)
    entries: dict[str, ZipInfo] = {}
    seen: set[str] = set()
    for entry in listed:
        _check_entry(entry)
        alike = unicodedata.normalize("NFC", entry.filename).casefold()
        if alike in seen:
            message = f"two of its files are called {entry.filename!r}, or alike."
            raise Refused(message)
        seen.add(alike)
        entries[entry.filename] = entry
    for name in (MANIFEST, NAME):
        if name not in entries:
            message = f"it is no packed study: it holds no {name}."
            raise Refused(message, "`workbench pack DIR -o FILE` makes one.")
    return entries


def _check_entry(entry: ZipInfo) -> None:
    if entry.orig_filename != entry.filename:
        message = f"it holds a file called {entry.orig_filename!r}, which is no name that a study's file has."
        raise Refused(message)
    if entry.filename != MANIFEST:
        checked_name(entry.filename)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG} or entry.is_dir():
        message = f"{entry.filename} in it is no plain file but a link, a folder or a device."
        raise Refused(message)
    if entry.flag_bits & _ENCRYPTED:
        message = f"{entry.filename} in it is encrypted."
        raise Refused(message)
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        message = f"{entry.filename} in it is compressed in a way that `workbench pack` does not use."
        raise Refused(message)
    if entry.file_size > max(_SMALL, LIMITS.ratio * max(1, entry.compress_size)):
        message = f"{entry.filename} in it unpacks to more than {LIMITS.ratio} times its size."
        raise Refused(message)


def checked_name(name: str) -> None:
    """Refuse the name of a file that no study folder has, or that not every system can have.

    Raises
    ------
    Refused
        With the name.
    """
    if name == NAME:
        return
    kind, slash, short = name.partition("/")
    suffix = KINDS.get(kind)
    fits = slash and suffix is not None and short.endswith(suffix) and not short.startswith(".")
    if not fits or "/" in short or len(short) > _LONGEST_NAME or reserved_name(short) or not short.isprintable():
        message = f"it holds a file called {name!r}, which is no name that a study's file has."
        raise Refused(message)


def _manifest(text: bytes) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(text)
        kind, version = found["format"], found["version"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(_UNREADABLE) from error
    if kind != FORMAT or not isinstance(version, int):
        message = f"it is no packed study of this program (its format is {kind!r})."
        raise Refused(message)
    if version > VERSION:
        message = f"it has the format version {version}; this program reads up to {VERSION}."
        raise Refused(message, "Use a newer workbench; nothing was written.")
    if not _is_complete(found):
        raise Refused(_UNREADABLE)
    return found


def _is_complete(manifest: dict[str, Any]) -> bool:
    try:
        return bool(_HEX.fullmatch(manifest["state"])) and all(
            isinstance(each["name"], str) and type(each["size"]) is int and _HEX.fullmatch(each["sha256"])
            for each in manifest["files"]
        )
    except (KeyError, TypeError):
        return False


def _as_listed(archive: ZipFile, entries: dict[str, ZipInfo], manifest: dict[str, Any]) -> dict[str, bytes]:
    """Return the content of every file, having compared it with the list."""
    listed = {each["name"]: each for each in manifest["files"]}
    if len(listed) != len(manifest["files"]):
        message = f"{MANIFEST} in it lists a file twice."
        raise Refused(message)
    missing, unknown = sorted(set(listed) - set(entries)), sorted(set(entries) - set(listed))
    if missing or unknown:
        found = f"{missing[0]} is missing in it" if missing else f"{unknown[0]} was added to it"
        message = f"{found}: it is not as it was packed."
        raise Refused(message)
    files = {}
    for name, entry in sorted(entries.items()):
        content = _content(archive, entry, listed[name]["size"])
        if sha256(content).hexdigest() != listed[name]["sha256"]:
            message = f"{name} in it is not as it was packed: its digest differs."
            raise Refused(message)
        files[name] = content
    return files


def _content(archive: ZipFile, entry: ZipInfo, most: int) -> bytes:
    """Return an entry's content; whatever its directory says, no more is unpacked than may be."""
    with archive.open(entry) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        message = f"{entry.filename} in it is longer than it should be."
        raise Refused(message)
    return content
