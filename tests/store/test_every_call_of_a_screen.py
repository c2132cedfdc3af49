"""Whatever call to the disk fails while somebody works on the screen: it says what is safe, and nothing is lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.soak import counted, sizes
from tests.store.writing import small
from workbench.store.folder import read
from workbench.tui.app import WorkbenchApp
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.store.writing import Trouble
    from workbench.usecases.session import Saving

MOST_CALLS = 100
SAFE = ("kept in memory and tried again", "othing was", "is safe", "Reading changes nothing")
"""Words of which one must stand in everything that is said about the failure: what is safe."""
IMPORT = "import {} --into @ --column name=option --column c=speed"


async def do(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and return once all that they have set going has ended."""
    await pilot.press(*keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def work(app: WorkbenchApp, trouble: Trouble, fail_at: int) -> tuple[list[str], int]:
    """Score, take back, bring in a table and look again, the disk failing once; return what was said, and the calls."""
    bring_in = IMPORT.format(app.session.path / "scores.csv")
    async with app.run_test(size=(100, 30)) as pilot:
        said: list[str] = []
        show = app.session._saver.observer

        def note(saving: Saving) -> None:
            said.append(saving.failure)
            if show is not None:
                show(saving)

        app.session.on_saving(note)
        trouble.begin(fail_at)
        await do(pilot, "5", "1", "u")
        await asyncio.to_thread(app.session.flush)
        app.run_verb(bring_in)
        await do(pilot)
        await do(pilot, "escape", "ctrl+s")
        app.others.look()
        calls = trouble.calls
        trouble.begin(0)
        # Asked for again, everything is done.
        app.run_verb(bring_in)
        await do(pilot)
        await do(pilot, "escape", "ctrl+s")
        said += app.heard_so_far
        assert app.session.saving.done
        assert app.is_running
    return said, calls


@sizes("step", 9, 1)
async def test_a_screen_whose_disk_fails_stays_says_what_is_safe_and_loses_nothing(
    step: int, tmp_path: Path, trouble: Trouble, record_property: Callable[[str, object], None]
) -> None:
    found = counted(record_property, "k-th call of a screen fails")
    for fail_at in range(1, MOST_CALLS, step):
        trouble.begin(0)
        path = small(tmp_path / str(fail_at))
        (path / "scores.csv").write_text("name,c\nferry,75\nbridge,0\n", encoding="utf-8")
        session = Session(path, ("ana", "Ana"), retry=600)
        said, calls = await work(WorkbenchApp(session), trouble, fail_at)
        about = [each for each in said if "Input/output error" in each]
        assert all(any(words in each for words in SAFE) for each in about), about
        assert not any("Changed by others" in each for each in said), said
        shown = dict(session.state)
        assert shown["score/ferry/speed/ana"]["value"] == 75.0, "the screen has taken over what its line brought in"
        assert session.close().done
        contents = read(path)
        found["tried"] += 1
        found["refused"] += bool(about)
        found["wrong"] += contents.state != shown
        # The first score stands, the second was taken back, both scores of the table are in.
        scores = [contents.state.get(f"score/{cell}/ana") for cell in ("ferry/cost", "ferry/speed", "bridge/speed")]
        found["lost"] += sum(not each for each in scores)
        assert [each and each["value"] for each in scores] == [100.0, 75.0, 0.0], f"call {fail_at}: {said}"
        assert (found["lost"], found["wrong"]) == (0, 0)
        if calls < fail_at:
            break
    assert found["refused"] > 0
