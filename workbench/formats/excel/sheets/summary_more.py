"""Columns of the tables on Summary that other sheets hold: ranks by weight set, and what stands between the sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.formats.excel.sheets.perspectives import rank_offset, total_row
from workbench.formats.excel.sheets.perspectives_sets import shown_sets_of
from workbench.formats.excel.words import PERSPECTIVES, SIDES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.formats.excel.book import Value
    from workbench.formats.excel.content import Content

MOST_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A column of a table: its heading as a formula, and where its figures stand."""

    heading: tuple[str, str]
    source: str
    """A row of figures, one for each option."""
    values: Sequence[Value]
    under: tuple[str, Value] | None = None
    """What stands in the line under the heading."""
    style: str = "out_two"


def perspective_figures(content: Content) -> list[Figure]:
    """Return rank and total under every weight set; none where there is only one."""
    figures = content.cache.get("perspectives")
    if not figures:
        return []
    found = []
    for place, (_, label) in enumerate(shown_sets_of(content)[:MOST_COLUMNS]):
        row = total_row(place) + 2 * rank_offset(content)
        heading = (f'{PERSPECTIVES}!$D${row}&""', label)
        source = content.plan.across(row, PERSPECTIVES)
        found.append(Figure(heading, source, figures[place].places, style="out_center"))
    return found


def side_figures(content: Content) -> list[Figure]:
    """Return each side's net benefit, the zone, the three-part test, and the weakest cell of the matrix."""
    labels = [(f"Net benefit: {label}", "out_two") for label in content.sides.labels]
    labels += [(each, "out_center") for each in ("Zone", "All three", "Class, the first that applies")]
    labels += [("Minimum: only the weakest cell counts", "out_two")]
    found = []
    for label, style in labels:
        line = content.cache.get((SIDES, label))
        if line is not None:
            row, values = line
            found.append(Figure((f'{SIDES}!$D${row}&""', label), content.plan.across(row, SIDES), values, style=style))
    return found


def firmness(content: Content) -> str:
    """Return how firm the first rank is, as the tool computed it at the export."""
    found = content.extras.robustness
    return f"At the export the first rank was {found.verdict} (see Robustness)." if found else ""
