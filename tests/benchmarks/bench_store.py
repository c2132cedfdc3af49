"""Figures of the study folder, each against the bare work on the same bytes in the same run.

python tests/benchmarks/bench_store.py
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING
from zlib import crc32

from tests.store.writing import UnsyncedDisk
from tests.studies import group, leaf, study
from workbench.analysis.scoring import score_study
from workbench.engine import cells
from workbench.model.change import Change, ChangeSet
from workbench.store.author import Author
from workbench.store.folder import Folder, create
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OPTIONS, CRITERIA, ANALYSTS, REVISIONS = 20, 15, 6, 3
LOGS = 50
ROUNDS = 41
WRITES = 2000
MANY, MANY_LOGS, PROCESSES = 100_000, 200, 7
SAID = "Seen in the tender of March, page 4; the figure is the middle of the range that is given there."


def main() -> None:
    """Print the figures and what they are held against."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study"
        make(path)
        open_all(path)
        poll(path)
        write_acknowledged(path)
        apply(Path(folder) / "large")
        open_many(Path(folder) / "many")


def make(path: Path) -> None:
    """Make a folder of 5,400 changes in 50 logs, three revisions of every score."""
    names = [f"option-{number}" for number in range(OPTIONS)]
    made = study([leaf(f"leaf-{number}") for number in range(CRITERIA)], {name: {} for name in names})
    create(path, made, "ana", why="benchmark")
    cells = [(name, criterion) for name in names for criterion in made.leaves]
    turns = [(who, cell) for _ in range(REVISIONS) for who in range(ANALYSTS) for cell in cells]
    for start in range(LOGS):
        author = Author(Folder(path), f"analyst-{start % ANALYSTS}")
        author._writer._disk = UnsyncedDisk()
        for number, (who, (option, criterion)) in enumerate(turns[start::LOGS]):
            key = f"score/{option}/{criterion.id}/analyst-{who}"
            old = author._folder.replica.state.get(key)
            author.append(ChangeSet((Change(key, old, {"value": float(number % 100), "rationale": SAID}),)))
        author.close()


def write_acknowledged(path: Path) -> None:
    """Time acknowledged changes and, between them, bare appends of the same bytes, each synced."""
    author = Author(Folder(path), "ana")
    bare = os.open(path.parent / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    ours, theirs = [], []
    for number in range(WRITES):
        changes = ChangeSet(
            (Change(f"score/option-1/leaf-{number % 15}/ana", None, {"value": 1.0, "rationale": SAID}),)
        )
        ours.append(timed(lambda changes=changes: author.append(changes)))  # type: ignore[misc]
        theirs.append(timed(lambda: append(bare)))
    os.close(bare)
    author.close()
    for share in (50, 99):
        held_against(f"acknowledged change p{share}", at(ours, share), "bare append and fsync", at(theirs, share), 2)


def append(descriptor: int) -> None:
    """Append as many bytes as a change takes, and wait for the disk."""
    os.write(descriptor, b"x" * 400)
    os.fsync(descriptor)


def open_all(path: Path) -> None:
    """Time opening against reading the same files and checking their checksums."""
    changes = len(Folder(path).entries)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(timed(lambda: Folder(path), process_time))
        theirs.append(timed(lambda: checked(path), process_time))
    held_against(f"opening {changes:,} changes", at(ours, 50), "reading and checksums", at(theirs, 50), 10)


def checked(path: Path) -> int:
    """Read every log and check each line's checksum; return how many lines there are."""
    lines = [line for log in sorted((path / "log").iterdir()) for line in log.read_bytes().split(b"\n")[:-1]]
    assert all(line[:9] == b"%08x " % crc32(line[9:]) for line in lines)
    return len(lines)


def poll(path: Path) -> None:
    """Time looking for what others have written when there is nothing."""
    folder = Folder(path)
    logs = len(list((path / "log").iterdir()))
    times = [timed(folder.refresh) for _ in range(200)]
    say(f"looking for news in {logs} logs: p50 {at(times, 50) * 1e3:.2f} ms, p99 {at(times, 99) * 1e3:.2f} ms")


def apply(path: Path) -> None:
    """Time one changed score in a session on 50 options and 200 criteria against scoring all of them."""
    leaves = [leaf(f"leaf-{number}", f"group-{number // 10}") for number in range(200)]
    rows = {
        f"option-{row}": {each.id: float((7 * row + 13 * k) % 101) for k, each in enumerate(leaves)}
        for row in range(50)
    }
    made = study([*(group(f"group-{number}") for number in range(20)), *leaves], rows)
    create(path, made, "ana", why="benchmark")
    os.environ["WORKBENCH_HOME"] = str(path.parent / "home")
    session = Session(path, ("ana", "Ana"))
    ours, theirs = [], []
    for number in range(ROUNDS):
        changes = session.rescore(f"option-{number % 50}", f"leaf-{(7 * number) % 200}", value=float(number))
        ours.append(timed(lambda changes=changes: session.apply(changes), process_time))  # type: ignore[misc]
        cells._remembered.clear()
        theirs.append(timed(lambda: score_study(session.study, view="ana"), process_time))
    session.close()
    held_against("one changed score, 50 × 200", at(ours, 50), "scoring all of them", at(theirs, 50), 1)


READ = """
import sys
from pathlib import Path
from time import process_time

logs = Path(sys.argv[1]) / "log"
start = process_time()
content = [log.read_bytes() for log in sorted(logs.iterdir())]
print(process_time() - start)
"""
OPEN = """
import sys
from pathlib import Path
from time import process_time
from workbench.store.folder import Folder

path = Path(sys.argv[1])
start = process_time()
folder = Folder(path)
print(process_time() - start)
"""


def open_many(path: Path) -> None:
    """Time opening a hundred thousand changes against reading their bytes, each in processes of its own, in turns."""
    make_many(path)
    times = [[float(in_process(code, path)) for code in (OPEN, READ)] for _ in range(PROCESSES)]
    ours, theirs = ([pair[which] for pair in times] for which in (0, 1))
    held_against(f"opening {MANY:,} changes", at(ours, 50), "reading their bytes", at(theirs, 50), 40)


def in_process(code: str, path: Path) -> str:
    """Return what a program prints about a folder."""
    return subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout


def make_many(path: Path) -> None:
    """Make a folder of changes at random, in logs whose writers have seen each other's."""
    names = [f"option-{number}" for number in range(OPTIONS)]
    made = study([leaf(f"leaf-{number}") for number in range(CRITERIA)], {name: {} for name in names})
    create(path, made, "ana", why="benchmark")
    chance = random.Random(1)  # noqa: S311 - cells, not secrets
    folder = Folder(path, disk=UnsyncedDisk())
    for log in range(MANY_LOGS):
        folder.refresh()
        who = f"analyst-{log % ANALYSTS}"
        author = Author(folder, who)
        for number in range(MANY // MANY_LOGS):
            key = f"score/{chance.choice(names)}/leaf-{chance.randrange(CRITERIA)}/{who}"
            value = {"value": float(number % 100), "rationale": SAID}
            author.append(ChangeSet((Change(key, folder.replica.state.get(key), value),)))
        author.close()


def timed(work: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """Return how many seconds a piece of work takes; what only calculates is timed by the processor's clock."""
    start = clock()
    made = work()
    seconds = clock() - start
    # Giving up what was made is no part of making it.
    del made
    return seconds


def at(times: Sequence[float], share: int) -> float:
    """Return the time that a share of all, in per cent, stays below."""
    return sorted(times)[min(len(times) - 1, len(times) * share // 100)]


def held_against(ours: str, time: float, bare: str, reference: float, most: int) -> None:
    """Print a figure, its reference and their ratio."""
    ratio = time / reference
    verdict = "" if ratio <= most else "  TOO MUCH"
    say(f"{ours}: {time * 1e3:.2f} ms; {bare}: {reference * 1e3:.2f} ms; ratio {ratio:.1f} (at most {most}){verdict}")


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
