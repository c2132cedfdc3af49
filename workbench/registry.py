"""Finding what a package offers: each of its modules declares one constant."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Any, Protocol


class Named(Protocol):
    """Anything that carries the name it is known by."""

    @property
    def name(self) -> str:
        """The public name."""
        ...


@cache
def collect(package: str, constant: str) -> dict[str, Any]:
    """Return the objects that the modules of a package declare under a constant's name, by their own names."""
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(import_module(package).__path__):
        thing: Named | None = getattr(import_module(f"{package}.{module.name}"), constant, None)
        if thing is not None:
            found[thing.name] = thing
    return found
