"""Parameters in every form they are given in: checked against what a method declares, by criterion put in order."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from workbench.errors import MethodError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.engine.method import Aggregation


def in_order(method: Aggregation, given: Mapping[str, Any], criteria: Sequence[str]) -> dict[str, Any]:
    """Return parameters with those that are given by criterion as tuples in the order of the criteria.

    Parameters
    ----------
    given
        Values by name. A mapping of criteria to values names every criterion; one whose keys are no criteria
        (pairs of them, say) is left as it is where the method takes mappings.

    Raises
    ------
    MethodError
        When a criterion is unknown or left out, or a value is of a kind that the method does not take.
    """
    forms = {each.name: str(each.type) for each in fields(method.parameters)}
    read = {}
    for name, value in given.items():
        taken = forms.get(name)
        if taken is None or "Mapping" in taken:
            read[name] = value
            continue
        read[name] = _by_criterion(name, value, criteria) if hasattr(value, "items") else value
        _check_form(method.name, name, taken, read[name])
    return read


def _by_criterion(name: str, value: Mapping[str, Any], criteria: Sequence[str]) -> tuple[Any, ...]:
    for each in value:
        if each not in criteria:
            message = f"{name} has a value for {each!r}, which is no criterion here."
            raise MethodError(message, hint=nearest(str(each), criteria))
    for each in criteria:
        if each not in value:
            message = f"{name} has no value for {each!r}."
            raise MethodError(message, hint="Give one for every criterion, or a single one for all.")
    return tuple(value[each] for each in criteria)


def _check_form(method: str, name: str, taken: str, value: object) -> None:
    """Refuse a word where a number is meant, several where one is, and a number where a word is."""
    several = isinstance(value, (list, tuple)) or getattr(value, "ndim", 0) > 0
    if several and "Sequence" not in taken and "tuple" not in taken:
        message = f"{method} takes one {name}, not several."
        raise MethodError(message)
    words = taken_words(taken)
    for each in value if several else [value]:  # type: ignore[attr-defined]
        if isinstance(each, str) and not words and "str" not in taken:
            message = f"{name} is {each!r}; {method} needs a number."
            raise MethodError(message)
        if words and isinstance(each, str) and each not in words:
            message = f"{name} is {each!r}, which {method} does not know."
            raise MethodError(message, hint=nearest(each, words))
        if words and not isinstance(each, str) and each is not None and "float" not in taken:
            message = f"{name} is {each!r}; {method} needs a word."
            raise MethodError(message, hint=nearest("", words))


def taken_words(taken: str) -> tuple[str, ...]:
    """Return the words that a type names, for example those of a Literal; none where it names none."""
    if "Function" in taken:
        from workbench.engine.formulas.preferences import PREFERENCES

        return tuple(PREFERENCES)
    return tuple(re.findall(r"""["']([a-z_]+)["']""", taken))
