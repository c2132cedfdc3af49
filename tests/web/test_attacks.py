"""Who is let in, spoken without a browser."""

from __future__ import annotations

import asyncio
import json
import os
from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.web.emulated import Shown
from tests.web.served import plain, until, visiting
from tests.web.within import within
from workbench.store.folder import read
from workbench.usecases.served import Person, ServedSession
from workbench.web.doors import LIFETIME, Doors
from workbench.web.inside import ServedApp
from workbench.web.seat import Seat, environment

if TYPE_CHECKING:
    from pathlib import Path

EVIL = "http://evil.example"
ANA, BO = Person("ana", "Ana"), Person("bo", "Bo")


async def test_everybody_else_is_turned_away_and_a_link_works_once(study: Path) -> None:
    async with within(study, ANA) as served, visiting(served) as ana, visiting(served) as mallory:
        assert [await mallory.status(path) for path in ("/", "/report.xlsx")] == [403, 403]
        assert [await mallory.status(path) for path in ("/static/", "/static/..%2fserver.py", "/x")] == [404, 404, 404]
        assert await mallory.enter("Ana", Origin=EVIL) == 403
        async with mallory.session.post(served.links["Ana"]) as answer:
            assert answer.status == 403  # no page of this server sends a form without saying where it comes from
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
            await ana.session.ws_connect(f"{served.address}/ws/x")  # no browser
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await mallory.connect()
        assert not served.screens()


async def test_a_cookie_is_strict_and_its_copy_ends_when_the_next_page_is_used(study: Path) -> None:
    async with within(study, ANA) as served, visiting(served) as ana, visiting(served) as thief:
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
        assert await ana.leave() == 200
        assert await thief.status("/", Cookie=f"{name}={fresh}") == 403


async def test_answers_forbid_the_browser_what_a_page_does_not_need(study: Path) -> None:
    async with within(study, ANA) as served, visiting(served) as ana:
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


async def test_two_hundred_opens_are_one_screen_the_cap_holds_and_a_screen_that_nobody_uses_is_ended(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.web.server.LOOK_FOR_IDLE", 0.05)
    async with (
        within(study, ANA, BO, sessions=1) as served,
        visiting(served) as ana,
        visiting(served) as bo,
        aiohttp.ClientSession(cookie_jar=ana.session.cookie_jar, connector=aiohttp.TCPConnector(limit=0)) as crowd,
    ):
        await ana.enter("Ana")
        await bo.enter("Bo")
        # none of these answers anything: a page that is gone keeps nobody waiting
        opening = [crowd.ws_connect(f"{served.address}/ws/x", headers={"Origin": served.address}) for _ in range(200)]
        sockets = await asyncio.gather(*opening)
        assert served.screens() == ["ana"]
        await bo.connect(page="bo")
        await bo.closed("as one too many")
        assert "as this server takes" in await bo.text("/state?page=bo")
        assert served.screens() == ["ana"]
        await ana.connect(page="ana")
        await ana.sees("You are Ana")
        await asyncio.gather(*(each.close() for each in sockets))
        await ana.press("5")
        await until(lambda: len(read(study).entries) == 2, "on the disk")
        seat = served.server.seats["ana"]
        await asyncio.sleep(0.2)
        assert seat.is_running
        seat.touched -= served.server.serving.idle
        await ana.closed("as idle")
        assert "no key was pressed for a while" in await ana.text("/state?page=ana")
        await until(lambda: not served.screens(), "no screen")
        # what she did is kept, and her page opens a new screen
        await ana.connect(page="ana")
        await ana.sees("100•")


def test_a_screen_is_told_a_fixed_list_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    allowed = {"LANG", "LC_ALL", "TZ", "SYSTEMROOT", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "HOME", "WORKBENCH_HOME",
               "WORKBENCH_ANALYST", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE"}  # fmt: skip
    assert set(environment(Person("ana", "Ana"))) <= allowed
    assert "PATH" in os.environ


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


def test_the_palette_of_a_served_screen_offers_no_file_and_no_verb_that_is_not_run_there(study: Path) -> None:
    session = ServedSession(study, ANA)
    app = ServedApp(session)
    titles = {each.title.partition(":")[0] for each in app.get_system_commands(app.score)}
    session.close()
    assert {"Undo", "score", "panel"} <= titles
    assert not {"Screenshot", "report", "export", "serve", "batch", "pack"} & titles


async def test_a_screen_opens_addresses_of_the_web_only(study: Path) -> None:
    seat, told = Seat(study, ANA), list[str]()

    async def hears(text: str) -> None:
        told.append(text)

    seat.remote_write_str = hears
    for address in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://example.org/"):
        await seat.on_meta(json.dumps({"type": "open_url", "url": address, "new_tab": True}).encode())
    assert [json.loads(each)[1]["url"] for each in told] == ["https://example.org/"]


def test_plain_text_has_no_escapes() -> None:
    assert plain(b"\x1b[1;31mred\x1b[0m\x1b]52;c;\x07") == "red"


def test_a_terminal_shows_letters_where_they_were_put() -> None:
    shown = Shown(6, 2)
    for part in (b"\x1b[2;3Hab\x1b[", b"1;1H\x1b[1;31mx\xe6\xbc", b"\xa2y\x1b]52;c;\x07z overflows\r\nq"):
        shown.feed(part)
    assert shown.lines() == ["x漢yz", "q ab"]
