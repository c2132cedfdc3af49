"""Killed at any moment, many at once, copied while writing: every acknowledged change there, none invented."""

from __future__ import annotations

import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.soak import counted, sizes
from tests.store.writing import note, small
from workbench.store.author import Author
from workbench.store.disk import Disk
from workbench.store.folder import Contents, Folder, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BATCHES = 10

WRITE = """
import os
import signal
import sys
import time
from pathlib import Path
from workbench.model.change import Change, ChangeSet
from workbench.store.author import Author
from workbench.store.folder import Folder

def write(path, who, start, pause):
    folder = Folder(Path(path))
    author = Author(folder, who)
    os.write(1, b"ready\\n")
    number = start
    while True:
        changes = [Change(f"option/{who}-{number}", None, {"label": str(number)})]
        if number % 5 == 0:
            changes.append(Change("setting/view", None, f"{who}-{number}"))
        author.append(ChangeSet(tuple(changes), f"{who} {number}"))
        os.write(1, b"%d\\n" % number)
        number += 1
        if pause:
            time.sleep(pause)
            folder.refresh()

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    path, who, start, pause, out = line.rstrip("\\n").split("\\t")
    process = os.fork()
    if process == 0:
        os.dup2(os.open(out, os.O_WRONLY), 1)
        write(path, who, int(start), float(pause))
    print(process, flush=True)
"""


class Writer:
    """A process that writes until it is killed; it starts at once, as a fork of one that has loaded everything."""

    def __init__(self, nursery: subprocess.Popen[bytes], path: Path, who: str, start: int, pause: float = 0.0) -> None:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        pipe = path.parent / f"{who}-{start}-{secrets.token_hex(4)}.pipe"
        os.mkfifo(pipe)
        nursery.stdin.write("\t".join([str(path), who, str(start), str(pause), f"{pipe}\n"]).encode())
        nursery.stdin.flush()
        self._process = int(nursery.stdout.readline())
        self._out = pipe.open("rb")
        self._read = self._out.readline()
        assert self._read == b"ready\n"

    def wait_for_first(self) -> None:
        """Return once the first change is acknowledged."""
        self._read += self._out.readline()

    def kill(self) -> None:
        """Kill it with no chance to do anything more."""
        os.kill(self._process, signal.SIGKILL)

    def acknowledged(self) -> set[int]:
        """Return the numbers of the changes that it acknowledged, once it has ended."""
        lines = (self._read + self._out.read()).split(b"\n")[:-1]
        self._out.close()
        return {int(line) for line in lines if line != b"ready"}


@pytest.fixture(scope="module")
def nursery() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", WRITE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    yield process
    process.stdin.close()
    process.stdout.close()
    process.wait(timeout=60)


def numbers_of(contents: Contents, who: str) -> set[int]:
    prefix = f"option/{who}-"
    return {int(key.removeprefix(prefix)) for key in contents.state if key.startswith(prefix)}


def killed(writers: dict[str, Writer], chance: random.Random, *, wait: bool) -> dict[str, set[int]]:
    """Kill writers at a random moment, and return what they had acknowledged."""
    # In half of the rounds the first change is waited for; else the kill may come at any time from the opening on.
    for each in writers.values() if wait else ():
        each.wait_for_first()
    time.sleep(chance.uniform(0, 0.05))
    for each in writers.values():
        each.kill()
    return {who: each.acknowledged() for who, each in writers.items()}


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("count", [1, 4], ids=["one", "four"])
@sizes("kills", 10, 1000)
def test_killed_writers_lose_nothing_that_they_acknowledged(
    nursery: subprocess.Popen[bytes],
    tmp_path: Path,
    batch: int,
    kills: int,
    count: int,
    record_property: Callable[[str, object], None],
) -> None:
    chance = random.Random(batch)  # noqa: S311 - moments, not secrets
    whos = [f"writer-{number}" for number in range(count)]
    path, found = small(tmp_path / "study"), counted(record_property, f"kill -9, writers: {count}")
    expected: dict[str, set[int]] = {who: set() for who in whos}
    for turn in range(kills // BATCHES):
        start = 1_000_000 * (turn + 1)
        writers = {who: Writer(nursery, path, who, start) for who in whos}
        for who, done in killed(writers, chance, wait=(turn + batch) % 2 == 0).items():
            expected[who] |= done
            found["acknowledged"] += len(done)
        found["tried"] += 1
        contents = read(path)
        for who in whos:
            there = numbers_of(contents, who)
            found["lost"] += len(expected[who] - there)
            # One change may have reached the disk without its acknowledgement having been read.
            invented = {number for number in there - expected[who] if number >= start}
            found["wrong"] += len(invented) > 1
            expected[who] |= invented
            found["wrong"] += len(there - expected[who])
        assert (found["lost"], found["wrong"]) == (0, 0)
        assert contents.study().title == "A small study"
        if turn % 10 == 9:
            path = small(tmp_path / f"study-{turn}")
            expected = {who: set() for who in whos}
    assert found["acknowledged"] >= found["tried"] // 2


@sizes("crowd", (5, 2), (20, 60))
def test_a_crowd_on_one_folder_loses_nothing_and_sees_each_other(
    nursery: subprocess.Popen[bytes],
    tmp_path: Path,
    crowd: tuple[int, int],
    record_property: Callable[[str, object], None],
) -> None:
    count, seconds = crowd
    path = small(tmp_path / "study")
    found = counted(record_property, f"{count} writers at once, {seconds} s")
    whos = [f"writer-{number}" for number in range(count)]
    writers = {who: Writer(nursery, path, who, 0, pause=0.02) for who in whos}
    time.sleep(seconds)
    for each in writers.values():
        each.kill()
    done = {who: each.acknowledged() for who, each in writers.items()}
    contents = read(path)
    for who in whos:
        assert done[who]
        there = numbers_of(contents, who)
        found["tried"] += 1
        found["acknowledged"] += len(done[who])
        found["lost"] += len(done[who] - there)
        found["wrong"] += len(there - done[who]) > 1
    assert (found["lost"], found["wrong"], contents.waiting) == (0, 0, ())
    # They all change one key and look at each other's changes: some have replaced somebody else's.
    replaced = {each.split(":")[0] for entry in contents.entries for edit in entry.edits for each in edit.seen}
    assert len(replaced) > 1


@sizes("many", 6, 300)
def test_copies_taken_while_two_write_are_sound_and_say_what_they_wait_for(
    nursery: subprocess.Popen[bytes], tmp_path: Path, many: int, record_property: Callable[[str, object], None]
) -> None:
    path, found = small(tmp_path / "study"), counted(record_property, "copies taken while two write")
    writers = {who: Writer(nursery, path, who, 0, pause=0.001) for who in ("ana", "bo")}
    for each in writers.values():
        each.wait_for_first()
    chance = random.Random(1)  # noqa: S311 - an order, not a secret
    copies = []
    for number in range(many):
        copy = tmp_path / f"copy-{number}"
        (copy / "log").mkdir(parents=True)
        files = [*path.glob("log/*.jsonl"), path / "study.json"]
        chance.shuffle(files)
        for file in files:
            shutil.copyfile(file, copy / file.relative_to(path))
            time.sleep(chance.uniform(0, 0.01))
        copies.append(copy)
    for each in writers.values():
        each.kill()
    done = {who: each.acknowledged() for who, each in writers.items()}
    truth = {entry.id: entry.body for entry in read(path).entries}
    found["acknowledged"] = sum(map(len, done.values()))
    for copy in copies:
        contents = read(copy)
        found["tried"] += 1
        assert contents.warnings
        assert all(truth[entry.id] == entry.body for entry in (*contents.entries, *contents.waiting))
        for who in ("ana", "bo"):
            read_in = (*contents.entries, *contents.waiting)
            there = {int(entry.why.split()[1]) for entry in read_in if entry.actor == who}
            assert there == set(range(len(there)))
            assert len(there - done[who]) <= 2


def test_a_change_is_acknowledged_after_its_sync_and_not_before(tmp_path: Path) -> None:
    calls: list[str] = []

    class Watched(Disk):
        def write(self, descriptor: int, data: bytes) -> None:
            calls.append("write")
            super().write(descriptor, data)

        def fsync(self, descriptor: int) -> None:
            super().fsync(descriptor)
            calls.append("fsync")

    author = Author(Folder(small(tmp_path / "study"), disk=Watched()), "ana")
    for number in range(3):
        author.append(note(number))
        calls.append("acknowledged")
    assert calls == ["write", "fsync", "acknowledged"] * 3
    author.close()
