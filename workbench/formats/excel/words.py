"""Fixed words, names and parameters of the workbook: each stands in one place."""

from __future__ import annotations

from workbench.engine.derived_weights import POINTS
from workbench.engine.formulas.group_totals import GROUP_TOTALS
from workbench.engine.formulas.ranks import TIE_TOLERANCE
from workbench.engine.value_functions.exponential import METHOD as EXPONENTIAL_METHOD
from workbench.engine.value_functions.exponential import STRAIGHT
from workbench.engine.value_functions.linear import METHOD as LINEAR_METHOD
from workbench.engine.value_functions.piecewise import METHOD as PIECEWISE_METHOD
from workbench.engine.value_functions.target import METHOD as TARGET_METHOD
from workbench.engine.weighting.pairwise import ACCEPTABLE

LINEAR, PIECEWISE = LINEAR_METHOD.name, PIECEWISE_METHOD.name
EXPONENTIAL, TARGET = EXPONENTIAL_METHOD.name, TARGET_METHOD.name

ABOUT, SUMMARY, CRITERIA, SCORES, REASONS, WEIGHTS = "About", "Summary", "Criteria", "Scores", "Reasons", "Weights"
SETTINGS, RANGES, TREE, BESIDE, CHECKS, EXPORTED, LOG = (
    "Settings",
    "Ranges",
    "Tree",
    "Beside",
    "Checks",
    "Exported",
    "Log",
)
BRANCHES, SIDES_OWN, SIDES_OTHER = "Branches", "SidesOwn", "SidesOther"
CURVES, SIDES, SENSITIVITY, ROBUSTNESS = "Curves", "Sides", "Sensitivity", "Robustness"
PERSPECTIVES, EVIDENCE, WEIGHTED_SUM, WEIGHTED_PRODUCT = "Perspectives", "Evidence", "WeightedSum", "WeightedProduct"
ANALYSTS, ANSWERS, TOPSIS, VIKOR, PROMETHEE = "Analysts", "Answers", "TOPSIS", "VIKOR", "PROMETHEE"
OTHER_INPUTS = "OtherInputs"

MISSING = "missing"
"""Stands in a calculation where there is no score; never counted as zero."""

OPEN = "open"
"""Stands where a total or rank is not decided because scores are missing."""

NOT_APPLICABLE = "not applicable"
"""What to type into a score cell; "n/a" is refused, since it also means not available."""

NOT_KNOWN, NOT_SCORED = "not known", "not scored"
"""Stand in a score cell and say why there is no number; both count as missing."""

UNKNOWN = "unknown"
"""Stands where a value function is no known word, or its numbers do not fit; never counted as linear."""

NONE = "–"
"""Stands in a cell that has nothing to say."""

RULES = tuple(GROUP_TOTALS)
"""The aggregators' words, in the order in which CHOOSE meets them."""

RANK_RULES = ("rank_order_centroid", "rank_sum", "rank_reciprocal")
"""The words for how ranks become weights, in the order in which CHOOSE meets them."""

PAIR_RULES = ("eigenvector", "geometric_mean")
"""The words for how comparisons of pairs become weights."""

CURVE_KINDS = (LINEAR, PIECEWISE, EXPONENTIAL, TARGET)
"""The value functions' words, in the order in which CHOOSE meets them."""

VALUE_TOP = 100.0
LOG_ZERO = 1000.0
MEASURED_LEVELS = 4.0
CURVATURE_LIMIT = 20.0
SENS_STEPS = 20.0
SENS_PART = 0.25
VIKOR_V = 0.5

PARAMETERS: tuple[tuple[str, float | str, str], ...] = (
    ("value_top", VALUE_TOP, "Value of the best end of a scale; the worst end is worth 0."),
    ("tie_tol", TIE_TOLERANCE, "Totals closer than this, relative to the largest (at least 1), share a rank."),
    ("log_zero", LOG_ZERO, "Stands for minus the logarithm of 0 in a geometric group: its exponential is 0."),
    ("measured_levels", MEASURED_LEVELS, "Steps in the range of a measured scale: one step is one level."),
    (
        "straight_tol",
        STRAIGHT,
        "An exponential value function with a curvature closer to 0 than this is straight.",
    ),
    ("curvature_limit", CURVATURE_LIMIT, "The largest curvature, up or down; beyond it the value function is refused."),
    ("sens_steps", SENS_STEPS, "Into how many steps the table on Sensitivity divides a weight's way from none to all."),
    (
        "sens_part",
        SENS_PART,
        "By which part of itself the tornado on Sensitivity makes each weight smaller and larger.",
    ),
    ("vikor_v", VIKOR_V, "VIKOR: the weight of the sum of regrets, 0 to 1; the largest regret has the rest."),
    ("na_word", NOT_APPLICABLE, "Type this in a score cell: the weight goes to the sibling criteria for that option."),
    ("not_known_word", NOT_KNOWN, "In a score cell: somebody looked and could not know. Counts as missing."),
    ("not_scored_word", NOT_SCORED, "In a score cell: nobody has judged yet. Counts as missing, like an empty cell."),
)
"""Name, value and meaning of each parameter; the names are those of the cells."""

CONSISTENCY_LIMIT = ACCEPTABLE

ANSWER_PARAMETERS: tuple[tuple[str, float | str, str], ...] = (
    ("answer_total", POINTS, "What the weights that are derived from one group's answers add up to."),
    ("consistency_limit", CONSISTENCY_LIMIT, "Up to which consistency ratio judgements are taken as they are."),
)
"""Those that only the sheet Answers names."""

RANK_MEANINGS = {
    "rank_order_centroid": "The mean of all weights that agree with the order.",
    "rank_sum": "Weights fall evenly from the first place to the last.",
    "rank_reciprocal": "The k-th place weighs one k-th of the first.",
}

PAIR_MEANINGS = {
    "eigenvector": "The principal eigenvector of the judgements (Saaty).",
    "geometric_mean": "The geometric means of the judgements' rows.",
}

RULE_MEANINGS = {
    "arithmetic": "Weighted mean: a low value can be paid for by a high one.",
    "geometric": "Weights are exponents: a weighted child worth 0 makes the group 0.",
    "minimum": "The lowest weighted child: nothing is paid for.",
}

CURVE_MEANINGS = {
    LINEAR: "Worth grows evenly from Worst to Best on Criteria.",
    PIECEWISE: "Worth runs straight from point to point on Curves, and stays level beyond the first and the last.",
    EXPONENTIAL: "Worth bends by the curvature: positive, it grows faster near Worst; negative, near Best.",
    TARGET: "Worth is highest at the target and falls evenly to 0 at both ends of the scale.",
}
