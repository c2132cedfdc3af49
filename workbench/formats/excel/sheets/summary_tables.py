"""Tables of the first page on Summary that no formula can follow: fixed as exported, and labelled so."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from workbench.formats.excel.book import letter
from workbench.formats.excel.sheets.findings import scores_finding
from workbench.formats.excel.words import NONE, SCORES

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.model.report import Table, Value

AS_EXPORTED = "as exported, by the tool"
FIRM, TALK, BESIDE, EVIDENCE = (
    "How firm it is",
    "Worth talking about",
    "Beside: ",
    "Evidence by option",
)
"""How the titles of the first page's tables begin."""

MOST_COLUMNS = 8
WORDS = 96
"""Characters of a sentence from column D on."""

LONG = 14
"""Characters from which on a cell's words are set small and broken."""


def tables_of(content: Content, title: str) -> list[Table]:
    """Return the first page's tables whose title begins so."""
    first = content.extras.first
    return [each for each in first.tables if each.title.startswith(title)] if first else []


def write_export_table(page: Page, row: int, table: Table) -> int:
    """Write a table, its first column under Option, and return the first free row after a gap."""
    page.text(f"A{row}", f"{table.title} ({_assumed(table)})", "section")
    row += 1
    if table.title.startswith(FIRM):
        return _write_sentences(page, row, table)
    for column in "AB":
        page.blank(f"{column}{row}", "header")
    for place, head in enumerate(table.columns[:MOST_COLUMNS]):
        page.text(f"{letter(3 + place)}{row}", head.label, "header" if place else "header_left")
    for values in table.rows:
        row += 1
        for place, value in enumerate(values[:MOST_COLUMNS]):
            _write(page, f"{letter(3 + place)}{row}", value, first=not place)
    row += 1
    for line in wrap(table.note, WORDS + 50):
        page.text(f"A{row}", line, "note")
        row += 1
    return row + 1


def _assumed(table: Table) -> str:
    return "nearest flips " + AS_EXPORTED if table.title.startswith(FIRM) else AS_EXPORTED


def _write_sentences(page: Page, row: int, table: Table) -> int:
    for label, text in table.rows:
        page.text(f"C{row}", str(label or "Flip"), "key")
        for line in wrap(str(text), WORDS):
            page.text(f"D{row}", line, "line")
            row += 1
    return row + 1


def _write(page: Page, cell: str, value: Value, *, first: bool) -> None:
    if value is None:
        page.text(cell, NONE, "fixed_rank")
    elif isinstance(value, str):
        page.text(cell, value.strip(), "fixed_name" if first else "small" if len(value) > LONG else "fixed_rank")
    elif isinstance(value, int):
        page.number(cell, value, "fixed_rank")
    else:
        page.number(cell, value, "fixed_two")


def status_counts(content: Content) -> tuple[str, str]:
    """Return how many cells have a number, live, and how many scores rest on nothing, as exported."""
    fixed, text = _rest(content), scores_finding(content)[1]
    return f'{SCORES}!$A$3&" {fixed}"', f"{text} {fixed}"


def _rest(content: Content) -> str:
    study, found = content.study, content.extras.evidence
    touched = {(score.option, score.criterion) for score in study.scores}
    leaves = [node.id for node in content.plan.nodes if node.kind == "leaf"]
    untouched = sum((option.id, name) not in touched for option in study.options for name in leaves)
    text = f"As exported: {untouched} untouched"
    if found is None:
        return f"{text}."
    whole = found.whole
    lacking = whole.scores - whole.counting
    return f"{text}, {lacking} of {whole.scores} scores without evidence, {whole.unreasoned} without a reason."
