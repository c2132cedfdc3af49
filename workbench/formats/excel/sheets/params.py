"""The sheet Params: the few numbers and words that formulas use by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.words import (
    CURVE_KINDS,
    CURVE_MEANINGS,
    PARAMETERS,
    PARAMS,
    RULE_MEANINGS,
    RULES,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content


LISTS = (
    ("Aggregator", RULES, RULE_MEANINGS, "rule_words"),
    ("Value function", CURVE_KINDS, CURVE_MEANINGS, "curve_words"),
)
"""Each list of words: title, words, meanings, name."""


def write_params(page: Page, content: Content) -> None:
    """Write the parameters, each with its name, and the lists of words."""
    page.heading("Params: numbers and words that the formulas name", content.status, "Change them only on purpose.")
    for column, text in zip("ABC", ("Name", "Value", "Meaning"), strict=True):
        page.text(f"{column}5", text, "header_left")
    for row, (name, value, meaning) in enumerate(PARAMETERS, start=6):
        page.text(f"A{row}", name, "key")
        if isinstance(value, str):
            page.text(f"B{row}", value, "input_text")
        else:
            page.number(f"B{row}", value, "input")
        page.text(f"C{row}", meaning, "text")
        page.book.name(name, f"{PARAMS}!$B${row}")
    top = 6 + len(PARAMETERS) + 1
    for title, words, meanings, name in LISTS:
        top = _write_list(page, top, (title, words, meanings, name))
    page.widths({"A": 22, "B": 20, "C": 100})
    page.set_up()


def _write_list(page: Page, top: int, what: tuple[str, tuple[str, ...], Mapping[str, str], str]) -> int:
    title, words, meanings, name = what
    for column, text in zip("ABC", (title, "Word", "Meaning"), strict=True):
        page.text(f"{column}{top}", text, "header_left")
    for row, word in enumerate(words, start=top + 1):
        page.number(f"A{row}", row - top, "number")
        page.text(f"B{row}", word, "fixed")
        page.text(f"C{row}", meanings.get(word, ""), "text")
    page.book.name(name, f"{PARAMS}!$B${top + 1}:$B${top + len(words)}")
    return top + len(words) + 2
