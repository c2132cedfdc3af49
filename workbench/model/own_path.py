"""Paths as people write them."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import UsageError


def own_path(name: str | Path) -> Path:
    """Return a path, `~` at its beginning read as the home; a name such as `~$sheet.xlsx` stays what it is.

    Raises
    ------
    UsageError
        When the text is empty: as a path it would be the folder that one happens to be in.
    """
    if not isinstance(name, Path) and not name:
        message = "An empty text names no file or folder."
        raise UsageError(message, hint="Give a name; where a variable stands for it, see that it is set.")
    path = Path(name)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
