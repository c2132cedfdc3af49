"""The errors a user can cause or meet, each with its exit code.

WorkbenchError
├── UsageError        2  an argument, an id or a file that is not there
├── DefinitionError   2  a source or definition file with mistakes, all of them listed
├── MethodError       2  a method, a parameter, or data that a method refuses
├── StoreError        4  the study folder cannot be read or written
└── ExportError       5  an output file cannot be written
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


MOST_LISTED = 12
"""Known names that a message lists."""
MOST_MISTAKES = 1_000
"""Mistakes of one file that a message lists."""
MOST_COUNTED = 100_000
"""Mistakes of one table at which its reader stops."""


class WorkbenchError(Exception):
    """Something the user can act on: what is wrong, and what to do about it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


class UsageError(WorkbenchError):
    """The command or call names something that does not exist or does not fit."""

    exit_code = 2


class MethodError(WorkbenchError):
    """A method is unknown, or refuses its parameters or the data."""

    exit_code = 2


class StoreError(WorkbenchError):
    """A study folder cannot be read or written."""

    exit_code = 4


class ExportError(WorkbenchError):
    """An output file cannot be written."""

    exit_code = 5


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in one file: where it stands, what was found, what to do."""

    file: str
    key: str
    found: str
    hint: str = ""
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        text = f"{place}: {self.key}: {self.found}" if self.key else f"{place}: {self.found}"
        return f"{text} {self.hint}" if self.hint else text


class DefinitionError(WorkbenchError):
    """A source or definition file has mistakes; every one of them is listed, up to a thousand."""

    exit_code = 2

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        count = len(self.mistakes)
        beyond = " or more" if count >= MOST_COUNTED else ""
        heading = "1 mistake" if count == 1 else f"{count} mistakes{beyond}"
        more = [f"… and {count - MOST_MISTAKES:,}{beyond or ' more'}."] if count > MOST_MISTAKES else []
        listed = [str(each) for each in self.mistakes[:MOST_MISTAKES]]
        super().__init__("\n".join([f"{heading}, nothing was read:", *listed, *more]))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint for an unknown name: the closest known one, then the list of all."""
    from difflib import get_close_matches

    names = sorted(known)
    if not names:
        return "There are none here."
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    listing = ", ".join(names[:MOST_LISTED]) + (", …" if len(names) > MOST_LISTED else "")
    guess = f"Did you mean {close[0]!r}? " if close else ""
    return f"{guess}Known: {listing}."
