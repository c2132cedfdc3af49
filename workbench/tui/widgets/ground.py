"""Areas that show nothing of their own: a background under what lies in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.geometry import Region, Size
    from textual.widget import Widget as Area
else:
    Area = object  # Textual takes styles from the first base that is a widget


SETTLING = 1.0
"""Seconds after a change of size in which what lies above may still hand out lines of the size before."""


class Ground(Area):
    """An area without border, padding or text, which is painted once for all its lines."""

    _settled: Size | None = None
    """The size at which all that lies above has been drawn."""

    def on_resize(self) -> None:
        """Paint the background until what lies above has been drawn at the new size."""
        self._settled = None
        self.set_timer(SETTLING, self._settle)

    def _settle(self) -> None:
        self._settled = self.outer_size

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the background, the same strip for every line; nothing where it lies all under other areas."""
        size = self.outer_size
        if self._settled == size and sum(each.outer_size.area for each in self.displayed_children) == size.area:
            return []
        strip = Strip.blank(crop.width, self.visual_style.rich_style)
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, self.background_colors[1])
        return [strip] * crop.height


class Below(Ground, Vertical):
    """Areas below each other."""


class Beside(Ground, Horizontal):
    """Areas beside each other."""
