"""The served workbench in a real browser, attacks included."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from zipfile import is_zipfile

import pytest
from aiohttp import web

from tests.web.chromium import Chromium, wired
from tests.web.served import Served, until
from workbench.store.folder import read

if TYPE_CHECKING:
    from pathlib import Path

ATTACK = """new Promise(done => {{
  const socket = new WebSocket("ws://{host}/ws/x?width=80&height=24");
  socket.onopen = () => {{ socket.send(JSON.stringify(["stdin", "1"])); done("open"); }};
  socket.onerror = () => done("refused");
}})"""
SEND = """fetch("{address}{path}", {{method: "{method}", credentials: "include", mode: "no-cors"}})
  .then(answer => answer.status ? "read" : "opaque", () => "refused")"""
FRAME = """new Promise(done => {{
  const frame = document.createElement("iframe");
  frame.onload = () => {{ try {{ done(frame.contentDocument ? "own" : "foreign"); }} catch {{ done("foreign"); }} }};
  frame.src = "{address}/";
  document.body.append(frame);
}})"""
OPENS = """Promise.all([...Array(200).keys()].map(() => new Promise(done => {{
  const socket = new WebSocket("{socket}/ws/x?width=80&height=24");
  socket.onopen = () => done(1);
  socket.onerror = () => done(0);
}}))).then(opened => opened.reduce((sum, each) => sum + each, 0))"""
INLINE = """(() => {
  const script = document.createElement("script");
  script.textContent = "window.strange = 1";
  document.head.append(script);
  return window.strange === undefined ? "refused" : "run";
})()"""
ELSEWHERE = """new Promise(done => {
  const picture = new Image();
  document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective));
  picture.onload = () => done("loaded");
  picture.src = "http://elsewhere.example/x.png";
})"""


async def test_two_work_in_browsers_and_nothing_goes_elsewhere(
    house: Served, chromium: Chromium, tmp_path: Path
) -> None:
    async with wired(chromium) as wire:
        person = await wire.person("ana", tmp_path)
        ana, bo = await person.tab(), await (await wire.person("bo")).tab()
        await ana.comes(house, "Ana")
        await bo.comes(house, "Bo")
        await ana.press("4")
        await bo.sees("Changed by others")
        await bo.press("5")
        await ana.sees("Changed by others")
        screens = house.screens()
        await ana.reload()
        await ana.sees("Ranking")
        assert house.screens() == screens
        await ana.run("document.querySelector('header a').click()")
        await until(lambda: [*map(is_zipfile, tmp_path.glob("*.xlsx"))] == [True], "the report")
        for tab in (ana, bo):
            assert not tab.asked_elsewhere(house.address)
            assert not tab.complaints
        # what a text of the study could try, if it ever came to be part of the page
        assert await bo.run(INLINE) == "refused"
        assert await bo.run(ELSEWHERE) == "img-src"
        # a second tab of hers takes the screen over, and the first says so and stays
        second = await person.tab()
        await second.open(house.address)
        await second.sees("Ranking")
        await ana.says("another window")
        assert house.screens() == screens
        # the link again, in a browser that nobody knows
        stranger = await (await wire.person()).tab()
        await stranger.open(house.links["Ana"])
        assert "does not work any more" in await stranger.text()
    assert {each.actor for each in read(house.study).entries} >= {"ana", "bo"}


async def test_a_page_of_another_site_and_a_rebound_name_get_nowhere(house: Served, chromium: Chromium) -> None:
    host = house.address.removeprefix("http://")
    port = host.rpartition(":")[2]
    runner = web.AppRunner(web.Application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with wired(chromium) as wire:
            evil = await (await wire.person("ana")).tab()
            await evil.comes(house, "Ana")
            entries, screens = len(read(house.study).entries), house.screens()
            # a page from another port of this machine is of the same site: the cookie goes along
            for place in (f"http://127.0.0.1:{runner.addresses[0][1]}/", "about:blank"):
                await evil.open(place)
                assert await evil.run(ATTACK.format(host=host)) == "refused"
                for path, method in (("/report.xlsx", "GET"), ("/state", "GET"), ("/leave", "POST")):
                    evil.answers.clear()
                    assert await evil.run(SEND.format(address=house.address, path=path, method=method)) != "read"
                    assert evil.answers.get(f"{house.address}{path}", 403) == 403
                assert await evil.run(FRAME.format(address=house.address)) == "foreign"
            # a name of theirs that leads to this machine
            await evil.open(f"http://attacker.example:{port}/")
            assert "does not answer under that name" in await evil.text()
            assert await evil.run(ATTACK.format(host=f"attacker.example:{port}")) == "refused"
            # her screen is still there, and still hers
            await evil.comes(house, "Ana")
            await asyncio.sleep(0.2)
            assert len(read(house.study).entries) == entries
            assert house.screens() == screens
    finally:
        await runner.cleanup()


@pytest.mark.soak
async def test_two_hundred_opens_by_a_page_of_ones_own_are_one_screen_and_an_old_cookie_is_none(
    house: Served, chromium: Chromium
) -> None:
    async with wired(chromium) as wire:
        ana = await (await wire.person("ana")).tab()
        await ana.comes(house, "Ana")
        screens = house.screens()
        (copied,) = (await ana.ask("Network.getCookies"))["cookies"]
        assert copied["httpOnly"]
        assert copied["sameSite"] == "Strict"
        assert await ana.run("document.cookie") == ""
        assert await ana.run(OPENS.format(socket=house.address.replace("http", "ws"))) == 200
        assert house.screens() == screens
        await ana.comes(house, "Ana")
        thief = await (await wire.person()).tab()
        await thief.ask("Network.setCookie", **{name: copied[name] for name in ("name", "value", "domain", "path")})
        await thief.open(house.address)
        assert "Who are you?" in await thief.text()
        assert house.screens() == screens
