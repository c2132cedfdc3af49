"""Which cell of a study a column of scenarios stands for, by its name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.errors import UsageError, nearest
from workbench.model.criterion import ComputedLeaf, Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.model.study import Study

SCENARIO = "scenario"
"""The column that names a scenario; without it, rows are numbered from 1."""

FORM = "OPTION/CRITERION, with @ANALYST behind it for one analyst's score and :low or :high for an interval"

Role = Literal["value", "low", "high"]
MOST_LISTED = 20
"""Mistakes that are listed; a table can have thousands of columns."""

LONGEST_NAME = 200
"""Characters of a column's name that a message repeats."""

ROLES: tuple[Role, ...] = ("value", "low", "high")


@dataclass(frozen=True, slots=True)
class CellColumn:
    """A column of a wide table: one cell's number, or one end of its interval."""

    name: str
    option: str
    criterion: str
    analyst: str = ""
    role: Role = "value"

    @property
    def cell(self) -> tuple[str, str, str]:
        """Option, criterion and analyst ("" for the view's own)."""
        return self.option, self.criterion, self.analyst


def column_name(option: str, criterion: str, analyst: str = "", role: Role = "value") -> str:
    """Return the name of a cell's column."""
    name = f"{option}/{criterion}@{analyst}" if analyst else f"{option}/{criterion}"
    return name if role == "value" else f"{name}:{role}"


def read_columns(names: Iterable[str], study: Study, file: str = "") -> tuple[CellColumn, ...]:
    """Return what the columns of a wide table stand for.

    Parameters
    ----------
    file
        Whose columns they are, for the refusal.

    Raises
    ------
    UsageError
        When columns name no cell of the study, all of them listed; when none does; when an interval has one end.
    """
    known = Known.of(study)
    cells: list[CellColumn] = []
    mistakes: list[str] = []
    for name in names:
        if name == SCENARIO:
            continue
        column = _parsed(name)
        # Looking for the nearest name takes time, and nobody reads that many.
        mistakes.extend(known.mistakes(name, column, hinted=len(mistakes) < MOST_LISTED))
        if column is not None:
            cells.append(column)
    twice = sorted(name for name, count in Counter(each.name for each in cells).items() if count > 1)
    mistakes.extend(f"the column {name!r} stands there twice" for name in twice)
    mistakes.extend(_half_intervals(cells))
    if not cells and not mistakes:
        mistakes.append(f"no column names a cell. Name them {FORM}")
    if mistakes:
        more = f"\nand {len(mistakes) - MOST_LISTED} more" if len(mistakes) > MOST_LISTED else ""
        whose = f"{file}: the scenarios" if file else "The scenarios"
        message = f"{whose} do not fit the study:\n" + "\n".join(mistakes[:MOST_LISTED]) + more
        raise UsageError(message)
    return tuple(cells)


def why_not_scored(study: Study, criterion: str) -> str:
    """Return why a criterion takes no scores, and what to score in its place; "" where it is unknown or takes them."""
    found = study.criterion.get(criterion)
    if isinstance(found, ComputedLeaf):
        return f"{criterion} is computed; score {', '.join(found.computed.inputs)}"
    if isinstance(found, Group):
        return f"{criterion} is a group; score the criteria below it"
    return ""


def _parsed(name: str) -> CellColumn | None:
    rest, colon, role = name.rpartition(":")
    if not colon or role not in ROLES:
        rest, role = name, "value"
    option, slash, criterion = rest.partition("/")
    criterion, at, analyst = criterion.partition("@")
    if not option or not slash or not criterion or (at and not analyst):
        return None
    return CellColumn(name, option, criterion, analyst, role)  # type: ignore[arg-type] # checked against ROLES


@dataclass(frozen=True)
class Known:
    """The ids of a study that a column can name."""

    options: frozenset[str]
    leaves: frozenset[str]
    analysts: frozenset[str]
    not_scored: Mapping[str, str]
    """Criteria that take no scores, each with the reason."""

    @classmethod
    def of(cls, study: Study) -> Known:
        """Return those of a study."""
        options, leaves = (frozenset(each.id for each in named) for named in (study.options, study.leaves))
        reasons = {each.id: reason for each in study.criteria if (reason := why_not_scored(study, each.id))}
        return cls(options, leaves, frozenset(study.analyst), reasons)

    def is_cell(self, name: str) -> bool:
        """Return whether a column names a cell, or an end of its interval."""
        column = _parsed(name)
        return column is not None and not any(given and given not in ids for _, given, ids in self._named(column))

    def mistakes(self, name: str, column: CellColumn | None, *, hinted: bool) -> Iterable[str]:
        """Yield what is wrong with a column's name."""
        if column is None:
            yield f"the column {name[:LONGEST_NAME]!r} is not of the form {FORM}"
            return
        for kind, given, ids in self._named(column):
            if ids is self.leaves and given in self.not_scored:
                yield f"the column {name[:LONGEST_NAME]!r}: {self.not_scored[given]}"
            elif given and given not in ids:
                hint = nearest(given[:LONGEST_NAME], ids) if hinted else ""
                guess = hint.partition(" Known: ")[0] if "Did you mean" in hint else hint
                yield f"the column {name[:LONGEST_NAME]!r} names no {kind} of the study. {guess}".rstrip()

    def _named(self, column: CellColumn) -> Sequence[tuple[str, str, frozenset[str]]]:
        return (
            ("option", column.option, self.options),
            ("criterion to score on", column.criterion, self.leaves),
            ("analyst", column.analyst, self.analysts),
        )


def _half_intervals(cells: Sequence[CellColumn]) -> Iterable[str]:
    roles: dict[tuple[str, str, str], set[str]] = {}
    for each in cells:
        roles.setdefault(each.cell, set()).add(each.role)
    for (option, criterion, analyst), found in roles.items():
        if found not in ({"value"}, {"low", "high"}, {"value", "low", "high"}):
            yield f"the interval of {column_name(option, criterion, analyst)!r} has one end only"
