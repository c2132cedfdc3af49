"""One line of a log: a change set with who, when and why, or the record that closes the log.

A line is `checksum SPACE json LINE FEED`. Besides its changes it carries its number, the digest of the line before,
and what its writer had seen: of each key the changes that it replaces, of other logs their last lines.
"""

from __future__ import annotations

import json
from hashlib import sha256
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from workbench.errors import UsageError
from workbench.model.change import Change, ChangeSet
from workbench.model.json_text import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.change import Json

VERSION = 1
"""The version of the folder's format; an older one is read, a newer one refused untouched."""


DIGITS = 16
"""Hexadecimal digits of a line's digest."""

MARK = 10
"""Letters in the mark of a log, which stands for it in the ids of its lines."""


class Edit(NamedTuple):
    """A change of one key together with the changes that it replaces."""

    key: str
    old: Json
    new: Json
    seen: tuple[str, ...] = ()
    """Ids of the entries whose values it takes the place of."""


class Entry(NamedTuple):
    """A line as it was read: a thin view of its JSON, since thousands are made on every opening."""

    id: str
    log: str
    """The mark of the log: the last part of its name."""
    number: int
    """The line's place in its log, from 1."""
    lamport: int
    """Orders entries across logs: larger than that of anything its writer had seen."""
    body: Mapping[str, Any]

    @property
    def actor(self) -> str:
        """Who made the change."""
        return str(self.body["who"])

    @property
    def at(self) -> str:
        """The writer's clock, for people only."""
        return str(self.body["at"])

    @property
    def why(self) -> str:
        """The reason given."""
        return str(self.body.get("why", ""))

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What it changes."""
        return tuple(Edit(each["key"], each["old"], each["new"], tuple(each.get("seen", ()))) for each in self.raw)

    @property
    def raw(self) -> Sequence[Mapping[str, Any]]:
        """What it changes, as JSON."""
        changes: Sequence[Mapping[str, Any]] = self.body.get("changes", ())
        return changes

    @property
    def changes(self) -> ChangeSet:
        """The entry as a change set."""
        return ChangeSet(tuple(Change(each["key"], each["old"], each["new"]) for each in self.raw), self.why)

    @property
    def undoes(self) -> str:
        """The id of the entry that this one takes back."""
        return str(self.body.get("undo", ""))

    @property
    def founding(self) -> bool:
        """Whether it belongs to the making of the study, which nobody takes back."""
        return bool(self.body.get("founding"))

    @property
    def previous(self) -> str:
        """The digest of the line before."""
        return str(self.body["prev"])

    @property
    def others(self) -> Mapping[str, tuple[int, str]]:
        """The last line (number, digest) that the writer had seen of other logs, by their names."""
        return {name: (number, digest) for name, (number, digest) in self.body.get("others", {}).items()}

    @property
    def ended(self) -> tuple[str, ...]:
        """Names among those whose writers are gone: nothing follows that line."""
        return tuple(self.body.get("ended", ()))

    @property
    def writer(self) -> tuple[str, int]:
        """In the first line: on which machine and in which process the log was written."""
        machine, process = self.body.get("writer", ("", 0))
        return machine, process

    @property
    def closes(self) -> int | None:
        """In a closing record: how many lines stand before it."""
        count: int | None = self.body.get("end")
        return count


LAMPORT = itemgetter(3)
LAMPORT_AND_ID = itemgetter(3, 0)
"""The order of entries across logs, as a key to sort by."""


class DamagedLineError(ValueError):
    """A line that is not what was once written."""


class NewerFormatError(ValueError):
    """A line of a program newer than this one."""


def encode(entry: Entry) -> bytes:
    """Return an entry as one line."""
    try:
        text = json.dumps(entry.body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except UnicodeEncodeError as error:
        message = "A text of this change holds bytes that are no UTF-8, or half of a character; it is not saved."
        raise UsageError(message, hint="Write it again.") from error
    return b"%08x %b\n" % (crc32(text), text)


def body_of(place: tuple[str, int, int], who: str, at: str, previous: str, **marks: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the JSON of a line.

    Parameters
    ----------
    place
        The log's name, the line's number and its Lamport counter.
    marks
        What else it carries; what is empty is left out.
    """
    period, number, lamport = place
    body: dict[str, Any] = {"id": f"{period[-MARK:]}:{number}", "lam": lamport, "who": who, "at": at, "prev": previous}
    if number == 1:
        body |= {"v": VERSION, "log": period}
    return body | {name: value for name, value in marks.items() if value}


def raw_edit(edit: Edit) -> dict[str, Json]:
    """Return a change of one key as JSON."""
    plain = {"key": edit.key, "old": edit.old, "new": edit.new}
    return plain | {"seen": edit.seen} if edit.seen else plain


def line_digest(line: bytes) -> str:
    """Return the digest of a line without its line feed, as the next line carries it."""
    return sha256(line).hexdigest()[:DIGITS]


def bodies(texts: Sequence[bytes]) -> list[Any]:
    """Return the values of sound JSON texts, None for one that is none."""
    try:
        # One call for all of them takes a third of the time of one call each.
        values: list[Any] = read_json(b"[" + b",".join(texts) + b"]")
        if len(values) == len(texts):
            return values
    except ValueError:
        pass
    return [_body(text) for text in texts]


def _body(text: bytes) -> Any:  # noqa: ANN401 - whatever stands there
    try:
        return read_json(text)
    except ValueError:
        return None


def decode(body: Any) -> Entry:  # noqa: ANN401 - whatever stood in the file
    """Return the entry that a line's JSON describes.

    Raises
    ------
    NewerFormatError
        When a newer program wrote it.
    DamagedLineError
        When it describes none.
    """
    try:
        identifier = body["id"]
        # Made past its own constructor, which costs as much again.
        values = identifier, identifier[:MARK], int(identifier[MARK + 1 :]), body["lam"], body
        entry = _AS_TUPLE(Entry, values)
        if len(body) != _PLAIN_KEYS or "why" not in body:
            _check_marks(body)
        for change in body.get("changes", ()):
            _NEEDED(change)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, NewerFormatError):
            raise
        message = f"it holds no entry ({error})"
        raise DamagedLineError(message) from error
    return entry


_AS_TUPLE = tuple.__new__
_NEEDED = itemgetter("key", "old", "new")
"""What every change of a key must have."""
_PLAIN_KEYS = 7
"""How many keys a line has that carries nothing but changes and a reason."""


def _check_marks(body: Mapping[str, Any]) -> None:
    """Refuse a line whose rarer parts are not what they should be."""
    if body.get("v", VERSION) > VERSION:
        raise NewerFormatError(body["v"])
    for number, digest in body.get("others", {}).values():
        int(number), str(digest)
    machine, process = body.get("writer", ("", 0))
    str(machine), int(process)
    if "changes" not in body:
        int(body["end"])
