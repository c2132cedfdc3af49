"""Gates in many scenarios: which options fail a must-have, and where that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.scenario_values import Given, scenario_values
from workbench.engine.problem import build
from workbench.model.reading import ALL, EQUAL
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import Mask
    from workbench.model.reading import Reading
    from workbench.model.study import Study


def gated(
    study: Study, reading: Reading, cells: Mapping[tuple[str, str, str], Given], count: int, *, from_study: bool
) -> tuple[Mask, Mask] | None:
    """Return which options fail a gate and where that is open, shape (n_options, n_scenarios); None without gates.

    A score that lies on both sides of a bound, or is missing, fails no gate.
    """
    if not study.gates:
        return None
    whole = select(study, profile=ALL, option_set=reading.option_set)
    problem = build(whole, weights=EQUAL, view=reading.view)
    values = scenario_values(whole, problem, reading.view, cells, count, from_study=from_study)
    low, high = values.raw_lanes("low"), values.raw_lanes("high")
    fails: Mask = np.zeros((len(problem.options), count), dtype=bool)
    doubtful: Mask = np.zeros_like(fails)
    for gate in study.gates:
        column = problem.tree.leaves.index(gate.criterion)
        least, most = low[column], high[column]
        doubtful |= np.isnan(least)
        if gate.at_least is not None:
            fails |= most < gate.at_least
            doubtful |= (least < gate.at_least) & (most >= gate.at_least)
        if gate.at_most is not None:
            fails |= least > gate.at_most
            doubtful |= (most > gate.at_most) & (least <= gate.at_most)
    return fails, doubtful & ~fails
