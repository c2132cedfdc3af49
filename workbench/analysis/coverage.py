"""What the evidence covers: by option, branch, side, basis and confidence, and which passage is used where."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workbench.analysis.rests_on_texts import rests_on_texts
from workbench.analysis.scoring import score_study
from workbench.engine.judgements import groups_of
from workbench.model.coverage import Coverage, EvidenceAnalysis, PassageUse
from workbench.model.criterion import ROOT
from workbench.model.evaluation import Notice
from workbench.model.evidence import Relation
from workbench.model.score import Basis, Confidence
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from workbench.model.score import Score
    from workbench.model.study import Study

NONE = "none"
"""What a basis or a confidence is called where none is named."""

Cell = tuple[str, str]


def evidence_analysis(
    study: Study,
    *,
    weights: str | None = None,
    view: str | None = None,
    profile: str | None = None,
    option_set: str | None = None,
    aggregators: Mapping[str, str] | None = None,
) -> EvidenceAnalysis:
    """Return what a study's evidence covers.

    Parameters
    ----------
    weights, view, profile, option_set, aggregators
        As in `score_study`.

    Raises
    ------
    UsageError, MethodError
        When a name is unknown or there is nothing to score.
    """
    evaluation = score_study(
        study, weights=weights, view=view, profile=profile, option_set=option_set, aggregators=aggregators
    )
    shown = select(study, profile=profile, option_set=option_set)
    cells = _judged(shown, view)
    whole = _coverage("all", "All cells", cells)
    return EvidenceAnalysis(
        study=evaluation.study,
        run=evaluation.run,
        whole=whole,
        options=_by(cells, [(each.id, each.brief) for each in shown.options], lambda cell: cell[0]),
        branches=_by_branch(shown, cells),
        sides=_by_side(shown, cells),
        bases=_by_word(cells, [*Basis, NONE], lambda score: score.basis or NONE),
        confidences=_by_word(cells, [*Confidence, NONE], lambda score: score.confidence or NONE),
        relations=whole.relations,
        passages=_passages(shown, cells),
        unused=_unused(shown, cells),
        rests=rests_on_texts(shown, evaluation, view, aggregators or {}),
        option_labels={each.id: each.brief for each in shown.options},
        criterion_labels={each.id: each.brief for each in shown.criteria},
        notices=_notices(whole),
    )


def _judged(study: Study, view: str | None) -> dict[Cell, list[Score]]:
    """Return the scores that stand in each cell, one for each analyst who counts; gaps and repeated ones left out."""
    analysts = [analyst for group in groups_of(study, view) for analyst in group]
    cells: dict[Cell, list[Score]] = {}
    for option in study.options:
        for leaf in study.leaves:
            standing = [study.judgement(option.id, leaf.id, analyst) for analyst in analysts]
            unique = {id(score): score for score in standing if score is not None and score.performance is not None}
            cells[option.id, leaf.id] = list(unique.values())
    return cells


def _coverage(name: str, label: str, cells: Mapping[Cell, Sequence[Score]]) -> Coverage:
    scores = [score for cell in cells.values() for score in cell]
    links = Counter(str(link.relation) for score in scores for link in score.evidence)
    return Coverage(
        id=name,
        label=label,
        cells=len(cells),
        scores=len(scores),
        counting=sum(any(link.counts for link in score.evidence) for score in scores),
        bases=_counted([*Basis, NONE], (score.basis or NONE for score in scores)),
        confidences=_counted([*Confidence, NONE], (score.confidence or NONE for score in scores)),
        relations={str(each): links[str(each)] for each in Relation},
        unreasoned=sum(not score.has_reason for score in scores),
    )


def _counted(words: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    counts = Counter(str(each) for each in found)
    return {str(word): counts[str(word)] for word in words}


def _by(
    cells: Mapping[Cell, Sequence[Score]], parts: Iterable[tuple[str, str]], part_of: Callable[[Cell], str]
) -> tuple[Coverage, ...]:
    return tuple(
        _coverage(name, label, {cell: scores for cell, scores in cells.items() if part_of(cell) == name})
        for name, label in parts
    )


def _by_branch(study: Study, cells: Mapping[Cell, Sequence[Score]]) -> tuple[Coverage, ...]:
    branch = {leaf.id: _branch(study, leaf.id) for leaf in study.leaves}
    parts = [(name, study.criterion[name].brief) for name in dict.fromkeys(branch.values())]
    return _by(cells, parts, lambda cell: branch[cell[1]])


def _branch(study: Study, name: str) -> str:
    while (parent := study.criterion[name].parent) != ROOT and parent in study.criterion:
        name = parent
    return name


def _by_side(study: Study, cells: Mapping[Cell, Sequence[Score]]) -> tuple[Coverage, ...]:
    side = {leaf.id: leaf.side for leaf in study.leaves}
    labels = {"shared": "Both sides together", "both": "The relation of the sides"}
    labels |= {each.id: each.label for each in study.sides}
    return _by(
        cells, [(name, labels.get(name, name)) for name in dict.fromkeys(side.values())], lambda cell: side[cell[1]]
    )


def _by_word(
    cells: Mapping[Cell, Sequence[Score]], words: Iterable[str], word_of: Callable[[Score], str]
) -> tuple[Coverage, ...]:
    found = []
    for word in words:
        among = {cell: [score for score in scores if word_of(score) == word] for cell, scores in cells.items()}
        part = {cell: scores for cell, scores in among.items() if scores}
        if part:
            found.append(_coverage(str(word), str(word), part))
    return tuple(found)


def _passages(study: Study, cells: Mapping[Cell, Sequence[Score]]) -> tuple[PassageUse, ...]:
    """Return the passages under several leaves of an option, the most used first."""
    uses: dict[tuple[str, str], dict[tuple[str, str], bool]] = {}
    for (option, criterion), scores in cells.items():
        for score in scores:
            for link in score.evidence:
                uses.setdefault((option, link.id), {})[criterion, str(link.relation)] = link.counts
    known = {each.id: each for each in study.evidence}
    several = [
        PassageUse(
            evidence=name,
            quotation=known[name].quotation if name in known else "",
            location=known[name].location if name in known else "",
            option=option,
            uses=tuple(where),
            counting=len({criterion for (criterion, _), counts in where.items() if counts}),
        )
        for (option, name), where in uses.items()
        if len({criterion for criterion, _ in where}) > 1
    ]
    return tuple(sorted(several, key=lambda each: (-each.counting, -len(each.uses))))


def _unused(study: Study, cells: Mapping[Cell, Sequence[Score]]) -> tuple[str, ...]:
    used = {link.id for scores in cells.values() for score in scores for link in score.evidence}
    return tuple(each.id for each in study.evidence if each.id not in used)


def _notices(whole: Coverage) -> tuple[Notice, ...]:
    notices = []
    if whole.unreasoned:
        notices.append(Notice("without-reason", "scores", f"{whole.unreasoned} scores have no reason written."))
    if not whole.scores:
        notices.append(Notice("nothing-scored", "scores", "Nothing is scored: there is nothing for evidence to cover."))
    return tuple(notices)
