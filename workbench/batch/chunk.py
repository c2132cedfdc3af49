"""Some rows of a table as they arrive, none of them checked yet, and how large a piece may be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from workbench.batch.problems import Problem
    from workbench.model.evaluation import Mask

ROWS_AT_ONCE = 50_000
"""Rows that are read at a time where the format has no blocks of its own."""

BLOCK_BYTES = 2**23
"""Bytes of a text that are read at a time; no row can be longer."""

MOST_COLUMNS = 50_000
"""Columns of a table of scenarios: fifty options on two hundred criteria with intervals need 30,000."""

TOO_WIDE = f"at most {MOST_COLUMNS:,} columns are read; give the scores one a row: scenario, option, criterion, score"


@dataclass(frozen=True)
class Chunk:
    """Some rows of a table."""

    table: Any
    """An Arrow table; columns hold texts or numbers."""
    rows: NDArray[np.int64]
    """Each row's number in its file, the first below the heading is 1."""
    problems: tuple[Problem, ...] = ()
    """Rows that could not be read at all."""
    absent: Mapping[str, Mask] = field(default_factory=dict)
    """Where a row does not have a column at all."""


def check_names(names: Sequence[str], path: Path) -> None:
    """Refuse columns without a name, two of one name, and too many.

    Raises
    ------
    UsageError
        When there are such columns.
    """
    if len(names) > MOST_COLUMNS:
        message = f"{path} has {len(names):,} columns; {TOO_WIDE}."
        raise UsageError(message)
    unnamed = [str(place) for place, name in enumerate(names, start=1) if not name]
    twice = sorted(name for name, count in Counter(names).items() if name and count > 1)
    if unnamed or twice:
        found = [f"column {_listed(unnamed)} has no name"] if unnamed else []
        found += [f"{_listed(map(repr, twice))} stands there twice"] if twice else []
        message = f"{path}: {'; '.join(found)}."
        raise UsageError(message, hint="Give every column a name of its own.")


def _listed(names: Any) -> str:  # noqa: ANN401 - any texts
    every = list(names)
    return ", ".join(every[:20]) + (", …" if len(every) > 20 else "")  # noqa: PLR2004 - what a person reads
