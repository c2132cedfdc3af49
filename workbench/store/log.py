"""One log: the lines that one writer wrote in one period, from one file or, after a failed write, from several."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import compress
from typing import TYPE_CHECKING
from zlib import crc32

from workbench.store.entry import DIGITS, DamagedLineError, bodies, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.store.entry import Entry

_NAME = re.compile(r"(?P<period>\d{8}T\d{6}Z-[a-z0-9-]+-(?P<mark>[0-9a-f]{10}))(?P<rest>.*)\.jsonl", re.DOTALL)


def period_of(name: str) -> str:
    """Return the name of the log that a file belongs to; a copy that a sync client renamed belongs to the same."""
    match = _NAME.fullmatch(name)
    return match["period"] if match else name.removesuffix(".jsonl")


def mark_of(period: str) -> str:
    """Return what stands for a log in the ids of its entries."""
    return period.rpartition("-")[2]


@dataclass(slots=True)
class Part:
    """A file of a log, as far as it was read."""

    name: str
    stamp: tuple[int, int, int] = (0, 0, 0)
    """Size, time of change and file number when it was read."""
    read: int = 0
    """Bytes read, up to the last line feed."""
    lines: int = 0
    last: int = 0
    """The highest number of a line in it."""
    rest: bytes = b""
    """What stands behind the last line feed."""
    faults: list[str] = field(default_factory=list)


class Log:
    """The lines of a log by number, with what was odd about them."""

    def __init__(self, period: str) -> None:
        self.period = period
        self.mark = mark_of(period)
        self.parts: dict[str, Part] = {}
        self.lines: dict[int, Entry] = {}
        self.digests: dict[int, str] = {}
        self.last = 0
        """The highest number of a line that is there."""
        self.reach = 0
        """The highest number that a line of it must have had, damaged ones counted."""
        self.closed = False
        self._damaged = False

    def take(self, part: Part, data: bytes) -> list[Entry]:
        """Take the next bytes of a file and return the entries that are new."""
        *lines, rest = data.split(b"\n")
        texts = [line[9:] for line in lines]
        sound = [line[:9] == b"%08x " % crc32(text) for line, text in zip(lines, texts, strict=True)]
        found = iter(bodies([*compress(texts, sound)]))
        new = []
        known, digests, mark = self.lines, self.digests, self.mark
        for place, (line, is_sound) in enumerate(zip(lines, sound, strict=True), start=part.lines + 1):
            if not is_sound:
                self._fault(part, place, "its checksum does not fit its content")
                continue
            try:
                entry = decode(next(found))
            except DamagedLineError as error:
                self._fault(part, place, str(error))
                continue
            number, digest = entry[2], sha256(line).hexdigest()[:DIGITS]
            if number > part.last and number not in known and entry[1] == mark:
                part.last = number
            elif not self._accept(part, place, entry, digest):
                continue
            known[number], digests[number] = entry, digest
            self.last = max(self.last, number)
            if "end" not in entry[4]:
                new.append(entry)
            else:
                self.closed = True
        part.rest, part.read, part.lines = rest, part.read + len(data) - len(rest), part.lines + len(lines)
        # As many lines as are damaged had numbers too; what waits for one of them would wait for ever.
        self.reach = max(self.reach, self.last, part.lines if len(self.parts) == 1 else 0)
        return new

    def _accept(self, part: Part, place: int, entry: Entry, digest: str) -> bool:
        """Return whether an entry belongs here and is new, and note what is odd about it."""
        number = entry.number
        if entry.log != self.mark:
            self._fault(part, place, f"it belongs to the log {entry.log}")
            return False
        repeated, part.last = number <= part.last, max(part.last, number)
        if number in self.lines:
            if self.digests[number] != digest:
                self._fault(part, place, f"another line with the number {number} is already there")
            elif repeated:
                part.faults.append(f"line {place} stands there a second time; it was read once.")
            return False
        part.faults.append(f"line {place} is out of order; it was read in its place.")
        return True

    def add(self, entry: Entry, digest: str) -> None:
        """Take a line that this process has written itself."""
        self.lines[entry.number], self.digests[entry.number] = entry, digest
        self.last = self.reach = entry.number

    @property
    def tip(self) -> tuple[int, str]:
        """Number and digest of the last line; 0 and nothing for a log without lines."""
        return self.last, self.digests.get(self.last, "")

    @property
    def writer(self) -> tuple[str, int]:
        """The machine and the process that wrote it, as far as its first line is there."""
        return self.lines[1].writer if 1 in self.lines else ("", 0)

    def faults(self) -> Iterator[str]:
        """Yield what is damaged, cut or missing within the log."""
        for part in self.parts.values():
            yield from (f"log/{part.name}: {fault}" for fault in part.faults)
            if part.rest and part.last + 1 not in self.lines:
                yield f"log/{part.name}: the last line was cut off while it was written; it was never acknowledged."
        if not self._damaged and len(self.lines) < self.last:
            missing = next(number for number in range(1, self.last) if number not in self.lines)
            yield f"log/{self.period}: line {missing} is missing, {self.last - len(self.lines)} of {self.last} in all."
        for number, entry in self.lines.items():
            before = self.digests.get(number - 1, "" if number == 1 else entry.previous)
            if entry.previous != before:
                yield f"log/{self.period}: line {number} does not follow the line before it."

    def _fault(self, part: Part, place: int, found: str) -> None:
        self._damaged = True
        part.faults.append(f"line {place} is damaged: {found}. It was left out.")
