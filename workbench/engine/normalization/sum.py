"""Sum: each number as a part of its criterion's sum."""

from __future__ import annotations

from workbench.engine.formulas.scaling import divide_by_sum
from workbench.engine.method import Normalization

METHOD = Normalization(
    name="sum",
    title="Part of the sum",
    source="Zavadskas & Turskis (2010), Technological and Economic Development of Economy 16(2): "
    "x / Σx; of 1 / x where smaller is better",
    normalize=divide_by_sum,
    needs_nonnegative=True,
    needs_positive_costs=True,
    needs_some_positive=True,
)
