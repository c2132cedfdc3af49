"""Files of a part: whole or not at all, the done marker last."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workbench.errors import ExportError
from workbench.formats.safe_text import csv_safe
from workbench.store.disk import Disk, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from workbench.batch.job import Form

TEXTS = ("study", "method", "weights", "view", "aggregators", "option", "notices")

BLOCK = 10_000
"""Rows that become Python's own numbers and texts at a time."""


def put(path: Path, data: bytes) -> str:
    """Put a file in its place in one step and return the digest of its content.

    Raises
    ------
    ExportError
        When it cannot be written; an older one is untouched.
    """
    try:
        replace_file(Disk(), path, data, mode=0o666)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise ExportError(message, hint="What is finished stays; start the same command again to go on.") from error
    return hashlib.sha256(data).hexdigest()


def put_facts(path: Path, facts: Mapping[str, Any]) -> None:
    """Put a JSON file in its place."""
    text = json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    put(path, text.encode(errors="backslashreplace"))


def read_facts(path: Path) -> dict[str, Any] | None:
    """Return what a JSON file says; None where it is not there or not whole."""
    try:
        facts = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return facts if isinstance(facts, dict) else None


def table_bytes(table: Any, form: Form) -> bytes:  # noqa: ANN401 - an Arrow table
    """Return a table of results as a file's content."""
    if form == "parquet":
        return _parquet(table)
    if form == "csv":
        return _csv(table)
    if form == "xlsx":
        return _workbook(table)
    return _json_lines(table)


def _parquet(table: Any) -> bytes:  # noqa: ANN401 - an Arrow table
    import pyarrow as pa
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    texts = [name for name in TEXTS if name in table.column_names]
    parquet.write_table(table, sink, use_dictionary=texts, write_statistics=["scenario"], compression="snappy")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _csv(table: Any) -> bytes:  # noqa: ANN401 - an Arrow table
    import pyarrow as pa
    from pyarrow import csv

    plain = {}
    for name in table.column_names:
        column = table.column(name)
        if pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        if pa.types.is_string(column.type):
            column = _safe(column)
        plain[name] = column
    sink = BytesIO()
    csv.write_csv(pa.table(plain), sink, csv.WriteOptions(quoting_style="needed"))
    return sink.getvalue()


def _safe(column: Any) -> Any:  # noqa: ANN401 - an Arrow column of texts
    """Return texts that a spreadsheet does not calculate; only what is risky is touched."""
    import pyarrow as pa
    from pyarrow import compute

    distinct = compute.unique(column)
    safe = pa.array([None if text is None else csv_safe(text) for text in distinct.to_pylist()], pa.string())
    return safe.take(compute.index_in(column, distinct))


def _workbook(table: Any) -> bytes:  # noqa: ANN401 - an Arrow table
    """Return a workbook; what is longer than a sheet goes on in the next one."""
    from workbench.formats.table.write_workbook import MOST_ROWS, Sheet, workbook_bytes

    length = MOST_ROWS - 1
    starts = range(0, max(1, table.num_rows), length)
    names = ["results", *(f"results {number}" for number in range(2, len(starts) + 1))]
    parts = [(name, table.slice(start, length)) for name, start in zip(names, starts, strict=True)]
    return workbook_bytes(*(Sheet(name, part.column_names, _rows(part)) for name, part in parts))


def _rows(table: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - an Arrow table
    for batch in table.to_batches(BLOCK):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _json_lines(table: Any) -> bytes:  # noqa: ANN401 - an Arrow table
    lines = (json.dumps(row, ensure_ascii=False, allow_nan=False) for row in table.to_pylist())
    return "".join(f"{line}\n" for line in lines).encode()
