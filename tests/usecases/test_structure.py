"""Options and criteria added, renamed, reordered and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.model.state import read_record
from workbench.usecases.editing.structure import added_criterion, added_option, moved, named_id, removed, renamed
from workbench.usecases.editing.study_edits import _flaws
from workbench.usecases.new import make
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench.usecases.editing.structure import Kind


@pytest.fixture
def session(study_folder: Path) -> Iterator[Session]:
    """A session on the shipped study."""
    opened = Session(study_folder, ("ana", "Ana"))
    yield opened
    opened.close()


@pytest.fixture
def session_on(tmp_path: Path) -> Iterator[Callable[[str], Session]]:
    """Open sessions on copies of shipped studies."""
    opened: list[Session] = []

    def open_session(name: str) -> Session:
        make(tmp_path / name, name, ("ana", "Ana"))
        opened.append(Session(tmp_path / name, ("ana", "Ana")))
        return opened[-1]

    yield open_session
    for each in opened:
        each.close()


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
    assert added_criterion(session.state, "Air", "root", group=True).why == (
        "added the group Air at the top, with a first criterion in it"
    )
    session.apply(changes)
    assert session.study.criterion["noise"].parent == parent
    assert session.study.leaves[1].id == "noise"


def test_a_new_group_is_seen_at_once_also_where_a_profile_counts(session: Session) -> None:
    assert "setting/profile" in session.state
    session.apply(added_criterion(session.state, "Air", session.study.leaves[0].parent, group=True))
    assert "air" in session.study.criterion
    first = session.study.criterion["air-first-criterion"]
    assert first.parent == "air"
    order = session.state["order/criterion"]
    assert order.index(first.id) == order.index("air") + 1
    without = {key: value for key, value in session.state.items() if key != "setting/profile"}
    assert len(added_criterion(without, "Noise", "root", group=True).changes) == 2


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


@pytest.mark.parametrize("name", ["us-mexico-2011", "river-basin"])
def test_whatever_is_removed_leaves_a_study_in_which_nothing_names_it(
    session_on: Callable[[str], Session], name: str
) -> None:
    session = session_on(name)
    whole = dict(session.state)
    before = set(_flaws(whole))
    kinds: tuple[Kind, ...] = ("option", "criterion")
    for kind in kinds:
        for each in [key.split("/")[1] for key in whole if key.startswith(f"{kind}/")]:
            changes, words = removed(whole, kind, each)
            assert words.endswith("; undo brings all of it back.")
            after = whole | {change.key: change.new for change in changes.changes}
            for change in changes.changes:
                assert change.old == whole.get(change.key)
                if change.new is not None:
                    read_record(change.key, change.new)
            assert not set(_flaws(after)) - before, (kind, each)


def test_removing_says_what_was_computed_from_it_and_what_loses_its_area(session: Session) -> None:
    _, words = removed(session.state, "criterion", "benefit-us")
    assert "Proportionality of benefits and burdens, which is computed from it" in words
    _, words = removed(session.state, "option", "labor-brokers")
    assert "3 instruments stay without an area" in words
    assert "1 criteria" not in words


def test_comparisons_that_no_longer_join_the_rest_go_with_what_joined_them(session: Session) -> None:
    chain = [{"above": "benefit-us", "below": "benefit-mx", "times": 2},
             {"above": "benefit-mx", "below": "burden-us", "times": 2},
             {"above": "burden-us", "below": "burden-mx", "times": 2}]  # fmt: skip
    group = session.study.criterion["benefit-us"].parent
    key = f"weights/balanced/{group}"
    state = dict(session.state) | {key: {"comparisons": chain}}
    changes, words = removed(state, "criterion", "benefit-mx")
    assert {each.key: each.new for each in changes.changes}[key] is None
    assert "also the comparisons of 1 group;" in words
    changes, words = removed(state, "criterion", "burden-mx")
    assert {each.key: each.new for each in changes.changes}[key] == {"comparisons": chain[:2]}
    assert "comparisons" not in words


def test_a_set_of_options_that_is_left_empty_goes_with_its_setting(session: Session) -> None:
    only = session.study.options[0].id
    state = dict(session.state)
    among = state["setting/option_set"]
    state[f"option-set/{among}"] = state[f"option-set/{among}"] | {"options": [only]}
    changes, words = removed(state, "option", only)
    left = {each.key: each.new for each in changes.changes}
    assert left[f"option-set/{among}"] is None
    assert left["setting/option_set"] is None
    assert among not in (left["order/option-set"] or [])
    assert "also the set of options" in words


def test_what_is_moved_is_called_by_its_name(session: Session) -> None:
    option = session.study.options[0]
    changes = moved(session.state, "option", option.id, 1)
    assert changes is not None
    assert changes.why == f"moved {option.label}"


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
