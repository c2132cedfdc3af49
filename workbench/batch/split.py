"""From input files to parts: what can be read in place is, the rest is staged; scenarios that stand twice are found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.batch.arrow import need_arrow, reading
from workbench.batch.columns import SCENARIO, read_columns
from workbench.batch.job import key_of
from workbench.batch.long_table import LONG
from workbench.batch.parts import Part, rows_of_a_part, split
from workbench.batch.repeats import Source, repeated_in
from workbench.batch.sources import check_texts, format_of, input_files, no_scenario
from workbench.batch.staging import STAGED, STAGING, StagedFile, stage_file
from workbench.errors import UsageError
from workbench.model.state import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from workbench.batch.job import Job
    from workbench.batch.repeats import Repeated


@dataclass(frozen=True)
class Input:
    """All files of an input, split into parts."""

    parts: tuple[Part, ...]
    staged: tuple[StagedFile, ...]
    files: tuple[tuple[str, str], ...]
    """Name and digest of each file."""
    numbered: tuple[str, ...] = ()
    """Files whose rows have no names and are numbered."""
    counted_again: int = 0
    """How many of the rejected scenarios are pieces of others."""


def split_input(job: Job, path: Path, form: str | None) -> Input:
    """Return the parts of a file or folder.

    Raises
    ------
    UsageError
        When it is not there, cannot be read, holds no scenario, or does not fit the study as a whole.
    """
    parts: list[Part] = []
    staged: list[StagedFile] = []
    files: list[tuple[str, str]] = []
    for number, file in enumerate(input_files(path)):
        name = file.name
        content = _digest(file)
        files.append((name, content))
        kind = format_of(file, form)
        if kind == "parquet":
            check_texts(file)
        if kind == "parquet" and not set(LONG) <= set(_names(file)):
            with reading(file):
                parts.extend(_in_place(job, file, name, content, len(parts)))
            continue
        key = key_of({"staging": STAGING, "input": content, "study": digest(job.study), "format": kind, "name": name})
        found = stage_file(file, kind, name, job.study, job.out / STAGED / f"{number:04d}", key)
        staged.append(found)
        for each in found.paths:
            parts.extend(_of_file(each, name, _digest(each), len(parts), staged=True))
    if not any(part.rows for part in parts) and not any(each.rejected_rows for each in staged):
        raise no_scenario(path)
    with reading(path):
        repeated = repeated_in(_sources(parts, staged))
        paths = {part.path: part.name for part in parts}
        numbered = {name for each, name in paths.items() if SCENARIO not in _names(each)}
    return Input(
        tuple(_with_repeated(parts, repeated)),
        tuple(staged),
        tuple(files),
        tuple(sorted(numbered)),
        repeated.counted_again,
    )


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise UsageError(message) from error


def _names(path: Path) -> list[str]:
    arrow = need_arrow()
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            names: list[str] = file.schema_arrow.names
    except (arrow.ArrowException, OSError, ValueError) as error:
        message = f"{path} is no Parquet file that can be read."
        raise UsageError(message, hint="Write it again, or give it as CSV.") from error
    return names


def _in_place(job: Job, path: Path, name: str, content: str, first: int) -> Iterator[Part]:
    names = [each for each in _names(path) if not each.startswith("__index")]
    read_columns(names, job.study, name)
    yield from _of_file(path, name, content, first, staged=False)


def _of_file(path: Path, name: str, content: str, first: int, *, staged: bool) -> Iterator[Part]:
    from pyarrow import parquet

    number, before = first, 0
    with parquet.ParquetFile(path) as file:
        size = rows_of_a_part(len(file.schema_arrow.names))
        for group in range(file.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            for start, length in split(rows, size):
                yield Part(number, path, name, group, start, length, before + start, content, staged=staged)
                number += 1
            before += rows


def _with_repeated(parts: Sequence[Part], repeated: Repeated) -> Iterator[Part]:
    """Yield the parts, each with the rows whose scenario's name stands more than once in the input."""
    before = 0
    for part in parts:
        first, end = np.searchsorted(repeated.rows, (before, before + part.rows))
        within = (repeated.rows[first:end] - before).tolist()
        yield replace(part, repeated=tuple(zip(within, repeated.words[first:end], strict=True)))
        before += part.rows


def _sources(parts: Sequence[Part], staged: Sequence[StagedFile]) -> list[Source]:
    """Return what holds ids: the files of the parts in their order, and what was refused when they were staged."""
    long = {path for each in staged if each.is_long for path in each.paths}
    read = {part.path: Source(part.path, part.name, part.path in long) for part in parts}
    refused = [Source(each.refused, each.name, each.is_long, is_refused=True) for each in staged if each.refused]
    return [*read.values(), *refused]
