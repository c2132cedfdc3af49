"""The served workbench in a real browser, attacks included."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from zipfile import is_zipfile

from aiohttp import web

from tests.web.chromium import Chromium, Tab, wired
from tests.web.served import Served, until
from workbench.store.folder import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Serve = Callable[..., Served]

ATTACK = """new Promise(done => {{
  const socket = new WebSocket("ws://{host}/ws/x?width=80&height=24");
  socket.onopen = () => {{ socket.send(JSON.stringify(["stdin", "1"])); done("open"); }};
  socket.onerror = () => done("refused");
}})"""
READ = """fetch("{address}/report.xlsx", {{credentials: "include", mode: "no-cors"}})
  .then(answer => answer.status ? "read" : "opaque", () => "refused")"""


async def test_two_work_in_browsers_and_nothing_goes_elsewhere(
    serve: Serve, chromium: Chromium, tmp_path: Path
) -> None:
    served = serve("--analyst", "Ana", "--analyst", "Bo")
    async with wired(chromium) as wire:
        downloads = tmp_path / "downloads"
        downloads.mkdir()
        person = await wire.person(downloads)
        ana, bo = await person.tab(), await (await wire.person()).tab()
        await ana.enter(served.links["Ana"])
        await bo.enter(served.links["Bo"])
        await ana.press("3")
        await bo.sees("Changed by others")
        await bo.press("4")
        await ana.sees("Changed by others")
        screens = served.screens()
        await ana.reload()
        await ana.sees("Ranking")
        assert served.screens() == screens
        await ana.run("document.querySelector('header a').click()")
        await until(lambda: list(downloads.glob("*.xlsx")), "the report")
        assert is_zipfile(next(downloads.glob("*.xlsx")))
        for tab in (ana, bo):
            assert not tab.asked_elsewhere(served.address)
            assert not tab.complaints
        # a second tab of hers takes the screen over, and the first says so and stays
        second = await person.tab()
        await second.open(served.address)
        await second.sees("Ranking")
        await says(ana, "another window")
        assert served.screens() == screens
        # the link again, in a browser that nobody knows
        stranger = await (await wire.person()).tab()
        await stranger.open(served.links["Ana"])
        assert "does not work any more" in await stranger.text()
    served.stop()
    assert {each.actor for each in read(served.study).entries} == {"founder", "ana", "bo"}


async def says(tab: Tab, words: str) -> None:
    """Wait until the page around the terminal says something."""
    for _ in range(300):
        if words in await tab.text():
            return
        await asyncio.sleep(0.1)
    raise AssertionError(await tab.text())


async def test_a_page_of_another_site_and_a_rebound_name_get_nowhere(serve: Serve, chromium: Chromium) -> None:
    served = serve("--analyst", "Ana")
    host = served.address.removeprefix("http://")
    port = host.rpartition(":")[2]
    runner = web.AppRunner(web.Application(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        async with wired(chromium) as wire:
            person = await wire.person()
            ana, evil = await person.tab(), await person.tab()
            await ana.enter(served.links["Ana"])
            await ana.press("3")
            await until(lambda: len(read(served.study).entries) == 2, "on the disk")
            # a page from another port of this machine is of the same site: the cookie goes along
            for place in (f"http://127.0.0.1:{runner.addresses[0][1]}/", "about:blank"):
                await evil.open(place)
                assert await evil.run(ATTACK.format(host=host)) == "refused"
                assert await evil.run(READ.format(address=served.address)) != "read"
            # a name of theirs that leads to this machine
            await evil.open(f"http://attacker.example:{port}/")
            assert "does not answer under that name" in await evil.text()
            assert await evil.run(ATTACK.format(host=f"attacker.example:{port}")) == "refused"
            await asyncio.sleep(0.2)
            assert len(read(served.study).entries) == 2
            assert len(served.screens()) == 1
    finally:
        await runner.cleanup()
