"""The thread that writes: what could not be written stays first in line and is tried again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from workbench.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.store.entry import Entry
    from workbench.store.writer import Writer

RETRY = 5.0
"""Seconds after which a failed write is tried again by itself."""
KEPT = "It is kept in memory and tried again."


@dataclass(frozen=True, slots=True)
class Saving:
    """How far the disk is behind the screen."""

    waiting: int
    failure: str = ""

    @property
    def done(self) -> bool:
        """Whether every change is on the disk."""
        return self.waiting == 0


class Saver:
    """Hands lines to a writer in a thread of its own."""

    def __init__(self, writer: Writer, *, retry: float = RETRY) -> None:
        self._writer = writer
        self._retry = retry
        self._queue: SimpleQueue[tuple[Entry, bytes] | Callable[[], None] | None] = SimpleQueue()
        self._waiting: list[tuple[Entry, bytes]] = []
        self._added = 0
        self._written = 0
        self._failure = ""
        self._closing = False
        self.observer: Callable[[Saving], None] | None = None
        self._thread = Thread(target=self._run, name="study-writer", daemon=True)
        self._thread.start()

    @property
    def saving(self) -> Saving:
        """How far the disk is behind."""
        return Saving(self._added - self._written, self._failure)

    @property
    def unsaved(self) -> tuple[tuple[Entry, bytes], ...]:
        """What the disk did not take; for use after closing."""
        return tuple(self._waiting)

    @property
    def closed(self) -> bool:
        """Whether nothing can be added any more."""
        return self._closing

    def add(self, entry: Entry, line: bytes) -> None:
        """Have a line written."""
        self._added += 1
        self._queue.put((entry, line))

    def flush(self) -> None:
        """Return once everything was tried."""
        reached = Event()
        self._queue.put(reached.set)
        while self._thread.is_alive() and not reached.wait(0.1):
            pass

    def close(self) -> None:
        """Try what is left, close the log and end the thread; a second call waits for the first."""
        self._closing = True
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            going = self._take_all()
        if not self._waiting:
            self._writer.close()

    def _take_all(self) -> bool:
        """Wait for something to do, and do all that is there at once; return whether there will be more."""
        done: list[Callable[[], None]] = []
        going = True
        try:
            item = self._queue.get(timeout=self._retry if self._waiting else None)
            while True:
                if item is None:
                    going = False
                elif callable(item):
                    done.append(item)
                else:
                    self._waiting.append(item)
                item = self._queue.get_nowait()
        except Empty:
            pass
        self._write_waiting()
        for each in done:
            each()
        return going

    def _write_waiting(self) -> None:
        try:
            if self._waiting:
                self._writer.append(self._waiting)
                self._written += len(self._waiting)
                self._waiting.clear()
                self._failure = ""
        except StoreError as error:
            self._failure = f"{error.message} {KEPT}"
        if self.observer is not None:
            # Whatever happens to the one who watches, the writing goes on.
            with suppress(Exception):
                self.observer(self.saving)
