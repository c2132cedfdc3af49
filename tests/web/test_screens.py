"""What somebody who came by a link sees and may do, and what is kept when a connection is lost."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from tests.web.served import Served, until, visiting
from workbench.store.folder import read
from workbench.tui.running.others import EVERY
from workbench.usecases.rounds import change_round
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

HIDDEN = "61.25"
"""What Bo scores in a round: nowhere to be seen by the others until it is revealed."""


async def test_two_see_each_other_and_whoever_only_reads_changes_nothing(house: Served) -> None:
    async with visiting(house, "Dee") as dee, visiting(house, "Guest") as guest:
        await dee.connect()
        await guest.connect()
        await dee.sees("You are Dee")
        await guest.sees("link is for reading")
        await dee.press("5")
        await guest.sees("Changed by others")
        entries = len(read(house.study).entries)
        await guest.press("1")
        await guest.sees("Nothing was changed: the link of Guest is for reading.")
        await guest.press("i7\rx+u")
        await guest.runs("history", "founder")  # whatever was typed before is done
        contents = read(house.study)
        assert len(contents.entries) == entries
        assert {each.actor for each in contents.entries} <= {"founder", "ana", "bo", "dee"}
    # two looks at the folder, and so any change of others, fit into two seconds
    assert 2 * EVERY <= 2


async def test_a_lost_connection_loses_nothing(house: Served) -> None:
    async with visiting(house, "Dee") as dee:
        await dee.comes()
        await dee.press("n")
        await dee.sees("Reason:")
        await dee.press("Half a reason")
        await dee.sees("Half a reason")
        screen = house.screen_of("dee")
        assert dee.socket is not None
        dee.socket._response.connection.transport.abort()  # type: ignore[union-attr]  # no goodbye
        await dee.closed("by the fault")
        await dee.connect(100, 30)
        await dee.sees("Half a reason")
        assert house.screen_of("dee") == screen
        await dee.press(" and the rest\x1bOQ")
        await dee.sees("Reason kept")
    await until(lambda: "Half a reason and the rest" in str(read(house.study).state), "on the disk")
    assert read(house.study).entries[-1].actor == "dee"


async def test_what_is_typed_in_a_browser_writes_no_file_reaches_no_shell_and_acts_for_nobody_else(
    house: Served,
) -> None:
    files = sorted(house.study.iterdir())
    async with visiting(house, "Dee") as dee:
        await dee.comes()
        await dee.runs("report -o x.xlsx", "report is not run from the browser")
        await dee.runs("score -o x.txt", "score takes no output from the browser")
        await dee.runs("score /etc/passwd", "on the open study only")
        await dee.runs("undo --analyst bo", "undo is not run from the browser")
        await dee.runs("rounds @ open", "rounds takes no action from the browser")
        await dee.runs("! id", "There is no verb '!'")
        await dee.press("\x07")  # ctrl+g
        await dee.sees("no shell here")
    assert sorted(house.study.iterdir()) == files


async def test_a_screen_gets_nothing_of_the_servers_environment(house: Served) -> None:
    async with visiting(house, "Dee") as dee:
        await dee.comes()
        screen = Path(f"/proc/{house.screen_of('dee')}")
        told = (screen / "environ").read_bytes()
        assert b"hunter2" not in told
        assert b"WORKBENCH_ANALYST=Dee" in told
        assert "sh" not in (screen / "cmdline").read_bytes().split(b"\0")[0].decode().rpartition("/")[2]


async def test_a_message_that_no_page_sends_ends_the_connection_only(house: Served) -> None:
    async with visiting(house, "Dee") as dee:
        await dee.comes()
        screen = house.screen_of("dee")
        for message in ("", "[]", "{}", '["stdin", 5]', '["resize", []]', '["eval", "x"]', "[" * 5000, "\x00"):
            await dee.connect()
            assert dee.socket is not None
            await dee.socket.send_str(message)
            await dee.closed(f"after {message[:20]!r}")
        await dee.comes()
        assert house.screen_of("dee") == screen


async def test_in_a_round_everybody_sees_their_own_scores_until_it_is_revealed(house: Served) -> None:
    async with visiting(house, "Dee") as dee, visiting(house, "Guest") as guest:
        everything = bytearray()
        for each in (dee, guest):
            await each.comes()
        change_round(house.study, "open", analysts=("bo", "dee"), analyst="founder")
        bo = Session(house.study, ("bo", "Bo"))
        bo.apply(bo.rescore("z", "c", value=float(HIDDEN), rationale="hush"))
        bo.close()
        for each in (dee, guest):
            for line, words in (("rounds", "scored apart"), ("score --view bo", "Round 1 is open"),
                                ("history", "History")):  # fmt: skip
                await each.runs(line, words)
                everything += each.shown + each.screen.text().encode()
        assert HIDDEN.encode() not in everything
        assert HIDDEN not in cells(await dee.file("/report.xlsx"))
        await dee.runs("rounds @ reveal", "rounds takes no action from the browser")
        assert read(house.study).state["round/1"].get("state", "open") == "open"
        change_round(house.study, "reveal", analyst="founder")
        await dee.runs("history", HIDDEN)
        change_round(house.study, "close", analyst="founder")


def cells(data: bytes) -> set[str]:
    """Return all that stands in a workbook."""
    book = load_workbook(io.BytesIO(data))
    return {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}


async def test_leaving_ends_the_screen_and_the_cookie(house: Served) -> None:
    async with visiting(house, "Guest") as guest:
        await guest.comes()
        screens = house.screens()
        assert await guest.leave() == 200
        await guest.closed("by leaving")
        assert len(house.screens()) == len(screens) - 1
        assert await guest.status("/") == 403
        house.cookies["Guest"] = ("", "")


async def test_a_killed_server_loses_nothing(serve: Callable[..., Served]) -> None:
    served = serve("--analyst", "Ana")
    async with visiting(served) as ana:
        await ana.enter("Ana")
        await ana.connect()
        await ana.sees("You are Ana")
        await ana.press("5")
        await until(lambda: len(read(served.study).entries) > 1, "on the disk")
        screens = served.screens()
        served.process.kill()
        await until(lambda: not any(alive(each) for each in screens), "the screen has ended")
    contents = read(served.study)
    assert contents.entries[-1].actor == "ana"
    assert not contents.warnings


def alive(process: int) -> bool:
    """Return whether a process runs."""
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().split(")")[1][:4]
    except OSError:
        return False
