"""Paths as people write them."""

from __future__ import annotations

from pathlib import Path


def own_path(name: str | Path) -> Path:
    """Return a path, `~` at its beginning read as the home; a name such as `~$sheet.xlsx` stays what it is."""
    path = Path(name)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
