"""Drop-downs and limits of the input cells; what is pasted over them is checked again on import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.datavalidation import DataValidation

from workbench.formats.excel.score_sheet.layout import (
    BASIS,
    CONFIDENCE,
    FIRST_ROW,
    HIGH,
    LEVELS,
    LOW,
    REASON,
    SCORE,
    WORDS,
)
from workbench.model.criterion import AnchoredScale
from workbench.model.record import LONGEST_TEXT
from workbench.model.score import Basis, Confidence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.formats.excel.book import Page
    from workbench.model.criterion import Leaf
    from workbench.model.study import Study


def add_choices(
    page: Page,
    study: Study,
    rows: Mapping[str, Sequence[int]],
    entries: Mapping[str, tuple[int, int]],
    columns: Mapping[str, str],
) -> None:
    """Give the input cells their drop-downs.

    Parameters
    ----------
    rows
        By criterion, the rows in which it is asked; they follow each other.
    entries
        By criterion, the first and the last row of its entries on the sheet Levels.
    """
    for name, at in rows.items():
        leaf = study.criterion[name]
        first, last = entries[name]
        score = DataValidation(type="list", formula1=f"{LEVELS}!$C${first}:$C${last}", allow_blank=True)
        _say(score, leaf)  # type: ignore[arg-type]  # only leaves are asked
        score.add(f"{columns[SCORE]}{at[0]}:{columns[SCORE]}{at[-1]}")
        page.sheet.add_data_validation(score)
        end = DataValidation(type="decimal", operator="between", formula1="-1E+300", formula2="1E+300")
        end.allow_blank, end.showErrorMessage, end.errorTitle = True, True, "Interval"
        end.error = "A number, or nothing. An interval needs both ends, and no score beside it."
        end.add(f"{columns[LOW]}{at[0]}:{columns[HIGH]}{at[-1]}")
        page.sheet.add_data_validation(end)
    if not rows:
        return
    final = max(at[-1] for at in rows.values())
    for header, words in ((CONFIDENCE, Confidence), (BASIS, Basis)):
        choice = DataValidation(type="list", formula1=f'"{",".join(map(str, words))}"', allow_blank=True)
        choice.showErrorMessage, choice.errorTitle = True, header
        choice.error = f"One of: {', '.join(map(str, words))}; or nothing."
        choice.add(f"{columns[header]}{FIRST_ROW}:{columns[header]}{final}")
        page.sheet.add_data_validation(choice)
    reason = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST_TEXT), allow_blank=True)
    reason.showErrorMessage, reason.errorTitle = True, REASON
    reason.error = f"A reason has at most {LONGEST_TEXT:,} characters."
    reason.add(f"{columns[REASON]}{FIRST_ROW}:{columns[REASON]}{final}")
    page.sheet.add_data_validation(reason)


def _say(choice: DataValidation, leaf: Leaf) -> None:
    low, high = f"{leaf.scale.low:g}", f"{leaf.scale.high:g}"
    words = ", ".join(WORDS)
    choice.showInputMessage, choice.promptTitle = True, SCORE
    choice.errorTitle, choice.errorStyle = SCORE, "warning"
    if isinstance(leaf.scale, AnchoredScale):
        choice.prompt = f"Choose a level, or type a number from {low} to {high}; or one of: {words}."
        choice.showErrorMessage = True
        choice.error = f"This is not on the list. A number from {low} to {high} is taken as it is."
    else:
        # any number would be called wrong here: the list has only the words
        choice.prompt = f"Type a number from {low} to {high}, or choose one of: {words}."
        choice.showErrorMessage = False
