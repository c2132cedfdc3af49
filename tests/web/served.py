"""A served study, and somebody who talks to it without a browser."""

from __future__ import annotations

import asyncio
import json
import os
import re
import select
import ssl
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
from yarl import URL

from tests.web.emulated import Shown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.web.within import Within

GUARD = 120.0
"""Seconds after which a test gives up waiting; ten times what a busy machine needs."""
READING = "Esc closes"
"""What stands over what a verb has printed."""
_ESCAPES = re.compile(r"\x1b\[[0-9;?<>=$]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.")


class Served:
    """A server in a process of its own."""

    def __init__(
        self, study: Path, *people: str, home: Path, options: tuple[str, ...] = (), trusted: Path | None = None
    ) -> None:
        arguments = ["serve", str(study), "--port", "0", *people, *options]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "workbench", *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
            env=os.environ | {"WORKBENCH_HOME": str(home), "SECRET_OF_THE_SERVER": "hunter2"},
        )  # fmt: skip
        self.study = study
        self.trust = ssl.create_default_context(cafile=trusted) if trusted else None
        """What its visitors know of its certificate."""
        self.cookies: dict[str, tuple[str, str]] = {}
        """The cookies of those who have entered and come again, by label."""
        self.links: dict[str, str] = {}
        try:
            self._hear_links(len(people) // 2)
        except BaseException:
            self.process.kill()
            self.process.communicate()
            raise
        self.address = next(iter(self.links.values())).partition("/enter/")[0]

    def _hear_links(self, count: int) -> None:
        deadline = time.monotonic() + GUARD
        assert self.process.stdout is not None
        while len(self.links) < count:
            assert select.select([self.process.stdout], [], [], max(0.0, deadline - time.monotonic()))[0], "no link"
            line = self.process.stdout.readline().decode()
            assert line, self.process.stderr.read().decode() if self.process.stderr else ""
            label, _, link = line.strip().rpartition(": ")
            self.links[label.partition(" (")[0]] = link

    def stop(self) -> str:
        """End the server in order and return its words."""
        if self.process.poll() is None:
            self.process.terminate()
        _, words = self.process.communicate(timeout=GUARD)
        return words.decode()

    def screens(self) -> list[int]:
        """Return the ids of the processes that show a screen."""
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        ).stdout
        return [int(line.split()[0]) for line in listed.splitlines() if "workbench.web.inside" in line]

    def screen_of(self, person: str) -> int:
        """Return the id of the process that shows somebody's screen."""
        (found,) = [
            each for each in self.screens() if f'["{person}"'.encode() in Path(f"/proc/{each}/cmdline").read_bytes()
        ]
        return found


@dataclass
class Visitor:
    """Somebody with a cookie jar of their own."""

    served: Served | Within
    session: aiohttp.ClientSession
    shown: bytearray = field(default_factory=bytearray)
    screen: Shown = field(default_factory=lambda: Shown(120, 40))
    socket: aiohttp.ClientWebSocketResponse | None = None
    _reading: asyncio.Task[None] | None = None

    @property
    def cookie(self) -> tuple[str, str]:
        """The name and the value of the only cookie."""
        (cookie,) = list(self.session.cookie_jar)
        return cookie.key, cookie.value

    async def enter(self, label: str, **headers: str) -> int:
        """Use a link, as its page's button does."""
        sent = {"Origin": self.served.address} | headers
        async with self.session.post(self.served.links[label], headers=sent) as answer:
            return answer.status

    async def status(self, path: str, **headers: str) -> int:
        """Ask for a page and return the status of the answer."""
        async with self.session.get(f"{self.served.address}{path}", headers=headers) as answer:
            await answer.read()
            return answer.status

    async def text(self, path: str) -> str:
        """Ask for a page and return it."""
        async with self.session.get(f"{self.served.address}{path}") as answer:
            return await answer.text()

    async def file(self, path: str) -> bytes:
        """Ask for a file and return it."""
        async with self.session.get(f"{self.served.address}{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.read()

    async def leave(self) -> int:
        """Leave, as the page's button does."""
        async with self.session.post(f"{self.served.address}/leave", headers={"Origin": self.served.address}) as answer:
            return answer.status

    async def connect(self, width: int = 120, height: int = 40, page: str = "page", **headers: str) -> None:
        """Open the screen, as the page's script does."""
        sent = {"Origin": self.served.address} | headers
        url = f"{self.served.address}/ws/{page}?width={width}&height={height}"
        self.shown.clear()
        self.screen = Shown(width, height)
        self.socket = await self.session.ws_connect(url, headers=sent)
        self._reading = asyncio.create_task(self._read(self.socket))

    async def comes(self) -> None:
        """Open the screen and wait until it is there."""
        await self.connect()
        await self.sees("Ranking")

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type == aiohttp.WSMsgType.BINARY:
                self.shown += message.data
                self.screen.feed(message.data)

    async def press(self, text: str) -> None:
        """Type."""
        assert self.socket is not None
        await self.socket.send_str(json.dumps(["stdin", text]))

    async def sees(self, words: str) -> None:
        """Wait until some words were shown, on one line or on several."""
        await until(lambda: words in plain(self.shown) or words in " ".join(self.screen.text().split()),
                    lambda: f"{words!r} in\n{self.screen.text()}")  # fmt: skip

    async def runs(self, line: str, words: str) -> None:
        """Type a line at the prompt for verbs, wait for what it says, and put that away."""
        self.shown.clear()  # the prompt of the line before was shown too
        await self.press(":")
        await self.sees("A verb")
        self.shown.clear()
        await self.press(f"{line}\r")
        await self.sees(words)
        if READING in self.screen.text():
            await self.press("\x1b")
            await until(lambda: READING not in self.screen.text(), "back on the screen")

    async def closed(self, why: str) -> None:
        """Wait until the server has closed the connection."""
        await until(lambda: self.socket is not None and self.socket.closed, f"closed {why}")

    async def lose(self) -> None:
        """Lose the connection."""
        assert self.socket is not None
        await self.socket.close()
        if self._reading is not None:
            await self._reading


def plain(shown: bytes | bytearray) -> str:
    """Return what was shown without colours and moves of the cursor."""
    return _ESCAPES.sub("", bytes(shown).decode("utf-8", "replace"))


async def until(reached: Callable[[], Any], what: str | Callable[[], str], guard: float = GUARD) -> None:
    """Wait until something is so."""
    for _ in range(int(guard / 0.05)):
        if reached():
            return
        await asyncio.sleep(0.05)
    message = f"not within {guard:g} s: {what if isinstance(what, str) else what()}"
    raise AssertionError(message)


@asynccontextmanager
async def visiting(served: Served | Within, again: str = "") -> AsyncIterator[Visitor]:
    """Come to a server: with an empty cookie jar, or as somebody who comes again and has entered before."""
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, ssl=served.trust or True), cookie_jar=aiohttp.CookieJar(unsafe=True)
    ) as session:
        visitor = Visitor(served, session)
        if again in served.cookies:
            name, value = served.cookies[again]
            session.cookie_jar.update_cookies({name: value}, URL(served.address))
        elif again:
            assert await visitor.enter(again) == 200
        try:
            yield visitor
        finally:
            if again and len(session.cookie_jar):
                served.cookies[again] = visitor.cookie
            if visitor.socket is not None:
                await visitor.lose()
