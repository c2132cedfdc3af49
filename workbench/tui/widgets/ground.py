"""Areas that show nothing of their own: a background under what lies in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.widget import Widget as Area
else:
    Area = object  # Textual takes styles from the first base that is a widget


class Ground(Area):
    """An area without border, padding or text, which is painted once for all its lines."""

    @property
    def covers(self) -> bool:
        """Whether nothing of it is seen: what lies in it takes all its room, and has been drawn for that."""
        inside = self.displayed_children
        return (
            all(getattr(each, "covers", False) for each in inside)
            and sum(each.outer_size.area for each in inside) == self.outer_size.area
        )

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the background, the same strip for every line; nothing where it lies all under other areas."""
        if self.covers:
            return []
        strip = Strip.blank(crop.width, self.visual_style.rich_style)
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, self.background_colors[1])
        return [strip] * crop.height


class Below(Ground, Vertical):
    """Areas below each other."""


class Beside(Ground, Horizontal):
    """Areas beside each other."""
