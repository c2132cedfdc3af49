"""The one way in for workbooks: looked through first, then loaded; what goes wrong has a code and words."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from workbench.formats.excel.preflight import SHEET_LIMITS, RefusedWorkbookError, Sighting, inspect

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.formats.excel.preflight import Limits

EATEN, KEPT = "x005F_", "x\ue0055F_"
"""What openpyxl takes out of every text, also where it is part of a word, and what stands for it meanwhile."""

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def open_safely(path: Path, limits: Limits = SHEET_LIMITS) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return a workbook that was looked through, formulas as their text.

    Raises
    ------
    RefusedWorkbookError
        When it is refused, or cannot be loaded.
    OSError
        When it cannot be read.
    """
    inspect(path, limits)
    return load(path)


def open_streamed(path: Path, seen: Sighting) -> tuple[Any, Any]:
    """Return a workbook row by row, as last calculated and as written; both are one where there is no formula.

    Parameters
    ----------
    seen
        What `inspect` saw in it.

    Raises
    ------
    RefusedWorkbookError
        When it cannot be loaded.
    """
    values = load(path, data_only=True, read_only=True)
    return values, load(path, read_only=True) if seen.formulas else values


def load(path: Path, **options: bool) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Load a workbook that was looked through."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # about extensions that are not kept; nobody reads them here
            warnings.simplefilter("ignore")
            source = _kept(path)
            book = load_workbook(source or path, keep_links=False, **options)
    except (OSError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes it raise
        found = f"no Excel workbook that can be read: {type(error).__name__}."
        raise RefusedWorkbookError(str(path), "XML_INVALID", found) from error
    if not book.worksheets:
        raise RefusedWorkbookError(str(path), "XML_INVALID", "no Excel workbook that can be read: it has no sheet.")
    if source and not options.get("read_only"):
        _restore(book)
    return book


def _kept(path: Path) -> BytesIO | None:
    """Return a copy of a workbook in which openpyxl leaves the texts alone; None where they need no protection."""
    with ZipFile(path) as archive:
        names = archive.namelist()
        if not any(EATEN.encode() in archive.read(name) for name in names):
            return None
        copy = BytesIO()
        with ZipFile(copy, "w", ZIP_DEFLATED, compresslevel=1) as target:
            for name in names:
                target.writestr(name, archive.read(name).replace(EATEN.encode(), KEPT.encode()))
    return copy


def _restore(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    for sheet in book.worksheets:
        for cell in (each for row in sheet.iter_rows() for each in row):
            if isinstance(cell.value, str) and KEPT in cell.value:
                kind, text = cell.data_type, cell.value.replace(KEPT, EATEN)
                cell.value, cell.data_type = text, kind


def text_of(value: object) -> str:
    """Return a text as the writer of the sheet meant it: Excel writes `_x000D_` for what XML cannot hold."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value).replace(KEPT, EATEN))
