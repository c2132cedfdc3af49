"""Unfinished notes: safe within a second, not written more often, gone when they are dealt with."""

from __future__ import annotations

import json
import os
from threading import Event
from typing import TYPE_CHECKING

import pytest

from workbench.store.disk import Disk
from workbench.store.drafts import Drafts

if TYPE_CHECKING:
    from pathlib import Path

CELL = ("ferry", "cost")
PATIENCE = 60.0


class Counting(Disk):
    """A disk that counts how often a file was put in place."""

    def __init__(self) -> None:
        self.replaced = 0
        self.written = Event()

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        self.replaced += 1
        self.written.set()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home" / "drafts"


def texts(home: Path) -> list[str]:
    return [each["text"] for path in home.glob("*.json") for each in json.loads(path.read_bytes())["drafts"]]


def test_a_draft_is_there_after_a_crash_and_gone_when_it_is_dropped(home: Path, tmp_path: Path) -> None:
    crashed = Drafts(home, tmp_path / "study", "ana", "2")
    crashed.keep(CELL, "half a sent")
    crashed.flush()
    again = Drafts(home, tmp_path / "study", "ana", "3")
    assert again.left()[CELL] == "half a sent"
    assert Drafts(home, tmp_path / "study", "bo", "4").left() == {}
    assert Drafts(home, tmp_path / "other", "ana", "5").left() == {}
    again.drop(CELL)
    assert again.left() == {}
    assert Drafts(home, tmp_path / "study", "ana", "6").left() == {}


def test_the_first_key_is_written_at_once_and_the_next_ones_together(home: Path, tmp_path: Path) -> None:
    disk = Counting()
    drafts = Drafts(home, tmp_path / "study", "ana", "1", disk=disk, every=3600)
    drafts.keep(CELL, "a")
    assert disk.written.wait(PATIENCE)
    for length in range(2, 100):
        drafts.keep(CELL, "a" * length)
    assert disk.replaced == 1
    drafts.flush()
    assert disk.replaced == 2
    assert texts(home) == ["a" * 99]


def test_files_are_for_their_owner_and_vanish_with_the_last_draft(home: Path, tmp_path: Path) -> None:
    drafts = Drafts(home, tmp_path / "study", "ana", "1")
    drafts.keep(CELL, "text")
    drafts.flush()
    (file,) = home.iterdir()
    assert (file.stat().st_mode & 0o777, home.stat().st_mode & 0o777) == (0o600, 0o700)
    drafts.drop(CELL)
    drafts.flush()
    assert list(home.iterdir()) == []


def test_the_drafts_of_a_session_that_is_running_elsewhere_are_not_taken_for_left(home: Path, tmp_path: Path) -> None:
    drafts = Drafts(home, tmp_path / "study", "ana", "1")
    drafts.keep(CELL, "text")
    drafts.flush()
    (file,) = home.iterdir()
    body = json.loads(file.read_bytes())
    file.write_text(json.dumps(body | {"process": os.getppid()}), encoding="utf-8")
    assert Drafts(home, tmp_path / "study", "ana", "2").left() == {}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"process": 1, "drafts": 7}', "\x00", '{"process": "x", "drafts": []}']
)
def test_a_draft_file_that_is_damaged_stops_nobody(home: Path, tmp_path: Path, text: str) -> None:
    drafts = Drafts(home, tmp_path / "study", "ana", "1")
    drafts.keep(CELL, "text")
    drafts.flush()
    (file,) = home.iterdir()
    file.write_text(text, encoding="utf-8")
    assert Drafts(home, tmp_path / "study", "ana", "2").left() == {}


def test_a_home_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    drafts = Drafts(tmp_path / "file" / "drafts", tmp_path / "study", "ana", "1")
    drafts.keep(CELL, "text")
    drafts.flush()
    assert drafts.left() == {}
