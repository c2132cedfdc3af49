"""A served study, and somebody who talks to it without a browser."""

from __future__ import annotations

import asyncio
import json
import os
import re
import select
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

GUARD = 30.0
"""Seconds after which a test gives up waiting; ten times what a busy machine needs."""
_ESCAPES = re.compile(r"\x1b\[[0-9;?<>=$]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.")


class Served:
    """A server in a process of its own."""

    def __init__(self, study: Path, *people: str, options: tuple[str, ...] = ()) -> None:
        arguments = ["serve", str(study), "--port", "0", *people, *options]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "workbench", *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
            env=os.environ | {"SECRET_OF_THE_SERVER": "hunter2"},
        )  # fmt: skip
        self.study = study
        self.links: dict[str, str] = {}
        count = len(people) // 2
        deadline = time.monotonic() + GUARD
        assert self.process.stdout is not None
        while len(self.links) < count:
            assert select.select([self.process.stdout], [], [], max(0.0, deadline - time.monotonic()))[0]
            line = self.process.stdout.readline().decode()
            assert line, self.process.stderr.read().decode() if self.process.stderr else ""
            label, _, link = line.strip().rpartition(": ")
            self.links[label.partition(" (")[0]] = link
        self.address = next(iter(self.links.values())).partition("/enter/")[0]

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


@dataclass
class Visitor:
    """Somebody with a cookie jar of their own."""

    served: Served
    session: aiohttp.ClientSession
    shown: bytearray = field(default_factory=bytearray)
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
        async with self.session.post(self.served.links[label], headers=sent, ssl=False) as answer:
            return answer.status

    async def status(self, path: str, **headers: str) -> int:
        """Ask for a page and return the status of the answer."""
        async with self.session.get(f"{self.served.address}{path}", headers=headers, ssl=False) as answer:
            await answer.read()
            return answer.status

    async def text(self, path: str) -> str:
        """Ask for a page and return it."""
        async with self.session.get(f"{self.served.address}{path}", ssl=False) as answer:
            return await answer.text()

    async def connect(self, width: int = 120, height: int = 40, page: str = "page", **headers: str) -> None:
        """Open the screen, as the page's script does."""
        sent = {"Origin": self.served.address} | headers
        url = f"{self.served.address}/ws/{page}?width={width}&height={height}"
        self.shown.clear()
        self.socket = await self.session.ws_connect(url, headers=sent, ssl=False)
        self._reading = asyncio.create_task(self._read(self.socket))

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type == aiohttp.WSMsgType.BINARY:
                self.shown += message.data

    async def press(self, text: str) -> None:
        """Type."""
        assert self.socket is not None
        await self.socket.send_str(json.dumps(["stdin", text]))

    async def sees(self, words: str) -> None:
        """Wait until some words were shown."""
        await until(lambda: words in plain(self.shown), f"{words!r} in {plain(self.shown)[-3000:]}")

    async def lose(self) -> None:
        """Lose the connection."""
        assert self.socket is not None
        await self.socket.close()
        if self._reading is not None:
            await self._reading


def plain(shown: bytes | bytearray) -> str:
    """Return what was shown without colours and moves of the cursor."""
    return _ESCAPES.sub("", bytes(shown).decode("utf-8", "replace"))


async def until(reached: Callable[[], Any], what: str, guard: float = GUARD) -> None:
    """Wait until something is so."""
    for _ in range(int(guard / 0.05)):
        if reached():
            return
        await asyncio.sleep(0.05)
    message = f"not within {guard:g} s: {what}"
    raise AssertionError(message)


@asynccontextmanager
async def visiting(served: Served) -> AsyncIterator[Visitor]:
    """Come to a server with an empty cookie jar."""
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, ssl=False), cookie_jar=aiohttp.CookieJar(unsafe=True)
    ) as session:
        visitor = Visitor(served, session)
        yield visitor
        if visitor.socket is not None:
            await visitor.lose()
