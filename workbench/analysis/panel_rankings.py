"""Rankings of an analyst, a side and the panel: scores joined first, or results joined."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

import numpy as np

from workbench.analysis.own_weights import joined_weight_set, own_weight_set
from workbench.analysis.scoring import score_study
from workbench.engine.formulas.ranks import possible_ranks
from workbench.engine.judgements import MEDIAN_FROM
from workbench.model.panel import PanelResult, Ranking, SideResult, Standing
from workbench.model.reading import PANEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study


@dataclass
class Rankings:
    """The rankings of a study's people, each made once.

    Parameters
    ----------
    study
        With the criteria and options that count.
    common
        The weight set of those who have none of their own, and of all where `own` is false.
    """

    study: Study
    common: str | None
    aggregators: Mapping[str, str]
    own: bool
    _made: dict[str, Ranking] = field(default_factory=dict)

    def analyst(self, name: str) -> Ranking:
        """Return one analyst's ranking."""
        if name not in self._made:
            weights = self._weights(name)
            study, chosen, label = joined_weight_set(self.study, [[weights]], self.aggregators)
            evaluation = self._score(study, name, chosen)
            self._made[name] = _ranking(
                evaluation, name, self.study.analyst[name].label, "one analyst", "1 analyst", label
            )
        return self._made[name]

    def side(self, side: str, label: str, analysts: tuple[str, ...]) -> SideResult:
        """Return a side's rankings both ways; none where nobody is on it."""
        if not analysts:
            return SideResult(side, label, (), None, None)
        study, weights, named = joined_weight_set(
            self.study, [[self._weights(each) for each in analysts]], self.aggregators
        )
        rule = rule_for(len(analysts))
        judgements = _ranking(self._score(study, side, weights), side, label, "judgements", rule, named)
        each = [self.analyst(name) for name in analysts]
        return SideResult(side, label, analysts, judgements, self._joined(each, side, label, rule, named))

    def panel(self, groups: Sequence[tuple[str, ...]], sides: Sequence[SideResult]) -> PanelResult:
        """Return the panel's rankings both ways: within the sides first, then the sides equally.

        Parameters
        ----------
        groups
            The analysts who count, by side; one group where nobody has a side.
        """
        study, weights, named = self.panel_weights(groups)
        label = "Panel"
        results = [side.results for side in sides if side.results is not None]
        rules = [rule_for(len(group)) for group in groups]
        alike = len(rules) > 1 and len(set(rules)) == 1
        rule = f"{rules[0]} of each side" if alike else "; ".join(rules)
        if len(results) > 1:
            rule += "; then the mean of the sides"
        judgements = _ranking(self._score(study, PANEL, weights), PANEL, label, "judgements", rule, named)
        if results:
            joined = self._joined(results, PANEL, label, rule, named, mean=True)
        else:
            each = [self.analyst(name) for group in groups for name in group]
            joined = self._joined(each, PANEL, label, rule, named)
        return PanelResult(judgements, joined)

    def panel_weights(self, groups: Sequence[tuple[str, ...]]) -> tuple[Study, str | None, str]:
        """Return a study with the panel's weights in it, their id and label."""
        return joined_weight_set(
            self.study, [[self._weights(each) for each in group] for group in groups], self.aggregators
        )

    def _weights(self, analyst: str) -> str | None:
        return own_weight_set(self.study, analyst, self.common) if self.own else self.common

    def _score(self, study: Study, view: str, weights: str | None) -> StudyEvaluation:
        return score_study(
            study, weights=weights, view=view, profile="all", option_set="all", aggregators=self.aggregators
        )

    def _joined(
        self, rankings: Sequence[Ranking], whose: str, label: str, rule: str, weights: str, *, mean: bool = False
    ) -> Ranking:
        """Return the ranking by joined totals: the mean, or from three on the median."""
        join = median if len(rankings) >= MEDIAN_FROM and not mean else fmean
        columns = list(zip(*(each.standings for each in rankings), strict=True))
        low, high = (np.array([join([getattr(one, end) for one in column]) for column in columns]) for end in _ENDS)
        totals = [join([one.total or 0.0 for one in column]) for column in columns]
        sure = np.array([all(one.total is not None for one in column) for column in columns])
        first, last = possible_ranks(np.where(sure, totals, low), np.where(sure, totals, high))
        standings = tuple(
            Standing(
                option=column[0].option,
                total=totals[row] if sure[row] else None,
                low=float(low[row]),
                high=float(high[row]),
                rank=int(first[row]) if sure[row] and first[row] == last[row] else None,
                possible_ranks=(int(first[row]), int(last[row])),
            )
            for row, column in enumerate(columns)
        )
        return Ranking(whose, label, "results", rule, "", weights, standings, {}, ())


_ENDS = ("low", "high")


def rule_for(count: int) -> str:
    """Return in words how that many analysts are joined."""
    if count == 1:
        return "1 analyst"
    return f"{'median' if count >= MEDIAN_FROM else 'mean'} of {count} analysts"


def _ranking(
    evaluation: StudyEvaluation,
    whose: str,
    label: str,
    aggregated: Literal["one analyst", "judgements"],
    rule: str,
    weights_label: str,
) -> Ranking:
    standings = tuple(
        Standing(each.id, each.total, each.low, each.high, each.rank, each.possible_ranks)
        for each in evaluation.results
    )
    groups = {each.id: each.totals for each in evaluation.groups}
    weights = evaluation.run.weights
    return Ranking(whose, label, aggregated, rule, weights, weights_label, standings, groups, evaluation.not_separable)
