"""Whoever opens a study on the screen is who acts there, also by commands that are typed."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from tests.store.writing import small
from workbench.tui.app import WorkbenchApp
from workbench.tui.start import run
from workbench.usecases.locations import identity

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_is_typed_on_the_screen_is_done_by_who_opened_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_ANALYST", "Ana")
    acting = []
    monkeypatch.setattr(WorkbenchApp, "run", lambda _: acting.append(identity()))
    try:
        assert run(small(tmp_path / "study"), ("di", "Di")) == 0
    finally:
        gc.unfreeze()
    assert acting == [("di", "Di")]
