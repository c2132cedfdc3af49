"""The raw weights of a group's children, derived from its answers in whichever way they were asked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import Notice
    from workbench.model.weights import GroupAnswers

POINTS = 100.0
"""What derived weights add up to, so that they read like points."""


def derive(answers: GroupAnswers) -> tuple[Mapping[str, float], tuple[Notice, ...]]:
    """Return each named child's raw weight, and what must be said about the judgements.

    Points and swings stand as they were given; weights of ranks and of comparisons add up to 100 over the children
    that are named, also where a profile leaves some of them out.
    """
    if not answers.way:
        return {child: answer.raw for child, answer in answers.answers.items()}, ()
    return _derived(answers.model_dump_json())


@lru_cache(maxsize=256)
def _derived(text: str) -> tuple[Mapping[str, float], tuple[Notice, ...]]:
    """Return the same from the answers' JSON: comparisons cost more than a ranking, and rarely change."""
    from workbench.engine.weigh import weigh
    from workbench.model.weights import GroupAnswers

    answers = GroupAnswers.model_validate_json(text)
    method, given = _question(answers)
    weights = weigh(method, **given)
    return {name: POINTS * share for name, share in weights.by_name.items()}, weights.notices


def _question(answers: GroupAnswers) -> tuple[str, dict[str, Any]]:
    """Return the weighting and what it takes."""
    if answers.ranks:
        return answers.rank_rule, {"ranks": dict(answers.ranks)}
    if answers.best_worst is not None:
        row = answers.best_worst
        return "best_worst", {
            "best_to_others": {row.best: 1.0, **row.best_to_others},
            "others_to_worst": {row.worst: 1.0, **row.others_to_worst},
            "names": answers.named,
        }
    pairs = {(each.above, each.below): each.times for each in answers.comparisons}
    return "pairwise", {"comparisons": pairs, "priority": answers.priority, "names": answers.named}
