"""What a form of the report declares: its module's FORMAT is found by the suffix of the file that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from workbench.registry import collect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.model.publication import Publication


@dataclass(frozen=True, slots=True)
class Format:
    """One form of the report: equal publications give equal bytes."""

    name: str
    suffix: str
    write: Callable[[Publication], bytes]


@cache
def formats() -> Mapping[str, Format]:
    """Return the forms that pages are written in, by suffix."""
    found: Mapping[str, Format] = collect("workbench.formats", "FORMAT")
    return {each.suffix: each for each in found.values()}
