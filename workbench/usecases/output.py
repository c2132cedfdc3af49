"""Writing an output file: whole or not at all."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import ExportError


def write_output(name: str, data: bytes) -> str:
    """Put data in place of a file in one step, and return the words that say so.

    Raises
    ------
    ExportError
        When the file cannot be written; then the old one is untouched.
    """
    from workbench.store.disk import Disk, replace_file

    path = Path(name).expanduser()
    try:
        replace_file(Disk(), path, data, mode=0o666)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise ExportError(message, hint="An older file of that name is untouched.") from error
    return f"Wrote {path} ({len(data):,} bytes)."
