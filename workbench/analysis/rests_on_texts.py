"""How much of a ranking rests on the texts: every score whose basis is no source moves against the first-ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.scoring import score_study
from workbench.engine.judgements import groups_of, is_panel
from workbench.engine.method import value_functions
from workbench.model.coverage import RestsOnTexts
from workbench.model.score import Basis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.agreed import Agreed
    from workbench.model.criterion import Leaf
    from workbench.model.evaluation import Mask, Matrix, StudyEvaluation
    from workbench.model.score import Score
    from workbench.model.study import Study

    Key = tuple[str, str, str]
    """Option, criterion and analyst."""

HALVINGS = 7
"""Steps of the search for the part of a level up to which the first rank holds: to within a hundredth."""


def rests_on_texts(
    study: Study,
    evaluation: StudyEvaluation,
    view: str | None,
    aggregators: Mapping[str, str],
    *,
    halvings: int = HALVINGS,
) -> RestsOnTexts | None:
    """Return what becomes of the ranking when all that no source says is one level worse for the first-ranked.

    Every score whose basis is not a source moves by one level of its scale, within its ends: down in worth for the
    first-ranked option, up for all others.

    Parameters
    ----------
    study
        With the criteria and options that count.
    evaluation
        Its ranking as it stands.
    halvings
        Steps of the search for the part of a level up to which the first rank holds.

    Returns
    -------
    None where no option is alone in the first rank, or there is only one option.
    """
    first = [each for each in evaluation.results if each.rank == 1]
    if len(first) != 1 or len(evaluation.results) < 2 or not all(each.complete for each in evaluation.results):  # noqa: PLR2004
        return None
    moves = _Moves(study, first[0].id, view)

    def scored(part: float) -> StudyEvaluation:
        return score_study(
            moves.study(part),
            weights=evaluation.run.weights or None,
            view=view,
            profile="all",
            option_set="all",
            aggregators=aggregators,
        )

    against = scored(1.0)
    holds, fails = (1.0, 1.0) if _alone_first(against, first[0].id) else (0.0, 1.0)
    for _ in range(halvings if holds < fails else 0):
        middle = (holds + fails) / 2
        holds, fails = (middle, fails) if _alone_first(scored(middle), first[0].id) else (holds, middle)
    return RestsOnTexts(
        first=first[0].id,
        totals={each.id: each.middle for each in evaluation.results},
        source_scores=moves.fixed,
        other_scores=moves.moved,
        totals_against={each.id: each.middle for each in against.results},
        ranks_against={each.id: each.possible_ranks[0] for each in against.results},
        stays_first=_alone_first(against, first[0].id),
        holds_for=holds,
    )


def _alone_first(evaluation: StudyEvaluation, option: str) -> bool:
    return [each.id for each in evaluation.results if each.rank == 1] == [option]


class _Moves:
    """The study with its scores moved by a part of a level against one option."""

    def __init__(self, study: Study, first: str, view: str | None) -> None:
        self._study, self._first = study, first
        analysts = [name for group in groups_of(study, view) for name in group]
        cells = [(option.id, leaf, name) for option in study.options for leaf in study.leaves for name in analysts]
        standing = {
            (option, leaf.id, name): (score, leaf)
            for option, leaf, name in cells
            if (score := study.judgement(option, leaf.id, name)) is not None and score.performance is not None
        }
        agreed = study.agreed if is_panel(study, view) else ()
        self._agreed = {(each.option, each.criterion): each for each in agreed if each.performance is not None}
        settled = [key for key in standing if key[:2] in self._agreed]
        counted = {id(score): score for key, (score, _) in standing.items() if key not in settled}
        self.fixed = sum(score.basis is Basis.SOURCE for score in counted.values())
        self.moved = len(counted) - self.fixed + len(self._agreed)
        own = {key: score.model_copy(update={"analyst": key[2]}) for key, (score, _) in standing.items()}
        self._scores = dict(study.score) | own
        self._leaves = {leaf.id: leaf for leaf in study.leaves}
        self._ends = {leaf.id: (leaf.scale.low, leaf.scale.high) for leaf in study.leaves}
        self._moving: dict[str, list[tuple[Key, Score]]] = {leaf.id: [] for leaf in study.leaves}
        for key, (score, leaf) in standing.items():
            if score.basis is not Basis.SOURCE:
                self._moving[leaf.id].append((key, score))

    def study(self, part: float) -> Study:
        """Return the study with all scores that no source says moved by that part of a level."""
        scores = dict(self._scores)
        for criterion, moving in self._moving.items():
            moved = self._moved([score for _, score in moving], criterion, part)
            scores |= {
                key: score.model_copy(update={**fields, "analyst": key[2]})
                for (key, score), fields in zip(moving, moved, strict=True)
            }
        agreed = tuple(
            each.model_copy(update=self._moved([each], each.criterion, part)[0])
            if (each.option, each.criterion) in self._agreed
            else each
            for each in self._study.agreed
        )
        fields = {name: getattr(self._study, name) for name in type(self._study).model_fields}
        return self._study.model_construct(**fields | {"scores": tuple(scores.values()), "agreed": agreed})

    def _moved(self, judged: Sequence[Score | Agreed], criterion: str, part: float) -> list[dict[str, float]]:
        """Return what judgements on a leaf become, moved against the first-ranked option: an interval as a whole."""
        if not judged:
            return []
        low, high = self._ends[criterion]
        raw = np.array([each.performance or 0.0 for each in judged])
        up = np.array([each.option != self._first for each in judged])
        shifts = _shifts(self._leaves[criterion], raw, up, part).tolist()
        return [
            {
                name: min(max(getattr(each, name) + shift, low), high)
                for name in (("value",) if each.value is not None else ("low", "high"))
            }
            for each, shift in zip(judged, shifts, strict=True)
        ]


def _shifts(leaf: Leaf, raw: Matrix, up: Mask, part: float) -> Matrix:
    """Return the steps on the raw scale, one way or the other, that are worth most, or least where it is not up."""
    step = part * leaf.scale.step
    steps = np.array([-step, 0.0, step])
    ends = np.clip(raw[:, None] + steps, leaf.scale.low, leaf.scale.high)
    worth = value_functions()[leaf.value_function.kind].value(ends, leaf.worst, leaf.best, leaf.value_function)
    shifts: Matrix = steps[np.where(up, worth.argmax(axis=1), worth.argmin(axis=1))]
    return shifts
