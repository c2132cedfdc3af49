"""Tables of scenarios as they arrive, read a chunk at a time: CSV, TSV, JSON Lines, Excel and Parquet."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.batch.arrow import need_arrow, reading
from workbench.batch.chunk import BLOCK_BYTES, ROWS_AT_ONCE, Chunk, check_names
from workbench.batch.columns import SCENARIO
from workbench.batch.json_lines import column_of, json_lines
from workbench.batch.problems import Problem
from workbench.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

FORMATS = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), "csv"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".xlsx", ".xlsm"), "excel"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
}
"""Which endings are which format."""

STANDARD_INPUT = "standard-input"
"""How the file is named in which standard input is kept."""

LONGEST_TEXT = 10_000
"""Bytes of one text in Parquet."""


def format_of(path: Path, named: str | None) -> str:
    """Return the format of an input file.

    Raises
    ------
    UsageError
        When neither its ending nor the option says it.
    """
    if named:
        return named
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        message = f"{path}: {path.suffix or 'no ending'} says no format of a table."
        raise UsageError(message, hint=f"Known: {', '.join(sorted(FORMATS))}; or name it with --input-format.")
    return found


def input_files(path: Path) -> list[Path]:
    """Return the files of an input: itself, or the tables in a folder in the order of their names.

    Raises
    ------
    UsageError
        When it is not there, or a folder without tables or with tables of several formats.
    """
    check_path(path)
    if not path.exists():
        siblings = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
        message = f"There is no file or folder {path}."
        raise UsageError(message, hint=nearest(path.name, siblings))
    if not path.is_dir():
        return [path]
    files = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith((".", "_")))
    tables = [each for each in files if each.suffix.lower() in FORMATS]
    kinds = sorted({each.suffix.lower() for each in tables})
    if not tables:
        message = f"The folder {path} holds no tables."
        raise UsageError(message, hint=f"Known endings: {', '.join(sorted(FORMATS))}.")
    if len({FORMATS[kind] for kind in kinds}) > 1:
        message = f"The folder {path} holds tables of several formats: {', '.join(kinds)}."
        raise UsageError(message, hint="Give one folder for each format.")
    return tables


def no_scenario(path: Path) -> UsageError:
    """Return the refusal of an input in which there is nothing to score."""
    message = f"{'Standard input' if path.stem == STANDARD_INPUT else path} holds no scenario."
    return UsageError(message, hint="Below the heading, or in JSON Lines from the first line on, a scenario is a row.")


def check_path(path: Path) -> None:
    """Refuse a path that Arrow cannot take.

    Raises
    ------
    UsageError
        When it holds bytes that are no UTF-8.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        message = f"The path {path} holds bytes that are no UTF-8."
        raise UsageError(
            message, hint="Batches need a path of plain characters: rename it, or name another."
        ) from error


def chunks(path: Path, form: str, name: str) -> Iterator[Chunk]:
    """Yield the rows of a table.

    Parameters
    ----------
    name
        The file as the user knows it, for problems.

    Raises
    ------
    UsageError
        When the file as a whole is not what it should be.
    """
    reader = {"csv": _csv, "jsonl": json_lines, "excel": _excel, "parquet": _parquet}[form]
    with reading(path):
        yield from reader(path, name)


def _heading(path: Path) -> tuple[list[str], str]:
    """Return the column names of a text and what separates them."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline(BLOCK_BYTES)
    except UnicodeDecodeError as error:
        message = f"{path} is not encoded in UTF-8."
        raise UsageError(message, hint="Save it as CSV UTF-8.") from error
    if len(line) >= BLOCK_BYTES:
        message = f"{path}: the first line has {BLOCK_BYTES:,} characters or more; it is no heading."
        raise UsageError(message, hint="Name the columns in the first line, one row a line below it.")
    if not line.strip():
        message = f"{path} has no heading: the first line is empty."
        raise UsageError(message, hint="Name the columns in the first line.")
    delimiter = "\t" if path.suffix.lower() == ".tsv" or "\t" in line else ";" if "," not in line else ","
    try:
        names = [name.strip() for name in next(csv.reader([line], delimiter=delimiter))]
    except csv.Error as error:
        message = f"{path}: the heading cannot be read: {error}."
        raise UsageError(message, hint="Look for a quotation mark that nobody closed.") from error
    check_names(names, path)
    return names, delimiter


def _csv(path: Path, name: str) -> Iterator[Chunk]:
    arrow = need_arrow()
    from pyarrow import csv as arrow_csv

    names, delimiter = _heading(path)
    skipped: list[Any] = []

    def skip(row: Any) -> str:  # noqa: ANN401 - Arrow's own record
        skipped.append(row)
        return "skip"

    texts = arrow.string()
    options = (
        arrow_csv.ReadOptions(use_threads=False, block_size=BLOCK_BYTES, column_names=names, skip_rows=1),
        arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=skip),
        arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, texts), null_values=[], strings_can_be_null=False),
    )
    following = 1
    try:
        with arrow_csv.open_csv(path, *options) as reader:
            for batch in reader:
                told = [row for row in skipped if row.number is not None]
                # Arrow reads blocks ahead: rows of the next ones wait for them.
                told, skipped[:] = _within(following, batch.num_rows, told)
                rows, problems = _numbered(following, batch.num_rows, told, name, names, delimiter)
                following += batch.num_rows + len(problems)
                yield Chunk(arrow.Table.from_batches([batch]), rows, problems)
    except (arrow.ArrowInvalid, UnicodeDecodeError) as error:
        said = str(error).splitlines()[0].rstrip(".")
        if "straddl" in said:
            said = f"a row has more than {BLOCK_BYTES:,} bytes"
        message = f"{path} cannot be read as CSV: {said}."
        raise UsageError(message, hint="It must be UTF-8, and its quotation marks must pair.") from error
    if skipped:
        _, problems = _numbered(following, 0, skipped, name, names, delimiter)
        yield Chunk(arrow.table({each: arrow.array([], texts) for each in names}), np.zeros(0, np.int64), problems)


def _within(first: int, count: int, skipped: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Return those of the skipped rows that stand before the last of `count` rows that were read, and the others."""
    ordered = sorted(skipped, key=lambda row: row.number)
    # Arrow counts the heading as row 1 although it skips it.
    before = np.array([row.number - 1 - first - place for place, row in enumerate(ordered)])
    length = int((before < count).sum())
    return ordered[:length], ordered[length:]


def _numbered(
    first: int, count: int, skipped: Sequence[Any], name: str, names: Sequence[str], delimiter: str
) -> tuple[NDArray[np.int64], tuple[Problem, ...]]:
    """Return the numbers of `count` rows that were read, passing over those that were not."""
    # Arrow counts the heading as row 1 although it skips it.
    numbers = sorted(row.number - 1 for row in skipped)
    candidates = np.arange(first, first + count + len(numbers))
    rows = candidates[~np.isin(candidates, numbers)][:count]
    return rows, tuple(
        Problem(name, row.number - 1, _scenario(row.text, names, delimiter), "", row.text, _cells(row, delimiter))
        for row in skipped
    )


def _scenario(text: str, names: Sequence[str], delimiter: str) -> str:
    """Return whose row it is that could not be read; only its first cell is surely where it belongs."""
    if names[0] != SCENARIO:
        return ""
    try:
        return next(csv.reader([text], delimiter=delimiter), [""])[0]
    except csv.Error:
        return ""


def _cells(row: Any, delimiter: str) -> str:  # noqa: ANN401 - Arrow's own record
    cells, columns = row.actual_columns, row.expected_columns
    found = f"{cells} cell{'s' * (cells != 1)} for {columns} column{'s' * (columns != 1)}"
    if delimiter == "," and cells > columns:
        return f"{found}; a number with a decimal comma is two cells: write a point"
    return found


def _excel(path: Path, _name: str) -> Iterator[Chunk]:
    from workbench.formats.table.grid import read_grid

    grid = read_grid(path)
    heading, *lines = grid.rows or ((),)
    names = ["" if cell is None else str(cell).strip() for cell in heading]
    check_names(names, path)
    for start in range(0, len(lines), ROWS_AT_ONCE):
        block = lines[start : start + ROWS_AT_ONCE]
        padded = [(*line, *[None] * (len(names) - len(line))) for line in block]
        columns = {name: column_of([line[place] for line in padded]) for place, name in enumerate(names)}
        yield Chunk(need_arrow().table(columns), np.arange(start + 1, start + len(block) + 1))


def _parquet(path: Path, _name: str) -> Iterator[Chunk]:
    arrow = need_arrow()
    from pyarrow import parquet

    first = 1
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE * 4):
            yield Chunk(arrow.Table.from_batches([batch]), np.arange(first, first + batch.num_rows))
            first += batch.num_rows


def check_texts(path: Path) -> None:
    """Refuse a Parquet file with long texts: what it says once, any number of its rows can repeat.

    Raises
    ------
    UsageError
        When a text is longer than a scenario's name can be, or the file cannot be read.
    """
    arrow = need_arrow()
    from pyarrow import compute, parquet

    with reading(path):
        with parquet.ParquetFile(path) as file:
            kinds = {each.name: getattr(each.type, "value_type", each.type) for each in file.schema_arrow}
            is_text = arrow.types.is_string, arrow.types.is_large_string
            names = [name for name, kind in kinds.items() if any(each(kind) for each in is_text)]
            numbers = [place for place in range(file.metadata.num_columns) if file.schema.column(place).name in names]
            for group in map(file.metadata.row_group, range(file.num_row_groups)):
                # on the average, as a file that repeats nothing says of itself
                if any(group.column(place).total_uncompressed_size > LONGEST_TEXT * max(1, group.num_rows)
                       for place in numbers):  # fmt: skip
                    raise _too_long(path)
        if not names:
            return
        with parquet.ParquetFile(path, read_dictionary=names) as file:
            for group in range(file.num_row_groups):
                # The whole dictionary of a row group comes with its first row.
                first = next(file.iter_batches(1, row_groups=[group], columns=names, use_threads=False), None)
                for column in first.columns if first is not None else ():
                    texts = column.dictionary if hasattr(column, "dictionary") else column
                    if (compute.max(compute.binary_length(texts)).as_py() or 0) > LONGEST_TEXT:
                        raise _too_long(path)


def _too_long(path: Path) -> UsageError:
    message = f"{path} holds texts of more than {LONGEST_TEXT:,} bytes; scenarios have names and numbers."
    return UsageError(message, hint="Leave the columns with long texts out.")
