"""Rounds: what was scored in each, and two of them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.agreement import positions
from workbench.analysis.panel_rankings import Rankings
from workbench.engine.formulas.agreement import sd_agreement
from workbench.engine.judgements import groups_of
from workbench.errors import UsageError, WorkbenchError, nearest
from workbench.model.reading import PANEL
from workbench.model.rounds_compared import CellInRounds, RoundsCompared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.criterion import Leaf
    from workbench.model.panel import Ranking
    from workbench.model.round import Round
    from workbench.model.study import Study

NOW = "now"
"""The name of the scores as they stand, beside the rounds' numbers."""


def study_in_round(study: Study, number: str) -> Study:
    """Return the study with the scores of its participants as they were when a round was revealed.

    Raises
    ------
    UsageError
        When there is no such round, or it has not been revealed.
    """
    if number == NOW:
        return study
    rounds = {each.id: each for each in study.rounds}
    if number not in rounds:
        message = f"The study has no round {number!r}."
        raise UsageError(message, hint=nearest(number, [*rounds, NOW]))
    chosen = rounds[number]
    if chosen.state == "open":
        message = f"Round {number} is open: its scores are kept apart until it is revealed."
        raise UsageError(message)
    kept = {each.id for each in study.options}, {each.id for each in study.criteria}
    then = [each for each in chosen.scores if each.option in kept[0] and each.criterion in kept[1]]
    others = [each for each in study.scores if each.analyst not in chosen.analysts]
    fields = {name: getattr(study, name) for name in type(study).model_fields}
    return study.model_construct(**fields | {"scores": (*others, *then), "agreed": ()})


def latest_two(study: Study) -> tuple[str, str] | None:
    """Return the two that are worth comparing: the last two revealed, else the last one and the scores as they stand.

    None where no round was revealed, or nothing has been scored since in a round that is open.
    """
    done = [each.id for each in study.rounds if each.state != "open"]
    if len(done) > 1:
        return done[-2], done[-1]
    apart = study.open_round
    return (done[-1], NOW) if done and apart is None else None


def compare_rounds(
    study: Study, first: str, second: str, common: str | None, aggregators: Mapping[str, str]
) -> RoundsCompared:
    """Return two rounds side by side.

    Parameters
    ----------
    study
        With the criteria and options that count.
    first, second
        Rounds' numbers, or "now".

    Raises
    ------
    UsageError
        When one is not there or not revealed.
    """
    before, after = study_in_round(study, first), study_in_round(study, second)
    analysts = _participants(study, first, second)
    cells = [
        _cell(option.id, leaf, _own(before, option.id, leaf.id, analysts), _own(after, option.id, leaf.id, analysts))
        for option in study.options
        for leaf in study.leaves
    ]
    shown = tuple(each for each in cells if each.spread_before is not None or each.spread_after is not None)
    both = [
        (each.agreement_before, each.agreement_after)
        for each in shown
        if each.agreement_before is not None and each.agreement_after is not None
    ]
    widths = [
        (each.spread_before, each.spread_after)
        for each in shown
        if each.spread_before is not None and each.spread_after is not None
    ]
    return RoundsCompared(
        first=first,
        second=second,
        cells=shown,
        moved={
            name: sum(
                name in each.before and name in each.after and each.before[name] != each.after[name] for each in cells
            )
            for name in analysts
        },
        agreement_before=float(np.mean([each for each, _ in both])) if both else None,
        agreement_after=float(np.mean([each for _, each in both])) if both else None,
        narrower=sum(now < then for then, now in widths),
        wider=sum(now > then for then, now in widths),
        ranking_before=_ranking(before, common, aggregators),
        ranking_after=_ranking(after, common, aggregators),
    )


def _participants(study: Study, first: str, second: str) -> list[str]:
    rounds: dict[str, Round] = {each.id: each for each in study.rounds}
    named = [name for each in (first, second) if each in rounds for name in rounds[each].analysts]
    return [name for name in dict.fromkeys(named) if name in study.analyst]


def _own(study: Study, option: str, criterion: str, analysts: Sequence[str]) -> dict[str, float]:
    found = {name: study.judgement(option, criterion, name) for name in analysts}
    return {name: score.performance for name, score in found.items() if score and score.performance is not None}


def _cell(option: str, leaf: Leaf, before: Mapping[str, float], after: Mapping[str, float]) -> CellInRounds:
    return CellInRounds(
        option=option,
        criterion=leaf.id,
        before=before,
        after=after,
        spread_before=_spread(before),
        spread_after=_spread(after),
        agreement_before=sd_agreement(positions(leaf, before.values())),
        agreement_after=sd_agreement(positions(leaf, after.values())),
    )


def _spread(scores: Mapping[str, float]) -> float | None:
    return max(scores.values()) - min(scores.values()) if len(scores) > 1 else None


def _ranking(study: Study, common: str | None, aggregators: Mapping[str, str]) -> Ranking | None:
    try:
        groups = groups_of(study, PANEL)
        return Rankings(study, common, aggregators, own=True).panel(groups, ()).judgements
    except WorkbenchError:
        return None
