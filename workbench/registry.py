"""Finding what a package offers: each of its modules declares one constant."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Named(Protocol):
        """Anything that carries the name it is known by."""

        @property
        def name(self) -> str:
            """The public name."""
            ...


@cache
def collect(package: str, constant: str) -> dict[str, Any]:
    """Return the objects that the modules of a package declare under a constant's name, by their own names.

    Modules that do not declare it are not imported: what stands beside the declarations may be heavy.
    """
    found: dict[str, Any] = {}
    for module in declaring(package, constant):
        thing: Named = getattr(import_module(module), constant)
        found[thing.name] = thing
    return found


@cache
def declaring(package: str, constant: str) -> dict[str, str]:
    """Return the modules of a package that declare a constant, each with the source from the constant on."""
    found: dict[str, str] = {}
    for folder in import_module(package).__path__:
        for entry in sorted(os.listdir(folder)):  # noqa: PTH208 - pathlib takes longer to load than all this
            name, _, rest = entry.partition(".")
            _, begin, source = _text(folder, entry, rest).partition(f"\n{constant} = ")
            if begin:
                found[f"{package}.{name}"] = source
    return found


def _text(folder: str, entry: str, kind: str) -> str:
    """Return the source of a module, or of a package's beginning; nothing for what is neither."""
    if kind not in {"", "py"} or entry.startswith("__"):
        return ""
    try:
        with open(f"{folder}/{entry}" if kind else f"{folder}/{entry}/__init__.py", encoding="utf-8") as file:  # noqa: PTH123
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return ""
