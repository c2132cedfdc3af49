"""Tables as Parquet files; needs pyarrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import DefinitionError, Mistake, UsageError
from workbench.formats.table.grid import Cell, Grid

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> Grid:
    """Return the cells, the column names as the header; an index that pandas wrote with a name of its own comes first.

    Raises
    ------
    UsageError
        When pyarrow is not installed.
    DefinitionError
        When it is no Parquet file.
    """
    try:
        import pyarrow.lib
        import pyarrow.parquet
    except ImportError as error:
        message = f"{path}: reading Parquet needs pyarrow, which is not installed."
        raise UsageError(message, hint="Install the extra: pip install 'policy-workbench[batch]'.") from error
    try:
        table = pyarrow.parquet.read_table(path)
    except (pyarrow.lib.ArrowException, ValueError) as error:
        found = "no Parquet file that can be read."
        raise DefinitionError([Mistake(str(path), "", found, "Write it again, or as CSV.")]) from error
    kept = (table.schema.pandas_metadata or {}).get("index_columns", [])
    first = [name for name in kept if isinstance(name, str) and name in table.column_names]
    names = [*first, *(name for name in table.column_names if name not in first)]
    columns = [[_cell(value) for value in table.column(name).to_pylist()] for name in names]
    header: tuple[Cell, ...] = tuple(names)

    def place(row: int, column: int) -> str:
        return f"row {row}, column {names[column]}" if column < len(names) else f"row {row}"

    return Grid(str(path), (header, *zip(*columns, strict=True)), place)


def _cell(value: object) -> Cell:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return str(value).strip()
