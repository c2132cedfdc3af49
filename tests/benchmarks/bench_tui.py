"""Figures of the terminal screen on a real pseudo-terminal, beside a minimal Textual application and a plain loop.

python tests/benchmarks/bench_tui.py

A key's time runs from its writing to the last byte of what it changed (a pause of 30 ms ends that). The mark that says
that the disk has a change comes later, in a frame of its own, and has a column of its own. Beside the clock stands the
processor time that the program took for the key: on a machine that does other things the clock says little. Every key
is pressed where it does what its line says: a page down at the end of the table, for one, would paint nothing.
"""

from __future__ import annotations

import os
import pty
import random
import select
import signal
import sys
import tempfile
import termios
from pathlib import Path
from statistics import median, quantiles
from time import clock_gettime, perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple

from tests.studies import group, leaf, study
from workbench.store.folder import create

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OPTIONS, GROUPS, LEAVES = 50, 20, 10
WIDTH, HEIGHT = 160, 50
QUIET = 0.03
STARTS = 9
WAIT = 2.0
SAVED = "✓".encode()
"""The mark in the study's line once the disk has a change."""
TOP, HOME, DOWN, UP, RIGHT, LEFT, LEVEL = b"g", b"\x1b[H", b"j", b"k", b"l", b"h", b"4"
OTHER = {LEVEL: b"2"}
"""What is pressed in every second round, so that it changes what stands there."""
PAGE_DOWN, PAGE_UP = b"\x1b[6~", b"\x1b[5~"
SEEN = 9
"""Options that are surely seen at once at that width."""
AT_ONCE, FULL = "p95 ≤ 16", "p50 ≤ 25"


class Case(NamedTuple):
    """Keys that are measured, and those that lead to where they are pressed."""

    name: str
    lead: tuple[bytes, ...]
    keys: tuple[bytes, ...]
    times: int
    wanted: str


START = (TOP, HOME)
CASES = (
    Case("move down and up within the page", START, (*[DOWN] * 25, *[UP] * 25), 2, AT_ONCE),
    Case("move right and left within the page", START, (*[RIGHT] * SEEN, *[LEFT] * SEEN), 3, AT_ONCE),
    Case("move down, the page follows", (*START, *[DOWN] * 45), (DOWN,) * 60, 1, AT_ONCE),
    Case("move right, the columns follow", (*START, *[RIGHT] * 14), (RIGHT,) * 30, 2, AT_ONCE),
    Case("edit: a level, on to the next", (*START, *[DOWN] * 3), (LEVEL,) * SEEN, 6, AT_ONCE),
    Case("edit: a level, the columns follow", (*START, *[DOWN] * 9, *[RIGHT] * 14), (LEVEL,) * 30, 2, AT_ONCE),
    Case("page down (full repaint)", START, (PAGE_DOWN,) * 4, 6, FULL),
    Case("page up (full repaint)", (*START, *[PAGE_DOWN] * 5), (PAGE_UP,) * 4, 6, FULL),
)
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
from workbench.__main__ import main
sys.argv = ["workbench", "open", sys.argv[1], "--analyst", "Ana"]
main()
"""
"""What `workbench open STUDY` runs."""


class Pressed(NamedTuple):
    """What a key cost, in milliseconds and bytes."""

    taken: float
    saved: float | None
    """Until the disk had it, where the key changed something."""
    busy: float
    """Processor time of the program until then, all threads."""
    size: int


class Screen:
    """A program on a pseudo-terminal of 160 × 50."""

    def __init__(self, code: str, *arguments: str) -> None:
        self._terminal, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (HEIGHT, WIDTH))
        self.started = perf_counter()
        self.process = os.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            for name in ("NO_COLOR", "PYTHONDONTWRITEBYTECODE"):  # compiled once, as after an installation
                os.environ.pop(name, None)
            os.login_tty(theirs)
            os.execv(sys.executable, [sys.executable, "-c", code, *arguments])  # noqa: S606 - our own program
        os.close(theirs)
        self.seen = b""

    @property
    def busy(self) -> float:
        """The seconds of processor time that the program has taken."""
        return clock_gettime((~self.process << 3) | 2)  # the clock of another process, as Linux numbers it

    def seconds_until(self, text: bytes) -> tuple[float, float]:
        """Return when a text came, from the start of the process on: by the clock, and in processor time."""
        while text not in self.seen:
            self.seen += os.read(self._terminal, 65536)
        return perf_counter() - self.started, self.busy

    def pieces(self, first: float, quiet: float) -> list[tuple[float, float, bytes]]:
        """Return what comes until nothing does for a while, each piece with its moment and the processor time then."""
        found: list[tuple[float, float, bytes]] = []
        while select.select([self._terminal], [], [], quiet if found else first)[0]:
            piece = os.read(self._terminal, 1 << 20)
            found.append((perf_counter(), self.busy, piece))
        return found

    def press(self, key: bytes) -> Pressed:
        """Press a key and wait for all it does."""
        busy, begin = self.busy, perf_counter()
        os.write(self._terminal, key)
        found = self.pieces(WAIT, QUIET) or [(begin + WAIT, self.busy, b"")]
        late = len(found) > 1 and SAVED in found[-1][2] and found[-1][0] - found[-2][0] > 1e-3
        saved = (found[-1][0] - begin) * 1e3 if late else None
        effect = found[:-1] if late else found
        size = sum(len(piece) for _, _, piece in effect)
        return Pressed((effect[-1][0] - begin) * 1e3, saved, (effect[-1][1] - busy) * 1e3, size)

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


def calibrated(clock: Callable[[], float]) -> float:
    """Return the milliseconds of a plain loop."""
    begin = clock()
    total = 0
    for number in range(1_000_000):
        total += number
    return (clock() - begin) * 1e3


def keys(path: Path) -> None:
    """Print how long keys take, each case beside the plain loop of its own moment."""
    screen = Screen(WORKBENCH, str(path))
    screen.seconds_until(b"Criterion")
    screen.pieces(WAIT, 1.5)
    write(f"{OPTIONS} options × {GROUPS * LEAVES} criteria, {WIDTH} × {HEIGHT}; ")
    write(f"{os.getloadavg()[0]:.1f} others wait. Milliseconds; the loop adds a million numbers.\n")
    write("| key | p50 | p95 | wanted | processor p50 | p95 | bytes | saved p50 | loop | loop, processor |\n")
    write(f"|{' --- |' * 10}\n")
    for case in CASES:
        loops = calibrated(perf_counter), calibrated(process_time)
        found: list[Pressed] = []
        for turn in range(case.times):
            for key in case.lead:
                screen.press(key)
            found += [screen.press(OTHER.get(key, key) if turn % 2 else key) for key in case.keys]
        taken, busy = [each.taken for each in found], [each.busy for each in found]
        saved = [each.saved for each in found if each.saved is not None]
        disk = f"{median(saved):.1f}" if saved else "–"
        write(f"| {case.name} | {median(taken):.1f} | {p95(taken):.1f} | {case.wanted} | {median(busy):.1f} | ")
        write(f"{p95(busy):.1f} | {median(each.size for each in found):.0f} | {disk} | ")
        write(f"{loops[0]:.0f} | {loops[1]:.0f} |\n")
    screen.end()


def p95(figures: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(figures, n=20, method="inclusive")[-1]


def starts(name: str, path: Path) -> None:
    """Print the first paint against that of a minimal application, started in turn: by the clock, then processor."""
    rounds = []
    for _ in range(STARTS + 1):
        minimal = Screen(MINIMAL)
        least = minimal.seconds_until(b"hello-there")
        minimal.end()
        screen = Screen(WORKBENCH, str(path))
        rounds.append((least, screen.seconds_until(b"A small study"), screen.seconds_until(b"Criterion")))
        screen.end()
    rounds = rounds[1:]  # the first one compiles
    base = median(least[0] for least, _, _ in rounds) * 1e3
    write(f"\nFirst paint, {name}, medians of {STARTS}: a minimal application {base:.0f} ms; ")
    for what, place, wanted in (("title", 1, 1.3), ("grid", 2, 2.2)):
        clock, busy = (median(each[place][kind] / each[0][kind] for each in rounds) for kind in (0, 1))
        write(f"{what} {clock:.2f} × (wanted {wanted}), processor {busy:.2f} ×; ")
    write("\n")


def write(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
