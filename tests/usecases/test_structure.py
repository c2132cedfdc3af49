"""Options and criteria added, renamed, reordered and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.usecases.editing.structure import added_criterion, added_option, moved, named_id, removed, renamed
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def session(study_folder: Path) -> Iterator[Session]:
    """A session on the shipped study."""
    opened = Session(study_folder, ("ana", "Ana"))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("label", "name"), [("Night ferry", "night-ferry"), ("Über 3", "uber-3"), ("移民", "item"), ("Bus", "bus-2")]
)
def test_ids_are_made_of_labels_and_are_new(label: str, name: str) -> None:
    assert named_id(label, ["bus"]) == name


def test_a_new_option_is_compared_with_the_others(session: Session) -> None:
    session.apply(added_option(session.state, "Night ferry", session.study.options[0].id))
    assert session.study.options[1].id == "night-ferry"
    assert session.evaluation
    assert "night-ferry" in session.evaluation.options


def test_a_new_criterion_counts_in_the_profile(session: Session) -> None:
    parent = session.study.leaves[0].parent
    changes = added_criterion(session.state, "Noise", parent, session.study.leaves[0].id)
    assert changes.why == f"added the criterion Noise in {session.study.criterion[parent].label}"
    assert added_criterion(session.state, "Air", "root", group=True).why == "added the group Air at the top"
    session.apply(changes)
    assert session.study.criterion["noise"].parent == parent
    assert session.study.leaves[1].id == "noise"


def test_what_is_removed_comes_back_whole_by_undo(session: Session) -> None:
    before = dict(session.state)
    group = session.study.criterion[session.study.leaves[0].parent]
    changes, words = removed(session.state, "criterion", group.id)
    assert group.label in words
    assert "criteria below it" in words
    session.apply(changes)
    assert group.id not in session.study.criterion
    session.undo()
    assert dict(session.state) == before


def test_the_ends_of_a_list_are_kept(session: Session) -> None:
    first = session.study.options[0].id
    order = session.state["order/option"]
    assert moved(session.state, "option", order[0], -1) is None
    changes = moved(session.state, "option", order[0], 1)
    assert changes
    session.apply(changes)
    assert session.state["order/option"][1] == order[0]
    assert first in session.state["order/option"]


def test_a_new_name_takes_the_place_of_the_short_one_too(session: Session) -> None:
    option = session.study.options[0]
    session.apply(renamed(session.state, "option", option.id, "Another name [x]"))
    assert session.study.options[0].brief == "Another name [x]"
