"""The numbers of the sheet Perspectives, one set of arrays for each perspective."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.scoring import local_by_option
from workbench.engine.formulas.ranks import TIE_TOLERANCE
from workbench.engine.problem import build
from workbench.engine.tree import roll_up
from workbench.formats.excel.book import shown
from workbench.formats.excel.cells import make_cells
from workbench.formats.excel.figures import counting, terms
from workbench.formats.excel.sheets.perspectives_parts import Part
from workbench.formats.excel.words import MISSING, OPEN, VALUE_TOP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.formats.excel.book import Value
    from workbench.formats.excel.cells import Cells
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Plan
    from workbench.formats.excel.sheets.perspectives_sets import Perspective
    from workbench.model.evaluation import Matrix

    Objects = NDArray[np.object_] | Matrix

NEAR = " ≈"
"""The mark of what is not separable."""


@dataclass(frozen=True)
class SetFigures:
    """The arrays of one perspective, nodes in the order of the sheets."""

    cells: Cells
    points: Matrix
    counting: Matrix
    whole: Matrix
    counts: Matrix
    local: Matrix
    missing: Matrix
    values: Matrix
    terms: Matrix
    threshold: float
    """What one level on the lightest criterion moves a total by."""

    def of(self, part: Part) -> Objects:
        """Return what the cells of a block show."""
        found: dict[Part, Objects] = {
            Part.USED: self.cells.used,
            Part.ALONG: self.cells.along,
            Part.WORTH: self.cells.values,
            Part.COUNTS: self.counts,
            Part.LOCAL: self.local,
            Part.MISSING: self.missing,
            Part.VALUE: self.values,
            Part.TERM: self.terms,
        }
        return found[part]

    @property
    def places(self) -> list[Value]:
        """Rank and total in words, with a mark where another option is not separable."""
        known = [each for each in self.totals if isinstance(each, float)]
        reach = self.threshold - TIE_TOLERANCE * max([1.0, *known])
        found: list[Value] = []
        for total, rank in zip(self.totals, self.ranks, strict=True):
            if not isinstance(total, float):
                found.append(OPEN)
                continue
            near = sum(total - reach < other < total + reach for other in known) > 1
            found.append(f"{rank}:  {shown(total)}{NEAR if near else ''}")
        return found

    @property
    def totals(self) -> list[Value]:
        """Each option's total, open where scores are missing or nothing weighs."""
        known = (self.missing[0] == 0) & (self.counts[0] > 0)
        return [float(value) if sure else OPEN for value, sure in zip(self.values[0], known.tolist(), strict=True)]

    @property
    def ranks(self) -> list[Value]:
        """Their ranks among the known ones."""
        known = [each for each in self.totals if isinstance(each, float)]
        margin = 1e-9 * max(1.0, *known, 1.0)
        return [
            1 + sum(other > each + margin for other in known) if isinstance(each, float) else OPEN
            for each in self.totals
        ]


def figures_of(content: Content, perspective: Perspective) -> SetFigures:
    """Return the figures of one perspective."""
    plan, base, run = content.plan, content.figures, content.evaluation.run
    aggregators = {group.id: group.aggregator for group in content.evaluation.groups}
    view = perspective.side or run.view or None
    problem = build(content.study, weights=perspective.weights or None, view=view, aggregators=aggregators)
    cells = make_cells(content.study, problem, plan) if perspective.side else base.cells
    order = [node.place for node in plan.nodes]
    raw = np.tile(problem.raw, (len(problem.options), 1))
    raw[:, : len(problem.tree.leaves)] *= problem.applicable
    by_option = local_by_option(problem)
    local = by_option.T[order]
    nodes = roll_up(problem.tree, problem.values_between()[0][:, None, :], by_option)[:, 0].T[order]
    whole = np.array(problem.local[order])
    for row, node in enumerate(plan.nodes[1:], start=1):
        whole[row] *= whole[node.parent - 1]
    return SetFigures(
        cells=cells,
        points=problem.raw[order],
        counting=counting(problem.tree, problem.raw)[order],
        whole=whole,
        counts=counting(problem.tree, raw).T[order],
        local=local,
        missing=_missing(plan, cells, local),
        values=nodes,
        terms=terms(nodes, local, base.rules, plan),
        threshold=float((problem.steps * problem.weights)[problem.steps * problem.weights > 0].min(initial=VALUE_TOP)),
    )


def _missing(plan: Plan, cells: Cells, local: Matrix) -> Matrix:
    """Return 1 for criteria without a score, and for groups how many with weight lie below; (n_nodes, n_options)."""
    missing = np.zeros_like(local)
    for row in range(len(plan.nodes) - 1, -1, -1):
        node = plan.nodes[row]
        if node.kind == "group":
            children = [each.number - 1 for each in plan.nodes if each.parent == node.number]
            missing[row] = ((local[children] > 0) * missing[children]).sum(axis=0)
        else:
            missing[row] = [float(each == MISSING) for each in cells.used[row]]
    return missing
