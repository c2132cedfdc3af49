"""What every sheet is written from: the study, its evaluation, the plan and the figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workbench.engine.judgements import groups_of
from workbench.formats.excel.facts import FACTS, facts_text
from workbench.formats.excel.judging import read_judging
from workbench.formats.excel.sides_data import side_parameters
from workbench.formats.excel.words import CRITERIA, MISSING, NOT_KNOWN, NOT_SCORED, OPEN
from workbench.model.criterion import ComputedLeaf, Leaf
from workbench.model.score import Missing

if TYPE_CHECKING:
    from workbench.engine.problem import Problem
    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.extras import Extras
    from workbench.formats.excel.figures import Figures
    from workbench.formats.excel.judging import Judging
    from workbench.formats.excel.plan import Node, Plan
    from workbench.formats.excel.sheets.beside_layout import BesideRows
    from workbench.formats.excel.sides_data import Sides
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
    changed: str
    sides: Sides
    extras: Extras
    marks: dict[str, int] = field(default_factory=dict)
    """Rows that other sheets point at, by what stands there."""

    cache: dict[Any, Any] = field(default_factory=dict)
    """What one sheet found out and another needs."""

    @cached_property
    def parameters(self) -> tuple[tuple[str, float | str, str], ...]:
        """The study's own parameters: name, value, meaning."""
        settings = self.study.settings
        outranking: tuple[tuple[str, float | str, str], ...] = (
            (
                "outranking_q",
                settings.outranking_indifference,
                "PROMETHEE II: levels up to which a difference is none.",
            ),
            ("outranking_p", settings.outranking_preference, "PROMETHEE II: levels from which a preference is whole."),
        )
        return (*side_parameters(self.study, self.sides), *(outranking if self.extras.annex else ()))

    @cached_property
    def status(self) -> tuple[str, str]:
        """The line that no sheet may lack: a formula with its text."""
        return FACTS, facts_text(self)

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

    @cached_property
    def judging(self) -> Judging:
        """Who stands on the sheet Analysts, and how their scores are combined."""
        return read_judging(self.study, self.evaluation.run.view)

    @cached_property
    def analysts(self) -> tuple[str, ...]:
        """Those whose judgement counts."""
        return tuple(name for group in groups_of(self.study, self.evaluation.run.view or None) for name in group)

    def entered(self, node: Node, option: int) -> Value:
        """Return what stands in a score cell: a number, or the word for why there is none."""
        value: Value = self.figures.used[node.number - 1, option]
        if value != MISSING:
            return value
        judged = (self.study.judgement(self.study.options[option].id, node.id, name) for name in self.analysts)
        return NOT_KNOWN if Missing.NOT_KNOWN in [each.missing for each in judged if each] else NOT_SCORED

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
