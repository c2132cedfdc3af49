"""Where two sides differ: the margin of one option over another, split into scores, weights and value functions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations, product
from math import factorial
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.problem import build
from workbench.engine.tree import local_weights, roll_up
from workbench.errors import MethodError
from workbench.model.bilateral import SideDifferences, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.engine.problem import Problem
    from workbench.model.study import Study

FACTORS = ("scores", "weights", "value functions")
"""What the margin depends on, each taken from the first or from the second stance."""

Choice = tuple[int, ...]
"""For each factor 0 (as the first has it) or 1 (as the second)."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A study as one side reads it; its criteria hold the value functions."""

    study: Study
    stance: Stance


def shapley(margin: Callable[[Choice], float], n_factors: int) -> tuple[float, ...]:
    """Return each factor's part of margin(1, …, 1) − margin(0, …, 0), so that the parts add up.

    The mean over all orders of what changing the factor adds (Shapley 1953; for decompositions Shorrocks 2013).
    """
    parts = [0.0] * n_factors
    for order in permutations(range(n_factors)):
        choice = [0] * n_factors
        before = margin(tuple(choice))
        for factor in order:
            choice[factor] = 1
            after = margin(tuple(choice))
            parts[factor] += after - before
            before = after
    return tuple(part / factorial(n_factors) for part in parts)


class Differences:
    """Two standpoints with every combination of their scores, weights and value functions recomputed."""

    def __init__(self, first: Standpoint, second: Standpoint, aggregators: Mapping[str, str] | None = None) -> None:
        """Recompute the totals of every combination.

        Parameters
        ----------
        first, second
            Studies with the same tree of criteria; where their value functions or aggregators differ, these are the
            third factor.

        Raises
        ------
        MethodError
            When the trees differ: then there is nothing to split.
        """
        if _shape(first.study) != _shape(second.study):
            message = "The two studies have different criteria: their margins cannot be split."
            raise MethodError(message, hint="Compare studies that share the tree of criteria.")
        self._stances = first.stance, second.stance
        sides = (first, second)
        shared = first.study.criteria == second.study.criteria
        problems = {
            (scores, functions): _problem(sides[scores], sides[functions], aggregators or {})
            for scores, functions in product((0, 1), (0,) if shared else (0, 1))
        }
        weighed = [problems[place, 0 if shared else place] for place in (0, 1)]
        self._totals: dict[Choice, _Totals] = {
            (scores, weights, functions): _Totals.of(problems[scores, 0 if shared else functions], weighed[weights])
            for scores, weights, functions in product((0, 1), repeat=len(FACTORS))
        }

    def split(self, pair: tuple[str, str]) -> SideDifferences:
        """Return why one option's margin over another differs; the same option twice gives its total.

        Raises
        ------
        MethodError
            When an option is not in both studies, or has a gap from either standpoint.
        """
        margins: dict[Choice, float] = {choice: totals.margin(pair) for choice, totals in self._totals.items()}
        size = len(FACTORS)
        parts = shapley(margins.__getitem__, size)
        start, end = margins[(0,) * size], margins[(1,) * size]
        alone = tuple(margins[_only(place, size)] - start for place in range(size))
        last = tuple(end - margins[_all_but(place, size)] for place in range(size))
        return SideDifferences(
            pair=pair,
            first=self._stances[0],
            second=self._stances[1],
            margins={_name(choice): margin for choice, margin in margins.items()},
            gap=end - start,
            parts=dict(zip(FACTORS, parts, strict=True)),
            alone=dict(zip(FACTORS, alone, strict=True)),
            last=dict(zip(FACTORS, last, strict=True)),
            interaction=end - start - sum(alone),
            residual=end - start - sum(parts),
        )


def _only(place: int, size: int) -> Choice:
    return tuple(int(at == place) for at in range(size))


def _all_but(place: int, size: int) -> Choice:
    return tuple(int(at != place) for at in range(size))


def _name(choice: Choice) -> str:
    return "/".join("second" if each else "first" for each in choice)


def _shape(study: Study) -> list[tuple[str, str]]:
    return [(criterion.id, criterion.parent) for criterion in study.criteria]


def _problem(scorer: Standpoint, reader: Standpoint, aggregators: Mapping[str, str]) -> Problem:
    """Return the scores of one standpoint read with the criteria of the other."""
    study = scorer.study
    if reader.study.criteria != study.criteria:
        fields = {name: getattr(study, name) for name in type(study).model_fields}
        study = study.model_construct(**fields | {"criteria": reader.study.criteria})
    return build(study, weights=scorer.stance.weights or None, view=scorer.stance.view or None, aggregators=aggregators)


@dataclass(frozen=True, slots=True)
class _Totals:
    """Every option's total under one combination, and which scores it lacks."""

    totals: Mapping[str, float]
    gaps: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, problem: Problem, weighed: Problem) -> _Totals:
        """Return the totals of one problem's values under another's weights."""
        n_leaves = len(problem.tree.leaves)
        raw = np.tile(weighed.raw, (len(problem.options), 1))
        raw[:, :n_leaves] *= problem.applicable
        local = local_weights(problem.tree, raw)
        totals = roll_up(problem.tree, problem.values[:, None, :], local)[:, 0, -1]
        missing = ~problem.known & problem.applicable & (weighed.weights > 0)
        leaves = np.array(problem.tree.leaves)
        return cls(
            totals=dict(zip(problem.options, totals.tolist(), strict=True)),
            gaps={option: tuple(leaves[row].tolist()) for option, row in zip(problem.options, missing, strict=True)},
        )

    def margin(self, pair: tuple[str, str]) -> float:
        """Return the total of the first option less the second's, or the total alone where they are the same."""
        for option in pair:
            if option not in self.totals:
                message = f"One of the two studies has no option {option!r}: its margin cannot be split."
                raise MethodError(message)
            if self.gaps[option]:
                message = f"{option} has no score on {', '.join(self.gaps[option])}: its margin cannot be split."
                raise MethodError(message)
        above, below = (self.totals[option] for option in pair)
        return above if pair[0] == pair[1] else above - below
