"""A study: one decision question with its sides, options, criteria, evidence, scores and weights."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field

from workbench.model.agreed import Agreed
from workbench.model.assignment import Assignment
from workbench.model.background import Case, Institution, MechanismForm
from workbench.model.criterion import ComputedLeaf, Criterion, Leaf
from workbench.model.evidence import Document, Evidence
from workbench.model.gate import Gate
from workbench.model.option import Option, OptionSet
from workbench.model.profile import Profile
from workbench.model.record import Flag, Id, Record, Text
from workbench.model.round import Round
from workbench.model.score import Score
from workbench.model.settings import Settings
from workbench.model.weights import WeightSet

if TYPE_CHECKING:
    from collections.abc import Mapping


class Side(Record):
    """One of the parties that the question concerns."""

    id: Id
    label: Text
    in_text: Text = ""
    """The label as it stands in a sentence, with its article."""

    @property
    def named(self) -> str:
        """What the side is called in a sentence."""
        return self.in_text or self.label


class Analyst(Record):
    """Someone who scores: on a side or on none."""

    id: Id
    label: Text
    side: Id | None = None
    based_on: Id | None = None
    """An analyst whose scores stand where this one has none."""
    weight_set: Id | None = None
    """The weights that this analyst stands for; without one, the study's."""


class Header(Record):
    """What a study is about, apart from its lists."""

    id: Id
    title: Text
    question: Text = ""
    as_of: Text = ""
    illustrative: Flag = False
    """Whether the numbers are an illustration; then every output says so."""
    disclaimer: Text = ""
    caveat: Text = ""
    """What the order of the options follows from; printed beside every ranking."""
    viewpoint: Text = ""
    states: dict[Id, Text] = Field(default_factory=dict)
    """What each state in which options are scored means."""


class Study(Header):
    """A whole study; changed only by replacing it."""

    sides: tuple[Side, ...] = ()
    analysts: tuple[Analyst, ...] = ()
    documents: tuple[Document, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    options: tuple[Option, ...] = ()
    gates: tuple[Gate, ...] = ()
    profiles: tuple[Profile, ...] = ()
    option_sets: tuple[OptionSet, ...] = ()
    mechanism_forms: tuple[MechanismForm, ...] = ()
    institutions: tuple[Institution, ...] = ()
    cases: tuple[Case, ...] = ()
    weight_sets: tuple[WeightSet, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    rounds: tuple[Round, ...] = ()
    scores: tuple[Score, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    settings: Settings = Settings.model_construct()

    @cached_property
    def criterion(self) -> Mapping[str, Criterion]:
        """The criteria by id."""
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """The criteria that are scored."""
        return tuple(criterion for criterion in self.criteria if isinstance(criterion, Leaf))

    @cached_property
    def computed(self) -> tuple[ComputedLeaf, ...]:
        """The criteria that are computed from scores of others."""
        return tuple(criterion for criterion in self.criteria if isinstance(criterion, ComputedLeaf))

    @cached_property
    def analyst(self) -> Mapping[str, Analyst]:
        """The analysts by id."""
        return {analyst.id: analyst for analyst in self.analysts}

    @cached_property
    def score(self) -> Mapping[tuple[str, str, str], Score]:
        """The scores by option, criterion and analyst."""
        return {(score.option, score.criterion, score.analyst): score for score in self.scores}

    @cached_property
    def scoring(self) -> frozenset[str]:
        """The analysts who have scores of their own."""
        return frozenset(score.analyst for score in self.scores)

    @cached_property
    def rescored(self) -> tuple[tuple[Score, ...], frozenset[tuple[str, str]]] | None:
        """The scores before a change of some, and the cells (option, criterion) that differ; set by who makes it."""
        return None

    @cached_property
    def agreed_value(self) -> Mapping[tuple[str, str], Agreed]:
        """The agreed values by option and criterion."""
        return {(each.option, each.criterion): each for each in self.agreed}

    @property
    def open_round(self) -> Round | None:
        """The round in which the analysts are scoring apart."""
        return next((each for each in reversed(self.rounds) if each.state == "open"), None)

    @property
    def view(self) -> str | None:
        """The analyst whose judgement is shown."""
        return self.settings.view or (self.analysts[0].id if self.analysts else None)

    @property
    def starting_point(self) -> str | None:
        """The analyst whose scores somebody new starts from: the one shown, else the one that others start from."""
        if self.view in self.analyst:
            return self.view
        bases = [each.based_on for each in self.analysts if each.based_on]
        neutral = [each.id for each in self.analysts if each.side is None]
        return next(iter([*bases, *neutral]), None)

    def scorers(self, analyst: str | None) -> tuple[str, ...]:
        """Return an analyst followed by those it is based on, nearest first."""
        chain: list[str] = []
        while analyst is not None and analyst in self.analyst and analyst not in chain:
            chain.append(analyst)
            analyst = self.analyst[analyst].based_on
        return tuple(chain)

    def has_judgement(self, analyst: str | None) -> bool:
        """Return whether an analyst, or anybody whom they are based on, has scored anything."""
        return not self.scoring.isdisjoint(self.scorers(analyst))

    def judgement(self, option: str, criterion: str, analyst: str | None) -> Score | None:
        """Return the score that stands for an analyst: their own, else that of whom they are based on."""
        found = (self.score.get((option, criterion, scorer)) for scorer in self.scorers(analyst))
        return next((score for score in found if score is not None), None)
