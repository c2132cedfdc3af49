"""How a study is read: whose judgement, under which weights, on which criteria and options."""

from __future__ import annotations

from dataclasses import dataclass

PANEL = "panel"
"""The view in which each side's analysts are combined first, then the sides equally."""

ALL = "all"
"""The name of the profile with every criterion, and of the option set with every option."""


EQUAL = "equal"
"""The name under which siblings count equally, whatever weight sets there are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The ids of what is chosen; None leaves the choice to the study's settings."""

    weights: str | None = None
    view: str | None = None
    profile: str | None = None
    option_set: str | None = None
