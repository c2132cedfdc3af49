"""Thousands of damaged logs: never wrong data, never a traceback, the original untouched, every cut tail reported."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from tests.soak import counted, sizes
from tests.store.writing import UnsyncedDisk, note, small, titled
from workbench.errors import StoreError
from workbench.store.author import Author
from workbench.store.folder import Contents, Folder, read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

SEEDS = 10


def flip(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def cut_between_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join(lines[: chance.randrange(len(lines))])


def zero(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    length = chance.randrange(1, 4096)
    return data[:start] + b"\0" * len(data[start : start + length]) + data[start + length :]


def zero_tail(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + b"\0" * (len(data) - start)


def insert(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + chance.randbytes(chance.randrange(1, 40)) + data[place:]


def swap(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    one, other = chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def repeat(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    place = chance.randrange(len(lines))
    return b"".join([*lines[: place + 1], *lines[place:]])


def remove(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


DAMAGES: Sequence[Callable[[bytes, random.Random], bytes]] = (
    flip, cut, cut_between_lines, zero, zero_tail, insert, swap, repeat, remove,
)  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of six logs, whose writers have seen each other's changes."""
    path = small(tmp_path_factory.mktemp("sound") / "study")
    for period in range(5):
        author = Author(Folder(path, disk=UnsyncedDisk()), f"analyst-{period % 2}")
        for number in range(4):
            author.append(note(10 * period + number))
        author.append(titled(f"Title {period}"))
        author.close()
    return path


def sound_ids(path: Path) -> set[str]:
    """Return the ids of the changes whose lines are whole, found without the code that is tested."""
    found = set()
    for log in path.glob("log/*.jsonl"):
        for line in log.read_bytes().split(b"\n")[:-1]:
            if line[:9] == b"%08x " % crc32(line[9:]) and b'"changes":' in line:
                found.add(line.split(b'"id":"', 1)[1].split(b'"', 1)[0].decode())
    return found


def read_or_refused(path: Path) -> Contents | StoreError:
    try:
        return read(path)
    except StoreError as error:
        return error


@pytest.mark.parametrize("seed", range(SEEDS))
@sizes("logs", 150, 5000)
def test_a_damaged_log_never_gives_wrong_data_and_is_always_reported(
    seed: int, logs: int, sound: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    undamaged = read(sound)
    truth = {entry.id: entry for entry in undamaged.entries}
    found = counted(record_property, "damaged logs")
    for number in range(logs // SEEDS):
        copy = tmp_path / str(number)
        shutil.copytree(sound, copy)
        log = chance.choice(sorted(copy.glob("log/*.jsonl")))
        original = log.read_bytes()
        damage = chance.choice(DAMAGES)
        data = damage(original, chance)
        log.write_bytes(data)
        what = f"{damage.__name__} in {log.name}, seed {seed}, number {number}"
        contents, whole = read_or_refused(copy), sound_ids(copy)
        assert log.read_bytes() == data, what
        shutil.rmtree(copy)
        found["tried"] += 1
        if isinstance(contents, StoreError):
            # Only where the study's own first line is gone there is no study to show.
            assert "-founder-" in log.name, what
            assert "Restore the folder's log files" in contents.hint, what
            found["refused"] += 1
            continue
        assert data == original or contents.warnings, what
        shown = {entry.id: entry for entry in (*contents.entries, *contents.waiting)}
        assert set(shown) == whole, what
        assert all(truth[name].body == entry.body for name, entry in shown.items()), what
        values = {key: value for key, value in contents.state.items() if key.startswith("option/o")}
        assert values == {key: value for key, value in undamaged.state.items() if key in values}, what
    assert found["refused"] < found["tried"]
