"""A panel: who scored what, each one's, each side's and the panel's ranking, agreement, and what to talk about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.analysis.agreement import agreement
from workbench.analysis.assignments import assigned_cells, not_done, unassigned
from workbench.analysis.own_views import own_views
from workbench.analysis.own_weights import own_weight_set
from workbench.analysis.panel_notices import panel_notices
from workbench.analysis.panel_rankings import Rankings
from workbench.analysis.rounds import compare_rounds, latest_two
from workbench.analysis.scoring import profile_weights, score_study
from workbench.analysis.talking_list import talking_list
from workbench.analysis.veil import hidden_analysts
from workbench.engine.judgements import groups_of
from workbench.errors import UsageError
from workbench.model.panel import AgreedCell, AnalystResult, PanelAnalysis
from workbench.model.reading import PANEL
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.panel import Agreement, PanelResult, SideResult, TalkingList
    from workbench.model.study import Analyst, Study


def panel_analysis(
    study: Study,
    *,
    weights: str | None = None,
    profile: str | None = None,
    option_set: str | None = None,
    aggregators: Mapping[str, str] | None = None,
) -> PanelAnalysis:
    """Return everything about a study's panel.

    Parameters
    ----------
    weights
        A weight set with which everybody is read; without one, each is read with their own, and those who have none
        with the study's.
    profile, option_set, aggregators
        As in `score_study`.

    Raises
    ------
    UsageError, MethodError
        When a name is unknown, nobody scores, or there is nothing to score.
    """
    return _Panel(study, weights, profile, option_set, aggregators or {}).analysis()


class _Panel:
    """One study's panel while it is looked at."""

    def __init__(
        self,
        study: Study,
        weights: str | None,
        profile: str | None,
        option_set: str | None,
        aggregators: Mapping[str, str],
    ) -> None:
        if not study.analysts:
            message = f"The study {study.id!r} has no analyst."
            raise UsageError(message, hint="`workbench open` makes whoever scores one.")
        self._whole, self._aggregators = study, aggregators
        self._profile, self._option_set = profile, option_set
        self._shown = select(study, profile=profile, option_set=option_set)
        self._common = weights or profile_weights(study, profile) or study.settings.weight_set
        self._own = weights is None and any(
            own_weight_set(study, each.id, self._common) != self._common for each in study.analysts
        )
        apart = study.open_round
        self._hidden = hidden_analysts(study, apart.shown_to) if apart and apart.shown_to else frozenset()
        self._visible = [each for each in study.analysts if each.id not in self._hidden]
        self._rankings = Rankings(self._shown, self._common, aggregators, own=self._own)
        self._members = {
            side.id: tuple(each.id for each in study.analysts if each.side == side.id) for side in study.sides
        }
        groups = tuple(group for group in self._members.values() if group)
        self._groups = groups or (tuple(each.id for each in study.analysts),)
        self._counted = tuple(name for group in self._groups for name in group)

    def analysis(self) -> PanelAnalysis:
        """Return all parts, or without what an open round keeps apart."""
        analysts = tuple(self._analyst(each) for each in self._visible)
        view = self._visible[0].id if self._hidden and self._visible else PANEL
        evaluation = score_study(
            self._whole,
            weights=self._common,
            view=view,
            profile=self._profile,
            option_set=self._option_set,
            aggregators=self._aggregators,
        )
        sides, panel, agreed, talking = self._together(analysts)
        made: dict[str, Any] = {
            "analysts": analysts,
            "sides": sides,
            "panel": panel,
            "agreement": agreed,
            "talking": talking,
            "own_views": () if self._hidden else own_views(self._shown, self._members),
            "agreed": tuple(self._agreed()),
            "unassigned": unassigned(self._shown),
            "rounds": self._rounds(),
        }
        return PanelAnalysis(
            study=evaluation.study,
            run=evaluation.run,
            weights_of="own" if self._own else "common",
            with_common_weights=self._with_common_weights() if self._own and not self._hidden else (),
            options={each.id: each.brief for each in self._shown.options},
            criteria={each.id: each.brief for each in self._shown.criteria},
            side_labels={each.id: each.label for each in self._whole.sides},
            side_names={each.id: each.named for each in self._whole.sides},
            notices=(
                *panel_notices(self._shown, self._groups, made),
                *(each for each in evaluation.notices if each.code in _KEPT_NOTICES),
            ),
            **made,
        )

    def _together(
        self, analysts: Sequence[AnalystResult]
    ) -> tuple[tuple[SideResult, ...], PanelResult | None, Agreement | None, TalkingList | None]:
        """Return what joins several analysts; nothing while a round keeps scores apart."""
        if self._hidden:
            return (), None, None, None
        sides = self._sides(self._rankings)
        panel = self._rankings.panel(self._groups, sides)
        shares = self._panel_shares()
        agreed = agreement(
            self._shown,
            self._counted,
            shares,
            [each.ranking for each in analysts if each.ranking is not None and (each.counted or each.scored)],
            [side.judgements for side in sides if side.judgements is not None],
        )
        study, weights, _ = self._rankings.panel_weights(self._groups)
        gaps = {(each.option, each.criterion): each for each in agreed.cells}
        talking = talking_list(study, weights, self._counted, gaps, self._aggregators)
        return sides, panel, agreed, talking

    def _panel_shares(self) -> dict[str, float]:
        study, weights, _ = self._rankings.panel_weights(self._groups)
        evaluation = score_study(
            study, weights=weights, view=PANEL, profile="all", option_set="all", aggregators=self._aggregators
        )
        return {each.criterion: each.share for each in evaluation.leaf_weights}

    def _sides(self, rankings: Rankings) -> tuple[SideResult, ...]:
        return tuple(rankings.side(side.id, side.label, self._members[side.id]) for side in self._whole.sides)

    def _with_common_weights(self) -> tuple[Any, ...]:
        rankings = Rankings(self._shown, self._common, self._aggregators, own=False)
        sides = self._sides(rankings)
        joined = rankings.panel(self._groups, sides)
        of_sides = [each for side in sides for each in (side.judgements, side.results) if each is not None]
        return (*(rankings.analyst(each.id) for each in self._visible), *of_sides, joined.judgements, joined.results)

    def _analyst(self, analyst: Analyst) -> AnalystResult:
        shown = self._shown
        judged = [
            (score, score.analyst == analyst.id)
            for option in shown.options
            for leaf in shown.leaves
            if (score := shown.judgement(option.id, leaf.id, analyst.id)) is not None
        ]
        return AnalystResult(
            id=analyst.id,
            label=analyst.label,
            side=analyst.side,
            counted=analyst.id in self._counted,
            scored=sum(own for _, own in judged),
            standing=len(judged),
            cells=len(shown.options) * len(shown.leaves),
            unreasoned=sum(not score.has_reason for score, _ in judged),
            assigned=len(assigned_cells(shown, analyst.id)),
            assigned_open=not_done(shown, analyst.id),
            ranking=self._rankings.analyst(analyst.id) if judged else None,
        )

    def _agreed(self) -> list[AgreedCell]:
        visible = {each.id for each in self._visible}
        return [
            AgreedCell(
                option=each.option,
                criterion=each.criterion,
                value=each.performance,
                missing=str(each.missing or ""),
                rationale=each.rationale,
                scores={
                    name: score.performance
                    for name in self._counted
                    if name in visible
                    and (score := self._shown.judgement(each.option, each.criterion, name)) is not None
                    and score.performance is not None
                },
                minority=tuple((note.analyst, note.text) for note in each.minority),
            )
            for each in self._shown.agreed
        ]

    def _rounds(self) -> Any:  # noqa: ANN401 - rounds compared, or nothing
        two = latest_two(self._shown)
        if two is None:
            return None
        return compare_rounds(self._shown, *two, self._common, self._aggregators)


_KEPT_NOTICES = {"agreed-values", "weight-not-answered", "equal-weights", "weights-as-exponents", "beyond-scale"}
"""The notices of a single ranking that concern the panel as a whole."""


def members_of(study: Study) -> tuple[str, ...]:
    """Return the analysts whom the panel counts."""
    return tuple(name for group in groups_of(study, PANEL) for name in group)
