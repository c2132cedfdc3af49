"""A change that is ready to be made, and what it brings about that must be said first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.model.change import ChangeSet


@dataclass(frozen=True, slots=True)
class Prepared:
    """A change set; where it costs something, the words that are to be confirmed."""

    changes: ChangeSet
    consequence: str = ""
