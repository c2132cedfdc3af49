"""Maximum: each number as a part of its criterion's best."""

from __future__ import annotations

from workbench.engine.formulas.scaling import divide_by_largest
from workbench.engine.method import Normalization

METHOD = Normalization(
    name="max",
    title="Part of the best",
    source="Hwang & Yoon (1981), Multiple Attribute Decision Making, ch. 2: x / max; min / x where smaller is better",
    normalize=divide_by_largest,
    needs_nonnegative=True,
    needs_positive_costs=True,
    needs_some_positive=True,
)
