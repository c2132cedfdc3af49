"""Fields of a study changed: what is said of a change, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.studies import group, leaf, study
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
