"""The line that no sheet may lack: whether all is an illustration, weights, aggregators, state, date and digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.words import ABOUT, RULES, WEIGHTS

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content

FACTS = "facts"
"""The name of the cell on About whose text every sheet shows."""

GROUP_RULES = "rules"
INPUTS_CHANGED = "inputs_changed"
UNCHANGED, CHANGED = "inputs as exported", "INPUTS CHANGED SINCE THE EXPORT"
DIGITS = 12
"""Of the digest, on every sheet; About has all."""


def facts_text(content: Content) -> str:
    """Return the line as exported."""
    return "".join(text for _, text in _parts(content))


def write_facts(page: Page, content: Content, row: int) -> int:
    """Write the line's parts one below the other, then the line; return the first free row."""
    page.text(f"A{row}", "The line on every sheet, part by part", "section")
    parts = _parts(content)
    for place, (formula, text) in enumerate(parts, start=row + 1):
        page.blank(f"A{place}", "label")
        if formula:
            page.put(f"B{place}", formula, text, "out_text")
        else:
            page.text(f"B{place}", text, "text")
    last = row + len(parts)
    page.text(f"A{last + 1}", "Together", "key")
    page.put(f"B{last + 1}", "&".join(f"B{each}" for each in range(row + 1, last + 1)), facts_text(content), "out_text")
    page.book.name(FACTS, f"{ABOUT}!$B${last + 1}")
    return last + 3


def name_rules(page: Page, content: Content) -> None:
    """Name the aggregators' cells on Weights."""
    page.book.name(GROUP_RULES, content.plan.all_rows("E", sheet=WEIGHTS))


def _parts(content: Content) -> list[tuple[str, str]]:
    """Return each part's formula, empty for fixed text, with what it shows."""
    run, counts = content.evaluation.run, {}
    for rule in RULES:
        given = (
            RULES[content.figures.rules[node.number - 1] - 1] for node in content.plan.nodes if node.kind == "group"
        )
        counts[rule] = sum(each == rule for each in given)
    formula = "&".join(
        f'IF(COUNTIF({GROUP_RULES},"{rule}")=0,"",COUNTIF({GROUP_RULES},"{rule}")&" {rule}; ")' for rule in RULES
    )
    rules = "".join(f"{count} {rule}; " for rule, count in counts.items() if count)
    digest = content.evaluation.study.digest[:DIGITS]
    return [
        ("", "ILLUSTRATIVE. " if content.study.illustrative else "Not marked as illustrative. "),
        ("", f"Weights: {run.weights_label}. Groups: "),
        (formula, rules),
        ("", f"state of {content.changed or 'no stated date'}, digest {digest}; "),
        (f'IF({INPUTS_CHANGED}=0,"{UNCHANGED}","{CHANGED}")', UNCHANGED),
    ]
