"""Weight sets: the raw answers people gave about weights; weights are always derived from them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from workbench.model.record import Flag, Id, Number, Record, Text


class Answer(Record):
    """Points for one child of a group: for its swing from worst to best, or bare points."""

    swing: Annotated[Number, Field(ge=0)] | None = None
    points: Annotated[Number, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.swing is None) == (self.points is None):
            message = "give either swing (points for moving from worst to best) or points"
            raise ValueError(message)
        return self

    @property
    def raw(self) -> float:
        """The number that was given."""
        return self.swing if self.swing is not None else self.points or 0.0

    @property
    def kind(self) -> str:
        """Which of the two was asked."""
        return "swing" if self.swing is not None else "points"


Times = Annotated[Number, Field(ge=0.001, le=1000)]
"""How many times as important one criterion is as another."""


class Comparison(Record):
    """One judgement of a pair: how many times as important the one above is as the one below."""

    above: Id
    below: Id
    times: Times

    @model_validator(mode="after")
    def _of_two(self) -> Self:
        if self.above == self.below:
            message = f"{self.above!r} is compared with itself"
            raise ValueError(message)
        return self


class BestWorst(Record):
    """Comparisons with the most and the least important child only."""

    best: Id
    worst: Id
    best_to_others: dict[Id, Annotated[Number, Field(ge=1, le=1000)]]
    """How many times as important the best is as each other, the worst included."""
    others_to_worst: dict[Id, Annotated[Number, Field(ge=1, le=1000)]]
    """How many times as important each other, the best included, is as the worst."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        names = {*self.best_to_others, *self.others_to_worst, self.best, self.worst}
        if self.best == self.worst:
            message = f"{self.best!r} cannot be both the best and the worst"
            raise ValueError(message)
        for field, own in (("best_to_others", self.best), ("others_to_worst", self.worst)):
            row = getattr(self, field)
            missing = sorted(names - {own} - set(row))
            if missing:
                message = f"{field} has nothing for {missing[0]!r}"
                raise ValueError(message)
            if row.get(own, 1.0) != 1.0:
                message = f"{field} compares {own!r} with itself"
                raise ValueError(message)
        if self.best_to_others[self.worst] != self.others_to_worst[self.best]:
            message = f"{self.best!r} against {self.worst!r} is one judgement: give the same number in both rows"
            raise ValueError(message)
        return self


class GroupAnswers(Record):
    """The answers for one group, in one of the ways to ask; its weights are derived from them."""

    answers: dict[Id, Answer] = Field(default_factory=dict)
    """Points or swings, one for each child."""
    ranks: dict[Id, Annotated[Number, Field(ge=1)]] = Field(default_factory=dict)
    """Places in the order of importance, 1 is the most important, ties share."""
    rank_rule: Literal["rank_order_centroid", "rank_sum", "rank_reciprocal"] = "rank_order_centroid"
    """How ranks become weights."""
    comparisons: tuple[Comparison, ...] = ()
    """Pairwise judgements that join all children that are named."""
    priority: Literal["eigenvector", "geometric_mean"] = "eigenvector"
    """How pairwise judgements become weights."""
    best_worst: BestWorst | None = None

    @model_validator(mode="after")
    def _asked_in_one_way(self) -> Self:
        given = [name for name in ("answers", "ranks", "comparisons", "best_worst") if getattr(self, name)]
        if len(given) > 1:
            message = f"{given[0]} and {given[1]} stand together; a group is asked in one way"
            raise ValueError(message)
        pairs = [frozenset((each.above, each.below)) for each in self.comparisons]
        again = next((each for each in self.comparisons if pairs.count(frozenset((each.above, each.below))) > 1), None)
        if again is not None:
            message = f"{again.above!r} and {again.below!r} are compared twice; one judgement is enough"
            raise ValueError(message)
        apart = _not_joined(pairs)
        if apart:
            message = f"no judgement joins {', '.join(sorted(apart))} with the others"
            raise ValueError(message)
        return self

    @property
    def way(self) -> str:
        """How the group was asked, apart from points and swings: ranks, pairwise, best-worst; else empty."""
        if self.ranks:
            return "ranks"
        if self.comparisons:
            return "pairwise"
        return "best-worst" if self.best_worst else ""

    @property
    def named(self) -> tuple[str, ...]:
        """The children that have an answer."""
        if self.best_worst:
            row = self.best_worst
            return tuple(dict.fromkeys((row.best, *row.best_to_others, *row.others_to_worst, row.worst)))
        pairs = (name for each in self.comparisons for name in (each.above, each.below))
        return tuple(dict.fromkeys((*self.answers, *self.ranks, *pairs)))

    def asked(self, child: str) -> str | None:
        """Return how a child was asked: "swing", "points", or the group's way; None where it has no answer."""
        if child in self.answers:
            return self.answers[child].kind
        return self.way if child in self.named else None


def _not_joined(pairs: list[frozenset[str]]) -> set[str]:
    """Return the names that no chain of pairs joins with those of the first pair."""
    names = {name for pair in pairs for name in pair}
    joined = set(pairs[0]) if pairs else set()
    for _ in pairs:
        joined |= {name for pair in pairs if pair & joined for name in pair}
    return names - joined


class WeightSet(Record):
    """One set of answers, group by group."""

    id: Id
    label: Text
    kind: Literal["swings-and-points", "importance"] = "swings-and-points"
    """Swings and points fit trees of values; importance, asked without a range, fits outranking."""
    perspective: Flag = False
    """Whether it stands for somebody's priorities: the same scores read with other weights."""
    illustrative: Flag = False
    note: Text = ""
    evidence: tuple[Id, ...] = ()
    groups: dict[Id, GroupAnswers] = Field(default_factory=dict)
