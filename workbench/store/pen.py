"""Making the lines of a log: numbers, chain, and what was seen, known before anything is written."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from workbench.store import clock
from workbench.store.entry import MARK, Edit, body_of, decode, encode, line_digest, raw_edit
from workbench.store.logs import MACHINE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.change import ChangeSet, Json
    from workbench.store.entry import Entry
    from workbench.store.logs import Logs
    from workbench.store.replica import Replica


class Pen:
    """Writes down, in memory, what one person changes in one period.

    A line is made once; when it cannot be saved, the very same bytes are tried again in another file, so that a line
    that reached the disk after all is recognised as the same.
    """

    def __init__(self, actor: str, logs: Logs, replica: Replica) -> None:
        self.mark = secrets.token_hex(MARK // 2)
        self.period = f"{clock.now():%Y%m%dT%H%M%SZ}-{actor}-{self.mark}"
        self.actor = actor
        self._logs = logs
        self._replica = replica
        self._number = 0
        self._previous = ""
        logs.own(self.period)

    def write(
        self,
        changes: ChangeSet,
        *,
        undoes: str = "",
        founding: bool = False,
        seen: Mapping[str, Sequence[str]] | None = None,
    ) -> tuple[Entry, bytes, dict[str, Json]]:
        """Make a line of a change set and put it into effect in memory.

        Parameters
        ----------
        undoes
            The id of the entry it takes back.
        seen
            By key, what a change takes the place of; by default what is current.

        Returns
        -------
        The entry, its line, and the keys whose values changed with the values before.
        """
        replaced = seen or {}
        edits: dict[str, Edit] = {}
        for change in changes.changes:
            key = change.key
            # What stands is what is replaced, whatever the caller took it for; a key twice is one change of it.
            before = edits[key].old if key in edits else self._replica.state.get(key)
            edits[key] = Edit(key, before, change.new, tuple(replaced.get(key) or self._seen(key)))
        entry, line = self._line(
            changes.why, [raw_edit(each) for each in edits.values()], undo=undoes, founding=founding
        )
        return entry, line, self._replica.add((entry,), self._logs.is_lost)

    def _seen(self, key: str) -> tuple[str, ...]:
        return self._replica.seen_by(key, self.actor)

    def _line(self, why: str, changes: list[dict[str, Json]], **marks: object) -> tuple[Entry, bytes]:
        number = self._number + 1
        others, ended = self._logs.news_of_others(self.period)
        writer = (MACHINE, os.getpid()) if number == 1 else ()
        place = self.period, number, self._logs.lamport + 1
        body = body_of(
            place, self.actor, clock.stamp(), self._previous, others=others, ended=ended, writer=writer, **marks
        )
        entry = decode(body | {"why": why, "changes": changes})
        line = encode(entry)
        self._number, self._previous = number, line_digest(line[:-1])
        self._logs.add(entry, self._previous, self.period)
        return entry, line
