"""The sides' own totals: own scores under own weights, compared, and the margin between two options split."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.bilateral.compromise import compromise
from workbench.analysis.bilateral.status_quo import total_status_quo
from workbench.analysis.own_weights import joined_weight_set, own_weight_set
from workbench.analysis.scoring import score_study
from workbench.analysis.side_differences import Differences, Standpoint
from workbench.errors import MethodError, UsageError, nearest
from workbench.model.bilateral import Compromise, SideDifferences, Stance
from workbench.model.reading import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.analysis.bilateral.question import Question
    from workbench.model.evaluation import StudyEvaluation

TWO = 2
"""Sides that a comparison needs, and options that a margin needs."""


@dataclass(frozen=True, slots=True)
class OwnReading:
    """A side read by itself: its own scores under its own weights."""

    standpoint: Standpoint
    evaluation: StudyEvaluation


def own_readings(question: Question) -> dict[str, OwnReading]:
    """Return by side its own reading; the weights of several analysts are joined, each counting the same."""
    if question.view:
        return {}
    labels = {side.id: side.label for side in question.study.sides}
    found = {}
    for side in question.speaking:
        analysts = [analyst.id for analyst in question.study.analysts if analyst.side == side]
        sets = [question.weights or own_weight_set(question.study, each, None) for each in analysts]
        study, weights, label = joined_weight_set(question.everything, [sets], question.aggregators)
        evaluation = score_study(
            study, weights=weights, view=side, profile=ALL, option_set=ALL, aggregators=question.aggregators
        )
        stance = Stance(labels[side], side, weights or "", label)
        found[side] = OwnReading(Standpoint(study, stance), evaluation)
    return found


def compared_totals(question: Question, own: Mapping[str, OwnReading]) -> Compromise | None:
    """Return what dominates what and what each rule chooses on the sides' own totals; None where a side has none."""
    sides = [side.id for side in question.study.sides]
    if len(sides) < TWO:
        return None
    silent = [side.named for side in question.study.sides if side.id not in own]
    if silent:
        reason = "one view was asked for" if question.view else f"no analyst of {' or '.join(silent)}"
        question.say("no-own-totals", "sides", f"The sides' own totals are not compared: {reason}.")
        return None
    totals = {side: {each.id: each.total for each in reading.evaluation.results} for side, reading in own.items()}
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
    own: Mapping[str, OwnReading],
    pair: tuple[str, str] | None,
    against: Mapping[str, OwnReading],
) -> tuple[SideDifferences, ...]:
    """Return for each pair of sides the split of one pair of options' margin, then of every option's own total.

    Parameters
    ----------
    pair
        Without it, the options that the two sides rank first.
    against
        The sides as read from another copy of the study, from which the second side is taken; without it, `own`.
    """
    ids = [option.id for option in question.chosen.options]
    for name in pair or ():
        if name not in ids:
            message = f"The options that are compared do not include {name!r}."
            raise UsageError(message, hint=nearest(name, ids))
    found: list[SideDifferences] = []
    for one, two in combinations(own, 2):
        if against and two not in against:
            text = f"In the study that is compared with no analyst is on the side {two!r}: the margin is not split."
            question.say("no-differences", two, text)
            continue
        first, second = own[one], (against or own)[two]
        chosen = pair or _first_ranked(first.evaluation, second.evaluation, ids)
        if chosen is not None:
            found += _split(question, first, second, [chosen, *((option, option) for option in ids)])
    if pair and len(own) < TWO:
        question.say("no-differences", "sides", "The margin is not split: fewer than two sides have scored.")
    return tuple(found)


def _split(
    question: Question, first: OwnReading, second: OwnReading, pairs: Sequence[tuple[str, str]]
) -> list[SideDifferences]:
    """Return the split of each pair; what cannot be split is said."""
    found: list[SideDifferences] = []
    try:
        differences = Differences(first.standpoint, second.standpoint, question.aggregators)
    except MethodError as error:
        question.say("margin-not-split", "criteria", str(error))
        return found
    for pair in pairs:
        try:
            found.append(differences.split(pair))
        except MethodError as error:
            question.say("margin-not-split", "/".join(dict.fromkeys(pair)), str(error))
    return found


def _first_ranked(one: StudyEvaluation, two: StudyEvaluation, among: Sequence[str]) -> tuple[str, str] | None:
    """Return the second side's first-ranked option against the first side's; where it is the same, against its next."""
    order = [
        [each.id for each in evaluation.ranking if each.id in among and each.complete] for evaluation in (one, two)
    ]
    if min(map(len, order)) < TWO:
        return None
    return (order[1][0], order[0][0]) if order[1][0] != order[0][0] else (order[0][0], order[0][1])
