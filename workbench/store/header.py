"""study.json: what kind of folder this is, in which version, and which study."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from workbench.errors import StoreError
from workbench.store.entry import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.study import Study
    from workbench.store.disk import Disk

READING = "Reading changes nothing. Is the folder still there? Then try again."
"""What somebody should know whose folder could not be read."""
RIGHTS = "Ask its owner for the rights to read it; `workbench new --shared` makes folders that a group reads."
FORMAT = "policy-study"
NAME = "study.json"
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}

_REFUSED = frozenset('<>:"\\|?*').union(map(chr, range(32)))


def header_of(study: Study) -> bytes:
    """Return the text of a new folder's header; `folder` tells copies of one folder from other studies."""
    header = {"format": FORMAT, "version": VERSION, "id": study.id, "title": study.title}
    return json.dumps(header | {"folder": secrets.token_hex(16)}, ensure_ascii=False).encode() + b"\n"


def read_header(path: Path, disk: Disk) -> dict[str, Any]:
    """Return the header of a study folder.

    Raises
    ------
    StoreError
        When it has none, or one that this program does not read.
    """
    try:
        header: dict[str, Any] = json.loads(disk.read(path / NAME))
        kind, version = header["format"], header["version"]
    except FileNotFoundError as error:
        message = f"{path} is no study folder: it has no {NAME}."
        raise StoreError(message, hint="`workbench new DIR` makes one.") from error
    except OSError as error:
        raise unreadable(path / NAME, error) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = f"{path / NAME} cannot be read: {error}."
        hint = "A copy of the file from another copy of the folder mends it; the study itself stands in log/."
        raise StoreError(message, hint=hint) from error
    if kind != FORMAT or not isinstance(version, int):
        message = f"{path} is no study folder of this program (its format is {kind!r})."
        raise StoreError(message)
    if version > VERSION:
        raise newer(path, version)
    return header


def unreadable(path: Path, error: OSError) -> StoreError:
    """Return the refusal of a folder in which something cannot be read; where the system says what, it is named."""
    message = f"{error.filename or path} cannot be read: {error.strerror or error}."
    return StoreError(message, hint=RIGHTS if isinstance(error, PermissionError) else READING)


def newer(path: Path, version: object) -> StoreError:
    """Return the refusal of what a newer program has written."""
    message = f"{path} has the format version {version}; this program reads up to {VERSION}."
    return StoreError(message, hint="Use a newer workbench; the folder was left untouched.")


def check_free(path: Path) -> None:
    """Refuse a place for a new folder that is taken, or whose name not every system can have.

    Raises
    ------
    StoreError
        When it is no place for a study.
    """
    if path.name in {"", ".."}:
        message = f"{path.name or str(path)!r} is no name for a new folder."
        raise StoreError(message, hint="Give it one of its own; nothing was written.")
    try:
        taken = path.exists() and (not path.is_dir() or any(path.iterdir()))
    except OSError as error:
        message = f"{path} cannot be created: {error.strerror or error}."
        raise StoreError(message, hint="Choose another place; nothing was written.") from error
    if taken:
        message = f"{path} exists already."
        raise StoreError(message, hint="Choose another place; nothing was written.")
    if reserved_name(path.name):
        message = f"{path.name!r} cannot be the name of a folder on Windows, where others may want to open it."
        raise StoreError(message, hint="Choose another name; nothing was written.")


def reserved_name(name: str) -> bool:
    """Return whether a file or folder cannot have a name on every system."""
    reserved = name.partition(".")[0].strip().lower() in _RESERVED
    return reserved or name.endswith((".", " ")) or not _REFUSED.isdisjoint(name)
