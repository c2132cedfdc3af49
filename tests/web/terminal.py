"""The workbench in a terminal of its own, beside the browsers."""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
import subprocess
import sys
import termios
from typing import TYPE_CHECKING, Self

from tests.web.emulated import Shown
from tests.web.served import GUARD, until

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

FUNCTION_KEYS = {"F2": "\x1bOQ", "F3": "\x1bOR", "F4": "\x1bOS"}


class Terminal:
    """A process in a pseudo-terminal, read by the running loop."""

    def __init__(self, study: Path, analyst: str, home: Path, size: tuple[int, int] = (120, 40)) -> None:
        self.screen = Shown(*size)
        self._ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "workbench", "open", str(study), "--analyst", analyst],
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
            env=os.environ | {"WORKBENCH_HOME": str(home), "TERM": "xterm-256color"},
        )  # fmt: skip
        os.close(theirs)
        asyncio.get_running_loop().add_reader(self._ours, self._read)

    def _read(self) -> None:
        try:
            self.screen.feed(os.read(self._ours, 65536))
        except OSError:  # the process has ended
            asyncio.get_running_loop().remove_reader(self._ours)

    async def press(self, text: str) -> None:
        """Type."""
        os.write(self._ours, text.encode())

    async def key(self, name: str) -> None:
        """Press a function key."""
        await self.press(FUNCTION_KEYS[name])

    async def sees(self, words: str) -> None:
        """Wait until some words are on the screen."""
        await until(lambda: words in self.screen.text(), lambda: f"{words!r} in\n{self.screen.text()}")

    async def __aenter__(self) -> Self:
        try:
            await self.sees("Ranking")
        except BaseException:
            self.process.kill()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        await asyncio.to_thread(self.process.wait, GUARD)
        asyncio.get_running_loop().remove_reader(self._ours)
        os.close(self._ours)
