"""One person's screen: a process of its own that goes on when the browser's connection is lost."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from workbench.usecases.locations import home

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from pathlib import Path

    from aiohttp import web

    from workbench.usecases.served import Person

PRELUDE = b"\x1b[?1049h\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h\x1b[?25l\x1b[?2004h"
"""What a screen tells a terminal once, for one that comes to it later: mouse, paste, hidden cursor."""
ENDING = 15.0
"""Seconds that a screen has to keep what is being written and to leave."""
KEPT = ("LANG", "LC_ALL", "TZ", "SYSTEMROOT", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
"""What of this process's environment a screen's process is given."""
MOST_REASONS = 16
TAKEN_OVER, ENDED, IDLE, FULL = "taken over", "ended", "idle", "full"
"""Why a page's connection was closed, where it was not lost."""


def environment(person: Person) -> dict[str, str]:
    """Return all that the processes of a person are told of where they run."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    own = str(home() / "served")
    return kept | {
        "HOME": own, "WORKBENCH_HOME": own, "WORKBENCH_ANALYST": person.label, "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip


def command(module: str, *arguments: str) -> list[str]:
    """Return how a module of the workbench is started, without a shell and not from the folder it is started in."""
    return [sys.executable, "-P", "-m", module, *arguments]


class Seat(AppService):
    """The screen of one person; a browser is connected to it or not."""

    def __init__(self, study: Path, person: Person) -> None:
        super().__init__(
            "", write_bytes=self._to_browser, write_str=self._words_to_browser, close=self._has_ended,
            download_manager=DownloadManager(),
        )  # fmt: skip
        self._study = study
        self.person = person
        self.browser: web.WebSocketResponse | None = None
        self.page = ""
        self.touched = monotonic()
        """When its person last pressed a key or came back."""
        self.reasons: dict[str, str] = {}
        """Why the connections of pages were closed, by page."""
        self._changing = asyncio.Lock()
        self._closing: set[asyncio.Task[None]] = set()
        self.reporting = asyncio.Lock()

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self._process is not None and self._process.returncode is None

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return environment(self.person) | {
            "TEXTUAL_FPS": "60", "TEXTUAL_COLOR_SYSTEM": "truecolor", "TERM_PROGRAM": "textual",
            "COLUMNS": str(width), "ROWS": str(height),
        }  # fmt: skip

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        who = json.dumps([self.person.id, self.person.label, self.person.reads_only])
        self._process = await asyncio.create_subprocess_exec(
            *command("workbench.web.inside", str(self._study), who),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            env=self._build_environment(width, height), cwd=self._study, start_new_session=True,
        )  # fmt: skip
        self._stdin = self._process.stdin
        return self._process

    async def connect(self, browser: web.WebSocketResponse, page: str, width: int, height: int) -> None:
        """Show the screen in a browser, in place of the one that it was shown in; start it if need be."""
        async with self._changing:
            await self.disconnect(TAKEN_OVER)
            self.browser, self.page, self.touched = browser, page, monotonic()
            if self.is_running:
                await self._to_browser(PRELUDE)
                await self.set_terminal_size(width, height)
                await self.send_meta({"type": "repaint"})
            else:
                await self.start(width, height)

    async def disconnect(self, reason: str) -> None:
        """Close the browser's connection and keep the reason for its page; the screen goes on."""
        browser, self.browser = self.browser, None
        if browser is not None:
            self.note(self.page, reason)
            # A page that does not answer must keep nobody waiting.
            closing = asyncio.create_task(_close(browser))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    def note(self, page: str, reason: str) -> None:
        """Keep why a page's connection was closed."""
        self.reasons[page] = reason
        while len(self.reasons) > MOST_REASONS:
            del self.reasons[next(iter(self.reasons))]

    async def _to_browser(self, data: bytes) -> None:
        browser = self.browser
        if browser is not None:
            # A connection that is just being lost takes nothing; its next page is painted anew.
            with suppress(ConnectionError, RuntimeError):
                await browser.send_bytes(data)

    async def _words_to_browser(self, text: str) -> None:
        browser = self.browser
        if browser is not None:
            with suppress(ConnectionError, RuntimeError):
                await browser.send_str(text)

    async def on_meta(self, data: bytes) -> None:
        """Pass on what a screen asks of a browser, but no addresses other than the web's."""
        meta: dict[str, Any] = json.loads(data)
        if meta.get("type") == "open_url" and not str(meta.get("url")).startswith(("https://", "http://")):
            return
        await super().on_meta(data)

    async def _has_ended(self) -> None:
        await self.disconnect(ENDED)

    async def run(self) -> None:
        """Pass on what the process says, until it has ended."""
        process = self._process
        try:
            await super().run()
        finally:
            if process is not None:
                await process.wait()
            await self.disconnect(ENDED)

    async def stop(self, reason: str = ENDED) -> None:
        """Have the screen keep what is being written and end."""
        async with self._changing:
            await self.disconnect(reason)
            task, self._task, process = self._task, None, self._process
            if task is None or process is None:
                return
            await self.send_meta({"type": "quit"})
            try:
                await asyncio.wait_for(asyncio.shield(task), ENDING)
            except TimeoutError:
                process.kill()
                await task


async def _close(browser: web.WebSocketResponse) -> None:
    with suppress(Exception):
        await browser.close()
