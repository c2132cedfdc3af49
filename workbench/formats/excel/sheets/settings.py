"""The sheet Settings: numbers and words that formulas use by name, and how the study was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.sheets.answers_layout import asked_groups
from workbench.formats.excel.words import (
    ANSWER_PARAMETERS,
    CURVE_KINDS,
    CURVE_MEANINGS,
    PAIR_MEANINGS,
    PAIR_RULES,
    PARAMETERS,
    RANK_MEANINGS,
    RANK_RULES,
    RULE_MEANINGS,
    RULES,
    SETTINGS,
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

ANSWER_LISTS = (
    ("Rule for ranks", RANK_RULES, RANK_MEANINGS, "rank_words"),
    ("Rule for pairs", PAIR_RULES, PAIR_MEANINGS, "pair_words"),
)
"""Those of the sheet Answers."""


def write_settings(page: Page, content: Content) -> None:
    """Write the parameters, each with its name, the lists of words, and what is fixed in this file."""
    page.heading("Settings: numbers and words that the formulas name", content.status, "Change them only on purpose.")
    for column, text in zip("ABC", ("Name", "Value", "Meaning"), strict=True):
        page.text(f"{column}5", text, "header_left")
    answers = bool(asked_groups(content))
    parameters = [*PARAMETERS, *content.parameters, *(ANSWER_PARAMETERS if answers else ())]
    for row, (name, value, meaning) in enumerate(parameters, start=6):
        page.text(f"A{row}", name, "key")
        if isinstance(value, str):
            page.text(f"B{row}", value, "input_text")
        else:
            page.number(f"B{row}", value, "input")
        page.text(f"C{row}", meaning, "text")
        page.book.name(name, f"{SETTINGS}!$B${row}")
    top = 6 + len(parameters) + 1
    for title, words, meanings, name in (*LISTS, *(ANSWER_LISTS if answers else ())):
        top = _write_list(page, top, (title, words, meanings, name))
    _write_fixed(page, content, top)
    page.widths({"A": 24, "B": 26, "C": 94})
    page.set_up(rows="5:5")


def _write_list(page: Page, top: int, what: tuple[str, tuple[str, ...], Mapping[str, str], str]) -> int:
    title, words, meanings, name = what
    for column, text in zip("ABC", (title, "Word", "Meaning"), strict=True):
        page.text(f"{column}{top}", text, "header_left")
    for row, word in enumerate(words, start=top + 1):
        page.number(f"A{row}", row - top, "number")
        page.text(f"B{row}", word, "fixed")
        page.text(f"C{row}", meanings.get(word, ""), "text")
    page.book.name(name, f"{SETTINGS}!$B${top + 1}:$B${top + len(words)}")
    return top + len(words) + 2


def _write_fixed(page: Page, content: Content, top: int) -> None:
    run, settings = content.evaluation.run, content.study.settings
    lines: tuple[tuple[str, float | str, str], ...] = (
        ("Whose judgement", run.view or "–", run.view_label),
        ("Weight set", run.weights or "equal", run.weights_label),
        ("Profile", run.profile or "all criteria", "Which criteria count."),
        ("Option set", run.option_set or "all options", "Which options are compared."),
        ("High confidence", settings.confidence_high, "Half-width in levels of what such a score leaves open."),
        ("Medium confidence", settings.confidence_medium, "The same."),
        ("Low confidence", settings.confidence_low, "The same."),
        ("Firm share", settings.firm_share, "From which share of the samples a first rank counts as firm."),
        ("Firm weight move", settings.firm_weight_move, "How much of all weight must move at least, for a firm rank."),
    )
    for column, text in zip("ABC", ("As exported", "Value", "Meaning"), strict=True):
        page.text(f"{column}{top}", text, "header_left")
    for row, (name, value, meaning) in enumerate(lines, start=top + 1):
        page.text(f"A{row}", name, "key")
        if isinstance(value, str):
            page.text(f"B{row}", value, "fixed")
        else:
            page.number(f"B{row}", value, "fixed")
        page.text(f"C{row}", meaning, "text")
