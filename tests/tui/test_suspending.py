"""The program stopped to the shell and taken up again, in a real terminal."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from shlex import quote
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from tests.tui.conftest import Terminal
from workbench.tui.running import suspending
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.tui.app import WorkbenchApp

ANA = ("ana", "Ana")
PROMPT = "ready>"
pytestmark = pytest.mark.xdist_group("tmux")


@pytest.fixture
def path(session: Session) -> Path:
    """A folder with the four areas that nobody has open."""
    session.close()
    return session.path


def own_values(path: Path) -> list[float | None]:
    session = Session(path, ANA)
    try:
        scores = [session.own_score(option.id, session.study.leaves[0].id) for option in session.study.options]
        return [score.value for score in scores if score]
    finally:
        session.close()


def test_it_stops_to_the_shell_and_comes_back_as_it_was(
    terminal: Callable[..., Terminal], path: Path, tmp_path: Path
) -> None:
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("bash is not installed, and no other shell is sure to stop and continue programs")
    del terminal  # it skips where there is no tmux
    script = tmp_path / "open.py"
    script.write_text(
        f"from pathlib import Path\nfrom workbench.tui.start import run\nrun(Path({str(path)!r}), {ANA!r})\n"
    )
    settings = tmp_path / "bashrc"
    settings.write_text(f"PS1='{PROMPT}'\n")
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    window = Terminal([shell, "--rcfile", str(settings), "-i"], tmp_path, 80, 24, environment)
    try:
        window.wait_for(PROMPT)
        window.press(f"{sys.executable} {quote(str(script))}", "Enter")
        window.wait_for("84/84")
        window.press("5", "C-g")
        window.wait_for("Stopped")
        window.press("echo back in the $((1+1))nd shell", "Enter")
        window.wait_for("back in the 2nd shell")
        window.press("fg", "Enter")
        window.wait_until(lambda screen: "84/84" in screen and "Criterion" in screen, "the screen to come back")
        window.press("4", "C-q")
        window.wait_until(lambda screen: "84/84" not in screen and PROMPT in screen, "the shell")
    finally:
        window.stop()
    assert own_values(path) == [100, 75]


class Driver:
    """What holds the terminal, and what was asked of it."""

    can_suspend = True

    def __init__(self) -> None:
        self.attrs_before: object = [1]
        self.asked: list[str] = []

    def suspend_application_mode(self) -> None:
        """Let the terminal go."""
        self.asked.append("let go")

    def resume_application_mode(self) -> None:
        """Take the terminal."""
        self.asked.append("take")


@pytest.fixture
def driver_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Driver]]:
    """Have a program on a driver of our own listen to the signals, and return the driver."""
    before = {name: signal.getsignal(name) for name in (signal.SIGTSTP, signal.SIGCONT)}

    def listen(*, running: bool = True, lost: bool = False) -> Driver:
        driver = Driver()
        app = SimpleNamespace(is_headless=False, _driver=driver, terminal_as_it_was=[2], refresh=None,
                              call_later=lambda *_, **__: True, is_running=running)  # fmt: skip
        monkeypatch.setattr(suspending, "is_lost", lambda: lost)
        suspending.suspend_in_order(cast("WorkbenchApp", app))
        return driver

    yield listen
    for name, handler in before.items():
        signal.signal(name, handler)


async def told_to_go_on() -> None:
    signal.raise_signal(signal.SIGCONT)
    for _ in range(5):
        await asyncio.sleep(0.01)


async def test_who_goes_on_without_having_stopped_in_order_lets_the_terminal_go_first(
    driver_of: Callable[..., Driver],
) -> None:
    driver = driver_of()
    await told_to_go_on()
    assert driver.asked == ["let go", "take"]
    assert driver.attrs_before == [2]


async def test_a_signal_waits_for_what_is_being_done(driver_of: Callable[..., Driver]) -> None:
    driver = driver_of()
    signal.raise_signal(signal.SIGCONT)
    assert driver.asked == []
    await asyncio.sleep(0.05)
    assert driver.asked == ["let go", "take"]


async def test_a_program_that_has_ended_or_lost_its_terminal_does_not_take_it_again(
    driver_of: Callable[..., Driver],
) -> None:
    for state in {"running": False}, {"lost": True}:
        driver = driver_of(**state)
        await told_to_go_on()
        assert driver.asked == []


def test_a_program_whose_terminal_goes_away_ends(terminal: Callable[..., Terminal], path: Path) -> None:
    window = terminal(path)
    window.wait_for("84/84")
    process = Path(f"/proc/{window.process}")
    window.stop()
    for _ in range(300):
        if not process.exists():
            break
        time.sleep(0.1)
    assert not process.exists()


def test_going_on_after_a_stop_that_nobody_asked_for_loses_no_key_and_ends(
    terminal: Callable[..., Terminal], path: Path
) -> None:
    window = terminal(path)
    window.wait_for("84/84")
    for key in "54":
        os.kill(window.process, signal.SIGSTOP)
        window.press(key)
        os.kill(window.process, signal.SIGCONT)
        window.wait_for(f"{25 * (int(key) - 1)}•")
    window.press("3", "C-q")
    assert window.wait_for_end() == 0
    assert own_values(path) == [100, 75, 50]
