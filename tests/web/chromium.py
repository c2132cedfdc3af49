"""A real browser, driven over its own debugging protocol."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
import subprocess
import time
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import aiohttp

from tests.web.emulated import Shown
from tests.web.served import GUARD, plain, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.web.served import Served

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-extensions",
    "--disable-dev-shm-usage", "--no-default-browser-check", "--remote-debugging-port=0",
    "--host-resolver-rules=MAP *.example 127.0.0.1", "--ignore-certificate-errors", "--window-size=1280,800",
)  # fmt: skip
FUNCTION_KEYS = {f"F{number}": 111 + number for number in range(1, 13)}
ENTER = 13
BINARY = 2
"""How a frame of bytes is marked."""


class Chromium:
    """The browser's process."""

    def __init__(self, profile: Path) -> None:
        assert PROGRAM is not None
        self.profile = profile
        self.process = subprocess.Popen(
            [PROGRAM, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + GUARD
        place = profile / "DevToolsActivePort"
        while not place.exists() or len(place.read_text().splitlines()) < 2:
            assert time.monotonic() < deadline, "the browser does not start"
            assert self.process.poll() is None, "the browser has ended"
            time.sleep(0.05)
        port, path = place.read_text().splitlines()[:2]
        self.endpoint = f"ws://127.0.0.1:{port}{path}"
        self.contexts: dict[str, str] = {}
        """The cookie jars of those who have come, by name."""

    def stop(self) -> None:
        """End the browser."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=10)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(timeout=10)


class Wire:
    """The connection to the browser: what is asked of it, and what it tells."""

    def __init__(self, chromium: Chromium, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.chromium = chromium
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.tabs: dict[str, Tab] = {}
        self.reading = asyncio.create_task(self._read())

    async def ask(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Ask the browser for something and wait for the answer."""
        number = next(self._numbers)
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers[number] = future
        body = {"id": number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        await self._socket.send_json(body)
        awaited: set[asyncio.Future[Any]] = {future, self.reading}
        await asyncio.wait(awaited, timeout=GUARD, return_when=asyncio.FIRST_COMPLETED)
        assert future.done(), f"no answer to {method}"
        return future.result()

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told.get("result", {"error": told.get("error")}))
            elif told.get("sessionId") in self.tabs:
                self.tabs[told["sessionId"]].hears(told["method"], told["params"])

    async def person(self, name: str = "", downloads: Path | None = None) -> Person:
        """Return somebody with a cookie jar of their own; under a name, the same one again."""
        context = self.chromium.contexts.get(name)
        if context is None:
            context = (await self.ask("Target.createBrowserContext"))["browserContextId"]
            if name:
                self.chromium.contexts[name] = context
        if downloads is not None:
            await self.ask("Browser.setDownloadBehavior", behavior="allow", browserContextId=context,
                           downloadPath=str(downloads))  # fmt: skip
        return Person(self, context)


class Person:
    """A browser window with its own cookies."""

    def __init__(self, wire: Wire, context: str) -> None:
        self._wire = wire
        self._context = context

    async def tab(self) -> Tab:
        """Open a tab."""
        wire = self._wire
        target = (await wire.ask("Target.createTarget", url="about:blank", browserContextId=self._context))["targetId"]
        session = (await wire.ask("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        tab = wire.tabs[session] = Tab(wire, session, target)
        for domain in ("Network", "Page", "Runtime", "Log"):
            await wire.ask(f"{domain}.enable", session)
        await wire.ask("Emulation.setFocusEmulationEnabled", session, enabled=True)
        return tab


class Tab:
    """A tab, with all it has asked the network for."""

    def __init__(self, wire: Wire, session: str, target: str) -> None:
        self._wire = wire
        self._session = session
        self.target = target
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.answers: dict[str, int] = {}
        """The status of the latest answer, by address."""
        self.shown = bytearray()
        """What came for the terminal since the page was opened."""
        self.screen = Shown(120, 40)
        """What the terminal shows, in letters."""

    def hears(self, method: str, told: dict[str, Any]) -> None:
        """Keep what the browser tells of the tab."""
        if method == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif method == "Network.responseReceived":
            self.answers[told["response"]["url"]] = told["response"]["status"]
        elif method == "Network.webSocketCreated":
            self.requests.append(told["url"])
            asked = parse_qs(urlsplit(told["url"]).query)
            self._resize(asked.get("width", ["80"])[0], asked.get("height", ["24"])[0])
        elif method == "Network.webSocketFrameSent" and told["response"]["payloadData"].startswith('["resize"'):
            self._resize(**json.loads(told["response"]["payloadData"])[1])
        elif method == "Network.webSocketFrameReceived" and told["response"]["opcode"] == BINARY:
            data = base64.b64decode(told["response"]["payloadData"])
            self.shown += data
            self.screen.feed(data)
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(told["exceptionDetails"].get("text")))
        elif method == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.complaints.append(told["entry"]["text"])

    def _resize(self, width: int | str, height: int | str) -> None:
        if (int(width), int(height)) != self.screen.size:
            self.screen = Shown(int(width), int(height))

    async def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask the browser something about this tab."""
        return await self._wire.ask(method, self._session, **parameters)

    async def run(self, script: str) -> Any:
        """Run a script in the page and return what it gives."""
        answer = await self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return answer.get("result", {}).get("value")

    async def open(self, url: str) -> None:
        """Go to an address."""
        self.shown.clear()
        await self.ask("Page.navigate", url=url)
        await self.settles()

    async def settles(self) -> None:
        """Wait until the page is loaded."""
        for _ in range(int(GUARD / 0.1)):
            if await self.run("document.readyState") == "complete":
                return
            await asyncio.sleep(0.1)

    async def enter(self, link: str) -> None:
        """Follow a link and press its button."""
        await self.open(link)
        await self.run("document.querySelector('main button').click()")
        await self.sees("Ranking")

    async def comes(self, served: Served, label: str) -> None:
        """Open the screen of somebody who has entered before, else enter."""
        await self.open(served.address)
        if "Who are you?" in await self.text():
            self.complaints.clear()  # of having been turned away
            await self.enter(served.links[label])
        await self.sees("Ranking")

    async def reload(self) -> None:
        """Load the page again, and wait until it is another one."""
        await self.run("window.before = true")
        self.shown.clear()
        self.screen = Shown(*self.screen.size)
        await self.ask("Page.reload")
        for _ in range(int(GUARD / 0.1)):
            if not await self.run("window.before"):
                break
            await asyncio.sleep(0.1)
        await self.settles()

    async def press(self, text: str) -> None:
        """Type letters, each a press of a key."""
        for letter in text:
            given = {"windowsVirtualKeyCode": ENTER, "code": "Enter"} if letter == "\r" else {}
            key = "Enter" if letter == "\r" else letter
            await self.ask("Input.dispatchKeyEvent", type="keyDown", text=letter, key=key, unmodifiedText=letter,
                           **given)  # fmt: skip
            await self.ask("Input.dispatchKeyEvent", type="keyUp", key=key, **given)

    async def key(self, name: str) -> None:
        """Press a function key."""
        given = {"key": name, "code": name, "windowsVirtualKeyCode": FUNCTION_KEYS[name]}
        await self.ask("Input.dispatchKeyEvent", type="rawKeyDown", **given)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **given)

    async def sees(self, words: str) -> None:
        """Wait until some words came for the terminal."""
        await until(lambda: words in plain(self.shown) or words in self.screen.text(),
                    lambda: f"{words!r} in\n{self.screen.text()}")  # fmt: skip

    async def says(self, words: str) -> None:
        """Wait until the page around the terminal says something."""
        for _ in range(int(GUARD / 0.1)):
            if words in await self.text():
                return
            await asyncio.sleep(0.1)
        raise AssertionError(await self.text())

    async def close(self) -> None:
        """Close the tab."""
        await self._wire.ask("Target.closeTarget", targetId=self.target)

    async def text(self) -> str:
        """Return the text of the page around the terminal."""
        return str(await self.run("document.body.innerText"))

    async def picture(self, file: Path) -> None:
        """Keep a picture of the page."""
        file.write_bytes(base64.b64decode((await self.ask("Page.captureScreenshot"))["data"]))  # noqa: ASYNC240

    def asked_elsewhere(self, address: str) -> list[str]:
        """Return what the page asked of anybody but one server."""
        host = urlsplit(address).netloc
        inner = {"data", "blob", "about", "devtools", "chrome"}
        return [each for each in self.requests if urlsplit(each).scheme not in inner and urlsplit(each).netloc != host]


@asynccontextmanager
async def wired(chromium: Chromium) -> AsyncIterator[Wire]:
    """Connect to a browser."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(chromium.endpoint, max_msg_size=0) as socket,
    ):
        wire = Wire(chromium, socket)
        try:
            yield wire
        finally:
            for tab in wire.tabs.values():
                await tab.close()
            wire.reading.cancel()
            with suppress(asyncio.CancelledError):
                await wire.reading
