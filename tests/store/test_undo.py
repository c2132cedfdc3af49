"""Undo and redo: one's own latest change, across periods and merges, never over somebody else's."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.store.writing import note, small, titled, written
from workbench.errors import WorkbenchError
from workbench.model.change import Change, ChangeSet
from workbench.store.author import Author
from workbench.store.folder import Folder, read
from workbench.store.merge import merge

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small(tmp_path / "study")


def act(path: Path, who: str, *actions: str) -> list[bool]:
    """Have somebody undo or redo, each time in a period of its own; return whether there was something to do."""
    done = []
    for action in actions:
        author = Author(Folder(path), who)
        done.append((author.undo() if action == "undo" else author.redo()) is not None)
        author.close()
    return done


def title(path: Path) -> str:
    return read(path).study().title


def test_changes_are_taken_back_from_the_latest_on_and_made_again_in_reverse(study: Path) -> None:
    written(study, "ana", titled("1"), titled("2"), titled("3"))
    titles = []
    for action in ("undo", "undo", "undo", "redo", "redo", "undo", "redo", "redo"):
        assert act(study, "ana", action) == [True]
        titles.append(title(study))
    assert titles == ["2", "1", "A small study", "1", "2", "1", "2", "3"]
    assert act(study, "ana", "redo") == [False]
    assert len(read(study).entries) == 1 + 3 + 8


def test_after_a_new_change_nothing_is_made_again(study: Path) -> None:
    written(study, "ana", titled("1"))
    act(study, "ana", "undo")
    written(study, "ana", note(1))
    assert act(study, "ana", "redo") == [False]
    assert act(study, "ana", "undo", "undo") == [True, False]


def test_the_making_of_the_study_is_not_taken_back(study: Path) -> None:
    assert act(study, "founder", "undo") == [False]


def test_only_ones_own_changes_are_taken_back(study: Path) -> None:
    written(study, "ana", note(1))
    written(study, "bo", note(2))
    assert act(study, "ana", "undo") == [True]
    state = read(study).state
    assert "option/o1" not in state
    assert "option/o2" in state
    assert act(study, "cy", "undo") == [False]


def test_what_somebody_changed_since_is_not_taken_back_and_they_are_named(study: Path) -> None:
    written(study, "ana", titled("By Ana"))
    (bos,) = written(study, "bo", titled("By Bo"))
    with pytest.raises(
        WorkbenchError,
        match=rf"study cannot be taken back: bo \({bos.at[:10]} {bos.at[11:16]} UTC\) has changed it since",
    ):
        act(study, "ana", "undo")
    assert title(study) == "By Bo"
    act(study, "bo", "undo")
    assert act(study, "ana", "undo") == [True]
    assert title(study) == "A small study"


def test_what_somebody_changed_after_an_undo_is_not_made_again(study: Path) -> None:
    written(study, "ana", titled("By Ana"))
    act(study, "ana", "undo")
    written(study, "bo", titled("By Bo"))
    with pytest.raises(WorkbenchError, match=r"bo .* has changed it since"):
        act(study, "ana", "redo")


def test_a_change_of_several_values_is_taken_back_whole_or_not_at_all(study: Path) -> None:
    written(study, "ana", ChangeSet((*note(1).changes, *note(2).changes)))
    written(study, "bo", note(2, {"label": "Option 2"}))
    written(study, "bo", ChangeSet((Change("option/o2", {}, {"label": "By Bo"}),)))
    with pytest.raises(WorkbenchError, match="option/o2 cannot be taken back"):
        act(study, "ana", "undo")
    assert {"option/o1", "option/o2"} <= set(read(study).state)


def test_who_has_joined_meanwhile_does_not_keep_one_from_taking_back_ones_joining(study: Path) -> None:
    joins = ChangeSet((Change("analyst/bo", None, {"label": "Bo"}), Change("order/analyst", ["ana"], ["ana", "bo"])))
    written(study, "bo", joins)
    joins = ChangeSet((Change("analyst/cy", None, {"label": "Cy"}), Change("order/analyst", [], ["ana", "bo", "cy"])))
    written(study, "cy", joins)
    assert act(study, "bo", "undo") == [True]
    assert [each.id for each in read(study).study().analysts] == ["ana", "cy"]


def test_after_a_merge_the_latest_change_of_either_copy_is_taken_back_first(study: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(study, other)
    written(study, "ana", note(1), note(2))
    written(other, "ana", note(3))
    merge(study, other)
    assert act(study, "ana", "undo", "undo", "undo", "undo") == [True, True, True, False]
    assert act(study, "ana", "redo", "redo", "redo", "redo") == [True, True, True, False]
    assert {"option/o1", "option/o2", "option/o3"} <= set(read(study).state)


def test_a_change_in_dispute_is_not_taken_back(study: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(study, other)
    written(study, "ana", titled("By Ana"))
    written(other, "bo", titled("By Bo"))
    merge(study, other)
    with pytest.raises(WorkbenchError, match="it is in dispute with bo"):
        act(study, "ana", "undo")


def test_taken_back_in_two_copies_is_taken_back_once(study: Path, tmp_path: Path) -> None:
    written(study, "ana", titled("By Ana"))
    other = tmp_path / "other"
    shutil.copytree(study, other)
    act(study, "ana", "undo")
    act(other, "ana", "undo")
    folder, _ = merge(study, other)
    assert folder.replica.disputes == ()
    assert title(study) == "A small study"
    assert act(study, "ana", "redo", "redo") == [True, False]
    assert title(study) == "By Ana"
