"""What the checks of a study's way ask about it more than once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from workbench.analysis.checks import checks
from workbench.analysis.scoring import score_study
from workbench.engine.study_tree import find_weight_set
from workbench.errors import WorkbenchError
from workbench.model.criterion import ComputedLeaf
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.score import Score
    from workbench.model.study import Study
    from workbench.model.weights import WeightSet


class StudyFacts:
    """A study, and what the checks ask about it more than once."""

    def __init__(self, study: Study, view: str | None) -> None:
        self.study = study
        self.view = view

    @cached_property
    def shown(self) -> Study:
        """What is scored of the study."""
        try:
            return select(self.study)
        except WorkbenchError:
            return self.study

    @cached_property
    def evaluation(self) -> StudyEvaluation | None:
        """Its ranking, where there is one."""
        try:
            return score_study(self.study, view=self.view)
        except WorkbenchError:
            return None

    @cached_property
    def codes(self) -> Mapping[str, list[str]]:
        """What the checks of the study say, by their code."""
        found: dict[str, list[str]] = {}
        try:
            concerns = checks(self.study)
        except WorkbenchError:
            concerns = ()
        for each in concerns:
            found.setdefault(each.code, []).append(each.text)
        return found

    @cached_property
    def weight_set(self) -> WeightSet | None:
        """The weight set that counts."""
        try:
            return find_weight_set(self.study, None)
        except WorkbenchError:
            return None

    @cached_property
    def judged(self) -> tuple[Score | None, ...]:
        """The judgement of every cell."""
        view = self.view or self.shown.view
        return tuple(
            self.shown.judgement(option.id, leaf.id, view)
            for option in self.shown.options
            for leaf in self.shown.leaves
        )

    @cached_property
    def given(self) -> tuple[Score, ...]:
        """The judgements that hold a number."""
        return tuple(each for each in self.judged if each is not None and each.missing is None)

    @cached_property
    def children(self) -> Mapping[str, list[str]]:
        """The children that are weighed, of every group with two or more."""
        found: dict[str, list[str]] = {}
        for each in self.shown.criteria:
            if not isinstance(each, ComputedLeaf):
                found.setdefault(each.parent, []).append(each.id)
        return {group: names for group, names in found.items() if len(names) > 1}

    @cached_property
    def options(self) -> Mapping[str, str]:
        """The options' short names."""
        return {each.id: each.brief for each in self.study.options}

    def brief(self, name: str) -> str:
        """Return a criterion's short name; that of everything where there is none."""
        node = self.study.criterion.get(name)
        return "the whole" if node is None else node.brief

    def cell(self, score: Score) -> str:
        """Return which cell a score stands in."""
        return f"{self.options[score.option]} on {self.brief(score.criterion)}"
