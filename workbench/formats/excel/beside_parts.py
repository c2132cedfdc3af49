"""What every block of the sheet Beside begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.beside_plan import TITLE_ROWS
from workbench.formats.excel.words import SCORES

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content


def write_header(page: Page, content: Content, row: int, title: str, value: str) -> None:
    """Write a block's title, a formula with its value, and the header above its first row."""
    page.put(f"A{row - TITLE_ROWS}", title, value, "section")
    for column in "EF":
        page.blank(f"{column}{row - 1}", "header")
    page.text(f"D{row - 1}", "Step", "header_left")
    for place, column in enumerate(content.plan.columns):
        page.put(f"{column}{row - 1}", f"{SCORES}!{column}$5", content.plan.options[place], "header_link")


def write_step(page: Page, row: int, title: tuple[str, str]) -> None:
    """Write what a row shows: a formula with its value."""
    for column in "EF":
        page.blank(f"{column}{row}", "label")
    page.put(f"D{row}", *title, "calc_text")
