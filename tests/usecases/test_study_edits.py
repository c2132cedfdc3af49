"""Fields of a study changed: what is said of a change, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.studies import group, leaf, study
from workbench.errors import UsageError
from workbench.model.criterion import MeasuredScale
from workbench.store.folder import create
from workbench.usecases.editing.study_edits import edited
from workbench.usecases.editing.study_entries import page
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from workbench.model.criterion import Criterion
    from workbench.usecases.editing.prepared import Prepared

COST = MeasuredScale(kind="measured", unit="M EUR", worst=0, best=40)
CRITERIA: list[Criterion] = [
    leaf("cost", scale=COST),
    leaf("jobs", "gains"),
    group("gains"),
    leaf("trust"),
]
ROWS: dict[str, dict[str, float | str | None]] = {"dam": {"jobs": 25.0}, "wall": {"jobs": None}}
WEIGHTS = {"root": {"cost": 100.0, "gains": 50.0}}


OTHER_END = "1 score keeps its number, but the other end is the better one from then on"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Session]]:
    """Open the study of two options, with weights or without."""
    sessions: list[Session] = []

    def open_it(weights: Mapping[str, Mapping[str, float]] | None = None) -> Session:
        path = tmp_path / f"study-{len(sessions)}"
        create(path, study(CRITERIA, ROWS, weights), "ana", why="test")
        sessions.append(Session(path, ("ana", "Ana")))
        return sessions[-1]

    yield open_it
    for each in sessions:
        each.close()


def typed(session: Session, section: str, place: tuple[str, str], text: str) -> Prepared:
    """Return the change that typing makes of a field, found by the key of its record and its label."""
    key, label = place
    entry = next(each for each in page(session, section, {key}) if (each.key, each.label) == (key, label))
    return edited(session, entry, text)


@pytest.mark.parametrize(
    ("section", "key", "label", "text", "said"),
    [
        ("criteria", "criterion/trust", "Better is", "minimize", "Trust: better is less"),
        ("criteria", "criterion/trust", "Scale", "EUR 0 30", "Trust: scale EUR 0 30"),
        ("criteria", "criterion/trust", "Scale", "levels 3", "Trust: scale levels 3"),
        ("criteria", "criterion/trust", "Under", "gains", "Trust: under Gains"),
        ("options", "option/dam", "Name", "Raise the dam", "Dam is now called Raise the dam"),
        ("options", "option/dam", "Kind", "go-alone", "Dam: kind go-alone"),
        ("options", "option/dam", "Description", "a\nb", "Dam: description a b"),
        ("settings", "setting/weight_set", "Weights", "given", "weights: Given"),
        ("settings", "setting/firm_share", "Firm from this share of samples", "0.8",
         "firm from this share of samples: 0.8"),
        ("question", "study", "Illustrative", "yes", "illustrative: yes"),
        ("question", "study", "Title", "Dam or wall", "title: Dam or wall"),
    ],
)  # fmt: skip
def test_a_change_says_what_the_field_says_now(
    opened: Callable[..., Session], section: str, key: str, label: str, text: str, said: str
) -> None:
    assert typed(opened(WEIGHTS), section, (key, label), text).changes.why == said


def test_a_field_that_is_taken_away_is_said_to_be_gone(opened: Callable[..., Session]) -> None:
    session = opened(WEIGHTS)
    session.apply(typed(session, "options", ("option/dam", "Short name"), "D").changes)
    session.apply(typed(session, "settings", ("setting/weight_set", "Weights"), "given").changes)
    assert typed(session, "options", ("option/dam", "Short name"), "").changes.why == "Dam: no short name"
    assert typed(session, "settings", ("setting/weight_set", "Weights"), "").changes.why == "weights: as by default"


@pytest.mark.parametrize(
    ("weights", "key", "label", "text", "said"),
    [
        (None, "trust", "Better is", "minimize", ""),
        (None, "cost", "Better is", "minimize", ""),
        (None, "cost", "Scale", "M EUR 0 80", ""),
        (None, "jobs", "Better is", "minimize",
         f"{OTHER_END}."),
        (None, "jobs", "Scale", "% 0 20", "1 score keeps its number on another kind of scale."),
        (None, "jobs", "Worth", "exponential 1.5", "1 score is worth something else then."),
        (None, "jobs", "Under", "root", ""),
        (None, "gains", "How it joins", "geometric", ""),
        (WEIGHTS, "trust", "Better is", "minimize", ""),
        (WEIGHTS, "cost", "Better is", "minimize", "Its weight was asked for the old range: ask it again."),
        (WEIGHTS | {"gains": {"jobs": 10.0}}, "gains", "How it joins", "geometric",
         "1 weight in it was asked under arithmetic: ask it again; weights act as exponents there."),
        (WEIGHTS | {"gains": {"jobs": 10.0}}, "jobs", "Better is", "minimize",
         f"{OTHER_END}; its weight was asked for the old range: ask it again."),
    ],
)  # fmt: skip
def test_only_what_is_at_stake_is_asked_about(
    opened: Callable[..., Session],
    weights: Mapping[str, Mapping[str, float]] | None,
    key: str,
    label: str,
    text: str,
    said: str,
) -> None:
    assert typed(opened(weights), "criteria", (f"criterion/{key}", label), text).consequence == said


def test_scores_beyond_the_new_ends_are_counted_intervals_too(opened: Callable[..., Session]) -> None:
    session = opened()
    session.apply(session.rescore("dam", "cost", value=30))
    scale = ("criterion/cost", "Scale")
    assert typed(session, "criteria", scale, "M EUR 0 50").consequence == "1 score keeps its number."
    alone = "1 score keeps its number, which is beyond the new ends."
    assert typed(session, "criteria", scale, "M EUR 0 20").consequence == alone
    session.apply(session.rescore("wall", "cost", low=10, high=25))
    both = "2 scores keep their numbers, 2 of them beyond the new ends."
    assert typed(session, "criteria", scale, "M EUR 0 20").consequence == both


def test_a_scale_with_its_ends_the_other_way_round_is_refused_in_the_words_of_the_page(
    opened: Callable[..., Session],
) -> None:
    session = opened()
    with pytest.raises(UsageError) as refused:
        typed(session, "criteria", ("criterion/cost", "Scale"), "M EUR 40 0")
    assert str(refused.value) == (
        "“Better is” says more, but the best end, 0, is below the worst, 40. "
        "Write M EUR 0 40; or set “Better is” to minimize first."
    )
    session.apply(typed(session, "criteria", ("criterion/cost", "Better is"), "minimize").changes)
    with pytest.raises(UsageError, match="says less, but the best end, 40, is above the worst, 0"):
        typed(session, "criteria", ("criterion/cost", "Scale"), "M EUR 0 40")


def test_an_option_whose_kind_was_not_given_is_listed_without_one(opened: Callable[..., Session]) -> None:
    session = opened()
    session.apply(typed(session, "options", ("option/wall", "Kind"), "area").changes)
    assert [(each.label, each.value) for each in page(session, "options")] == [("Dam", ""), ("Wall", "area")]


@pytest.mark.parametrize("label", ["Better is", "Scale", "Name"])
def test_a_field_that_cannot_be_empty_is_named_as_on_the_page(opened: Callable[..., Session], label: str) -> None:
    with pytest.raises(UsageError) as refused:
        typed(opened(), "criteria", ("criterion/cost", label), "")
    assert str(refused.value) == f"That cannot be kept: “{label}” is empty."
