"""Rounds: what was scored in each, and two of them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.agreement import positions, scores_of
from workbench.analysis.panel_rankings import Rankings
from workbench.analysis.veil import hidden_analysts
from workbench.engine.formulas.agreement import sd_agreement
from workbench.engine.judgements import groups_of
from workbench.errors import UsageError, WorkbenchError, nearest
from workbench.model.reading import PANEL
from workbench.model.rounds_compared import CellInRounds, RoundsCompared

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from workbench.model.criterion import Leaf
    from workbench.model.panel import Ranking
    from workbench.model.round import Round
    from workbench.model.study import Study

NOW = "now"
"""The name of the scores as they stand, beside the rounds' numbers."""


def study_in_round(study: Study, number: str) -> Study:
    """Return the study with the scores of its participants as they were when a round was revealed.

    Notes
    -----
    The scores of everybody else are those of today: they stand where a participant is based on one of them.

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
    in_first, in_second = _took_part(study, first, second), _took_part(study, second, first)
    seen_before, seen_after = _with_numbers(study, first, in_first), _with_numbers(study, second, in_second)
    both = [name for name in in_first if name in in_second]
    cells = [
        _cell(
            option.id,
            leaf,
            scores_of(before, option.id, leaf.id, seen_before),
            scores_of(after, option.id, leaf.id, seen_after),
        )
        for option in study.options
        for leaf in study.leaves
    ]
    shown = tuple(each for each in cells if each.spread_before is not None or each.spread_after is not None)
    agreements = [
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
        people={name: study.analyst[name].label for name in dict.fromkeys((*in_first, *in_second))},
        cells=shown,
        moved={
            name: sum(
                name in each.before and name in each.after and each.before[name] != each.after[name] for each in cells
            )
            for name in both
        },
        agreement_before=float(np.mean([each for each, _ in agreements])) if agreements else None,
        agreement_after=float(np.mean([each for _, each in agreements])) if agreements else None,
        narrower=sum(now < then for then, now in widths),
        wider=sum(now > then for then, now in widths),
        ranking_before=_ranking(before, in_first, common, aggregators),
        ranking_after=_ranking(after, in_second, common, aggregators),
    )


def _took_part(study: Study, number: str, other: str) -> tuple[str, ...]:
    """Return who took part in a round; as the scores stand now, who did in the other one, of two of these everybody."""
    rounds: dict[str, Round] = {each.id: each for each in study.rounds}
    asked = rounds.get(number) or rounds.get(other)
    return tuple(name for name in (asked.analysts if asked else study.analyst) if name in study.analyst)


def _with_numbers(study: Study, number: str, took_part: Sequence[str]) -> list[str]:
    """Return those whose numbers are shown: as the scores stand now, none of those that an open round keeps apart."""
    apart = study.open_round
    hidden = hidden_analysts(study, apart.shown_to) if number == NOW and apart and apart.shown_to else frozenset()
    return [name for name in took_part if name not in hidden]


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


def _ranking(
    study: Study, took_part: Sequence[str], common: str | None, aggregators: Mapping[str, str]
) -> Ranking | None:
    """Return the panel's ranking by those who took part; none where nobody of a side did."""
    try:
        groups = [tuple(name for name in group if name in took_part) for group in groups_of(study, PANEL)]
        if not all(groups):
            return None
        alone = _only(study, {name for group in groups for name in group})
        return Rankings(alone, common, aggregators, own=True).panel(groups, ()).judgements
    except WorkbenchError:
        return None


def _only(study: Study, people: Collection[str]) -> Study:
    """Return the study as if there were nobody but these people, each with the scores that stand for them."""
    analysts = tuple(each.model_copy(update={"based_on": None}) for each in study.analysts if each.id in people)
    scores = tuple(
        score.model_copy(update={"analyst": each.id})
        for option in study.options
        for leaf in study.leaves
        for each in analysts
        if (score := study.judgement(option.id, leaf.id, each.id)) is not None
    )
    fields = {name: getattr(study, name) for name in type(study).model_fields}
    return study.model_construct(**fields | {"analysts": analysts, "scores": scores})
