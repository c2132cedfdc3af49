"""Scenarios as JSON Lines, read a bounded number of lines, bytes and cells at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.batch.arrow import need_arrow
from workbench.batch.chunk import BLOCK_BYTES, MOST_COLUMNS, ROWS_AT_ONCE, TOO_WIDE, Chunk
from workbench.batch.problems import LONGEST_TEXT, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

LONGEST_LINE = 2**22
"""Bytes of one line; a thousand numbers need about thirty thousand."""

MOST_CELLS = 2**21
"""Cells of one chunk, also those that a line does not have."""

MOST_TEXT = 2 * LONGEST_TEXT
"""Characters of a line that could not be read that are kept, to be repeated in an error file."""


def json_lines(path: Path, name: str) -> Iterator[Chunk]:
    """Yield the lines of a file.

    Parameters
    ----------
    name
        The file as the user knows it, for problems.
    """
    gathered = _Gathered(name)
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            if gathered.is_full:
                yield gathered.chunk()
                gathered = _Gathered(name)
            if line.strip():
                gathered.take(number, line)
    yield gathered.chunk()


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield each line; of one that is too long only its beginning, so that nothing is held of the rest."""
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        yield line


@dataclass
class _Gathered:
    """Lines that make a chunk."""

    name: str
    records: list[dict[str, Any]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, None] = field(default_factory=dict)
    size: int = 0

    @property
    def is_full(self) -> bool:
        count = len(self.records)
        rows = count + len(self.problems)
        return rows >= ROWS_AT_ONCE or self.size >= BLOCK_BYTES or count * len(self.columns) >= MOST_CELLS

    def take(self, number: int, line: bytes) -> None:
        self.size += len(line)
        record = _record(line)
        if isinstance(record, str):
            text = line[:MOST_TEXT].decode(errors="replace").strip()
            self.problems.append(Problem(self.name, number, "", "", text, record))
        else:
            self.records.append(record)
            self.rows.append(number)
            self.columns.update(dict.fromkeys(record))

    def chunk(self) -> Chunk:
        arrow = need_arrow()
        absent = {name: np.array([name not in record for record in self.records]) for name in self.columns}
        columns = {name: column_of([record.get(name) for record in self.records]) for name in self.columns}
        kept = {name: mask for name, mask in absent.items() if mask.any()}
        return Chunk(arrow.table(columns), np.array(self.rows, dtype=np.int64), tuple(self.problems), kept)


def _record(line: bytes) -> dict[str, Any] | str:
    """Return one line's record, or what is wrong with the line."""
    if len(line) > LONGEST_LINE:
        return f"the line has more than {LONGEST_LINE:,} bytes; JSON Lines holds one scenario a line"
    try:
        record = json.loads(line, object_pairs_hook=_without_repetition, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        return f"no JSON: {error}" if isinstance(error, ValueError) else "no JSON: nested too deeply"
    if not isinstance(record, dict):
        return "no JSON object"
    if len(record) > MOST_COLUMNS:
        return f"{len(record):,} keys; {TOO_WIDE}"
    deep = next((key for key, value in record.items() if isinstance(value, (dict, list))), None)
    return record if deep is None else f"{deep[:LONGEST_TEXT]!r} holds more than one value"


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        message = "a key stands there twice"
        raise ValueError(message)
    return record


def _no_constant(text: str) -> None:
    message = f"{text} is no number in JSON"
    raise ValueError(message)


def column_of(values: list[Any]) -> Any:  # noqa: ANN401 - an Arrow array
    """Return values as numbers where all of them are, else as texts."""
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
