"""What every sheet is written from: the study, its evaluation, the plan and the figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.formats.excel.words import CRITERIA, OPEN
from workbench.model.criterion import ComputedLeaf, Leaf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.engine.judgements import Judgement
    from workbench.engine.problem import Problem
    from workbench.formats.excel.beside_plan import BesideRows
    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.figures import Figures
    from workbench.formats.excel.plan import Node, Plan
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study

NARROWEST, WIDEST = 13.0, 20.0
"""Of an option's column, in characters."""


@dataclass(frozen=True)
class Content:
    """Everything that the sheets say."""

    study: Study
    evaluation: StudyEvaluation
    problem: Problem
    plan: Plan
    figures: Figures
    beside: BesideRows
    intervals: Mapping[tuple[str, str], Judgement]
    """The judgements that are intervals, by option and criterion."""
    changed: str

    @property
    def status(self) -> str:
        """The line that no sheet may lack."""
        return f"ILLUSTRATIVE: {self.study.disclaimer or 'see About'}" if self.study.illustrative else ""

    @cached_property
    def option_width(self) -> float:
        """The width of an option's column."""
        longest = max(len(label) for label in self.plan.options)
        return min(WIDEST, max(NARROWEST, longest / 2 + 1))

    def leaf(self, node: Node) -> Leaf | None:
        """Return the scored criterion of a node, None for groups and computed ones."""
        found = self.study.criterion.get(node.id) if node.kind == "leaf" else None
        return found if isinstance(found, Leaf) else None

    def computed(self, node: Node) -> ComputedLeaf | None:
        """Return the computed criterion of a node, None for all others."""
        found = self.study.criterion.get(node.id) if node.kind == "computed" else None
        return found if isinstance(found, ComputedLeaf) else None

    def group_total(self, node: Node, option: int) -> Value:
        """Return a group's result for an option: a number, or that it is open."""
        found = next(each for each in self.evaluation.groups if each.id == node.id)
        total = found.totals[option]
        return OPEN if total is None else total

    def row_labels(self, page: Page, node: Node, row: int, *, linked: bool = True) -> None:
        """Write number, parent's number, id and label of a node into columns A to D."""
        page.number(f"A{row}", node.number, "number")
        page.number(f"B{row}", node.parent, "number")
        page.text(f"C{row}", node.id, "id")
        if linked:
            style = "link_group" if node.kind == "group" else "link_text"
            page.put(f"D{row}", f'{CRITERIA}!$D${self.plan.row(node.number)}&""', node.label, style)
        else:
            page.text(f"D{row}", node.label, "group" if node.kind == "group" else "label")
        if node.depth:
            page.indent(f"D{row}", node.depth)
