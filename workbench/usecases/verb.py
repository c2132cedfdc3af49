"""What a verb declares: the command line, the help and the Python names are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from workbench.registry import collect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.model.report import Report


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument or option of a verb."""

    name: str
    help: str
    kind: Literal["argument", "option", "flag"] = "option"
    type: Literal["text", "path"] = "text"
    default: Any = None
    many: bool = False
    choices: tuple[str, ...] = ()
    short: str = ""
    metavar: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a verb hands back: data for standard output, words for people, and how it ended."""

    report: Report | None = None
    """Shown as tables."""
    text: str = ""
    """Printed as it is."""
    words: tuple[str, ...] = ()
    """Said beside the data, on standard error."""
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Verb:
    """Something a user can do."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    run: Callable[..., Outcome]
    interactive: bool = False
    """Whether it takes over the terminal; then run is called by the terminal front end."""


@cache
def verbs() -> Mapping[str, Verb]:
    """Return every verb by name."""
    return collect("workbench.usecases", "VERB")
