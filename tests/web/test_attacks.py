"""Who is let in, spoken without a browser."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.web.served import Served, plain, until, visiting
from workbench.store.folder import read
from workbench.usecases.served import Person
from workbench.web.doors import LIFETIME, Doors
from workbench.web.seat import environment

if TYPE_CHECKING:
    from collections.abc import Callable

    Serve = Callable[..., Served]

EVIL = "http://evil.example"


async def test_everybody_else_is_turned_away_and_a_link_works_once(serve: Serve) -> None:
    served = serve("--analyst", "Ana")
    async with visiting(served) as ana, visiting(served) as mallory:
        assert [await mallory.status(path) for path in ("/", "/report.xlsx")] == [403, 403]
        assert [await mallory.status(path) for path in ("/static/", "/static/..%2fserver.py", "/x")] == [404, 404, 404]
        assert await mallory.enter("Ana", Origin=EVIL) == 403
        assert "Open it" in await mallory.text(served.links["Ana"].removeprefix(served.address))
        assert await ana.enter("Ana") == 200
        assert await mallory.enter("Ana") == 410
        assert "does not work any more" in await mallory.text(served.links["Ana"].removeprefix(served.address))
        # from here on with the cookie of one who was let in: another origin, another host, another site
        for path in ("/", "/report.xlsx", "/state"):
            assert await ana.status(path, Origin=EVIL) == 403
            assert await ana.status(path, Host="evil.example") == 421
            assert await ana.status(path, **{"Sec-Fetch-Site": "cross-site"}) == 403
        for headers in (
            {"Origin": EVIL},
            {"Origin": "null"},
            {"Host": "evil.example"},
            {"Sec-Fetch-Site": "same-site"},
        ):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await ana.connect(80, 24, "x", **headers)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await mallory.connect()
        assert not served.screens()


async def test_a_cookie_is_strict_and_its_copy_ends_when_the_next_page_is_used(serve: Serve) -> None:
    served = serve("--analyst", "Ana")
    async with visiting(served) as ana, visiting(served) as thief:
        await ana.enter("Ana")
        (morsel,) = list(ana.session.cookie_jar)
        assert morsel["httponly"]
        assert morsel["samesite"] == "Strict"
        name, value = ana.cookie
        assert await ana.status("/") == 200
        assert await ana.status("/state") == 200
        assert ana.cookie[1] != value
        assert await thief.status("/", Cookie=f"{name}={value}") == 403
        fresh = ana.cookie[1]
        async with ana.session.post(f"{served.address}/leave", headers={"Origin": served.address}) as answer:
            assert answer.status == 200
        assert await thief.status("/", Cookie=f"{name}={fresh}") == 403


async def test_answers_forbid_the_browser_what_a_page_does_not_need(serve: Serve) -> None:
    served = serve("--analyst", "Ana")
    async with visiting(served) as ana:
        await ana.enter("Ana")
        for path in ("/", "/static/page.js", "/nowhere", "/state"):
            async with ana.session.get(f"{served.address}{path}") as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'; script-src 'self';" in policy
                assert "frame-ancestors 'none'" in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["X-Frame-Options"] == "DENY"
                assert answer.headers["Cache-Control"] == "no-store"
        assert "://" not in (await ana.text("/")).replace(served.address.replace("http", "ws"), "")


async def test_two_hundred_opens_are_one_screen_and_the_cap_holds(serve: Serve) -> None:
    served = serve("--analyst", "Ana", "--analyst", "Bo", options=("--sessions", "1"))
    async with visiting(served) as ana, visiting(served) as bo:
        await ana.enter("Ana")
        await bo.enter("Bo")
        # none of these answers anything: a page that is gone keeps nobody waiting
        sockets = await asyncio.gather(
            *(
                ana.session.ws_connect(f"{served.address}/ws/ana", headers={"Origin": served.address})
                for _ in range(200)
            )
        )
        await until(lambda: sum(not each.closed for each in sockets) >= 1 and served.screens(), "one screen")
        assert len(served.screens()) == 1
        await bo.connect(page="bo")
        await until(lambda: bo.socket is not None and bo.socket.closed, "closed")
        assert "as this server takes" in await bo.text("/state?page=bo")
        assert len(served.screens()) == 1
        await asyncio.gather(*(each.close() for each in sockets))


async def test_a_lost_connection_loses_nothing_and_two_see_each_other(serve: Serve) -> None:
    served = serve("--analyst", "Ana", "--observer", "Guest")
    async with visiting(served) as ana, visiting(served) as guest:
        for visitor, label in ((ana, "Ana"), (guest, "Guest")):
            await visitor.enter(label)
            await visitor.connect()
            await visitor.sees("link is for reading" if label == "Guest" else "You are Ana")
        await ana.press("3")
        await guest.sees("Changed by others")
        await guest.press("1")
        await guest.sees("Nothing was changed")
        await ana.press(":")
        await ana.sees("A verb")
        await ana.press("report -o /tmp/x.xlsx\r")
        await ana.sees("not run from the browser")
        await ana.press("n")
        await ana.sees("Reason:")
        await ana.press("Half a reason")
        await ana.sees("Half a reason")
        screens = served.screens()
        await ana.lose()
        await ana.connect(100, 30)
        await ana.sees("Half a reason")
        assert served.screens() == screens
        await ana.lose()
        served.stop()
    contents = read(served.study)
    assert {each.actor for each in contents.entries} == {"founder", "ana"}
    assert "Half a reason" in str(contents.state)
    assert not contents.warnings


async def test_a_killed_server_loses_nothing(serve: Serve) -> None:
    served = serve("--analyst", "Ana")
    async with visiting(served) as ana:
        await ana.enter("Ana")
        await ana.connect()
        await ana.sees("You are Ana")
        await ana.press("3")
        await until(lambda: len(read(served.study).entries) > 1, "on the disk")
        screens = served.screens()
        served.process.kill()
        await until(lambda: not any(alive(each) for each in screens), "the screen has ended")
    contents = read(served.study)
    assert contents.entries[-1].actor == "ana"
    assert not contents.warnings


def alive(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().split(")")[1][:4]
    except OSError:
        return False


async def test_a_screen_gets_nothing_of_the_servers_environment(serve: Serve) -> None:
    served = serve("--analyst", "Ana")
    async with visiting(served) as ana:
        await ana.enter("Ana")
        await ana.connect()
        await ana.sees("You are Ana")
        (screen,) = served.screens()
        told = Path(f"/proc/{screen}/environ").read_bytes()  # noqa: ASYNC240
        assert b"hunter2" not in told
        assert b"WORKBENCH_ANALYST=Ana" in told
        assert "sh" not in Path(f"/proc/{screen}/cmdline").read_bytes().split(b"\0")[0].decode().rpartition("/")[2]  # noqa: ASYNC240
        await ana.press("\x07")  # ctrl+g
        await ana.sees("no shell here")


def test_a_screen_is_told_a_fixed_list_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    allowed = {"LANG", "LC_ALL", "TZ", "SYSTEMROOT", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "HOME", "WORKBENCH_HOME",
               "WORKBENCH_ANALYST", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE"}  # fmt: skip
    assert set(environment(Person("ana", "Ana"))) <= allowed
    assert "PATH" in os.environ


async def test_a_message_that_no_page_sends_ends_the_connection_only(serve: Serve) -> None:
    served = serve("--analyst", "Ana")
    async with visiting(served) as ana:
        await ana.enter("Ana")
        for message in ("", "[]", "{}", '["stdin", 5]', '["resize", []]', '["eval", "x"]', "[" * 5000, "\x00"):
            await ana.connect()
            assert ana.socket is not None
            await ana.socket.send_str(message)
            await until(lambda: ana.socket is not None and ana.socket.closed, f"closed after {message[:20]!r}")
        await ana.connect()
        await ana.sees("F1 help")
        assert len(served.screens()) == 1


def test_a_cookie_ends_with_time_and_renewals_hold_in_any_order() -> None:
    now = [0.0]
    doors = Doors([Person("ana", "Ana")], clock=lambda: now[0])
    entered = doors.enter(doors.tokens["ana"])
    assert entered is not None
    first = entered[1]
    second, third = doors.renewed(first), doors.renewed(first)
    assert doors.who(first) is not None
    assert doors.who(second) is not None
    assert doors.who(first) is None
    assert doors.who(third) is not None
    assert doors.who(second) is None
    now[0] = LIFETIME
    assert doors.who(third) is None
    assert doors.enter(doors.tokens["ana"]) is None
    assert doors.who("\ud800") is None


def test_plain_text_has_no_escapes() -> None:
    assert plain(b"\x1b[1;31mred\x1b[0m\x1b]52;c;\x07") == "red"
