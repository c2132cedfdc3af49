"""Writing an output file: whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import ExportError
from workbench.model.own_path import own_path

if TYPE_CHECKING:
    from pathlib import Path


def write_output(name: str, data: bytes) -> str:
    """Put data in place of a file in one step, and return the words that say so.

    What is there and is no file, such as a device or a pipe, is written into and stays what it is; so does a link.

    Raises
    ------
    ExportError
        When the file cannot be written; then the old one is untouched.
    """
    from workbench.store.disk import Disk, replace_file

    path = own_path(name)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
        else:
            replace_file(Disk(), path.resolve() if path.is_symlink() else path, data, mode=0o666)
    except (OSError, ValueError) as error:
        message, hint = _why(path, error)
        raise ExportError(message, hint=hint) from error
    return f"Wrote {path} ({len(data):,} bytes)."


def _why(path: Path, error: OSError | ValueError) -> tuple[str, str]:
    """Return what is wrong, and what to do about it."""
    from workbench.store.disk import NotLastingError

    if isinstance(error, NotLastingError):
        return (
            f"{path} is written, but the disk said: {error.strerror}.",
            "It may not survive a power cut; do it again.",
        )
    said = f"{path} cannot be written: {getattr(error, 'strerror', None) or error}."
    try:
        if path.is_dir():
            return f"{path} is a folder.", "Name a file in it."
        if not path.parent.is_dir():
            return f"{path} cannot be written: there is no folder {path.parent}.", "Make it first, or name another."
        return said, "An older file of that name is untouched." if path.exists() else "Nothing was written."
    except (OSError, ValueError):
        return said, "Nothing was written."
