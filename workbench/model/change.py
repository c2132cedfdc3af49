"""Changes: every edit of a study is a change set, and a whole study is a change set from nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = Any
"""A value that JSON can hold."""


@dataclass(frozen=True, slots=True)
class Change:
    """One key's value before and after; None means that the key is not there."""

    key: str
    old: Json
    new: Json


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes made together for one reason: all of them or none."""

    changes: tuple[Change, ...]
    why: str = ""

    @property
    def inverse(self) -> ChangeSet:
        """The change set that takes this one back."""
        return ChangeSet(tuple(Change(each.key, each.new, each.old) for each in reversed(self.changes)), self.why)


def difference(before: Mapping[str, Json], after: Mapping[str, Json], why: str = "") -> ChangeSet:
    """Return the change set that leads from one state to another, in the order of their keys."""
    keys = [*after, *(key for key in before if key not in after)]
    changes = (Change(key, before.get(key), after.get(key)) for key in keys)
    return ChangeSet(tuple(each for each in changes if each.old != each.new), why)
