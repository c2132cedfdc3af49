"""The server: pages, screens and reports, for whoever has come in by a link."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from workbench.usecases.watch import title_of
from workbench.web.doors import Doors
from workbench.web.gate import ENTRANCE, Gate
from workbench.web.pages import file_named, screen_page, words_page
from workbench.web.seat import ENDED, FULL, IDLE, TAKEN_OVER, Seat, command, environment

if TYPE_CHECKING:
    from workbench.usecases.serve import Serving
    from workbench.usecases.served import Person

HEARTBEAT = 15.0
"""Seconds between two signs of life on a connection."""
CLOSING = 2.0
"""Seconds that a page has to agree to the end of its connection."""
LONGEST_MESSAGE = 1_000_000
"""Bytes of one message from a browser: a pasted table is one."""
LARGEST = 500, 300
"""Columns and lines of a screen."""
LOOK_FOR_IDLE = 5.0
REPORT_TIME = 120.0
"""Seconds that a report may take."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORDS = {
    TAKEN_OVER: "Your screen is open in another window or tab now. What you did here is kept.",
    ENDED: "The screen has ended. Everything you changed is kept.",
    IDLE: "The screen was ended because no key was pressed for a while. Everything you changed is kept.",
    FULL: "As many people are working as this server takes at once. Try again when somebody has left.",
    "": "The connection was lost. Everything you changed is kept.",
}


class Server:
    """Serves one study to some people."""

    def __init__(self, serving: Serving, port: int) -> None:
        self.serving = serving
        self.gate = Gate(serving, port)
        self.doors = Doors(serving.people)
        self.seats = {person.id: Seat(serving.study, person) for person in serving.people}
        self._cookie = f"__Host-workbench-{port}" if serving.certificate else f"workbench-{port}"
        self._starting = asyncio.Lock()

    def links(self) -> dict[str, str]:
        """Return each person's link by their label."""
        return {
            each.label: f"{self.gate.address}{ENTRANCE}{self.doors.tokens[each.id]}" for each in self.serving.people
        }

    def application(self) -> web.Application:
        """Return the application with its routes; nothing else is answered."""
        application = web.Application(middlewares=[self.gate.middleware()], client_max_size=10_000)
        application.on_response_prepare.append(self.gate.mark)
        application.add_routes([
            web.get("/", self._page, allow_head=False),
            web.get(ENTRANCE + "{token}", self._entrance, allow_head=False),
            web.post(ENTRANCE + "{token}", self._enter),
            web.get("/ws/{page}", self._screen, allow_head=False),
            web.get("/state", self._state, allow_head=False),
            web.get("/report.xlsx", self._report, allow_head=False),
            web.post("/leave", self._leave),
            web.get("/static/{name}", self._file, allow_head=False),
        ])  # fmt: skip
        application.cleanup_ctx.append(self._watching)
        return application

    # Coming in and leaving

    async def _entrance(self, request: web.Request) -> web.Response:
        """Ask for a press on a button: programs that look at links in letters use none up."""
        if not self.doors.is_unused(request.match_info["token"]):
            return _used()
        return words_page("A study to work on", f"{title_of(self.serving.study)}. This link works once; this browser "
                          "then knows you until you leave.", button="Open it")  # fmt: skip

    async def _enter(self, request: web.Request) -> web.Response:
        entered = self.doors.enter(request.match_info["token"])
        if entered is None:
            return _used()
        answer = web.Response(status=303, headers={"Location": "/"})
        self._give(answer, entered[1])
        return answer

    def _give(self, answer: web.Response, cookie: str) -> None:
        answer.set_cookie(
            self._cookie,
            cookie,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=self.serving.certificate is not None,
        )

    def _who(self, request: web.Request) -> Person | None:
        return self.doors.who(request.cookies.get(self._cookie))

    async def _page(self, request: web.Request) -> web.Response:
        person = self._who(request)
        if person is None:
            return _stranger()
        page = secrets.token_hex(8)
        socket = f"{self.gate.address_of(request).replace('http', 'ws', 1)}/ws/{page}"
        role = " (reads only)" if person.reads_only else ""
        answer = screen_page(title_of(self.serving.study), f"{person.label}{role}", page, socket)
        self._give(answer, self.doors.renewed(request.cookies[self._cookie]))
        return answer

    async def _leave(self, request: web.Request) -> web.Response:
        person = self._who(request)
        if person is not None:
            self.doors.leave(request.cookies[self._cookie])
            await self.seats[person.id].stop()
        answer = words_page("You have left", "Everything you changed is kept. To come back, ask for a new link.")
        answer.del_cookie(self._cookie, path="/", secure=self.serving.certificate is not None)
        return answer

    async def _file(self, request: web.Request) -> web.Response:
        found = file_named(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found[1], content_type=found[0])

    async def _state(self, request: web.Request) -> web.Response:
        """Say why a page's connection was closed, and whether it should come back by itself."""
        person = self._who(request)
        if person is None:
            return web.json_response(
                {"words": "This browser is not known any more. Ask for a new link.", "again": False}
            )
        reason = self.seats[person.id].reasons.get(request.query.get("page", ""), "")
        return web.json_response({"words": WORDS[reason], "again": reason == ""})

    # The screen

    async def _screen(self, request: web.Request) -> web.StreamResponse:
        person = self._who(request)
        if person is None:
            raise web.HTTPForbidden
        browser = web.WebSocketResponse(heartbeat=HEARTBEAT, timeout=CLOSING, max_msg_size=LONGEST_MESSAGE)
        await browser.prepare(request)
        seat = self.seats[person.id]
        page = request.match_info["page"][:32]
        async with self._starting:
            # One after the other, so that two who come at once are both counted.
            if not seat.is_running and sum(each.is_running for each in self.seats.values()) >= self.serving.sessions:
                seat.note(page, FULL)
                await browser.close()
                return browser
            width, height = (_side(request.query.get(name, ""), most) for name, most in
                             zip(("width", "height"), LARGEST, strict=True))  # fmt: skip
            await seat.connect(browser, page, width, height)
        try:
            async for message in browser:
                if seat.browser is not browser or message.type != WSMsgType.TEXT:
                    break
                if not await _pass_on(message, seat, browser):
                    break
        finally:
            if seat.browser is browser:
                seat.browser = None
        return browser

    async def _watching(self, _application: web.Application) -> Any:  # noqa: ANN401 - an asynchronous generator
        """End screens that nobody uses; with the server, end all."""
        watching = asyncio.create_task(self._end_idle())
        yield
        watching.cancel()
        await asyncio.gather(*(seat.stop() for seat in self.seats.values()), return_exceptions=True)

    async def _end_idle(self) -> None:
        while True:
            await asyncio.sleep(min(LOOK_FOR_IDLE, self.serving.idle / 2))
            for seat in self.seats.values():
                if seat.is_running and monotonic() - seat.touched > self.serving.idle:
                    await seat.stop(IDLE)

    # The report

    async def _report(self, request: web.Request) -> web.Response:
        person = self._who(request)
        if person is None:
            return _stranger()
        seat = self.seats[person.id]
        if seat.reporting.locked():
            return web.Response(status=429, text="The report is being made; wait for it.\n")
        async with seat.reporting:
            data, words = await _reported(self.serving.study, person)
        if data is None:
            return words_page("There is no report now", words, status=500)
        name = f"{self.serving.study.name.encode('ascii', 'replace').decode()}.xlsx"
        safe = "".join(each if each.isalnum() or each in "._- " else "_" for each in name)
        headers = {"Content-Disposition": f'attachment; filename="{safe}"'}
        return web.Response(body=data, content_type=XLSX, headers=headers)


async def _reported(study: Path, person: Person) -> tuple[bytes | None, str]:
    """Return a study's report as a person sees it, made in a process of its own; else what went wrong."""
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        file = Path(folder) / "report.xlsx"
        process = await asyncio.create_subprocess_exec(
            *command("workbench", "report", str(study), "-o", str(file)),
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
            env=environment(person), cwd=study,
        )  # fmt: skip
        try:
            _, words = await asyncio.wait_for(process.communicate(), REPORT_TIME)
        except TimeoutError:
            process.kill()
            await process.wait()
            return None, "It took too long."
        if process.returncode != 0 or not file.is_file():
            return None, words.decode("utf-8", "replace").replace(folder, "").strip()
        return file.read_bytes(), ""


async def _pass_on(message: Any, seat: Seat, browser: web.WebSocketResponse) -> bool:  # noqa: ANN401 - aiohttp's message
    """Act on one message of a browser; return whether it was one."""
    try:
        kind, *rest = message.json()
        given = rest[0] if rest else None
        if kind == "stdin" and isinstance(given, str):
            seat.touched = monotonic()
            await seat.send_bytes(given.encode("utf-8"))
        elif kind == "resize" and isinstance(given, dict):
            await seat.set_terminal_size(_side(given["width"], LARGEST[0]), _side(given["height"], LARGEST[1]))
        elif kind == "ping":
            await browser.send_json(["pong", str(given)[:32]])
        elif kind in {"focus", "blur"}:
            await (seat.focus() if kind == "focus" else seat.blur())
        else:
            return False
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    except ConnectionError:  # the screen or the browser is just going
        return True
    return True


def _side(value: Any, most: int) -> int:  # noqa: ANN401 - as a browser sent it
    try:
        return min(most, max(1, int(value)))
    except (ValueError, TypeError, OverflowError):
        return most // 4


def _used() -> web.Response:
    words = "It works once, and was used, or it belongs to a server that has ended. Ask for a new one."
    return words_page("This link does not work any more", words, status=410)


def _stranger() -> web.Response:
    words = "Use the link that you were given. If you have used it in this browser, type this page's address yourself."
    return words_page("Who are you?", words, status=403)
