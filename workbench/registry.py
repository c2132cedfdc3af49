"""Finding what a package offers: each of its modules declares one constant."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from importlib.util import find_spec
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
    for module in pkgutil.iter_modules(import_module(package).__path__, f"{package}."):
        if _declares(module.name, constant):
            thing: Named = getattr(import_module(module.name), constant)
            found[thing.name] = thing
    return found


def _declares(module: str, constant: str) -> bool:
    spec = find_spec(module)
    source = getattr(spec.loader, "get_source", None) if spec else None
    return source is not None and f"\n{constant} = " in (source(module) or "")
