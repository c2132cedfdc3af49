"""What is shown when the terminal has no room for the workbench."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import Static

SMALLEST = (60, 16)


class TooSmall(Static):
    """A plain line in place of a broken layout."""

    SCOPED_CSS = False  # the rules are about what stands beside this widget
    DEFAULT_CSS: ClassVar[str] = """
    TooSmall { display: none; }
    Screen.-too-narrow > TooSmall { display: block; }
    Screen.-too-short > TooSmall { display: block; }
    Screen.-too-narrow > .page { display: none; }
    Screen.-too-short > .page { display: none; }
    """

    def __init__(self) -> None:
        width, height = SMALLEST
        super().__init__(f"Enlarge the terminal to at least {width} × {height}.", markup=False)
