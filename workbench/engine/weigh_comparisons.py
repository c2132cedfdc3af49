"""Reading pairwise comparisons: a table or a mapping of pairs becomes a reciprocal matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.engine.weigh_answers import LARGEST, SAME, columns_of, name_all, to_floats
from workbench.errors import MethodError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.engine.weigh_answers import Named
    from workbench.model.evaluation import Matrix

PAIR = 2
"""How many criteria a judgement names."""


def read_comparisons(given: object, names: Sequence[str] | None) -> Named:
    """Return names and comparisons, shape (n_criteria, n_criteria), reciprocal, NaN where nobody judged.

    Parameters
    ----------
    given
        A square table, how many times as important the row is as the column, NaN or None for no judgement; or a
        mapping of pairs of names to such numbers. One number a pair is enough; where both are given they agree.
    names
        Names of the criteria; without them those the answers bring.

    Raises
    ------
    MethodError
        When a number is not above 0, two disagree, or the judgements do not join all criteria.
    """
    if hasattr(given, "items") and not hasattr(given, "columns"):
        known, table = _from_pairs(dict(given.items()), names)
    else:
        table = to_floats("comparisons", given)
        if table.ndim != PAIR or table.shape[0] != table.shape[1] or not table.size:
            message = f"comparisons has the shape {table.shape}; it needs a row and a column for each criterion."
            raise MethodError(message)
        known = name_all(columns_of(given, names), len(table))
        rows = getattr(given, "index", None) if hasattr(given, "columns") else None
        if rows is not None and tuple(map(str, rows)) != known:
            message = "The rows and columns of comparisons do not name the same criteria in the same order."
            raise MethodError(message)
    _check_positive(table, known)
    table = _reciprocal(table, known)
    _check_joined(table, known)
    return known, table


def _from_pairs(pairs: Mapping[Any, Any], names: Sequence[str] | None) -> Named:
    for pair in pairs:
        if not isinstance(pair, tuple) or len(pair) != PAIR:
            message = f"comparisons has {pair!r}, which is no pair of names."
            raise MethodError(message, hint='Give a mapping such as {("cost", "noise"): 3}, or a square table.')
    found = tuple(dict.fromkeys(str(name) for pair in pairs for name in pair))
    known = name_all(found if names is None else names, len(found if names is None else names))
    if not pairs:
        message = "comparisons has no judgement."
        raise MethodError(message)
    unknown = [name for name in found if name not in known]
    if unknown:
        message = f"comparisons has {unknown[0]!r}, which is none of the names."
        raise MethodError(message, hint=nearest(unknown[0], known))
    numbers = to_floats("comparisons", list(pairs.values()))
    table = np.full((len(known), len(known)), np.nan)
    for (above, below), number in zip(pairs, numbers.tolist(), strict=True):
        table[known.index(str(above)), known.index(str(below))] = number
    return known, table


def _check_positive(table: Matrix, names: tuple[str, ...]) -> None:
    wrong = (table > LARGEST) | (table < 1 / LARGEST)
    if wrong.any():
        i, j = (int(place) for place in np.argwhere(wrong)[0])
        message = (
            f"{names[i]}/{names[j]} is {table[i, j]:g}; it says how many times as important, "
            f"between 1/{LARGEST} and {LARGEST}."
        )
        raise MethodError(message, hint="Leave out what nobody judged: no entry for the pair, or NaN in a table.")


def _reciprocal(table: Matrix, names: tuple[str, ...]) -> Matrix:
    """Return the table with the other half of each judgement filled in."""
    np.fill_diagonal(table, np.where(np.isnan(np.diag(table)), 1.0, np.diag(table)))
    wrong = np.abs(table * table.T - 1) > SAME
    if wrong.any():
        i, j = (int(place) for place in np.argwhere(wrong)[0])
        if i == j:
            message = f"{names[i]} is {table[i, i]:g} times as important as itself; that is 1."
            raise MethodError(message)
        message = f"{names[i]}/{names[j]} is {table[i, j]:g} and {names[j]}/{names[i]} is {table[j, i]:g}."
        raise MethodError(message, hint="One must be 1 divided by the other; one of them is enough.")
    one_way = np.where(np.isnan(table), 1 / table.T, table)
    other_way = np.where(np.isnan(table.T), 1 / table, table.T)
    # The geometric mean of the two: neither half of a table is more right than the other.
    return np.sqrt(one_way / other_way)


def _check_joined(table: Matrix, names: tuple[str, ...]) -> None:
    judged = ~np.isnan(table)
    joined = judged[0]
    for _ in names:
        joined = judged[joined].any(axis=0)
    if not joined.all():
        apart = ", ".join(name for name, near in zip(names, joined, strict=True) if not near)
        message = f"No judgement joins {names[0]} with: {apart}."
        raise MethodError(message, hint="Compare one of them with a criterion that is already compared.")
