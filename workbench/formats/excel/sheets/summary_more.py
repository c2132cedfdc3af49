"""Columns of the tables on Summary that other sheets hold: ranks by weight set, and what stands between the sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.formats.excel.sheets.branches import GEOMETRIC, WEAKEST, branches_of
from workbench.formats.excel.sheets.perspectives_parts import rank_offset, total_row
from workbench.formats.excel.sheets.perspectives_sets import perspectives_of
from workbench.formats.excel.sheets.sides import TOLD
from workbench.formats.excel.sheets.sides_matrix import WEAKEST_ACROSS
from workbench.formats.excel.words import BRANCHES, CRITERIA, PERSPECTIVES, SIDES, SIDES_OWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.formats.excel.book import Value
    from workbench.formats.excel.content import Content

MOST_COLUMNS, MOST_BRANCHES, MOST_SIDES, MOST_CELLS = 6, 3, 3, 4


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
    """Return rank and total by every perspective; none where there is only one."""
    figures = content.cache.get("perspectives")
    if not figures:
        return []
    found = []
    for place, each in enumerate(perspectives_of(content)[:MOST_COLUMNS]):
        row = total_row(place) + 2 * rank_offset(content)
        heading = (f'{PERSPECTIVES}!$D${row}&""', each.label)
        source = content.plan.across(row, PERSPECTIVES)
        found.append(Figure(heading, source, figures[place].places, style="out_center"))
    return found


def branch_figures(content: Content) -> list[Figure]:
    """Return each branch's subtotal if it were geometric, and its weakest criterion."""
    found = []
    for kind, word, style in ((GEOMETRIC, "Geometric", "out_two"), (WEAKEST, "Weakest", "out_text")):
        for node in branches_of(content)[:MOST_BRANCHES]:
            row, values = content.cache[BRANCHES, node.id][kind]
            heading = (f'"{word}: "&{CRITERIA}!$D${content.plan.row(node.number)}', f"{word}: {node.label}")
            found.append(Figure(heading, content.plan.across(row, BRANCHES), values, style=style))
    return found


def side_figures(content: Content) -> tuple[str, list[Figure]]:
    """Return whose scores are read, and what each side gains and bears, proportionality and the three-part test."""
    sheet = SIDES_OWN if (SIDES_OWN, "Zone") in content.cache else SIDES
    computed = content.sides.criteria.computed if content.sides.criteria else ""
    node = next((each for each in content.plan.nodes if each.id == computed), None)
    labels = [(f"{TOLD}: {label}", "out_center") for label in content.sides.labels[:MOST_SIDES]]
    labels += [(f"{node.label}, 0 to 100", "out_two")] if node else []
    labels += [(each, "out_center") for each in ("All three", "Class, the first that applies", "Zone")]
    whose = "each side's own scores" if sheet == SIDES_OWN else "the judgement on Scores"
    return whose, _of_lines(content, sheet, labels)


def matrix_figures(content: Content) -> list[Figure]:
    """Return the cells of who answers to whom where they are few, their mean, and the weakest across the border."""
    names, cells = content.sides.names, content.sides.cells
    labels = [(f"{names.get(each.government, each.government)} → {names.get(each.public, each.public)}", "out_two")
              for each in cells]  # fmt: skip
    labels = labels if len(labels) <= MOST_CELLS else []
    labels += [("Arithmetic mean", "out_two"), (WEAKEST_ACROSS, "out_text")]
    return _of_lines(content, SIDES, labels)


def _of_lines(content: Content, sheet: str, labels: list[tuple[str, str]]) -> list[Figure]:
    found = []
    for label, style in labels:
        line = content.cache.get((sheet, label))
        if line is not None:
            row, values = line
            heading = (f'{sheet}!$D${row}&""', label)
            found.append(Figure(heading, content.plan.across(row, sheet), values, style=style))
    return found


def firmness(content: Content) -> str:
    """Return how firm the first rank is, as the tool computed it at the export."""
    found = content.extras.robustness
    return f"At the export the first rank was {found.verdict} (see Robustness)." if found else ""
