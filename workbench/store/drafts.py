"""Unfinished notes, kept outside the study until they are saved or given up, so that a crash costs a second at most."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256
from threading import Lock, Timer
from time import monotonic
from typing import TYPE_CHECKING, Any

from workbench.store.disk import Disk, replace_file

if TYPE_CHECKING:
    from pathlib import Path

EVERY = 1.0
"""Seconds between two writings, at least."""

Cell = tuple[str, str]
"""Option and criterion."""


class Drafts:
    """The drafts of one person in one study: a small file for each session in a folder of the user's own."""

    def __init__(
        self, home: Path, study: Path, actor: str, mark: str, *, disk: Disk | None = None, every: float = EVERY
    ) -> None:
        self._home = home
        self._disk = disk or Disk()
        self._every = every
        self._stem = f"{sha256(str(study.resolve()).encode()).hexdigest()[:16]}-{actor}"
        self._path = home / f"{self._stem}-{mark}.json"
        self._texts: dict[Cell, str] = {}
        self._timer: Timer | None = None
        self._next = 0.0
        self._unwritten = False
        self._changing, self._writing = Lock(), Lock()
        self._left = self._left_by_others()

    def left(self) -> dict[Cell, str]:
        """Return the drafts that an earlier session left behind, without those dealt with since."""
        return {cell: text for texts in self._left.values() for cell, text in texts.items()}

    def keep(self, cell: Cell, text: str) -> None:
        """Keep a draft; it is on the disk within a second."""
        with self._changing:
            self._texts[cell] = text
            self._write_soon()

    def drop(self, cell: Cell) -> None:
        """Forget the drafts of a cell, also those left behind."""
        for path, texts in list(self._left.items()):
            if texts.pop(cell, None) is not None:
                self._write(path, texts)
        with self._changing:
            if self._texts.pop(cell, None) is not None:
                self._write_soon()

    def flush(self) -> None:
        """Return once everything is written."""
        with self._changing:
            timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
        with self._writing:
            if self._unwritten:
                self._unwritten = False
                self._next = monotonic() + self._every
                self._write(self._path, dict(self._texts))

    def _write_soon(self) -> None:
        self._unwritten = True
        if self._timer is None:
            self._timer = Timer(max(0.0, self._next - monotonic()), self.flush)
            self._timer.daemon = True
            self._timer.start()

    def _write(self, path: Path, texts: dict[Cell, str]) -> None:
        """Write drafts; a home that cannot be written is no reason to stop."""
        with suppress(OSError):
            if not texts:
                path.unlink(missing_ok=True)
                return
            self._home.mkdir(parents=True, exist_ok=True, mode=0o700)
            cells = [{"option": option, "criterion": leaf, "text": text} for (option, leaf), text in texts.items()]
            data = json.dumps({"process": os.getpid(), "drafts": cells}, ensure_ascii=False, indent=1)
            replace_file(self._disk, path, data.encode("utf-8", "surrogatepass"))

    def _left_by_others(self) -> dict[Path, dict[Cell, str]]:
        left = {}
        for path in sorted(self._home.glob(f"{self._stem}-*.json")) if self._home.is_dir() else ():
            with suppress(OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
                body = json.loads(self._disk.read(path).decode("utf-8", "surrogatepass"))
                if not _is_running(body["process"]):
                    left[path] = dict(map(_draft, body["drafts"]))
        return left


def _draft(body: Any) -> tuple[Cell, str]:  # noqa: ANN401 - whatever stood in the file
    option, criterion, text = (body[name] for name in ("option", "criterion", "text"))
    if not all(isinstance(each, str) for each in (option, criterion, text)):
        raise TypeError
    return (option, criterion), text


def _is_running(process: int) -> bool:
    """Return whether another process is running; where that cannot be asked, it is taken to have ended."""
    if os.name != "posix" or process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
