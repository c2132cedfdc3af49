"""Pictures as figures: an SVG drawing with its title and description, the sentence below, the numbers as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.html.svg_bars import draw_bars, draw_tornado
from workbench.formats.html.svg_grid import draw_heat_map, draw_tracks
from workbench.formats.html.svg_plane import draw_curve, draw_scatter
from workbench.formats.html.tables import table
from workbench.formats.html.tags import Markup, joined, tag
from workbench.model.picture import Bars, Curve, HeatMap, Scatter, Tornado

if TYPE_CHECKING:
    from workbench.formats.html.svg import Drawing
    from workbench.model.picture import Picture


def figure(picture: Picture, name: str) -> Markup:
    """Return a picture under an id of its own."""
    drawing = drawn(picture)
    svg = tag(
        "svg",
        tag("title", picture.title, id=f"{name}-title"),
        tag("desc", picture.sentence, id=f"{name}-desc"),
        joined(drawing.shapes),
        viewBox=f"0 0 {drawing.width:g} {drawing.height:g}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family="Liberation Sans, Arial, Helvetica, sans-serif",
        font_size="12",
    )
    frame = tag("div", svg, class_="frame", role="region", tabindex="0", aria_labelledby=f"{name}-caption")
    caption = tag("figcaption", f"{picture.title}. {picture.sentence}", id=f"{name}-caption")
    numbers = tag("details", tag("summary", "The numbers of this picture"), table(picture.table, f"{name}-table"))
    return Markup(tag("figure", frame, caption) + numbers)


def drawn(picture: Picture) -> Drawing:
    """Return the drawing of a picture, of whatever kind."""
    if isinstance(picture, Bars):
        return draw_bars(picture)
    if isinstance(picture, Tornado):
        return draw_tornado(picture)
    if isinstance(picture, Curve):
        return draw_curve(picture)
    if isinstance(picture, Scatter):
        return draw_scatter(picture)
    return draw_heat_map(picture) if isinstance(picture, HeatMap) else draw_tracks(picture)
