"""One line of a log: a change set with who, when and why, guarded by a checksum and chained to the line before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zlib import crc32

from workbench.model.change import Change, ChangeSet

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Entry:
    """A change set as it stands in a log."""

    period: str
    """The name of the log file, without its ending."""
    number: int
    """The line's place in its file, from 1."""
    lamport: int
    """Orders entries across files: larger than that of anything its writer had seen."""
    actor: str
    at: str
    """The writer's clock, for people only."""
    changes: ChangeSet
    previous: str
    """The digest of the line before, in the same file."""

    @property
    def id(self) -> str:
        """The entry's name across all files."""
        return f"{self.period}:{self.number}"


class DamagedLineError(ValueError):
    """A line that is not what was once written."""


def encode(entry: Entry) -> bytes:
    """Return an entry as one line: checksum, space, JSON, line feed."""
    body = {
        "n": entry.number,
        "lam": entry.lamport,
        "actor": entry.actor,
        "at": entry.at,
        "why": entry.changes.why,
        "prev": entry.previous,
        "changes": [{"key": each.key, "old": each.old, "new": each.new} for each in entry.changes.changes],
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    return b"%08x %b\n" % (crc32(text), text)


def line_digest(line: bytes) -> str:
    """Return the digest that the next line carries."""
    return sha256(line).hexdigest()[:16]


def decode(line: bytes, period: str) -> Entry:
    """Return the entry of a line without its line feed.

    Raises
    ------
    DamagedLineError
        When the checksum does not fit, or the content is no entry.
    """
    checksum, _, text = line.partition(b" ")
    if checksum != b"%08x" % crc32(text):
        message = "its checksum does not fit its content"
        raise DamagedLineError(message)
    try:
        body: dict[str, Any] = json.loads(text)
        return Entry(
            period=period,
            number=body["n"],
            lamport=body["lam"],
            actor=body["actor"],
            at=body["at"],
            changes=ChangeSet(tuple(_changes(body["changes"])), body["why"]),
            previous=body["prev"],
        )
    except (ValueError, KeyError, TypeError) as error:
        message = f"it holds no entry ({error})"
        raise DamagedLineError(message) from error


def _changes(items: list[dict[str, Any]]) -> Iterator[Change]:
    for item in items:
        yield Change(item["key"], item["old"], item["new"])
