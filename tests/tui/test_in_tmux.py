"""The program in a real terminal."""

from __future__ import annotations

import os
import re
import signal
from typing import TYPE_CHECKING

import pytest

from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tui.conftest import Terminal

ANA = ("ana", "Ana")
COLOUR = re.compile(rb"\x1b\[[0-9;:]*m")
DEFAULTS = {39, 49}
"""Codes for the terminal's own letters and background."""
pytestmark = pytest.mark.xdist_group("tmux")


@pytest.fixture
def path(session: Session) -> Path:
    """A folder with the four areas that nobody has open."""
    session.close()
    return session.path


def own_values(path: Path) -> list[float | None]:
    session = Session(path, ANA)
    try:
        leaves, options = session.study.leaves, session.study.options
        scores = [session.own_score(option.id, leaf.id) for leaf in leaves for option in options]
        return [score.value for score in scores if score]
    finally:
        session.close()


def test_three_scores_survive_the_death_of_the_process(terminal: Callable[..., Terminal], path: Path) -> None:
    first = terminal(path)
    first.wait_for("84/84")
    first.press("5", "1", "i", "3", "7", "Tab")
    first.wait_until(lambda screen: "37•" in screen and "saved" in screen, "three scores to be saved")
    os.kill(first.process, signal.SIGKILL)
    assert first.wait_for_end() == 128 + signal.SIGKILL
    assert own_values(path) == [100, 0, 37]
    again = terminal(path)
    screen = again.wait_for("84/84")
    row = next(line for line in screen.splitlines() if line.startswith("›"))
    assert all(mark in row for mark in ("100•", "0•", "37•"))


def test_the_window_can_be_resized_and_the_program_left(terminal: Callable[..., Terminal], path: Path) -> None:
    window = terminal(path)
    window.wait_for("84/84")
    window.resize(50, 12)
    window.wait_for("Enlarge the terminal to at least 60 × 16.")
    window.press("5")
    window.resize(160, 50)
    window.wait_for("^P commands")
    window.press("Down", "4")
    window.wait_for("you score 75")
    window.press("C-q")
    assert window.wait_for_end() == 0
    assert own_values(path) == [75]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_the_program_and_loses_nothing(terminal: Callable[..., Terminal], path: Path, name: str) -> None:
    window = terminal(path)
    window.wait_for("84/84")
    window.press("5", "i", "4", "4")
    window.wait_for("44▏")
    os.kill(window.process, getattr(signal, name))
    assert window.wait_for_end() == 0
    assert own_values(path) == [100, 44]


def test_no_colour_is_sent_when_none_is_wanted(terminal: Callable[..., Terminal], path: Path, tmp_path: Path) -> None:
    window = terminal(path, NO_COLOR="1")
    window.wait_for("84/84")
    record = tmp_path / "bytes"
    window.record(record)
    window.press("5")
    window.resize(100, 30)
    window.wait_until(lambda _: b"you score" in record.read_bytes() if record.exists() else False, "the recording")
    window.press("n", "a", "F2")
    window.wait_for("Reason kept")
    window.press("F1")
    window.wait_for("Marks")
    codes = {int(code) for sequence in COLOUR.findall(record.read_bytes()) for code in re.findall(rb"\d+", sequence)}
    assert codes
    assert not {code for code in codes if 30 <= code <= 49 or 90 <= code <= 107} - DEFAULTS
