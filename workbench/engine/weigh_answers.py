"""Reading what people answered about weights: from sequences or mappings to arrays, every oddity refused by name."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.errors import MethodError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.model.evaluation import Matrix

    Named = tuple[tuple[str, ...], Matrix]
    """Names of the criteria, and the answers."""

LARGEST = 1000
"""How many times as important one criterion can be judged; Saaty's scale ends at 9."""

SAME = 0.02
"""How far a judgement and its reciprocal may differ: published tables print 1/3 as 0.33."""


def read_names(n: object, names: Sequence[str] | None) -> Named:
    """Return a one for each name, or for each of n criteria."""
    if n is not None and (not isinstance(n, Integral) or n < 1):
        message = f"n is {n!r}; it says how many criteria there are, at least 1."
        raise MethodError(message)
    if n is None and not names:
        message = "Nothing is given to weigh."
        raise MethodError(message, hint="Give n, the number of criteria, or their names.")
    count = int(n) if isinstance(n, Integral) else len(names or ())
    return name_all(names, count), np.ones(count)


def read_numbers(key: str, given: object, names: Sequence[str] | None) -> Named:
    """Return points or swings, shape (n_criteria,): finite, not negative, not all zero."""
    known, numbers = _read_vector(key, given, names)
    _refuse(~np.isfinite(numbers) | (numbers < 0), numbers, key, known, "they are finite and not negative.")
    if not numbers.any():
        message = f"Every one of the {key} is zero."
        raise MethodError(message, hint="Give at least one criterion something.")
    return known, numbers


def read_ranks(key: str, given: object, names: Sequence[str] | None) -> Named:
    """Return ranks, shape (n_criteria,): 1 is the most important, ties share a number."""
    known, ranks = _read_vector(key, given, names)
    _refuse(~np.isfinite(ranks) | (ranks < 1), ranks, key, known, "they start at 1, the most important.")
    return known, ranks


def read_best_and_worst(to_others: object, to_worst: object, names: Sequence[str] | None) -> Named:
    """Return both rows of answers, shape (2, n_criteria), each at least 1.

    In mappings the best may be left out of `best_to_others` and the worst out of `others_to_worst`: it is 1.
    """
    rows = [_as_mapping(to_others), _as_mapping(to_worst)]
    if rows[0] is not None and rows[1] is not None:
        names = tuple(names or dict.fromkeys(name for row in rows for name in row or ()))
        to_others, to_worst = (_fill_in(row or {}, names) for row in rows)
    pairs = []
    for key, given in (("best_to_others", to_others), ("others_to_worst", to_worst)):
        known, numbers = _read_vector(key, given, names)
        wrong = ~((numbers >= 1) & (numbers <= LARGEST))
        _refuse(wrong, numbers, key, known, f"it says how many times as important, between 1 and {LARGEST}.")
        pairs.append((known, numbers))
    (known, above), (others, below) = pairs
    if len(known) != len(others):
        message = f"best_to_others has {len(known)} numbers and others_to_worst {len(others)}."
        raise MethodError(message, hint="Each has one for every criterion.")
    answers = np.vstack([above, below])
    _check_ends(answers, known)
    return known, answers


def _fill_in(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return a row in which the one name that is left out has 1: it is the best or the worst itself."""
    missing = [name for name in names if name not in row]
    return dict(row) | ({missing[0]: 1} if len(missing) == 1 else {})


def _check_ends(answers: Matrix, names: tuple[str, ...]) -> None:
    bests, worsts = (np.flatnonzero(row == 1).tolist() for row in answers)
    if not bests or not worsts:
        message = "best_to_others has a 1 for the best itself, others_to_worst one for the worst."
        raise MethodError(message, hint=f"{'best_to_others' if not bests else 'others_to_worst'} has none.")
    pairs = [(best, worst) for best in bests for worst in worsts if best != worst or len(names) == 1]
    if not pairs:
        message = f"{names[bests[0]]} is both the best and the worst."
        raise MethodError(message, hint="Only where all are equally important can it be, and then all numbers are 1.")
    if not any(answers[0, worst] == answers[1, best] for best, worst in pairs):
        best, worst = pairs[0]
        message = (
            f"{names[best]} is {answers[0, worst]:g} times as important as {names[worst]} in best_to_others and "
            f"{answers[1, best]:g} times in others_to_worst."
        )
        raise MethodError(message, hint="Best against worst is one judgement: give the same number in both.")


def columns_of(frame: object, names: Sequence[str] | None) -> Sequence[str] | None:
    """Return the names of a frame's columns; those given where it is none.

    Raises
    ------
    MethodError
        When both are there: which number belongs to which name would be a guess.
    """
    columns = getattr(frame, "columns", None)
    if columns is None:
        return names
    if names is not None:
        message = "A frame brings the names of its columns; names cannot rename them."
        raise MethodError(message, hint="Leave names out, or give the numbers without the frame.")
    return tuple(map(str, columns))


def name_all(names: Iterable[object] | None, count: int) -> tuple[str, ...]:
    """Return the names of the criteria: as told, else numbers.

    Raises
    ------
    MethodError
        When there are more or fewer names than criteria, or one stands twice.
    """
    known = tuple(map(str, names or ()))
    if not known:
        return tuple(f"criterion {number}" for number in range(1, count + 1))
    twice = [name for name in known if known.count(name) > 1]
    if twice:
        message = f"There are two criteria {twice[0]!r}."
        raise MethodError(message)
    if len(known) != count:
        message = f"There are {len(known)} names for {count} criteria."
        raise MethodError(message)
    return known


def to_floats(key: str, given: object) -> Matrix:
    """Return answers as an array; None is NaN.

    Raises
    ------
    MethodError
        When something is no number, or rows have different lengths.
    """
    try:
        return np.array(given, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        message = f"{key} cannot be read as numbers: {error}."
        raise MethodError(message) from error


def _as_mapping(given: object) -> dict[str, Any] | None:
    """Return a mapping or a pandas Series by name; None for anything else."""
    items = getattr(given, "items", None)
    return {str(name): value for name, value in items()} if items else None


def _read_vector(key: str, given: object, names: Sequence[str] | None) -> Named:
    named = _as_mapping(given)
    if named is not None:
        order = tuple(map(str, names)) if names is not None else tuple(named)
        _check_same(key, named, order)
        given = [named[name] for name in order]
        names = order
    elif not isinstance(given, str) and hasattr(given, "__iter__"):
        given = list(given)
    numbers = to_floats(key, given)
    if numbers.ndim != 1 or not numbers.size:
        message = f"{key} has the shape {numbers.shape}; it needs one number for each criterion."
        raise MethodError(message)
    return name_all(names, numbers.size), numbers


def _check_same(key: str, named: Mapping[str, Any], order: tuple[str, ...]) -> None:
    for name in order:
        if name not in named:
            message = f"{key} has no number for {name!r}."
            raise MethodError(message)
    for name in named:
        if name not in order:
            message = f"{key} has a number for {name!r}, which is none of the names."
            raise MethodError(message, hint=nearest(name, order))


def _refuse(wrong: Any, numbers: Matrix, key: str, names: tuple[str, ...], rule: str) -> None:  # noqa: ANN401 - a mask
    if wrong.any():
        place = int(np.argmax(wrong))
        message = f"{key} has {numbers[place]:g} for {names[place]}; {rule}"
        raise MethodError(message)
