"""What a browser may send at most, and what a screen's process may load."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.served import until, visiting
from tests.web.within import within
from workbench.usecases.served import Person
from workbench.web.server import LARGEST, LONGEST_MESSAGE

if TYPE_CHECKING:
    import aiohttp

    from tests.web.served import Visitor
    from workbench.web.seat import Seat

ANA = Person("ana", "Ana")
TOO_BIG = 1009
"""What a connection is closed with because of a message that is too large."""
GUARD = 60.0
FOREIGN = """
with open({marker!r}, "a") as file:
    file.write(__name__ + "\\n")
raise SystemExit(3)
"""


async def _connected(ana: Visitor, width: int, height: int, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
    address = ana.served.address
    url = f"{address}/ws/other?width={width}&height={height}"
    return await ana.session.ws_connect(url, headers={"Origin": address}, compress=compress)


async def _sent(ana: Visitor, message: str, compress: int) -> aiohttp.ClientWebSocketResponse:
    """Send a message on a connection of its own, and return that when the server has closed it."""
    socket = await _connected(ana, 80, 24, compress)
    await socket.send_str(message)
    async with asyncio.timeout(GUARD):
        async for _ in socket:
            pass
    return socket


def _environment(seat: Seat) -> list[bytes]:
    assert seat._process is not None
    return Path(f"/proc/{seat._process.pid}/environ").read_bytes().split(b"\0")


@pytest.mark.parametrize("compress", [0, 15], ids=["plain", "packed"])
async def test_a_message_that_is_too_large_ends_the_connection_and_not_the_screen(study: Path, compress: int) -> None:
    async with within(study, ANA) as served, visiting(served) as ana:
        await ana.enter("Ana")
        await ana.comes()
        process = served.server.seats["ana"]._process
        longest = json.dumps(["ping", "x" * (LONGEST_MESSAGE - 20)])
        large = json.dumps(["ping", "x" * (20 * LONGEST_MESSAGE if compress else LONGEST_MESSAGE)])
        assert (await _sent(ana, large, compress)).close_code == TOO_BIG
        await ana.comes()
        assert served.server.seats["ana"]._process is process
        # a pasted table of the largest size is taken
        assert ana.socket is not None
        await ana.socket.send_str(longest)
        await ana.press("5")
        await ana.sees("100•")
        assert not ana.socket.closed


async def test_a_screen_is_never_larger_than_a_wall_of_screens(study: Path) -> None:
    async with within(study, ANA) as served, visiting(served) as ana:
        await ana.enter("Ana")
        seat = served.server.seats["ana"]
        sizes: list[tuple[int, int]] = []

        async def resized(width: int, height: int) -> None:
            sizes.append((width, height))

        seat.set_terminal_size = resized  # type: ignore[method-assign]
        socket = await _connected(ana, 5_000, 3_000)
        for width, height in ((10**9, 10**12), (-1, 0), (LARGEST[0], 10)):
            await socket.send_str(json.dumps(["resize", {"width": width, "height": height}]))
        await until(lambda: len(sizes) >= 3, "resized")
        assert sizes[-3:] == [LARGEST, (1, 1), (LARGEST[0], 10)]
        told = _environment(seat)
        assert f"COLUMNS={LARGEST[0]}".encode() in told
        assert f"ROWS={LARGEST[1]}".encode() in told


async def test_a_program_that_lies_in_the_study_folder_is_not_run(study: Path, tmp_path: Path) -> None:
    marker = tmp_path / "was-run"
    for name in ("workbench", "json", "textual", "asyncio", "openpyxl", "numpy", "sitecustomize", "usercustomize"):
        (study / f"{name}.py").write_text(FOREIGN.format(marker=str(marker)), encoding="utf-8")
    async with within(study, ANA) as served, visiting(served) as ana:
        await ana.enter("Ana")
        await ana.connect()
        await until(lambda: "Ranking" in ana.screen.text() or marker.exists(), "the screen, or the foreign program")
        assert not marker.exists()
        assert (await ana.file("/report.xlsx")).startswith(b"PK")
    assert not marker.exists()
