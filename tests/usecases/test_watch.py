"""What is seen of a study folder without reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.studies import group, leaf, study
from workbench.store.folder import create
from workbench.usecases.watch import title_of

if TYPE_CHECKING:
    from pathlib import Path


def test_the_title_is_that_of_the_log_with_which_the_study_begins(tmp_path: Path) -> None:
    create(tmp_path / "folder", study([group("g"), leaf("a", "g")], {"road": {"a": 50.0}}), "ana", why="made")
    log = tmp_path / "folder" / "log"
    (founding,) = log.iterdir()
    # Somebody who begins in the same second can have a name that comes first.
    other = founding.with_name(f"{founding.name[:17]}aaa-0000000000.jsonl")
    other.write_text('0 {"id":"0000000000:1","changes":[{"key":"document/d","new":{"title":"A report"}}]}\n')
    assert min(log.iterdir()) == other
    assert title_of(tmp_path / "folder") == "A small study"


def test_without_a_title_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder" / "log").mkdir(parents=True)
    assert title_of(tmp_path / "folder") == "folder"
    (tmp_path / "folder" / "log" / "a.jsonl").write_bytes(b'\xff"title":"x')
    assert title_of(tmp_path / "folder") == "folder"
    assert title_of(tmp_path / "nothing") == "nothing"
