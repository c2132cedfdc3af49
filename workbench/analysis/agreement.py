"""Agreement of several analysts: by cell, by criterion, by option, and of their rankings."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.analysis.rank_agreement import tau_b
from workbench.engine.formulas.agreement import (
    consensus,
    sd_agreement,
    side_split,
    sums_of_squares,
    within_group_agreement,
)
from workbench.engine.formulas.concordance import kendall_w, pairs_agreeing
from workbench.engine.method import value_functions
from workbench.model.criterion import AnchoredScale, Leaf
from workbench.model.panel import Agreement, CellAgreement, PairOfRankings, RankAgreement, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.model.panel import Ranking
    from workbench.model.study import Study

MOSTLY = 0.5
"""From this part of the spread on it lies between the sides, below it inside them."""


def agreement(
    study: Study,
    analysts: Sequence[str],
    weights: Mapping[str, float],
    rankings: Sequence[Ranking],
    side_rankings: Sequence[Ranking],
) -> Agreement:
    """Return how far analysts agree.

    Parameters
    ----------
    study
        With the criteria and options that count.
    analysts
        Those whose scores are compared.
    weights
        Leaves' shares of the whole, for the weighted gaps.
    rankings, side_rankings
        Those of analysts (also of ones who are only beside), and of sides.
    """
    cells = tuple(
        _cell(study, option.id, leaf, analysts, weights.get(leaf.id, 0.0))
        for option in study.options
        for leaf in study.leaves
    )
    return Agreement(
        analysts=tuple(analysts),
        cells=cells,
        criteria=tuple(
            _summary(each.id, each.label, (cell for cell in cells if cell.criterion == each.id))
            for each in study.leaves
        ),
        options=tuple(
            _summary(each.id, each.label, (cell for cell in cells if cell.option == each.id)) for each in study.options
        ),
        whole=_summary("all", "All cells", cells),
        rankings=_rankings(rankings, side_rankings),
    )


def scores_of(study: Study, option: str, criterion: str, analysts: Sequence[str]) -> dict[str, float]:
    """Return the raw performances that stand for analysts in a cell; those without a number are left out."""
    judged = {name: study.judgement(option, criterion, name) for name in analysts}
    return {name: score.performance for name, score in judged.items() if score and score.performance is not None}


def positions(leaf: Leaf, raw: Iterable[float]) -> Any:  # noqa: ANN401 - numpy's array
    """Return places on a criterion's scale, 0 to 100, before any value function; beyond the ends is the end."""
    scale = leaf.scale
    return np.clip(100.0 * (np.array(list(raw)) - scale.low) / (scale.high - scale.low), 0.0, 100.0)


def _cell(study: Study, option: str, leaf: Leaf, analysts: Sequence[str], weight: float) -> CellAgreement:
    scores = scores_of(study, option, leaf.id, analysts)
    places = positions(leaf, scores.values())
    by_side = _by_side(study, scores)
    means = {side: float(np.mean([scores[name] for name in names])) for side, names in by_side.items()}
    pairs = list(combinations(means, 2))
    at = dict(zip(scores, places.tolist(), strict=True))
    between, inside = sums_of_squares([np.array([at[name] for name in names]) for names in by_side.values()])
    several = len(means) > 1 and any(len(names) > 1 for names in by_side.values())
    split = side_split(between, inside) if several else None
    worth = _worths(leaf, means)
    return CellAgreement(
        option=option,
        criterion=leaf.id,
        scores=scores,
        own=tuple(name for name in scores if (option, leaf.id, name) in study.score),
        without=tuple(name for name in analysts if name not in scores),
        spread=max(scores.values()) - min(scores.values()) if len(scores) > 1 else None,
        sd_agreement=sd_agreement(places),
        r_wg=_r_wg(leaf, scores),
        consensus=consensus(places),
        side_means=means,
        gaps={(one, other): means[one] - means[other] for one, other in pairs},
        weighted_gap=weight * max(abs(worth[one] - worth[other]) for one, other in pairs) if pairs else None,
        between=between,
        inside=inside,
        eta_squared=split,
        status=_status(scores),
        where="" if split is None else "between sides" if split >= MOSTLY else "inside sides",
    )


def _by_side(study: Study, scores: Mapping[str, float]) -> dict[str, list[str]]:
    sides = {side.id: [name for name in scores if study.analyst[name].side == side.id] for side in study.sides}
    return {side: names for side, names in sides.items() if names}


def _worths(leaf: Leaf, means: Mapping[str, float]) -> dict[str, float]:
    function = value_functions()[leaf.value_function.kind]
    worth = function.value(np.array(list(means.values())), leaf.worst, leaf.best, leaf.value_function)
    return dict(zip(means, worth.tolist(), strict=True))


def _r_wg(leaf: Leaf, scores: Mapping[str, float]) -> float | None:
    scale = leaf.scale
    if not isinstance(scale, AnchoredScale):
        return None
    steps = round((scale.high - scale.low) / scale.step)
    return within_group_agreement(np.array(list(scores.values())) / scale.step, steps + 1)


def _status(scores: Mapping[str, float]) -> Any:  # noqa: ANN401 - one of the words that CellAgreement knows
    if len(scores) < 2:  # noqa: PLR2004 - agreement needs two
        return "one analyst" if scores else "no scores"
    return "full agreement" if len(set(scores.values())) == 1 else ""


def _summary(name: str, label: str, among: Iterable[CellAgreement]) -> Summary:
    cells = [each for each in among if each.spread is not None]
    several = any(each.eta_squared is not None for each in cells)
    between, inside = sum(each.between for each in cells), sum(each.inside for each in cells)
    return Summary(
        id=name,
        label=label,
        cells=len(cells),
        differing=sum(bool(each.spread) for each in cells),
        sd_agreement=_mean(each.sd_agreement for each in cells),
        r_wg=_mean(each.r_wg for each in cells),
        consensus=_mean(each.consensus for each in cells),
        eta_squared=side_split(between, inside) if several else None,
        weighted_gap=sum(each.weighted_gap or 0.0 for each in cells),
    )


def _mean(figures: Iterable[float | None]) -> float | None:
    known = [each for each in figures if each is not None]
    return sum(known) / len(known) if known else None


def _rankings(rankings: Sequence[Ranking], side_rankings: Sequence[Ranking]) -> RankAgreement:
    complete = [each for each in rankings if each.complete]
    ranks = {each.whose: tuple(one.rank or 0 for one in each.standings) for each in complete}
    of_sides = {each.whose: tuple(one.rank or 0 for one in each.standings) for each in side_rankings if each.complete}
    spread, w = kendall_w(np.array(list(ranks.values()))) if len(ranks) > 1 else (None, None)
    return RankAgreement(
        rankings=ranks,
        pairs=_pairs(ranks),
        side_pairs=_pairs(of_sides),
        spread=spread,
        kendall_w=w,
        left_out=tuple(each.whose for each in rankings if not each.complete),
    )


def _pairs(ranks: Mapping[str, tuple[int, ...]]) -> tuple[PairOfRankings, ...]:
    return tuple(
        PairOfRankings(
            first,
            second,
            *pairs_agreeing(np.array(ranks[first]), np.array(ranks[second])),
            tau_b(-np.array(ranks[first], dtype=np.float64), -np.array(ranks[second], dtype=np.float64)),
        )
        for first, second in combinations(ranks, 2)
    )


def largest_gaps(cells: Iterable[CellAgreement]) -> tuple[CellAgreement, ...]:
    """Return the cells that the sides score differently, the largest weighted gap first."""
    differing = [each for each in cells if each.weighted_gap]
    return tuple(sorted(differing, key=lambda each: (-(each.weighted_gap or 0.0), each.option, each.criterion)))
