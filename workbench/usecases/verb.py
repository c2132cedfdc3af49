"""What a verb declares: the command line, the help and the Python names are made from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from workbench.registry import declaring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench.model.report import Report
    from workbench.usecases.serve import Serving


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument, option or flag of a verb."""

    name: str
    """The name of the argument that `run` takes."""
    help: str
    kind: Literal["argument", "option", "flag"] = "option"
    type: Literal["text", "path", "whole", "number"] = "text"
    """A whole number arrives as int, a number as float; a path is a text that shells complete as a file."""
    default: str | float | None = None
    required: bool = False
    optional: bool = False
    """For an argument: whether it can be left out."""
    many: bool = False
    choices: tuple[str, ...] = ()
    flag: str = ""
    """The option's name on the command line, where it is not the parameter's."""
    short: str = ""
    metavar: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a verb hands back: data for standard output, words for people, and how it ended."""

    reports: tuple[Report, ...] = ()
    """Shown as tables."""
    text: str = ""
    """Printed as it is."""
    words: tuple[str, ...] = ()
    """Said beside the data, on standard error."""
    exit_code: int = 0
    screen: tuple[Path, tuple[str, str]] | None = None
    """A study folder to work on in the terminal, and who is working (id and label)."""
    completion: str = ""
    """The shell whose completion script is to be printed."""
    serving: Serving | None = None
    """What is to be served to browsers."""


@dataclass(frozen=True, slots=True)
class Verb:
    """Something a user can do."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    run: Callable[..., Outcome]


class Verbs(Mapping[str, Verb]):
    """Every verb by name; only those that are asked for are loaded."""

    def __init__(self) -> None:
        self.titles: dict[str, str] = {}
        """What each verb does, in a few words."""
        self._modules: dict[str, str] = {}
        for module, declaration in declaring("workbench.usecases", "VERB").items():
            said = _SAID.match(declaration)
            name, title = said.groups() if said else _loaded(module)
            self.titles[name], self._modules[name] = title, module

    def __getitem__(self, name: str) -> Verb:
        verb: Verb = import_module(self._modules[name]).VERB
        return verb

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


_SAID = re.compile(r'\w+\(\s*(?:name=)?"([^"\\]+)",\s*(?:title=)?"([^"\\]+)",')
"""A declaration that begins with name and title, as all do: so far it can be read without being loaded."""


def _loaded(module: str) -> tuple[str, str]:
    verb: Verb = import_module(module).VERB
    return verb.name, verb.title


@cache
def verbs() -> Verbs:
    """Return every verb by name."""
    return Verbs()
