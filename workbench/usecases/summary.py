"""summary: the first page of a study, the same on every surface: what matters most, in the order it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from workbench.usecases.arguments import OPTION_SET, OUTPUT, PROFILE, STUDY, VIEW, WEIGHTS, form_of, handed_over
from workbench.usecases.verb import Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from workbench.model.bilateral import Bilateral
    from workbench.model.coverage import EvidenceAnalysis
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.panel import PanelAnalysis
    from workbench.model.reading import Reading as Chosen
    from workbench.model.report import Report
    from workbench.model.robustness import ScoreFlip, WeightInterval
    from workbench.model.study import Study
    from workbench.usecases.verb import Outcome

Part = TypeVar("Part")
PARTS = 9
"""Parts of the page that are told of, one after the other."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One ranking beside others: under which weights, or as whose judgement."""

    label: str
    """Short, for the head of a column."""
    long: str
    evaluation: StudyEvaluation


@dataclass(frozen=True, slots=True)
class Firmness:
    """The verdict on the first rank, as `robustness` gives it, and what it rests on first."""

    word: str
    """firm, firm within the stated uncertainty, or open."""
    shares: Mapping[str, float]
    """By option: how often it comes first within the stated uncertainty, 0 to 1."""
    samples: int
    needed: float
    """The share from which on a first rank can be firm."""

    def rival(self, first: str) -> str:
        """Return the option that comes first most often beside that one, or nothing where none ever does."""
        others = {name: share for name, share in self.shares.items() if name != first and share > 0}
        return max(others, key=lambda name: others[name], default="")


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What the first page is made of."""

    study: Study
    """With the criteria and options that count."""
    evaluation: StudyEvaluation
    readings: tuple[Reading, ...]
    """The perspectives, then the sides; the reading that the page is about first."""
    geometric: Mapping[str, StudyEvaluation]
    """By branch: the same with that branch taken geometrically."""
    intervals: tuple[WeightInterval, ...]
    """What each weight can do to the first rank, without the order behind it."""
    flips: tuple[ScoreFlip, ...]
    firmness: Firmness | None
    """None where no option is first, none is beside it, or the method cannot be sampled."""
    between_sides: Bilateral | None
    panel: PanelAnalysis | None
    apart: tuple[Reading, ...]
    """Profiles that share no criterion with the one that counts: printed beside, never added."""
    evidence: EvidenceAnalysis | None


def summary(
    study: Study | str | Path,
    *,
    weights: str | None = None,
    view: str | None = None,
    profile: str | None = None,
    option_set: str | None = None,
    parts: Callable[[int, int], None] = lambda _done, _of: None,
) -> FirstPage:
    """Return what the first page of a study is made of.

    Parameters
    ----------
    study
        A study, or what `load` takes.
    weights, view, profile, option_set
        As in `score`.
    parts
        Told how many of how many parts of the page are done; what it raises ends the calculation.

    Raises
    ------
    WorkbenchError
        When a name is unknown, the study cannot be read, or there is nothing to score.
    """
    from workbench.analysis.ground import find_ground
    from workbench.analysis.score_flips import score_flips
    from workbench.analysis.weight_intervals import weight_intervals
    from workbench.model.reading import Reading as Settings
    from workbench.usecases.load import load
    from workbench.usecases.pages.first_page_readings import (
        branches_geometric,
        profiles_apart,
        readings,
        where_possible,
    )
    from workbench.usecases.pages.first_page_verdict import firmness

    loaded = load(study)
    chosen = Settings(weights, view, profile, option_set)
    done = count(1)

    def part(found: Part) -> Part:
        parts(next(done), PARTS)
        return found

    ground = part(find_ground(loaded, chosen))
    intervals, flips = part(weight_intervals(ground, first_only=True)), part(score_flips(ground))
    return FirstPage(
        study=ground.study,
        evaluation=ground.evaluation,
        readings=part(readings(loaded, chosen, ground.evaluation)),
        geometric=part(branches_geometric(loaded, chosen, ground.evaluation)),
        intervals=intervals,
        flips=flips,
        firmness=part(where_possible(lambda: firmness(ground, intervals, flips))),
        between_sides=part(where_possible(lambda: _between_sides(loaded, chosen)) if loaded.sides else None),
        panel=part(where_possible(lambda: _panel(loaded, chosen)) if len(loaded.analysts) > 1 else None),
        apart=profiles_apart(loaded, ground.study, chosen),
        evidence=part(where_possible(lambda: _evidence(loaded, chosen))),
    )


def _between_sides(study: Study, chosen: Chosen) -> Bilateral:
    from workbench.usecases.bilateral import bilateral

    return bilateral(study, weights=chosen.weights, profile=chosen.profile, option_set=chosen.option_set)


def _panel(study: Study, chosen: Chosen) -> PanelAnalysis:
    from workbench.usecases.panel import panel

    return panel(study, weights=chosen.weights, profile=chosen.profile, option_set=chosen.option_set)


def _evidence(study: Study, chosen: Chosen) -> EvidenceAnalysis:
    from workbench.usecases.evidence import evidence

    return evidence(
        study, weights=chosen.weights, view=chosen.view, profile=chosen.profile, option_set=chosen.option_set
    )


def first_report(page: FirstPage) -> Report:
    """Return the page: status and verdict, then the tables in the order in which they are asked for."""
    from workbench.usecases.pages.first_page_tables import report

    return report(page)


def run(
    *,
    study: str,
    weights: str | None,
    view: str | None,
    profile: str | None,
    option_set: str | None,
    output: str | None,
) -> Outcome:
    """Hand over the first page."""
    from workbench.usecases.load import load_with_origin

    form_of(output, "table", "table")
    loaded = load_with_origin(study)
    page = summary(loaded.study, weights=weights, view=view, profile=profile, option_set=option_set)
    return handed_over([first_report(page)], output, loaded.warnings)


VERB = Verb(
    name="summary",
    title="The first page: verdict, rankings side by side, firmness, sides, evidence",
    parameters=(STUDY, WEIGHTS, VIEW, PROFILE, OPTION_SET, OUTPUT),
    run=run,
)
