"""Tables as Parquet files; needs pyarrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import DefinitionError, Mistake, UsageError
from workbench.formats.table.grid import (
    LARGEST_FILE,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_LARGE,
    Cell,
    Grid,
    composed,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT_ONCE = 10_000
"""Rows that are unpacked at a time."""


def read(path: Path) -> Grid:
    """Return the cells, the column names as the header; an index that pandas wrote with a name of its own comes first.

    Raises
    ------
    UsageError
        When pyarrow is not installed.
    DefinitionError
        When it is no Parquet file, or larger than a table can be.
    """
    try:
        import pyarrow.lib
        import pyarrow.parquet
    except ImportError as error:
        message = f"{path}: reading Parquet needs pyarrow, which is not installed."
        raise UsageError(message, hint="Install the extra: pip install 'policy-workbench[batch]'.") from error
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            _check_size(path, file)
            kept = (file.schema_arrow.pandas_metadata or {}).get("index_columns", [])
            texts = [
                each.name
                for each in file.schema_arrow
                if pyarrow.types.is_string(each.type) or pyarrow.types.is_large_string(each.type)
            ]
        # What a dictionary says once, millions of rows can repeat: unpacked it can be of any size.
        with pyarrow.parquet.ParquetFile(path, read_dictionary=texts) as file:
            columns = _columns(path, file)
    except (pyarrow.lib.ArrowException, ValueError) as error:
        found = "no Parquet file that can be read."
        raise DefinitionError([Mistake(str(path), "", found, "Write it again, or as CSV.")]) from error
    first = [name for name in kept if isinstance(name, str) and name in columns]
    names = [*first, *(name for name in columns if name not in first)]
    header: tuple[Cell, ...] = tuple(map(composed, names))

    def place(row: int, column: int) -> str:
        return f"row {row}, column {shown(names[column])}" if column < len(names) else f"row {row}"

    return Grid(str(path), (header, *zip(*(columns[name] for name in names), strict=True)), place)


def _is_no_cell(kind: Any) -> bool:  # noqa: ANN401 - Arrow's own
    """Return whether a column holds what no cell does: lists, records, or bytes that are no text."""
    from pyarrow import types

    return bool(
        types.is_nested(kind)
        or types.is_binary(kind)
        or types.is_large_binary(kind)
        or types.is_fixed_size_binary(kind)
    )


def _check_size(path: Path, file: Any) -> None:  # noqa: ANN401 - Arrow's own
    """Refuse what a file says of itself to be too much, before anything of it is unpacked."""
    rows, columns = file.metadata.num_rows, len(file.schema_arrow.names)
    unpacked = sum(file.metadata.row_group(group).total_byte_size for group in range(file.num_row_groups))
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS or unpacked > LARGEST_FILE:
        raise DefinitionError([Mistake(str(path), "", TOO_LARGE)])
    other = [each for each in file.schema_arrow if _is_no_cell(each.type)]
    if other:
        found = f"the column {shown(other[0].name)} holds {shown(str(other[0].type))}."
        raise DefinitionError([Mistake(str(path), "", found, "A table's cells are texts and numbers.")])
    twice = sorted({name for name in file.schema_arrow.names if file.schema_arrow.names.count(name) > 1})
    if twice:
        found = f"{', '.join(map(repr, twice))} stands twice."
        raise DefinitionError([Mistake(str(path), "", found, "Names tell columns apart.")])


def _columns(path: Path, file: Any) -> dict[str, list[Cell]]:  # noqa: ANN401
    """Return the cells by column; a text that stands in many rows is kept once."""
    found: dict[str, list[Cell]] = {name: [] for name in file.schema_arrow.names}
    known: dict[Cell, Cell] = {}
    for batch in file.iter_batches(batch_size=AT_ONCE, use_threads=False):
        for name, cells in zip(found, batch.columns, strict=True):
            if cells.nbytes > LARGEST_FILE or len(found[name]) > MOST_ROWS:
                raise DefinitionError([Mistake(str(path), "", TOO_LARGE)])
            found[name].extend(known.setdefault(cell, cell) for cell in _cells(cells))
    return found


def _cells(column: Any) -> Iterator[Cell]:  # noqa: ANN401
    if hasattr(column, "dictionary"):
        values = [_cell(value) for value in column.dictionary.to_pylist()]
        yield from (None if place is None else values[place] for place in column.indices.to_pylist())
    else:
        yield from map(_cell, column.to_pylist())


def _cell(value: object) -> Cell:
    if value is None:
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return composed(str(value))
