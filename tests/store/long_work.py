"""Long work at full speed: edits, taking back, drafts, exports, merges and reopening at random, round after round.

python -m tests.store.long_work SEED STEPS ROUNDS SECONDS    prints a line of JSON for each round
"""

from __future__ import annotations

import gc
import json
import os
import random
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError
from workbench.store.folder import create, read
from workbench.usecases.editing.many_scores import rescored_cells
from workbench.usecases.editing.structure import added_option, removed
from workbench.usecases.export import export
from workbench.usecases.load import load
from workbench.usecases.merge import merge
from workbench.usecases.session import Session, joining

if TYPE_CHECKING:
    from workbench.model.study import Study

PEOPLE = (("ana", "here"), ("bo", "here"), ("cy", "there"))


class Round:
    """Ana and Bo in one folder and Cy in a copy of it: a study for each round, so that what grows is a leak."""

    def __init__(self, place: Path, study: Study, chance: random.Random) -> None:
        self.chance = chance
        self.here, self.there = place / "here", place / "there"
        create(self.here, study, "founder", why="long work", then=(joining(study, "ana", "Ana", show=True),))
        shutil.copytree(self.here, self.there)
        self.sessions = [self.opened(*each) for each in PEOPLE]
        self.made = self.refused = 0
        self.wrong: list[str] = []

    def opened(self, who: str, folder: str) -> Session:
        """Open a folder for somebody."""
        return Session(getattr(self, folder), (who, who.title()))

    def work(self, steps: int) -> None:
        """Do so many things at random, then bring everything together and hold it against what the logs say."""
        often = [self.edit] * 12 + [self.undo] * 3 + [self.paste, self.redo, self.clear, self.restructure, self.draft]
        acts = [*often, *often, self.look, self.look, self.look, self.merge, self.reopen]
        for step in range(steps):
            self.chance.choice(acts if step else [self.export])()
        self.settle()
        states = [dict(each.state) for each in self.sessions]
        for each in self.sessions:
            self.check(each.close().done, "a session closed without saving everything")
        # Each copy learns how the other's logs ended.
        merge(self.here, self.there)
        merge(self.there, self.here)
        self.verify(states)

    def check(self, holds: bool, what: str) -> None:  # noqa: FBT001 - a condition
        """Note what is wrong."""
        if not holds:
            self.wrong.append(what)

    def somebody(self) -> Session:
        """Return one of the sessions."""
        return self.chance.choice(self.sessions)

    def cell(self, session: Session) -> tuple[str, str]:
        """Return an option and a leaf."""
        return self.chance.choice(session.study.options).id, self.chance.choice(session.study.leaves).id

    def edit(self) -> None:
        """Score a cell: a number, an interval, a kind of missing, or a reason alone."""
        session = self.somebody()
        value = self.chance.choice([0.0, 25.0, 50.0, 75.0, 100.0])
        fields: dict[str, Any] = self.chance.choice(
            [{"value": value}, {"value": value}, {"low": 0.0, "high": value}, {"missing": "not-known"},
             {"rationale": f"since {value} was said on page {self.chance.randrange(1000)}"}]
        )  # fmt: skip
        session.apply(session.rescore(*self.cell(session), **fields))
        self.made += 1

    def paste(self) -> None:
        """Score several cells in one change."""
        session = self.somebody()
        cells = {self.cell(session): {"value": 25.0 * self.chance.randrange(5)} for _ in range(12)}
        session.apply(rescored_cells(session, cells, "pasted"))
        self.made += 1

    def clear(self) -> None:
        """Take a score away."""
        session = self.somebody()
        session.apply(session.clear(*self.cell(session)))
        self.made += 1

    def restructure(self) -> None:
        """Add an option, or remove one that was added."""
        session = self.somebody()
        added = [each.id for each in session.study.options if each.id.startswith("added")]
        if added and self.chance.random() < 0.5:
            session.apply(removed(session.state, "option", added[0])[0])
        else:
            session.apply(added_option(session.state, f"Added {self.chance.randrange(1000)}"))
        self.made += 1

    def undo(self) -> None:
        """Take back somebody's latest change."""
        self.take_back("undo")

    def redo(self) -> None:
        """Make again what somebody took back."""
        self.take_back("redo")

    def take_back(self, step: str) -> None:
        """Go one step back or forth, which another's change may forbid."""
        try:
            self.made += getattr(self.somebody(), step)() is not None
        except WorkbenchError as error:
            self.refused += 1
            self.check("cannot be taken back" in error.message, error.message)

    def draft(self) -> None:
        """Begin a note, or give it up."""
        session = self.somebody()
        session.draft(*self.cell(session), self.chance.choice(["half a sent", None]))

    def look(self) -> None:
        """Take over what others have written."""
        self.somebody().refresh()

    def export(self) -> None:
        """Write the study as a text, and read it."""
        self.settled_disk()
        path = self.here.with_name("exported.toml")
        path.write_text(export(self.here), encoding="utf-8")
        self.check(load(path) == load(self.here), "the exported text is not the study")

    def merge(self) -> None:
        """Bring one copy's changes into the other."""
        self.settled_disk()
        merge(*self.chance.sample([self.here, self.there], 2))

    def reopen(self) -> None:
        """Close a session and open the folder again."""
        self.settled_disk()
        place = self.chance.randrange(len(self.sessions))
        session = self.sessions[place]
        session.refresh()
        state = dict(session.state)
        self.check(session.close().done, "a session closed without saving everything")
        self.sessions[place] = self.opened(*PEOPLE[place])
        self.check(dict(self.sessions[place].state) == state, "reopened, the study is another")

    def settled_disk(self) -> None:
        """Wait until every change is on the disk."""
        for each in self.sessions:
            self.check(each.flush().done, "a change was not saved")

    def settle(self) -> None:
        """Bring the copies together and end every dispute."""
        for _ in range(3):
            self.settled_disk()
            merge(self.here, self.there)
            merge(self.there, self.here)
            for each in self.sessions:
                each.refresh()
            for dispute in self.sessions[0].disputes:
                self.sessions[0].settle(dispute.key, dispute.claims[-1].value, "settled")
                self.made += 1

    def verify(self, states: list[dict[str, Any]]) -> None:
        """Hold what the sessions showed against the logs, read by the program and by hand."""
        replays = [replayed(self.here), replayed(self.there)]
        for path in (self.here, self.there):
            contents = read(path)
            self.check(contents.warnings == (), f"warnings: {contents.warnings}")
            self.check(all(contents.state == state for state in states), "what was shown is not what the logs hold")
            changes = [entry for entry in contents.entries if entry.actor in dict(PEOPLE) and not entry.founding]
            self.check(len(changes) == self.made, f"{self.made} changes were made, {len(changes)} are there")
            for replay in replays:
                self.check(all(contents.state.get(key) == value for key, value in replay.items()), "a replay differs")


def replayed(path: Path) -> dict[str, Any]:
    """Return the keys that have one value, and it, from the text of the logs and without the code that is tested."""
    lines = [line for log in path.glob("log/*.jsonl") for line in log.read_text(encoding="utf-8").splitlines()]
    heads: dict[str, dict[str, Any]] = {}
    for entry in sorted((json.loads(line[9:]) for line in lines), key=lambda each: (each["lam"], each["id"])):
        for change in entry.get("changes", ()):
            current = heads.setdefault(change["key"], {})
            for each in change.get("seen", ()):
                current.pop(each, None)
            current[entry["id"]] = change["new"]
    return {key: next(iter(current.values())) for key, current in heads.items() if len(current) == 1}


def footprint() -> dict[str, int]:
    """Return this process's memory in kibibytes, and its open files and threads."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    files = sum(1 for _ in Path("/proc/self/fd").iterdir())
    return {"memory": pages * os.sysconf("SC_PAGESIZE") // 1024, "files": files, "threads": threading.active_count()}


def main(seed: int, steps: int, rounds: int, seconds: int) -> None:
    """Work for so many rounds of so many steps, or, with 0 of them, so many seconds."""
    chance, study = random.Random(seed), load("us-mexico-2011")  # noqa: S311 - work, not secrets
    start, number = monotonic(), 0
    while number < rounds or (rounds == 0 and monotonic() - start < seconds):
        with tempfile.TemporaryDirectory() as place:
            done = Round(Path(place), study, chance)
            done.work(steps)
        number += 1
        told = {"changes": done.made, "refused": done.refused, "wrong": done.wrong}
        sys.stdout.write(f"{json.dumps(told | footprint())}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
