"""Two browsers and a terminal on one study at once: whatever they do, they end in the same state, that of the logs."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import takewhile
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.soak import counted
from tests.web.chromium import Chromium, Tab, wired
from tests.web.served import until
from tests.web.terminal import Terminal
from workbench.store.folder import read

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tests.web.emulated import Shown
    from tests.web.served import Served
    from workbench.store.entry import Entry

WITHIN_TWO_SECONDS = 20.0
"""A guard, ten times what is promised; what was measured stands in the test's properties."""


class Screen(Protocol):
    """What a browser's tab and a terminal have in common."""

    screen: Shown

    async def press(self, text: str) -> None:
        """Type."""

    async def key(self, name: str) -> None:
        """Press a function key."""

    async def sees(self, words: str) -> None:
        """Wait until some words are shown."""


@dataclass
class Worker:
    """Somebody at a screen, and the numbers that they have typed."""

    name: str
    at: Screen
    random: Random
    first: int
    typed: list[float] = field(default_factory=list)

    async def scores(self) -> float:
        """Type a number into the cell under the cursor: its last digit says who types it, and it is typed once."""
        value = (self.first + 10 * len(self.typed)) / 1000
        self.typed.append(value)
        await self.at.press(f"i{value:.3f}\r")
        return value

    async def does_something(self) -> None:
        """Move, score, take something away or back, or nudge a weight that all share."""
        what = self.random.choice(("move", "move", "score", "score", "score", "weight", "undo", "clear"))
        if what == "move":
            await self.at.press(self.random.choice("hjkl"))
        elif what == "score":
            await self.scores()
        elif what == "weight":
            await self.at.key("F3")
            await self.at.press(self.random.choice(("j+", "k-", "+", "-")))
            await self.at.key("F2")
        else:
            await self.at.press({"undo": "u", "clear": "x"}[what])


def alike(screen: Shown) -> list[list[str]]:
    """Return what a page shows to everybody alike: of the results not the column and order of one's own judgement."""
    lines = screen.lines()
    if "points" in screen.text():
        shown = takewhile(lambda line: not line.startswith(" ──"), lines[1:])
        return [line.partition("▏")[0].replace("›", " ").split() for line in shown]
    rule = next((number for number, line in enumerate(lines) if line.startswith(" ──────  ──")), len(lines))
    columns = [found.start() for found in re.finditer("─+", lines[rule])] if rule < len(lines) else [0, 0, 0]
    return sorted([line.split()[0], *line[columns[2] :].split()] for line in lines[rule + 1 : rule + 4] if line.strip())


async def seen_by_the_others(worker: Worker, workers: list[Worker]) -> float:
    """Have somebody score and return how long it took until all others saw it."""
    value, since = await worker.scores(), time.monotonic()
    others = [each.at for each in workers if each is not worker]
    told = re.compile(rf"\b{value:g}\b")
    await until(
        lambda: all(told.search(at.screen.text()) for at in others),
        lambda: "\n".join((f"{value:g} in", *(at.screen.text() for at in others))),
        WITHIN_TWO_SECONDS,
    )
    return time.monotonic() - since


async def at_rest(workers: list[Worker]) -> None:
    """Wait until nothing changes on any screen: two changes that arrive together are told in one line of words."""
    before: list[str] = []
    while (now := [each.at.screen.text() for each in workers]) != before:
        before = now
        await asyncio.sleep(2.0)


def values(entry: Entry) -> list[float]:
    """Return the numbers that an entry gives to scores."""
    given = [change["new"] for change in entry.raw if change["key"].startswith("score/")]
    return [each["value"] for each in given if each and "value" in each]


@asynccontextmanager
async def three(house: Served, chromium: Chromium, home: Path, seed: int) -> AsyncIterator[list[Worker]]:
    """Ana and Bo in browsers and Cy in a terminal of the same size."""
    async with wired(chromium) as wire:
        tabs: list[Tab] = []
        for name in ("ana", "bo"):
            tab = await (await wire.person(name)).tab()
            await tab.comes(house, name.title())
            tabs.append(tab)
        async with Terminal(house.study, "Cy", home, tabs[0].screen.size) as terminal:
            places: list[tuple[str, Screen]] = [("ana", tabs[0]), ("bo", tabs[1]), ("cy", terminal)]
            yield [
                Worker(name, place, Random(f"{seed}-{name}"), 10_001 + number)  # noqa: S311 - no secret
                for number, (name, place) in enumerate(places)
            ]


@pytest.mark.soak
@pytest.mark.parametrize("seconds", [300])
async def test_two_browsers_and_a_terminal_end_in_the_state_of_the_logs(
    house: Served, chromium: Chromium, tmp_path: Path, seconds: int, record_property: Callable[[str, object], None]
) -> None:
    figures = counted(record_property, "changes by two browsers and a terminal at once")
    async with three(house, chromium, tmp_path / "home", seconds) as workers:
        before = len(read(house.study).entries)
        waits = [await seen_by_the_others(each, workers) for each in workers]
        ending = time.monotonic() + seconds

        async def works(worker: Worker) -> None:
            while time.monotonic() < ending:
                await worker.does_something()
                await asyncio.sleep(worker.random.uniform(0.0, 0.4))

        await asyncio.gather(*(works(each) for each in workers))
        await at_rest(workers)
        waits += [await seen_by_the_others(each, workers) for each in workers]
        contents = read(house.study)
        made = contents.entries[before:]
        scored = {each.name: [value for entry in made if entry.actor == each.name for value in values(entry)]
                  for each in workers}  # fmt: skip
        figures["tried"] = sum(len(each.typed) for each in workers)
        figures["acknowledged"] = len(made)
        figures["lost"] = sum(len(set(each.typed) - set(scored[each.name])) for each in workers)
        strange = {
            each.name: [(value, entry.at, entry.why) for entry in made if entry.actor == each.name and not entry.undoes
                        for value in values(entry) if value not in each.typed]
            for each in workers
        }  # fmt: skip
        figures["wrong"] = sum(map(len, strange.values()))
        assert not figures["lost"]
        assert not figures["wrong"], strange
        # Whoever opens the folder now replays the logs.
        async with Terminal(house.study, "Cy", tmp_path / "again", workers[0].at.screen.size) as replaying:
            screens = [replaying, *(each.at for each in workers)]
            for key, words in (("F3", "points"), ("F4", "by each perspective")):
                for each in screens:
                    await each.key(key)
                    await each.sees(words)
                await until(lambda: all(alike(each.screen) == alike(replaying.screen) for each in screens),
                            lambda: "\n".join(each.screen.text() for each in screens))  # fmt: skip
                assert any(any(letter.isdigit() for letter in word) for row in alike(replaying.screen) for word in row)
        record_property("seconds until the others saw a change, at most", round(max(waits), 2))
        record_property("seconds until the others saw a change, in the middle", round(median(waits), 2))
