"""The finding in plain words, from the numbers and with the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.model.evaluation import OptionResult, StudyEvaluation


def finding(evaluation: StudyEvaluation) -> str:
    """Return one or two sentences that say which option comes first and how far that can be believed."""
    left_out = len(evaluation.left_out)
    said = _finding(evaluation)
    return f"{said} {left_out} {'option is' if left_out == 1 else 'options are'} left out." if left_out else said


def _finding(evaluation: StudyEvaluation) -> str:
    first, *others = evaluation.ranking
    incomplete = [each for each in evaluation.results if not each.complete]
    if incomplete:
        return _unfinished(incomplete, evaluation)
    if not others:
        return f"{first.brief} has a total of {_number(evaluation, first.middle)}; with one option there is no ranking."
    second = others[0]
    tied = [each for each in evaluation.results if each.rank == 1]
    if len(tied) > 1:
        return f"{_join([each.brief for each in tied])} share the first rank with {_number(evaluation, first.middle)}."
    margin, where = abs(first.middle - second.middle), "below" if evaluation.lower_is_better else "above"
    better = " (lower is better)" if evaluation.lower_is_better else ""
    total, lead_by = _number(evaluation, first.middle), _number(evaluation, margin)
    lead = f"{first.brief} is first-ranked with {total}, {lead_by} {where} {second.brief}{better}"
    close = [b if a == first.id else a for a, b in evaluation.not_separable if first.id in (a, b)]
    if not close:
        return f"{lead}."
    step = f"less than one level on the lightest criterion moves a total ({evaluation.threshold:.2f})"
    if close == [second.id]:
        return f"{lead}: not separable, {step}."
    labels = {each.id: each.brief for each in evaluation.results}
    return f"{lead}. It is not separable from {_join([labels[name] for name in close])}: {step}."


def _number(evaluation: StudyEvaluation, number: float) -> str:
    """Return a total as it is printed: two decimals of 0 to 100, four of other scales."""
    return f"{number:.2f}" if evaluation.on_value_scale else f"{number:.4f}"


def _unfinished(incomplete: list[OptionResult], evaluation: StudyEvaluation) -> str:
    cells = sum(len(each.missing) for each in incomplete)
    scores = "1 score is" if cells == 1 else f"{cells} scores are"
    if len(incomplete) == len(evaluation.results):
        return f"There is no ranking yet: {scores} missing."
    gaps = f"{scores} missing, on {_join([each.brief for each in incomplete])}"
    sure = [each for each in evaluation.results if each.possible_ranks == (1, 1)]
    if len(sure) == 1 and len(evaluation.results) > 1:
        return f"{sure[0].brief} is first-ranked, whatever the gaps turn out to be: {gaps}."
    return f"The ranking is open: {gaps}."


def _join(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
