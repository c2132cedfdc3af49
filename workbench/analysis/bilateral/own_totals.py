"""The sides' own totals: own scores under own weights, compared, and the margin between two options split."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.bilateral.compromise import compromise
from workbench.analysis.bilateral.status_quo import total_status_quo
from workbench.analysis.scoring import score_study
from workbench.analysis.side_differences import Standpoint, side_differences
from workbench.errors import MethodError, UsageError, nearest
from workbench.model.bilateral import Compromise, SideDifferences, Stance
from workbench.model.reading import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.analysis.bilateral.question import Question
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study

TWO = 2
"""Sides that a comparison needs, and options that a margin needs."""


def own_evaluations(question: Question) -> dict[str, StudyEvaluation]:
    """Return by side the evaluation of its own scores under its own weights."""
    if question.view:
        return {}
    found = {}
    for side in question.speaking:
        named = {analyst.weight_set for analyst in question.study.analysts if analyst.side == side}
        if len(named) > 1 and not question.weights:
            text = f"The analysts of {side} stand for different weights: its totals use the study's."
            question.say("several-weight-sets", side, text)
        found[side] = score_study(
            question.everything,
            weights=question.own_weights(side),
            view=side,
            profile=ALL,
            option_set=ALL,
            aggregators=question.aggregators,
        )
    return found


def compared_totals(question: Question, own: Mapping[str, StudyEvaluation]) -> Compromise | None:
    """Return what dominates what and what each rule chooses on the sides' own totals; None where a side has none."""
    sides = [side.id for side in question.study.sides]
    if len(sides) < TWO:
        return None
    silent = [side.label for side in question.study.sides if side.id not in own]
    if silent:
        reason = "one view was asked for" if question.view else f"no analyst of {' or '.join(silent)}"
        question.say("no-own-totals", "sides", f"The sides' own totals are not compared: {reason}.")
        return None
    totals = {side: {each.id: each.total for each in evaluation.results} for side, evaluation in own.items()}
    ids = [option.id for option in question.chosen.options]
    complete = [option for option in ids if all(totals[side][option] is not None for side in sides)]
    utilities = np.array([[totals[side][option] for side in sides] for option in complete], dtype=np.float64)
    return compromise(
        ("totals", "each side's own total: own scores, own weights"),
        complete,
        sides,
        utilities.reshape(len(complete), len(sides)),
        total_status_quo(question.study, sides, totals, question.terms.status_quo),
        comparability=question.terms.comparability,
        bargaining=question.terms.bargaining,
        left_out=tuple(option for option in ids if option not in complete),
    )


def differences(
    question: Question,
    own: Mapping[str, StudyEvaluation],
    pair: tuple[str, str] | None,
    against: Study | None,
) -> tuple[SideDifferences, ...]:
    """Return for each pair of sides the split of one pair of options' margin, then of every option's own total.

    Parameters
    ----------
    pair
        Without it, the options that the two sides rank first.
    against
        Another copy of the study from which the second side is read.
    """
    ids = [option.id for option in question.chosen.options]
    for name in pair or ():
        if name not in ids:
            message = f"The options that are compared do not include {name!r}."
            raise UsageError(message, hint=nearest(name, ids))
    found: list[SideDifferences] = []
    for one, two in combinations(own, 2):
        first, second = (Standpoint(question.chosen, _stance(question, side)) for side in (one, two))
        if against is not None:
            second = replace(second, study=against)
        chosen = pair or _first_ranked(own[one], own[two], ids)
        for options in [chosen, *((option, option) for option in ids)] if chosen else []:
            try:
                found.append(side_differences(first, second, options, question.aggregators))
            except MethodError as error:
                question.say("margin-not-split", "/".join(dict.fromkeys(options)), str(error))
    if pair and not own:
        question.say("no-differences", "sides", "The margin is not split: fewer than two sides have scored.")
    return tuple(found)


def _stance(question: Question, side: str) -> Stance:
    label = next(each.label for each in question.study.sides if each.id == side)
    return Stance(label, side, question.own_weights(side) or "")


def _first_ranked(one: StudyEvaluation, two: StudyEvaluation, among: Sequence[str]) -> tuple[str, str] | None:
    """Return the second side's first-ranked option against the first side's; where it is the same, against its next."""
    order = [
        [each.id for each in evaluation.ranking if each.id in among and each.complete] for evaluation in (one, two)
    ]
    if min(map(len, order)) < TWO:
        return None
    return (order[1][0], order[0][0]) if order[1][0] != order[0][0] else (order[0][0], order[0][1])
