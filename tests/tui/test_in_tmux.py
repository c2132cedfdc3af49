"""The program in a real terminal."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.studies import leaf, study
from workbench.store.folder import create
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.conftest import Terminal
    from workbench.model.criterion import Criterion

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


def made(folder: Path, leaves: int, options: int) -> Path:
    """Return a folder with a study of so many criteria and options and no score."""
    nodes: list[Criterion] = [leaf(f"leaf-{number}") for number in range(leaves)]
    rows: dict[str, dict[str, float | str | None]] = {f"option-{number}": {} for number in range(options)}
    nothing = study(nodes, rows)
    create(folder, nothing, ANA[0], why="test")
    return folder


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A folder with 200 criteria and 3 options."""
    return made(tmp_path / "large", 200, 3)


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A folder with 12 criteria and 4 options."""
    return made(tmp_path / "blank", 12, 4)


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
    screen = again.wait_for("100•")
    row = next(line for line in screen.splitlines() if line.startswith("›"))
    assert all(mark in row for mark in ("100•", "0•", "37•"))


def test_keys_typed_before_the_screen_stands_act_as_typed(terminal: Callable[..., Terminal], path: Path) -> None:
    window = terminal(path)
    window.wait_for("Opening")
    window.press("5", *":score", "Enter")
    window.wait_for("Esc closes")
    window.press("Escape", "C-q")
    assert window.wait_for_end() == 0
    assert own_values(path) == [100]


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


def test_a_window_that_grows_and_shrinks_at_once_keeps_the_program(
    terminal: Callable[..., Terminal], path: Path
) -> None:
    window = terminal(path)
    window.wait_for("84/84")
    for width, height in ((160, 50), (60, 16), (120, 40), (80, 24), (160, 50)):
        window.resize(width, height)
        window.press("X", "o", "n", "Right")
        window.wait_until(lambda screen, width=width: len(screen.splitlines()[0]) > width - 4, f"{width} cells")  # type: ignore[misc]
    window.press("5")
    window.wait_for("100•")
    window.press("C-q")
    assert window.wait_for_end() == 0


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
    window.wait_for("SCORE MODE")
    window.press("Escape")
    for key, mode in ("F3", "Weights"), ("F4", "Results"), ("F5", "Robustness"), ("F6", "Compare"), ("F9", "Study"):
        window.press(key)
        window.wait_for(f"{mode} · ")
    codes = {int(code) for sequence in COLOUR.findall(record.read_bytes()) for code in re.findall(rb"\d+", sequence)}
    assert codes
    assert not {code for code in codes if 30 <= code <= 49 or 90 <= code <= 107} - DEFAULTS


def test_two_people_see_each_others_changes_and_settle_what_they_did_unseen(
    terminal: Callable[..., Terminal], path: Path
) -> None:
    first, second = terminal(path), terminal(path)
    first.wait_for("84/84")
    second.wait_for("84/84")
    first.press("5")
    second.wait_for("100•")
    os.kill(second.process, signal.SIGSTOP)
    first.press("1")
    first.wait_until(lambda screen: " 0•" in screen and "✓ saved" in screen, "the score to be saved")
    second.press("Right", "4")
    os.kill(second.process, signal.SIGCONT)
    first.wait_for("1 disputed")
    second.wait_for("1 disputed")
    first.wait_until(lambda screen: "•!" in screen, "the cell to be marked")
    second.press("D")
    second.wait_for("Why this one is right")
    second.press("seen", "Space", "both")
    second.wait_for("seen both")
    second.press("Enter", "C-q")
    assert second.wait_for_end() == 0
    first.wait_until(lambda screen: "disputed  " not in screen and "•!" not in screen, "the end of the dispute")


def test_a_reason_left_unfinished_by_a_crash_is_offered(terminal: Callable[..., Terminal], path: Path) -> None:
    first = terminal(path)
    first.wait_for("84/84")
    first.press("n", "unripe")
    first.wait_for("unripe")
    drafts = Path(os.environ["WORKBENCH_HOME"]) / "drafts"
    first.wait_until(lambda _: any("unripe" in each.read_text() for each in drafts.glob("*.json")), "the draft")
    os.kill(first.process, signal.SIGKILL)
    again = terminal(path)
    again.wait_for("R opens it")
    again.press("R")
    again.wait_for("This text was left unfinished")
    again.wait_for("unripe")


def test_two_hundred_pasted_rows_are_one_change(terminal: Callable[..., Terminal], large: Path) -> None:
    window = terminal(large, 120, 40)
    window.wait_for("0/600")
    window.paste("".join(f"{100 - row % 101}\t{row % 101}\n" for row in range(200)))
    window.wait_for("400 scores pasted")
    window.wait_for("400/600")
    window.press("u")
    window.wait_for("0/600")


def test_a_terminal_can_be_left_and_come_back_to(terminal: Callable[..., Terminal], path: Path) -> None:
    window = terminal(path)
    window.wait_for("84/84")
    window.attach_and_leave()
    window.press("5")
    window.wait_for("you score 100")
    window.press("C-q")
    assert window.wait_for_end() == 0
    assert own_values(path) == [100]


def test_a_newcomer_scores_twelve_criteria_on_four_options_in_forty_eight_keys(
    terminal: Callable[..., Terminal], blank: Path
) -> None:
    window = terminal(blank)
    screen = window.wait_for("0/48")
    assert "1-5 level" in screen
    window.press(*"543212345123" * 4)
    screen = window.wait_for("48/48")
    assert "Ranking" in screen
    window.press("n", "because", "F2")
    window.wait_for("Reason kept")
    window.press(f":export --to {blank.parent / 'out.toml'}", "Enter")
    window.wait_for("Wrote")
    window.press("C-q")
    assert window.wait_for_end() == 0


def test_weights_and_the_study_itself_are_changed_in_their_modes(terminal: Callable[..., Terminal], path: Path) -> None:
    window = terminal(path)
    window.wait_for("84/84")
    window.press("F3")
    window.wait_for("Next flip")
    window.press("Down", "+")
    screen = window.wait_for("Gains and burdens: points 101.")
    assert "41.9%" in screen
    window.press("F9")
    window.wait_for("As of")
    window.press("Right", "Right", "a")
    window.wait_for("Name of the new option")
    window.press("Visas for carers", "Enter")
    window.wait_for("Added the option Visas for carers.")
    window.wait_for("84/105")
    window.press("u", "u")
    window.wait_for("84/84")
    window.press("F3")
    window.wait_until(lambda screen: "41.9%" not in screen and "Next flip" in screen, "the weight as it was")
    window.press("C-q")
    assert window.wait_for_end() == 0
