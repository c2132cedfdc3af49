"""Tables of scenarios as they arrive, read a chunk at a time: CSV, TSV, JSON Lines, Excel and Parquet."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.batch.arrow import need_arrow, reading
from workbench.batch.problems import Problem
from workbench.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from workbench.model.evaluation import Mask

FORMATS = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), "csv"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".xlsx", ".xlsm"), "excel"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
}
"""Which endings are which format."""

CHUNK_ROWS = 50_000
"""Rows that are read at a time where the format has no blocks of its own."""

BLOCK_BYTES = 2**23
"""Bytes of a text that are read at a time."""


@dataclass(frozen=True)
class Chunk:
    """Some rows of a table, none of them checked yet."""

    table: Any
    """An Arrow table; columns hold texts or numbers."""
    rows: NDArray[np.int64]
    """Each row's number in its file, the first below the heading is 1."""
    problems: tuple[Problem, ...] = ()
    """Rows that could not be read at all."""
    absent: Mapping[str, Mask] = field(default_factory=dict)
    """Where a row does not have a column at all."""


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
    reader = {"csv": _csv, "jsonl": _json_lines, "excel": _excel, "parquet": _parquet}[form]
    with reading(path):
        yield from reader(path, name)


def _heading(path: Path) -> tuple[list[str], str]:
    """Return the column names of a text and what separates them."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline()
    except UnicodeDecodeError as error:
        message = f"{path} is not encoded in UTF-8."
        raise UsageError(message, hint="Save it as CSV UTF-8.") from error
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


def check_names(names: Sequence[str], path: Path) -> None:
    """Refuse columns without a name, or two of one name.

    Raises
    ------
    UsageError
        When there are such columns.
    """
    unnamed = [str(place) for place, name in enumerate(names, start=1) if not name]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if unnamed or twice:
        found = [f"column {', '.join(unnamed)} has no name"] if unnamed else []
        found += [f"{', '.join(map(repr, twice))} stands there twice"] if twice else []
        message = f"{path}: {'; '.join(found)}."
        raise UsageError(message)


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
                skipped.clear()
                rows, problems = _numbered(following, batch.num_rows, told, name)
                following = int(max([following - 1, *rows[-1:], *(each.row for each in problems)])) + 1
                yield Chunk(arrow.Table.from_batches([batch]), rows, problems)
    except (arrow.ArrowInvalid, UnicodeDecodeError) as error:
        message = f"{path} cannot be read as CSV: {str(error).splitlines()[0]}."
        raise UsageError(message, hint="It must be UTF-8, and its quotation marks must pair.") from error
    if skipped:
        _, problems = _numbered(following, 0, skipped, name)
        yield Chunk(arrow.table({each: arrow.array([], texts) for each in names}), np.zeros(0, np.int64), problems)


def _numbered(
    first: int, count: int, skipped: Sequence[Any], name: str
) -> tuple[NDArray[np.int64], tuple[Problem, ...]]:
    """Return the numbers of `count` rows that were read, passing over those that were not."""
    # Arrow counts the heading as row 1 although it skips it.
    numbers = sorted(row.number - 1 for row in skipped)
    candidates = np.arange(first, first + count + len(numbers))
    rows = candidates[~np.isin(candidates, numbers)][:count]
    problems = tuple(
        Problem(
            name, row.number - 1, "", "", row.text, f"{row.actual_columns} cells for {row.expected_columns} columns"
        )
        for row in skipped
    )
    return rows, problems


def _json_lines(path: Path, name: str) -> Iterator[Chunk]:
    records: list[dict[str, Any]] = []
    rows: list[int] = []
    problems: list[Problem] = []
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            record = _record(line)
            if isinstance(record, str):
                problems.append(Problem(name, number, "", "", line.decode(errors="replace").strip(), record))
            else:
                records.append(record)
                rows.append(number)
            if len(records) >= CHUNK_ROWS:
                yield _of_records(records, rows, problems)
                records, rows, problems = [], [], []
    yield _of_records(records, rows, problems)


def _record(line: bytes) -> dict[str, Any] | str:
    """Return one line's record, or what is wrong with the line."""
    try:
        record = json.loads(line, object_pairs_hook=_without_repetition, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        return f"no JSON: {error}" if isinstance(error, ValueError) else "no JSON: nested too deeply"
    if not isinstance(record, dict):
        return "no JSON object"
    deep = [key for key, value in record.items() if isinstance(value, (dict, list))]
    return f"{deep[0]!r} holds more than one value" if deep else record


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        message = "a key stands there twice"
        raise ValueError(message)
    return record


def _no_constant(text: str) -> None:
    message = f"{text} is no number in JSON"
    raise ValueError(message)


def _of_records(records: list[dict[str, Any]], rows: list[int], problems: list[Problem]) -> Chunk:
    arrow = need_arrow()
    names = list(dict.fromkeys(name for record in records for name in record))
    absent = {name: np.array([name not in record for record in records]) for name in names}
    columns = {name: _column([record.get(name) for record in records]) for name in names}
    kept = {name: mask for name, mask in absent.items() if mask.any()}
    return Chunk(arrow.table(columns), np.array(rows, dtype=np.int64), tuple(problems), kept)


def _column(values: list[Any]) -> Any:  # noqa: ANN401 - an Arrow array
    arrow = need_arrow()
    if all(value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)) for value in values):
        return arrow.array([None if value is None else _float(value) for value in values], arrow.float64())
    texts = [None if value is None else value if isinstance(value, str) else json.dumps(value) for value in values]
    return arrow.array(texts, arrow.string())


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def _excel(path: Path, _name: str) -> Iterator[Chunk]:
    from workbench.formats.table.grid import read_grid

    grid = read_grid(path)
    heading, *lines = grid.rows or ((),)
    names = ["" if cell is None else str(cell).strip() for cell in heading]
    check_names(names, path)
    for start in range(0, len(lines), CHUNK_ROWS):
        block = lines[start : start + CHUNK_ROWS]
        padded = [(*line, *[None] * (len(names) - len(line))) for line in block]
        columns = {name: _column([line[place] for line in padded]) for place, name in enumerate(names)}
        yield Chunk(need_arrow().table(columns), np.arange(start + 1, start + len(block) + 1))


def _parquet(path: Path, _name: str) -> Iterator[Chunk]:
    arrow = need_arrow()
    from pyarrow import parquet

    first = 1
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=CHUNK_ROWS * 4):
            yield Chunk(arrow.Table.from_batches([batch]), np.arange(first, first + batch.num_rows))
            first += batch.num_rows
