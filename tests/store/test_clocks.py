"""Clocks that jump, sessions that start in one second, and names that are alike."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.soak import counted, sizes
from tests.store.writing import UnsyncedDisk, note, small, titled, written
from workbench.errors import StoreError
from workbench.store import clock
from workbench.store.author import Author
from workbench.store.folder import Folder, read
from workbench.store.merge import copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=365)])
def test_a_clock_that_jumps_changes_no_order(jump: timedelta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small(tmp_path / "study")
    for number, at in enumerate((NOON, NOON + jump, NOON, NOON - jump)):
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        written(path, ("ana", "bo")[number % 2], titled(f"Title {number}"))
    contents = read(path)
    assert [entry.why for entry in contents.entries[1:]] == [f"better: Title {number}" for number in range(4)]
    assert contents.study().title == "Title 3"
    assert (contents.disputes, contents.warnings) == ((), ())
    author = Author(Folder(path), "bo")
    author.undo()
    author.close()
    assert read(path).study().title == "Title 2"


@sizes("rounds", 5, 500)
def test_clocks_that_jump_at_random_or_stand_still_change_no_order(
    rounds: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    found, disk = counted(record_property, "clocks that jump or stand still"), UnsyncedDisk()
    chance = random.Random(3)  # noqa: S311 - clocks, not secrets
    for number in range(rounds):
        path = small(tmp_path / str(number), disk=disk)
        at = NOON
        for change in range(6):
            at += timedelta(days=chance.choice([0, 0, 0, -1, 1, -400, 400]), seconds=chance.choice([0, 0, 1, -1]))
            monkeypatch.setattr(clock, "now", lambda at=at: at)
            author = Author(Folder(path, disk=disk), chance.choice(["ana", "bo"]))
            author.append(titled(f"Title {change}"))
            author.close()
        contents = read(path)
        found["tried"] += 1
        found["acknowledged"] += 6
        found["lost"] += 7 - len(contents.entries)
        found["wrong"] += [entry.why for entry in contents.entries[1:]] != [
            f"better: Title {each}" for each in range(6)
        ]
        assert (found["lost"], found["wrong"]) == (0, 0)
        assert (contents.study().title, contents.disputes, contents.warnings) == ("Title 5", (), ())
        shutil.rmtree(path)


def test_sessions_of_one_person_that_start_in_one_second_keep_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    path = small(tmp_path / "study")
    authors = [Author(Folder(path), "ana") for _ in range(5)]
    for number, author in enumerate(authors):
        author.append(note(number))
    for author in authors:
        author.close()
    assert len(list(path.glob("log/20261125T120000Z-ana-*"))) == 5
    assert {f"option/o{number}" for number in range(5)} <= set(read(path).state)


def test_folders_whose_names_look_alike_are_two_studies(tmp_path: Path) -> None:
    composed, decomposed = tmp_path / "caf\u00e9", tmp_path / "cafe\u0301"
    small(composed)
    if decomposed.exists():
        with pytest.raises(StoreError, match="exists already"):
            small(decomposed)
    else:
        copy(composed, decomposed)
        written(decomposed, "ana", note(1))
        assert "option/o1" not in read(composed).state
    assert read(composed).study().title == "A small study"
