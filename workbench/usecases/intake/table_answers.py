"""What is said about a bare table beside its file: directions and weights, by criterion or in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import numpy as np

from workbench.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from workbench.model.evaluation import Matrix, Notice
    from workbench.model.weighing import Weights


@dataclass(frozen=True)
class NamedTable:
    """A table whose rows and columns have names, in the shape that `evaluate` and `weigh` read them from."""

    numbers: Matrix
    """Shape (n_options, n_criteria)."""
    index: tuple[str, ...]
    columns: tuple[str, ...]
    directions: tuple[int, ...] | None = None
    weights: tuple[float, ...] | None = None
    units: tuple[str, ...] | None = None
    name: str = "table"

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Matrix:  # noqa: ANN401, FBT001 - numpy's own
        """Return the numbers."""
        return np.array(self.numbers, dtype=dtype, copy=copy)


def open_table(table: object) -> NamedTable:
    """Return a table from a file's path, a pandas DataFrame, or rows of numbers.

    Raises
    ------
    WorkbenchError
        When the file cannot be read or has mistakes.
    """
    if isinstance(table, str) or hasattr(table, "__fspath__"):
        return _from_file(table)  # type: ignore[arg-type]
    if hasattr(table, "columns"):
        index, columns = tuple(map(str, table.index)), tuple(map(str, table.columns))  # type: ignore[attr-defined]
        return NamedTable(_numbers(table), index, columns)
    numbers = _numbers(table)
    if numbers.ndim != 2:  # noqa: PLR2004 - options and criteria
        message = f"The table has the shape {numbers.shape}; it needs options in rows and criteria in columns."
        raise UsageError(message)
    rows, columns_count = numbers.shape
    return NamedTable(numbers, _numbered("option", rows), _numbered("criterion", columns_count))


def _from_file(path: str | Path) -> NamedTable:
    from workbench.formats.table.decision_table import read_decision_table

    read = read_decision_table(path)
    numbers = np.array(read.performances, dtype=np.float64)
    return NamedTable(numbers, read.options, read.criteria, read.directions, read.weights, read.units, read.file)


def _numbers(table: object) -> Matrix:
    try:
        return np.asarray(table, dtype=np.float64)
    except (TypeError, ValueError) as error:
        message = f"The table cannot be read as numbers: {error}."
        raise UsageError(message) from error


def _numbered(word: str, count: int) -> tuple[str, ...]:
    return tuple(f"{word} {number}" for number in range(1, count + 1))


def directions_of(table: NamedTable, given: object) -> tuple[int, ...]:
    """Return +1 or -1 for each criterion: as given, else as the table's own row says.

    Raises
    ------
    UsageError
        When nothing says it, or something does not fit.
    """
    from workbench.formats.table.numbers import NotReadableError, to_direction

    if given is None:
        if table.directions is None:
            message = f"{table.name} does not say which end of each criterion is better."
            hint = "Add a row 'direction' to the table, or give --directions cost:minimize,speed:maximize."
            raise UsageError(message, hint=hint)
        return table.directions
    if isinstance(given, (str, int)):
        given = [given] * len(table.columns)
    values = ordered("directions", given, table.columns)
    found = []
    for name, value in zip(table.columns, values, strict=True):
        try:
            found.append(to_direction(value if isinstance(value, str) else float(value)))
        except (NotReadableError, TypeError) as error:
            message = f"The direction of {name} is {value!r}."
            raise UsageError(message, hint="Use maximize or minimize (or max, min, +1, -1).") from error
    return tuple(found)


def weights_of(
    table: NamedTable, given: object, directions: tuple[int, ...]
) -> tuple[Sequence[float], str, tuple[Notice, ...]]:
    """Return the weights as given or as a table weighting finds them, how they came about, and what that means.

    Raises
    ------
    UsageError, MethodError
        When nothing says them, or something does not fit.
    """
    if given is None and table.weights is None:
        message = f"{table.name} gives the criteria no weights."
        hint = "Add a row 'weight' to the table, or give --weights cost:3,speed:1, or equal."
        raise UsageError(message, hint=hint)
    if given is None:
        return table.weights or (), "the table's own", ()
    if isinstance(given, str):
        return _weighed(table, given, directions)
    values = ordered("weights", given, table.columns)
    for name, value in zip(table.columns, values, strict=True):
        if isinstance(value, str):
            message = f"The weight of {name} is {value!r}, which is no number."
            raise UsageError(message)
    return values, "as given", ()


def _weighed(
    table: NamedTable, method: str, directions: tuple[int, ...]
) -> tuple[Sequence[float], str, tuple[Notice, ...]]:
    from workbench.engine.method import weightings

    known = {name: each for name, each in weightings().items() if each.input in {"table", "names"}}
    if method not in known:
        message = f"There is no weighting of tables {method!r}."
        hint = f"{nearest(method, known)} Or give numbers: --weights cost:3,speed:1."
        raise UsageError(message, hint=hint)
    weights = weigh_table(table, method, directions)
    label = weights.title if known[method].input == "names" else f"{weights.title}, not for policy"
    return weights.weights.tolist(), label, weights.notices


def weigh_table(table: NamedTable, method: str, directions: tuple[int, ...] | None, **parameters: object) -> Weights:
    """Return the weights that a weighting finds in a table."""
    from dataclasses import fields

    from workbench.engine.method import find_weighting
    from workbench.engine.weigh import weigh

    weighting = find_weighting(method)
    if weighting.input == "names":
        return weigh(method, names=table.columns)
    taken = {each.name for each in fields(weighting.parameters)}
    known = {"directions": directions} if "directions" in taken and directions is not None else {}
    return weigh(method, matrix=table, **known, **parameters)


def _as_in(criteria: Sequence[str], name: str) -> str:
    """Return a name as the criteria spell it, where only the way its letters are composed differs."""
    return next((each for each in criteria if normalize("NFC", each) == normalize("NFC", name)), name)


def ordered(what: str, given: Any, criteria: Sequence[str]) -> tuple[Any, ...]:  # noqa: ANN401 - a sequence or a mapping
    """Return values in the order of the criteria.

    Raises
    ------
    UsageError
        When one is missing, unknown or too many.
    """
    if hasattr(given, "items"):
        named: Mapping[str, Any] = {_as_in(criteria, str(name)): value for name, value in given.items()}
        unknown = [name for name in named if name not in criteria]
        if unknown:
            message = f"{what} names {unknown[0]!r}, which is no criterion of the table."
            raise UsageError(message, hint=nearest(unknown[0], criteria))
        missing = [name for name in criteria if name not in named]
        if missing:
            message = f"{what} has nothing for {missing[0]!r}."
            raise UsageError(message, hint=f"Name every criterion: {', '.join(criteria)}.")
        return tuple(named[name] for name in criteria)
    values = (given,) if isinstance(given, (int, float)) else tuple(given)
    if len(values) != len(criteria):
        message = f"{what} has {len(values)} values for {len(criteria)} criteria."
        raise UsageError(message, hint=f"The criteria are: {', '.join(criteria)}.")
    return values
