"""What the tests of the terminal share: studies in folders, applications on them, and a real terminal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from shlex import join, quote
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from workbench.model.state import assemble, read_record
from workbench.store.folder import create
from workbench.tui.app import WorkbenchApp
from workbench.usecases.session import Session, joining

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.model.study import Study
    from workbench.store.disk import Disk

SAMPLE = Path(__file__).parent / "samples" / "four-areas.json"
"""The state of a study that does not change with the shipped one: pictures are made of it."""
PATIENCE = 240.0
"""Seconds after which a terminal is taken to be stuck; what is waited for comes long before."""
ANA = ("ana", "Ana")


@pytest.fixture(scope="session")
def four_areas() -> Study:
    """A study of four options on a tree of 21 leaves and one computed leaf."""
    state: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return assemble({key: read_record(key, value) for key, value in state.items()})


@pytest.fixture
def session_on(tmp_path: Path) -> Iterator[Callable[..., Session]]:
    """Open a session on a folder that holds a study, with Ana in it; all are closed in the end."""
    opened: list[Session] = []

    def open_session(study: Study, disk: Disk | None = None) -> Session:
        path = tmp_path / f"study-{len(opened)}"
        joined = () if "ana" in study.analyst else (joining(study, *ANA, show=True),)
        create(path, study, ANA[0], why="test", then=joined)
        opened.append(Session(path, ANA, disk=disk))
        return opened[-1]

    yield open_session
    for session in opened:
        session.close()


@pytest.fixture
def session(session_on: Callable[..., Session], four_areas: Study) -> Session:
    """A session on the four areas."""
    return session_on(four_areas)


@pytest.fixture
def disputed(session_on: Callable[..., Session], four_areas: Study) -> Session:
    """A session on a study of which Ana gave one score twice, on two machines."""
    here = session_on(four_areas)
    there = Session(here.path, ("ana", "Ana"))
    option, leaf = four_areas.options[0].id, four_areas.leaves[0].id
    here.apply(here.rescore(option, leaf, value=25))
    there.apply(there.rescore(option, leaf, value=75))
    here.flush()
    there.close()
    here.refresh()
    assert here.disputes
    return here


@pytest.fixture
def app(session: Session) -> WorkbenchApp:
    """The application on the four areas."""
    return WorkbenchApp(session)


class Terminal:
    """A program in a real terminal: tmux, with a server of its own."""

    def __init__(self, command: list[str], notes: Path, width: int, height: int, environment: dict[str, str]) -> None:
        self._server = f"workbench-{uuid4().hex}"
        self._process, self._code = notes / f"{self._server}.process", notes / f"{self._server}.code"
        inner = f"echo $$ > {quote(str(self._process))}; exec {join(command)}"
        outer = f"sh -c {quote(inner)}; echo $? > {quote(str(self._code))}; exec sleep {PATIENCE}"
        size = ("-x", str(width), "-y", str(height))
        self._tmux("-f", os.devnull, "new-session", "-d", *size, outer, environment=environment)

    def _tmux(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._server, *arguments],
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env=environment,
        )
        return done.stdout

    def screen(self) -> str:
        """Return what stands on the screen."""
        return self._tmux("capture-pane", "-p")

    def wait_for(self, text: str) -> str:
        """Return the screen once a text stands on it."""
        return self.wait_until(lambda screen: text in screen, f"{text!r} to appear")

    def wait_until(self, good: Callable[[str], bool], what: str) -> str:
        """Return the screen once it is as wanted."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            screen = self.screen()
            if good(screen):
                return screen
            time.sleep(0.05)
        message = f"waited in vain for {what}:\n{self.screen()}"
        raise AssertionError(message)

    def press(self, *keys: str) -> None:
        """Send keys by their names in tmux, all at once."""
        self._tmux("send-keys", *keys)

    def paste(self, text: str) -> None:
        """Paste a text, bracketed as terminals do it."""
        subprocess.run(
            ["tmux", "-L", self._server, "load-buffer", "-"], input=text, text=True, check=True, timeout=PATIENCE
        )
        self._tmux("paste-buffer", "-p")

    def attach_and_leave(self) -> None:
        """Have a second terminal look at the program, and go away."""
        command = ["script", "-qc", f"tmux -L {self._server} attach", os.devnull]
        environment = os.environ | {"TERM": "xterm-256color"}
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet) as looking:
            self.wait_until(lambda _: bool(self._tmux("list-clients").strip()), "the second terminal")
            self._tmux("detach-client", "-s", self._tmux("list-sessions", "-F", "#S").strip())
            looking.wait(timeout=PATIENCE)

    def resize(self, width: int, height: int) -> None:
        """Change the size of the window."""
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    def record(self, path: Path) -> None:
        """Write every byte that the program sends from now on into a file."""
        self._tmux("pipe-pane", f"exec cat > {join([str(path)])}")

    @property
    def process(self) -> int:
        """The number of the program's process."""
        return int(self._process.read_text())

    def wait_for_end(self) -> int:
        """Return the exit code once the program has ended; that of a shell, 128 and more, for a signal."""
        self.wait_until(lambda _: self._code.exists() and self._code.read_text().endswith("\n"), "the end")
        return int(self._code.read_text())

    def stop(self) -> None:
        """End the server and all that runs in it."""
        subprocess.run(["tmux", "-L", self._server, "kill-server"], check=False, capture_output=True, timeout=PATIENCE)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Open study folders with the program in a real terminal; skip without tmux."""
    if shutil.which("tmux") is None:
        if os.environ.get("WORKBENCH_REQUIRE_ALL"):
            pytest.fail("tmux is missing, and WORKBENCH_REQUIRE_ALL forbids to skip")
        pytest.skip("tmux is not installed")
    started: list[Terminal] = []

    def start(path: Path, width: int = 80, height: int = 24, **environment: str) -> Terminal:
        code = "from pathlib import Path; from workbench.tui.start import run; "
        code += f"raise SystemExit(run(Path({str(path)!r}), {ANA!r}))"
        given = {name: value for name, value in os.environ.items() if name not in {"TMUX", "NO_COLOR"}}
        given |= {"COLORTERM": "truecolor", **environment}
        started.append(Terminal([sys.executable, "-c", code], tmp_path, width, height, given))
        return started[-1]

    yield start
    for each in started:
        each.stop()
