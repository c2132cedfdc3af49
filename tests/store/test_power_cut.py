"""The power is cut after any call to the disk: what was acknowledged is there, and a study opens or is refused."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.soak import counted, sizes
from tests.store.recording import RecordingDisk, Replay
from tests.store.writing import note, small, titled
from workbench.errors import StoreError
from workbench.store.author import Author
from workbench.store.folder import Contents, Folder, create, read
from workbench.store.merge import copy, merge
from workbench.store.pack import packed, unpack
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.model.change import ChangeSet
    from workbench.model.study import Study


@dataclass
class Work:
    """What was done on a disk that records, and what was acknowledged after how many of its calls."""

    disk: RecordingDisk
    acknowledged: list[tuple[int, str, frozenset[str]]] = field(default_factory=list)
    """Calls before it, the study folder's name, the ids of the changes that are surely in it."""
    truth: dict[str, dict[str, Any]] = field(default_factory=dict)

    def acknowledge(self, path: Path) -> None:
        entries = read(path).entries
        self.truth |= {entry.id: dict(entry.body) for entry in entries}
        name = path.relative_to(self.disk.root).as_posix()
        self.acknowledged.append((len(self.disk.calls), name, frozenset(entry.id for entry in entries)))


def work(root: Path, study: Study, *, syncs: bool = True) -> Work:
    """Make a study, change it by hand and on a screen, merge, copy and pack it, on a disk that records."""
    root.mkdir()
    done = Work(disk := RecordingDisk(root, syncs=syncs))
    path = root / "new" / "study"
    create(path, study, "founder", why="test", disk=disk)
    done.acknowledge(path)
    folder = Folder(path, disk=disk)
    ana, bo = Author(folder, "ana"), Author(Folder(path, disk=disk), "bo")
    for number in range(4):
        (ana, bo)[number % 2].append(note(number))
        done.acknowledge(path)
    bo.undo()
    done.acknowledge(path)
    bo.close()
    by_screen(path, disk, done)
    copy(path, root / "copy", disk=disk)
    done.acknowledge(root / "copy")
    cy = Author(Folder(root / "copy", disk=disk), "cy")
    for title in ("One", "Two"):
        cy.append(titled(title))
        done.acknowledge(root / "copy")
    merge(path, root / "copy", disk=disk)
    done.acknowledge(path)
    cy.append(titled("Three"))
    cy.close()
    merge(path, root / "copy", disk=disk)
    done.acknowledge(path)
    ana.close()
    file = root.with_name(f"{root.name}.study")
    file.write_bytes(packed(path)[0])
    unpack(file, root / "unpacked", disk=disk)
    done.acknowledge(root / "unpacked")
    return done


def by_screen(path: Path, disk: RecordingDisk, done: Work) -> None:
    session = Session(path, ("di", "Di"), disk=disk)
    changes: list[Callable[[], ChangeSet]] = [
        lambda: session.rescore("ferry", "cost", value=75.0),
        lambda: session.rescore("bridge", "speed", value=25.0),
    ]
    for change in changes:
        session.apply(change())
        assert session.flush().done
        done.acknowledge(path)
    session.undo()
    assert session.flush().done
    done.acknowledge(path)
    session.close()


def opened_or_refused(path: Path) -> Contents | StoreError:
    try:
        return read(path)
    except StoreError as error:
        return error


def cut(done: Work, place: Path, chance: random.Random) -> tuple[int, int, int]:
    """Cut the power somewhere, and return how many changes were acknowledged, lost, and studies refused clearly."""
    after = chance.randrange(len(done.disk.calls) + 1)
    image = Replay(done.disk.root)
    for call in done.disk.calls[:after]:
        call(image)
    image.top.write_to(place, chance)
    surely: dict[str, frozenset[str]] = {name: ids for calls, name, ids in done.acknowledged if calls <= after}
    lost = refused = 0
    for name in {name for _, name, _ in done.acknowledged}:
        found = opened_or_refused(place / name)
        if isinstance(found, StoreError):
            assert found.hint
            lost += len(surely.get(name, ()))
            refused += name not in surely
            continue
        shown = {entry.id: dict(entry.body) for entry in (*found.entries, *found.waiting)}
        assert all(done.truth.get(each, body) == body for each, body in shown.items())
        lost += len(surely.get(name, frozenset()) - {entry.id for entry in found.entries})
        found.study()
    return sum(map(len, surely.values())), lost, refused


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return read(small(tmp_path / "small")).study()


@sizes("images", 100, 500)
def test_after_a_power_cut_every_acknowledged_change_is_there_and_what_is_not_complete_is_refused(
    study: Study, tmp_path: Path, images: int, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(5)  # noqa: S311 - moments and holes, not secrets
    done = work(tmp_path / "recorded", study)
    found = counted(record_property, "power cut images")
    for number in range(images):
        place = tmp_path / f"image-{number}"
        for column, count in zip(("acknowledged", "lost", "refused"), cut(done, place, chance), strict=True):
            found[column] += count
        found["tried"] += 1
        shutil.rmtree(place)
    assert found["acknowledged"] > images
    assert found["refused"] > 0
    assert found["lost"] == 0


def test_a_disk_that_is_not_synced_would_lose_acknowledged_changes(study: Study, tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - moments and holes, not secrets
    done = work(tmp_path / "recorded", study, syncs=False)
    assert sum(cut(done, tmp_path / f"image-{number}", chance)[1] for number in range(20)) > 0
