"""The part of Summary that is not live: what the tool computed at the export and no formula here can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.book import letter
from workbench.formats.excel.words import NONE

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.model.evaluation import Beside

TITLE = "Computed by the tool: fixed as exported, these figures do not follow changes in this file"

CONFIDENCE = "confidence"
"""The id under which the evaluation says what confidence leaves open."""

SAME = 1e-9
"""Ends closer than this to those on Tree are the same."""


def write_fixed(page: Page, content: Content, row: int) -> int:
    """Write the totals within confidence, and ends that had to be searched; return the first free row."""
    found = next((each for each in content.evaluation.beside if each.id == CONFIDENCE), None)
    if found is None:
        return row
    searched = _searched(content)
    page.text(f"A{row}", TITLE, "section")
    heads = ["Place", "Rank", "Option", "Total", f"{found.label}: from", "to"]
    heads += ["At the least, searched", "At the most, searched"] if searched else []
    for place, head in enumerate(heads, start=1):
        page.text(f"{letter(place)}{row + 1}", head, "header_left" if head == "Option" else "header")
    options = [each.id for each in content.evaluation.results]
    for place, each in enumerate(content.evaluation.ranking):
        _write_row(page, row + 2 + place, place + 1, (options.index(each.id), found, searched), content)
    row += 2 + len(options)
    for text in _notes(content, found, searched=searched):
        page.text(f"A{row}", text, "note")
        row += 1
    return row + 1


def _searched(content: Content) -> bool:
    """Say whether the tool's own search for the ends of totals found narrower ones than the formulas of Tree."""
    low, high = content.figures.span
    pairs = zip(content.evaluation.results, low, high, strict=True)
    return any(abs(each.low - least) > SAME or abs(each.high - most) > SAME for each, least, most in pairs)


def _notes(content: Content, found: Beside, *, searched: bool) -> list[str]:
    when = content.changed or "not stated"
    notes = [f"Assumes {found.note}. Study last changed: {when}."]
    if searched:
        notes.append(
            "A computed criterion with weight has open inputs: the tool searched how far its total can go. "
            "The least and most on Tree are wider, since they take every criterion's end by itself."
        )
    return notes


def _write_row(page: Page, row: int, place: int, what: tuple[int, Beside, bool], content: Content) -> None:
    option, found, searched = what
    each, span = content.evaluation.results[option], found.ranges[option]
    page.number(f"A{row}", place, "number")
    page.text(f"C{row}", each.brief, "fixed_name")
    figures: list[float | None] = [each.total, *(span or (None, None))]
    figures += [each.low, each.high] if searched else []
    if each.rank is None:
        page.text(f"B{row}", NONE, "fixed_rank")
    else:
        page.number(f"B{row}", each.rank, "fixed_rank")
    for column, figure in enumerate(figures, start=4):
        if figure is None:
            page.text(f"{letter(column)}{row}", NONE, "fixed_two")
        else:
            page.number(f"{letter(column)}{row}", figure, "fixed_two")
