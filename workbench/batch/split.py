"""From input files to parts: what can be read in place is, the rest is staged; scenarios that stand twice are found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.batch.arrow import need_arrow, reading
from workbench.batch.columns import SCENARIO, read_columns
from workbench.batch.job import key_of
from workbench.batch.long_table import LONG
from workbench.batch.parts import Part, rows_of_a_part, split
from workbench.batch.sources import check_texts, format_of, input_files, no_scenario
from workbench.batch.staging import STAGED, StagedFile, stage_file
from workbench.errors import UsageError
from workbench.model.state import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from workbench.batch.job import Job

IDS_AT_ONCE = 2**22
"""Scenario ids that are compared in one pass; more need several passes over the ids."""

MOST_REPEATED = 1_000_000
"""Rows whose scenario has stood before that are named one by one; more is another mistake."""


@dataclass(frozen=True)
class Input:
    """All files of an input, split into parts."""

    parts: tuple[Part, ...]
    staged: tuple[StagedFile, ...]
    files: tuple[tuple[str, str], ...]
    """Name and digest of each file."""


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
        key = key_of({"input": content, "study": digest(job.study), "format": kind, "name": name})
        found = stage_file(file, kind, name, job.study, job.out / STAGED / f"{number:04d}", key)
        staged.append(found)
        for each in found.paths:
            parts.extend(_of_file(each, name, _digest(each), len(parts), staged=True))
    if not any(part.rows for part in parts) and not any(each.rejected_rows for each in staged):
        raise no_scenario(path)
    with reading(path):
        return Input(tuple(_with_repeated(parts)), tuple(staged), tuple(files))


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
    read_columns(names, job.study)
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


def _with_repeated(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts, each with the rows whose scenario has stood before anywhere in the input."""
    repeated = _repeated(parts)
    before = 0
    for part in parts:
        within = repeated[(repeated >= before) & (repeated < before + part.rows)] - before
        yield replace(part, repeated=tuple(within.tolist()))
        before += part.rows


def _repeated(parts: Sequence[Part]) -> NDArray[np.int64]:
    """Return the rows, counted through all parts, whose scenario has stood before."""
    paths = list(dict.fromkeys(part.path for part in parts))
    if all(SCENARIO not in _names(path) for path in paths) or _rising(paths):
        return np.zeros(0, dtype=np.int64)
    passes = -(-sum(part.rows for part in parts) // IDS_AT_ONCE)
    found = [_repeated_in(paths, each, passes) for each in range(passes)]
    rows = np.sort(np.concatenate(found))
    _check_repeated(len(rows))
    return rows


def _check_repeated(count: int) -> None:
    if count > MOST_REPEATED:
        message = f"More than {MOST_REPEATED:,} rows have a scenario that has stood before."
        hint = f"Give each scenario a name of its own, or leave the column {SCENARIO!r} out: then rows are numbered."
        raise UsageError(message, hint=hint)


def _ids(paths: Sequence[Path]) -> Iterator[Any]:
    """Yield the ids, block by block; a file without them numbers its rows, which repeat in no other file."""
    import pyarrow as pa
    from pyarrow import parquet

    for path in paths:
        with parquet.ParquetFile(path) as file:
            if SCENARIO not in file.schema_arrow.names:
                yield pa.array([f"\0{path}#{row}" for row in range(file.metadata.num_rows)])
                continue
            for batch in file.iter_batches(columns=[SCENARIO], batch_size=2**18):
                yield batch.column(0)


def _rising(paths: Sequence[Path]) -> bool:
    """Return whether every id is larger than the one before: then none repeats."""
    from pyarrow import compute

    last = None
    for ids in _ids(paths):
        if len(ids) == 0:
            continue
        if ids.null_count or (last is not None and (type(last) is not type(ids[0].as_py()) or ids[0].as_py() <= last)):
            return False
        if len(ids) > 1 and not compute.all(compute.less(ids.slice(0, len(ids) - 1), ids.slice(1))).as_py():
            return False
        last = ids[-1].as_py()
    return True


def _repeated_in(paths: Sequence[Path], share: int, passes: int) -> NDArray[np.int64]:
    """Return the repeated rows among the ids whose hash falls to one pass."""
    import pandas as pd

    hashes, places = [], []
    before, again = 0, 0
    for ids in _ids(paths):
        texts = ids.cast("string").to_numpy(zero_copy_only=False)
        hashed = pd.util.hash_array(np.where(pd.isna(texts), "", texts).astype(object), categorize=False)
        if passes > 1 and share == 0:
            # Of a long input, what repeats within blocks is found before every block was read many times.
            again += len(hashed) - len(np.unique(hashed))
            _check_repeated(again)
        own = hashed % np.uint64(passes) == share
        hashes.append(hashed[own])
        places.append(np.flatnonzero(own) + before)
        before += len(ids)
    together, where = np.concatenate(hashes), np.concatenate(places)
    order = np.argsort(together, kind="stable")
    repeated = order[1:][together[order][1:] == together[order][:-1]]
    found: NDArray[np.int64] = where[repeated].astype(np.int64)
    return found
