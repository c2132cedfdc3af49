"""Figures of the terminal screen on a real pseudo-terminal, beside a minimal Textual application and a plain loop.

python tests/benchmarks/bench_tui.py

A key's time runs from its writing to the last byte of what it changed (a pause of 30 ms ends that).
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import select
import signal
import struct
import sys
import tempfile
import termios
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING

from tests.studies import group, leaf, study
from workbench.store.folder import create

if TYPE_CHECKING:
    from collections.abc import Sequence

OPTIONS, GROUPS, LEAVES = 50, 20, 10
WIDTH, HEIGHT = 160, 50
QUIET = 0.03
STARTS = 7
KEYS = {
    "move down": (b"j", 60),
    "move right": (b"l", 40),
    "edit: a level, on to the next": (b"4", 60),
    "page down (full repaint)": (b"\x1b[6~", 15),
    "page up (full repaint)": (b"\x1b[5~", 15),
}
"""What is pressed, and how often."""
MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("hello-there")
Minimal().run()
"""
WORKBENCH = """
import sys
from pathlib import Path
from workbench.tui.start import run
run(Path(sys.argv[1]), ("ana", "Ana"))
"""


class Screen:
    """A program on a pseudo-terminal of 160 × 50."""

    def __init__(self, code: str, *arguments: str) -> None:
        self.started = perf_counter()
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.environ.pop("NO_COLOR", None)
            os.execv(sys.executable, [sys.executable, "-c", code, *arguments])  # noqa: S606 - our own program
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        self.seen = b""

    def seconds_until(self, text: bytes) -> float:
        """Return when a text came, from the start of the process on."""
        while text not in self.seen:
            self.seen += os.read(self._terminal, 65536)
        return perf_counter() - self.started

    def rest(self, quiet: float) -> float:
        """Read until nothing comes for a while; return when the last byte came."""
        last = perf_counter()
        while select.select([self._terminal], [], [], quiet)[0]:
            self.seen = os.read(self._terminal, 1 << 20)
            last = perf_counter()
        return last

    def press(self, key: bytes) -> float:
        """Return the seconds from a key to the last byte of its effect."""
        begin = perf_counter()
        os.write(self._terminal, key)
        select.select([self._terminal], [], [], 2.0)
        return self.rest(QUIET) - begin

    def end(self) -> None:
        """End the program."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._terminal)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WORKBENCH_HOME"] = folder
        path = made(Path(folder) / "large", GROUPS, LEAVES, OPTIONS)
        usual = made(Path(folder) / "usual", 4, 3, 4)
        loop = calibrated()
        write(f"A loop of a million additions takes {loop * 1e3:.0f} ms here, {os.getloadavg()[0]:.1f} others wait.\n")
        write("| key, 50 options × 200 criteria, 160 × 50 | p50 ms | p95 ms | wanted |\n| --- | --- | --- | --- |\n")
        keys(path)
        starts("4 options × 12 criteria", usual)
        starts("50 options × 200 criteria", path)


def made(path: Path, groups: int, leaves: int, options: int) -> Path:
    """Write a study with every cell scored."""
    dice = random.Random(20110401)  # noqa: S311 - no secret
    nodes = [group(f"group-{number}") for number in range(groups)]
    under = [leaf(f"leaf-{place}-{number}", f"group-{place}") for place in range(groups) for number in range(leaves)]
    rows: dict[str, dict[str, float | str | None]] = {
        f"option-{number}": {each.id: dice.choice((0.0, 25.0, 50.0, 75.0, 100.0)) for each in under}
        for number in range(options)
    }
    create(path, study([*nodes, *under], rows), "ana", why="bench")
    return path


def calibrated() -> float:
    """Return the seconds of a plain loop."""
    begin = perf_counter()
    total = 0
    for number in range(1_000_000):
        total += number
    return perf_counter() - begin


def keys(path: Path) -> None:
    """Print how long keys take."""
    screen = Screen(WORKBENCH, str(path))
    screen.seconds_until(b"Criterion")
    screen.rest(1.5)
    for name, (key, times) in KEYS.items():
        taken = [screen.press(key) * 1e3 for _ in range(times)]
        wanted = "p50 ≤ 25" if "repaint" in name else "p95 ≤ 16"
        write(f"| {name} | {median(taken):.1f} | {p95(taken):.1f} | {wanted} |\n")
    screen.end()


def p95(figures: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(figures, n=20, method="inclusive")[-1]


def starts(name: str, path: Path) -> None:
    """Print the first paint against that of a minimal application, started in turn."""
    least, title, grid = [], [], []
    for _ in range(STARTS):
        minimal = Screen(MINIMAL)
        least.append(minimal.seconds_until(b"hello-there"))
        minimal.end()
        screen = Screen(WORKBENCH, str(path))
        title.append(screen.seconds_until(b"A small study"))
        grid.append(screen.seconds_until(b"Criterion"))
        screen.end()
    base = median(least)
    write(f"\nFirst paint, {name}: a minimal application {base * 1e3:.0f} ms; ")
    write(f"title {median(title) / base:.2f} × (wanted 1.3), grid {median(grid) / base:.2f} × (wanted 2.2)\n")


def write(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
