"""Scenarios whose name stands more than once: which rows are refused for it, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.batch.columns import SCENARIO
from workbench.batch.rows import ROW
from workbench.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from workbench.batch.chunk import Chunk
    from workbench.model.evaluation import Mask

IDS_AT_ONCE = 2**22
"""Scenario ids that are compared in one pass; more need several passes over the ids."""

MOST_REPEATED = 1_000_000
"""Rows whose scenario has stood before that are named one by one; more is another mistake."""

STOOD_BEFORE = "this scenario has stood before"


@dataclass(frozen=True, slots=True)
class Source:
    """A Parquet file of scenarios, or of those that were refused when they were staged."""

    path: Path
    name: str
    """The input file as the user knows it."""
    is_long: bool = False
    is_refused: bool = False


@dataclass(frozen=True)
class Repeated:
    """What follows from names that stand more than once."""

    rows: NDArray[np.int64]
    """Rows to refuse, rising, counted through all sources."""
    words: tuple[str, ...]
    """What is said of each."""
    counted_again: int = 0
    """How many pieces of scenarios are no scenarios of their own."""


@dataclass(frozen=True)
class Standing:
    """Where scenarios stand, arrays of shape (n_places,)."""

    group: NDArray[np.int64]
    """The same number for the same name."""
    file: NDArray[np.int64]
    row: NDArray[np.int64]
    long: Mask
    refused: Mask

    def told(self, names: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Yield the places to refuse, each with what is said of it; of rows of one score each, all of a name.

        Parameters
        ----------
        names
            Of the files.
        """
        order = np.lexsort((self.row, self.file, self.group)).tolist()
        for _, members in groupby(order, key=self.group.__getitem__):
            places = list(members)
            if len(places) > 1:
                yield from self._told_of(places, names)

    def _told_of(self, places: Sequence[int], names: Sequence[str]) -> Iterator[tuple[int, str]]:
        wrong = next((place for place in places if self.refused[place]), None)
        for turn, place in enumerate(places):
            if self.refused[place]:
                continue
            if not self.long[place]:
                if turn:
                    yield place, STOOD_BEFORE
                continue
            other = wrong if wrong is not None else places[0] if turn else places[1]
            where = f"row {self.row[other]}"
            if self.file[other] != self.file[place]:
                where += f" of {names[self.file[other]]}"
            if wrong is not None:
                yield place, f"another row of this scenario is wrong: {where}"
            else:
                when = f"{STOOD_BEFORE}, in" if turn else "this scenario goes on in"
                yield place, f"{when} {where}; sort the table by scenario, so that its rows stand together"

    @property
    def counted_again(self) -> int:
        """How many pieces of scenarios are no scenarios of their own."""
        return int(self.long.sum()) - len(np.unique(self.group[self.long]))


def refused_table(ids: Any, rows: Any) -> Any:  # noqa: ANN401 - Arrow's
    """Return scenarios that were refused, each with a row that was wrong."""
    import pyarrow as pa

    return pa.table({SCENARIO: ids.cast(pa.string()), ROW: pa.array(rows, pa.int64())})


def unread(chunk: Chunk) -> Iterator[Any]:
    """Yield the scenarios of rows that could not be read, where these say of which they are."""
    import pyarrow as pa

    named = [each for each in chunk.problems if each.id]
    if named:
        yield refused_table(pa.array([each.id for each in named]), [each.row for each in named])


def repeated_in(sources: Sequence[Source]) -> Repeated:
    """Return the rows to refuse because the scenario's name stands more than once.

    Raises
    ------
    UsageError
        When they are too many to be named one by one.
    """
    nothing = Repeated(np.zeros(0, dtype=np.int64), ())
    named = [SCENARIO in _names(source.path) for source in sources]
    if not any(named) or (not any(source.is_refused for source in sources) and _rising(sources)):
        return nothing
    starts = np.concatenate([[0], np.cumsum([_count(source.path) for source in sources])])
    passes = max(1, -(-int(starts[-1]) // IDS_AT_ONCE))
    found = [_shared(sources, share, passes) for share in range(passes)]
    hashes, places = (np.concatenate(each) for each in zip(*found, strict=True))
    groups = np.unique(hashes, return_inverse=True)[1].astype(np.int64)
    check_repeated(len(groups) - (int(groups.max()) + 1 if len(groups) else 0))
    at = np.searchsorted(starts, places, side="right") - 1
    names = list(dict.fromkeys(source.name for source in sources))
    standing = Standing(
        group=groups,
        file=np.array([names.index(source.name) for source in sources], dtype=np.int64)[at],
        row=_rows_at(sources, starts, places, at),
        long=np.array([source.is_long for source in sources], dtype=bool)[at],
        refused=np.array([source.is_refused for source in sources], dtype=bool)[at],
    )
    told = sorted((int(places[place]), words) for place, words in standing.told(names))
    rows = np.array([row for row, _ in told], dtype=np.int64)
    return Repeated(rows, tuple(words for _, words in told), standing.counted_again)


def check_repeated(count: int) -> None:
    """Refuse an input in which very many rows repeat a name.

    Raises
    ------
    UsageError
        When it is one.
    """
    if count > MOST_REPEATED:
        message = f"More than {MOST_REPEATED:,} rows have a scenario that has stood before."
        hint = (
            "Sort a table with one row a score by scenario. In others give each scenario a name of its own, or leave "
            f"the column {SCENARIO!r} out: then rows are numbered."
        )
        raise UsageError(message, hint=hint)


def _names(path: Path) -> list[str]:
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        names: list[str] = file.schema_arrow.names
    return names


def _count(path: Path) -> int:
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        count: int = file.metadata.num_rows
    return count


def _rows_at(
    sources: Sequence[Source], starts: NDArray[np.int64], places: NDArray[np.int64], at: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the input's row of each place."""
    from pyarrow import parquet

    rows = np.zeros(len(places), dtype=np.int64)
    for number in np.unique(at):
        mine = at == number
        within = places[mine] - starts[number]
        path = sources[number].path
        if ROW in _names(path):
            column = parquet.read_table(path, columns=[ROW]).column(ROW).to_numpy()
            rows[mine] = column[within]
        else:
            rows[mine] = within + 1
    return rows


def _ids(sources: Sequence[Source]) -> Iterator[Any]:
    """Yield the ids, block by block; a file without them numbers its rows, which repeat in no other file."""
    import pyarrow as pa
    from pyarrow import parquet

    for path in (source.path for source in sources):
        with parquet.ParquetFile(path) as file:
            if SCENARIO not in file.schema_arrow.names:
                yield pa.array([f"\0{path}#{row}" for row in range(file.metadata.num_rows)])
                continue
            for batch in file.iter_batches(columns=[SCENARIO], batch_size=2**18):
                yield batch.column(0)


def _rising(sources: Sequence[Source]) -> bool:
    """Return whether every id is larger than the one before: then none repeats."""
    from pyarrow import compute

    last = None
    for ids in _ids(sources):
        if len(ids) == 0:
            continue
        if ids.null_count or (last is not None and (type(last) is not type(ids[0].as_py()) or ids[0].as_py() <= last)):
            return False
        if len(ids) > 1 and not compute.all(compute.less(ids.slice(0, len(ids) - 1), ids.slice(1))).as_py():
            return False
        last = ids[-1].as_py()
    return True


def _shared(sources: Sequence[Source], share: int, passes: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return hash and place of all ids that stand more than once, among those whose hash falls to one pass."""
    import pandas as pd

    hashes, places = [np.zeros(0, dtype=np.uint64)], [np.zeros(0, dtype=np.int64)]
    before, again = 0, 0
    for ids in _ids(sources):
        texts = ids.cast("string").to_numpy(zero_copy_only=False)
        hashed = pd.util.hash_array(np.where(pd.isna(texts), "", texts).astype(object), categorize=False)
        if passes > 1 and share == 0:
            # Of a long input, what repeats within blocks is found before every block was read many times.
            again += len(hashed) - len(np.unique(hashed))
            check_repeated(again)
        own = hashed % np.uint64(passes) == share
        hashes.append(hashed[own])
        places.append(np.flatnonzero(own) + before)
        before += len(ids)
    together, where = np.concatenate(hashes), np.concatenate(places)
    order = np.argsort(together, kind="stable")
    same = together[order][1:] == together[order][:-1]
    several = order[np.concatenate([same, [False]]) | np.concatenate([[False], same])] if len(order) else order
    return together[several], where[several].astype(np.int64)
