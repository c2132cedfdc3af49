"""Fixed words, names and parameters of the workbook: each stands in one place."""

from __future__ import annotations

from workbench.engine.formulas.group_totals import GROUP_TOTALS
from workbench.engine.formulas.ranks import TIE_TOLERANCE

ABOUT, SUMMARY, CRITERIA, SCORES, REASONS, WEIGHTS = "About", "Summary", "Criteria", "Scores", "Reasons", "Weights"
PARAMS, RANGES, TREE, BESIDE, CHECKS, EXPORTED, LOG = "Params", "Ranges", "Tree", "Beside", "Checks", "Exported", "Log"

MISSING = "missing"
"""Stands in a calculation where there is no score; never counted as zero."""

OPEN = "open"
"""Stands where a total or rank is not decided because scores are missing."""

NOT_APPLICABLE = "not applicable"
"""What to type into a score cell; "n/a" is refused, since it also means not available."""

NONE = "–"
"""Stands in a cell that has nothing to say."""

RULES = tuple(GROUP_TOTALS)
"""The aggregators' words, in the order in which CHOOSE meets them."""

VALUE_TOP = 100.0
LOG_ZERO = 1000.0
MEASURED_LEVELS = 4.0

PARAMETERS: tuple[tuple[str, float | str, str], ...] = (
    ("value_top", VALUE_TOP, "Value of the best end of a scale; the worst end is worth 0."),
    ("tie_tol", TIE_TOLERANCE, "Totals closer than this, relative to the largest (at least 1), share a rank."),
    ("log_zero", LOG_ZERO, "Stands for minus the logarithm of 0 in a geometric group: its exponential is 0."),
    ("measured_levels", MEASURED_LEVELS, "Steps in the range of a measured scale: one step is one level."),
    ("na_word", NOT_APPLICABLE, "Type this in a score cell: the weight goes to the sibling criteria for that option."),
)
"""Name, value and meaning of each parameter; the names are those of the cells."""

RULE_MEANINGS = {
    "arithmetic": "Weighted mean: a low value can be paid for by a high one.",
    "geometric": "Weights are exponents: a weighted child worth 0 makes the group 0.",
    "minimum": "The lowest weighted child: nothing is paid for.",
}
