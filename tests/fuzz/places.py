"""Where the readers under attack work, and the small study that they work on."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from tests.store.writing import note, small, written
from tests.studies import leaf, study

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.model.study import Study


@cache
def workplace() -> Path:
    """Return a folder with a study in it, made once a process."""
    place = Path(mkdtemp(prefix="fuzz-"))
    written(small(place / "study"), "ana", note(1))
    return place


@cache
def sample() -> Study:
    """Return a study of two options and two leaves."""
    return study(
        [leaf("cost"), leaf("speed")], {"ferry": {"cost": 50.0}, "bridge": {"cost": 25.0, "speed": "not-known"}}
    )


def texts(*found: str) -> Callable[[], list[bytes]]:
    """Return what makes texts into inputs."""
    return lambda: [text.encode() for text in found]


def cells_of(text: str) -> list[list[str | float | None]]:
    """Return the rows of a simple CSV text, numbers as such."""
    return [
        [float(each) if each.replace(".", "").isdigit() else each or None for each in line.split(",")]
        for line in text.splitlines()
    ]


def workbook(**sheets: Sequence[Sequence[Any]]) -> Callable[[], list[bytes]]:
    """Return what makes a workbook of some sheets."""

    def made() -> list[bytes]:
        from openpyxl import Workbook

        book, saved = Workbook(), BytesIO()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(saved)
        return [saved.getvalue()]

    return made
