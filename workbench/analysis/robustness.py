"""How firm a ranking is: every analysis of one reading of a study, and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from workbench.analysis.explanation_words import joined
from workbench.analysis.first_shares import draw
from workbench.analysis.ground import NOBODY, find_ground
from workbench.analysis.influence import influences
from workbench.analysis.leave_out import leave_out
from workbench.analysis.methods_compared import compare_methods
from workbench.analysis.rank_reversal import reversal_tests
from workbench.analysis.robustness_words import findings, next_steps, quotes
from workbench.analysis.score_flips import score_flips
from workbench.analysis.scoring import score_study
from workbench.analysis.smallest_change import NORMS, smallest_changes
from workbench.analysis.verdict import WeightsFound, verdict
from workbench.analysis.weight_intervals import GRID_STEPS, weight_intervals
from workbench.errors import UsageError, nearest
from workbench.model.evaluation import Notice
from workbench.model.robustness import Robustness
from workbench.model.sampling import DEFAULT_SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from workbench.analysis.acceptability import Running
    from workbench.analysis.ground import Ground
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.reading import Reading
    from workbench.model.robustness import SmallestChange
    from workbench.model.sampling import Scheme
    from workbench.model.study import Study

Part = TypeVar("Part")
PARTS = 7
"""Parts of the analysis that are told of, one after the other; the last one comes with the result."""


@dataclass(frozen=True, slots=True)
class How:
    """How a study is read and scored."""

    reading: Reading
    method: str
    parameters: Mapping[str, object]
    aggregators: Mapping[str, str]


def study_robustness(
    study: Study,
    how: How,
    *,
    norm: str,
    scheme: Scheme,
    running: Running | None,
    sensitivity: bool = False,
    parts: Callable[[int, int], None] = lambda _done, _of: None,
) -> Robustness:
    """Return how firm the ranking of a study is.

    Parameters
    ----------
    norm
        What the smallest change of weights makes small: `l1` (how much of all weight moves) or `linf` (the largest
        change of one weight).
    scheme
        For the acceptability that is shown; the verdict has its own two.
    running
        How many samples, from which seed; None for none.
    sensitivity
        Whether to ask what the lead hangs on, by groups of inputs.
    parts
        Told how many of how many parts are done; what it raises ends the analysis.

    Raises
    ------
    UsageError, MethodError
        When a name is unknown, there is nothing to score, or the method refuses the study.
    """
    if norm not in NORMS:
        message = f"There is no norm {norm!r}."
        raise UsageError(message, hint=nearest(norm, NORMS))
    ground = find_ground(study, how.reading, method=how.method, parameters=how.parameters, aggregators=how.aggregators)

    def score(method: str) -> StudyEvaluation:
        return ground.evaluation if method == how.method else _score(study, how, method)

    done = count(1)

    def part(found: Part) -> Part:
        parts(next(done), PARTS)
        return found

    intervals = part(weight_intervals(ground))
    changes = part(smallest_changes(ground, norm=norm))
    scores = part(score_flips(ground))
    left_out = part(leave_out(ground))
    drawn = part(draw(ground, scheme, running, sensitivity=sensitivity))
    methods = part(compare_methods(ground, score))
    reversals = part(reversal_tests(ground))
    moved = influences(ground, left_out)
    word, reasons = verdict(ground, WeightsFound(_by_weight(ground, changes, norm), intervals), scores, drawn.shares)
    return Robustness(
        evaluation=ground.evaluation,
        verdict=word,
        reasons=reasons,
        findings=tuple(findings(ground, intervals, changes, scores, left_out, moved)),
        next_steps=tuple(next_steps(ground, intervals, scores, left_out)),
        quotes=tuple(quotes(ground, intervals, changes, scores)),
        not_separable=ground.evaluation.not_separable,
        intervals=intervals,
        changes=changes,
        scores=scores,
        left_out=left_out,
        methods=methods,
        reversals=reversals,
        influences=moved,
        first_shares=drawn.shares,
        acceptability=drawn.acceptability,
        sensitivity=drawn.sensitivity,
        samples=running.samples if running and drawn.shares else 0,
        seed=running.seed if running else DEFAULT_SEED,
        notices=(*ground.evaluation.notices, *_notices(ground), *drawn.notices),
    )


def _score(study: Study, how: How, method: str) -> StudyEvaluation:
    return score_study(
        study,
        method=method,
        weights=how.reading.weights,
        view=how.reading.view,
        profile=how.reading.profile,
        option_set=how.reading.option_set,
        aggregators=how.aggregators,
    )


def _by_weight(ground: Ground, changes: tuple[SmallestChange, ...], norm: str) -> tuple[SmallestChange, ...]:
    """Return the changes in the norm in which the verdict's limit is stated."""
    return changes if norm == "l1" else smallest_changes(ground)


def _notices(ground: Ground) -> Iterator[Notice]:
    """Yield what must be known about the analyses themselves."""
    if ground.left_out:
        names = ", ".join(ground.labels[each] for each in ground.left_out)
        text = f"{names} has missing scores and is left out: {ground.totals.aggregation.title} needs them all."
        yield Notice("left-out", "options", text)
    if ground.first == NOBODY and len(ground.options) > 1:
        text = "No option is first, so nothing can be said about what would change the first rank."
        yield Notice("no-first-rank", "options", text)
    ranked = [each.id for each in ground.evaluation.ranking if each.id in ground.options]
    if ranked != [ground.options[place] for place in ground.order]:
        text = (
            f"{ground.totals.aggregation.title} ranks raw performances; what is asked here is answered on their "
            "worth, 0 to 100, where it gives another order."
        )
        yield Notice("order-on-values", ground.evaluation.method, text)
    bent = _bent(ground)
    if bent:
        text = (
            f"Totals are no straight lines in weights within {joined(bent)}: crossings there are searched on a grid "
            f"of {GRID_STEPS} steps, and two closer than one step can be missed."
        )
        yield Notice("searched", "weights", text)


def _bent(ground: Ground) -> list[str]:
    """Return the kinds of groups in whose weights totals are curves."""
    rules = sorted({group.aggregator for group in ground.problem.tree.groups} - {"arithmetic"})
    kinds = [f"{' and '.join(rules)} groups"] if rules and ground.totals.aggregation.uses_tree else []
    if ground.linear_tree is not None and not ground.applies[:, ground.wholes > 0].all():
        kinds.append("groups of which a part does not apply to every option")
    return kinds
