"""All logs of a folder: reading what is new, and holding them against what each says of the others."""

from __future__ import annotations

import os
from hashlib import sha256
from platform import node
from typing import TYPE_CHECKING

from workbench.store.log import Log, Part, mark_of, period_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.store.disk import Disk
    from workbench.store.entry import Entry

MACHINE = sha256(node().encode()).hexdigest()[:8]
"""Stands for this machine, without naming it."""


class Logs:
    """The logs of a study folder as far as they were read."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk
        self._logs: dict[str, Log] = {}
        self._by_mark: dict[str, Log] = {}
        self._stamps: dict[str, tuple[int, int, int]] = {}
        self._own: set[str] = set()
        self._unread: list[Entry] = []
        self._closed_to_us: dict[str, str] = {}
        self._mentioned: dict[str, tuple[int, str, str]] = {}
        """Of each log the highest line that another one mentions: number, digest, by whom."""
        self._ended: dict[str, int] = {}
        self._unsaid: set[str] = set()
        """Logs that were read since this process wrote its last line."""
        self.lamport = 0

    def read_new(self) -> list[Entry]:
        """Return the entries that were written since the last time, by others than this process.

        Raises
        ------
        OSError
            When the folder or a file in it cannot be read.
        """
        for name, stamp in self._disk.files(self._folder, ".jsonl"):
            if self._stamps.get(name) != stamp:
                period = period_of(name)
                if period not in self._own:
                    # What a later file's failure interrupts is handed over the next time.
                    self._unread.extend(self._read(name, period, stamp))
                self._stamps[name] = stamp
        found, self._unread = self._unread, []
        return found

    def _read(self, name: str, period: str, stamp: tuple[int, int, int]) -> list[Entry]:
        log = self._log(period)
        part = log.parts.get(name)
        if part is None or stamp[0] < part.read or stamp[2] != part.stamp[2]:
            # New, or not grown but replaced: read from its beginning; lines that are known stay known.
            part = log.parts[name] = Part(name)
        part.stamp = stamp
        try:
            data = self._disk.read(self._folder / name, part.read)
        except PermissionError:
            self._closed_to_us[name] = f"log/{name} may not be read by you; its changes are missing here."
            return []
        except FileNotFoundError:
            return []
        self._closed_to_us.pop(name, None)
        new = log.take(part, data)
        self._unsaid.add(period)
        self.lamport = max(self.lamport, max([entry.lamport for entry in new], default=0))
        for entry in new:
            if "others" in entry.body:
                self._note(entry, period)
        return new

    def _note(self, entry: Entry, period: str) -> None:
        for name, (number, digest) in entry.others.items():
            if number > self._mentioned.get(name, (0, "", ""))[0]:
                self._mentioned[name] = (number, digest, period)
        for name in entry.ended:
            if name in entry.others:
                self._ended[name] = entry.others[name][0]

    def own(self, period: str) -> None:
        """Take a log as this process's own: it is never read, its lines are added."""
        self._own.add(period)

    def add(self, entry: Entry, digest: str, period: str) -> None:
        """Take a line that this process has made."""
        self._log(period).add(entry, digest)
        self.lamport = max(self.lamport, entry.lamport)
        self._note(entry, period)

    def _log(self, period: str) -> Log:
        if period not in self._logs:
            self._logs[period] = self._by_mark[mark_of(period)] = Log(period)
        return self._logs[period]

    def news_of_others(self, period: str) -> tuple[dict[str, tuple[int, str]], tuple[str, ...]]:
        """Return what the next line of a log should say of the others.

        Only what no line says yet: what another line says is found through that line.

        Returns
        -------
        The last lines (number, digest) by the names of logs, and which of these logs have ended unclosed.
        """
        tips, ended = {}, []
        for name in sorted(self._unsaid - {period}):
            log = self._logs[name]
            dead = not log.closed and self._ended.get(name) != log.last and _is_gone(*log.writer)
            if dead or log.last > self._mentioned.get(name, (0,))[0]:
                tips[name] = log.tip
            if dead:
                ended.append(name)
        self._unsaid.clear()
        return tips, tuple(ended)

    def is_lost(self, identifier: str) -> bool:
        """Return whether a line is damaged or missing while later ones of its log are there."""
        mark, _, number = identifier.rpartition(":")
        log = self._by_mark.get(mark)
        return log is not None and number.isdigit() and int(number) <= log.reach and int(number) not in log.lines

    def name_of(self, identifier: str) -> str:
        """Return the file and line of an entry's id in words."""
        mark, _, number = identifier.rpartition(":")
        log = self._by_mark.get(mark)
        return f"line {number} of log/{log.period if log else f'…-{mark}'}"

    @property
    def closed_to_us(self) -> frozenset[str]:
        """Logs of which a file may not be read by us: what is not known of them says nothing."""
        return frozenset(map(period_of, self._closed_to_us))

    def faults(self) -> Iterator[str]:
        """Yield everything that is damaged, missing, cut or left open."""
        yield from self._closed_to_us.values()
        closed = self.closed_to_us
        for log in self._logs.values():
            yield from log.faults()
        for name, (number, digest, by) in self._mentioned.items():
            known = self._logs.get(name)
            if known is None:
                yield f"log/{name} is missing; log/{by} mentions {number} lines of it. Is it still syncing, or removed?"
            elif known.last < number and name not in closed:
                where = f"log/{name} ends at line {known.last}; log/{by} mentions line {number}."
                yield f"{where} Its end is still syncing, or was cut off."
            elif known.digests.get(number, digest) != digest:
                yield f"log/{name}: line {number} is not the one that log/{by} has seen."
        for name, log in self._logs.items():
            if not log.closed and self._ended.get(name) != log.last and name not in self._own | closed:
                state = "its writer is still at work, or ended without closing it"
                read = "1 line was read" if log.last == 1 else f"{log.last} lines were read"
                yield f"log/{name} is not closed: {state}; {read}."


def _is_gone(machine: str, process: int) -> bool:
    """Return whether the process that wrote a log is known to have ended."""
    if machine != MACHINE or os.name != "posix" or process <= 0:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
