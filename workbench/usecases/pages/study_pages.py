"""The study itself as pages: options, criteria with their scales, weights as they were answered, scores, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.criterion import AnchoredScale, ComputedLeaf, Group, Leaf
from workbench.model.report import Column, Report, Table
from workbench.usecases.pages.ranking_report import labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.criterion import Criterion
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.record import Source
    from workbench.model.report import Value
    from workbench.model.score import Score
    from workbench.model.study import Study
    from workbench.model.weights import GroupAnswers


def study_pages(study: Study, evaluation: StudyEvaluation) -> Iterator[Report]:
    """Yield what is compared on what, then every weight answer, score and passage."""
    head = labels(evaluation)
    counts = f"{len(study.options)} options are compared on {len(study.leaves)} criteria."
    yield Report(f"{study.title}: options and criteria", head, counts, (_options(study), _criteria(study)))
    given = _answers(study)
    sets = f"{len(study.weight_sets)} weight sets; weights are always derived from these answers."
    if given.rows:
        yield Report(f"{study.title}: weights as they were answered", head, sets, (given,))
    scores = _scores(study)
    yield Report(f"{study.title}: scores", head, f"{len(scores.rows)} scores, each with what it rests on.", (scores,))
    if study.evidence:
        yield Report(
            f"{study.title}: passages", head, f"{len(study.evidence)} passages from {len(study.documents)} documents.",
            (passages(study), _documents(study)),
        )  # fmt: skip


def _places(sources: tuple[Source, ...]) -> str:
    return "; ".join(f"{each.document}, {each.location}" if each.document else each.location for each in sources)


def _options(study: Study) -> Table:
    columns = (Column("Option"), Column("Id"), Column("Kind"), Column("State"), Column("Description"), Column("Source"))
    rows = tuple(
        (each.label, each.id, each.kind, each.state, each.description, _places(each.source)) for each in study.options
    )
    return Table("Options", columns, rows)


def _criteria(study: Study) -> Table:
    columns = (Column("Criterion"), Column("Id"), Column("Question and definition"), Column("Better"), Column("Scale"))
    rows = tuple((f"{'· ' * _depth(study, each)}{each.label}", each.id, *_asked(each)) for each in study.criteria)
    return Table(
        "Criteria", columns, rows, note="Groups are joined by the rule that is named; · marks what lies below."
    )


def _depth(study: Study, node: Criterion) -> int:
    depth = 0
    while node.parent in study.criterion:
        node, depth = study.criterion[node.parent], depth + 1
    return depth


def _asked(node: Criterion) -> tuple[Value, Value, Value]:
    if isinstance(node, Group):
        return node.definition, None, node.aggregator.value
    if isinstance(node, ComputedLeaf):
        return node.question, None, f"computed: {node.computed.measure}"
    return (
        f"{node.question} {node.definition}".strip(),
        "more" if node.direction == "maximize" else "less",
        _scale(node),
    )


def _scale(leaf: Leaf) -> str:
    scale = leaf.scale
    if isinstance(scale, AnchoredScale):
        return "; ".join(f"{each.value:g} {each.label}" for each in scale.levels)
    return f"{scale.worst:g} (worst) to {scale.best:g} (best) {scale.unit}"


def _answers(study: Study) -> Table:
    columns = (
        Column("Weight set"),
        Column("Group"),
        Column("Criterion"),
        Column("Asked"),
        Column("Answer", 2, "right"),
    )
    rows = tuple(
        (each.label, _label(study, group), _label(study, child), answers.asked(child), _answer(answers, child))
        for each in study.weight_sets
        for group, answers in each.groups.items()
        for child in answers.named
        if child in study.criterion
    )
    return Table("Answers about weights", columns, rows)


def _label(study: Study, name: str) -> str:
    return study.criterion[name].brief if name in study.criterion else "top level"


def _answer(answers: GroupAnswers, child: str) -> Value:
    if child in answers.answers:
        return answers.answers[child].raw
    return answers.ranks.get(child)


def _scores(study: Study) -> Table:
    columns = (
        Column("Option"), Column("Criterion"), Column("Analyst"), Column("Score", align="right"), Column("Confidence"),
        Column("Basis"), Column("Reason"), Column("Evidence"),
    )  # fmt: skip
    options = {each.id: each.brief for each in study.options}
    rows = tuple(
        (
            options[each.option], _label(study, each.criterion), study.analyst[each.analyst].label, _judged(each),
            each.confidence, each.basis, each.rationale, "; ".join(f"{x.id} ({x.relation})" for x in each.evidence),
        )
        for each in study.scores
        if each.option in options and each.criterion in study.criterion
    )  # fmt: skip
    return Table("Scores and reasons", columns, rows)


def _judged(score: Score) -> str:
    if score.missing is not None:
        return score.missing.value
    return f"{score.value:g}" if score.value is not None else f"{score.low:g}–{score.high:g}"


def passages(study: Study) -> Table:
    """Return every passage with its place."""
    columns = (Column("Id"), Column("Words"), Column("Document"), Column("Place"))
    rows = tuple((each.id, each.quotation, each.document, each.location) for each in study.evidence)
    return Table("Passages", columns, rows)


def _documents(study: Study) -> Table:
    rows = tuple((each.id, each.citation) for each in study.documents)
    return Table("Documents", (Column("Id"), Column("Citation")), rows)
