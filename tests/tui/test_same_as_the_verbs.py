"""What a mode shows is what its verb prints, in the shell and on studies of two fields."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from tests.tui.pictures_as_text import settled
from workbench.cli.command_line import run
from workbench.tui.app import WorkbenchApp
from workbench.tui.modes.paged import PagedScreen
from workbench.tui.modes.weights import WeightsScreen
from workbench.tui.text.line import text_of
from workbench.tui.widgets.ranking import Ranking
from workbench.usecases import robustness as robustness_module
from workbench.usecases.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from workbench.usecases.session import Session

SAMPLES = 200
WIDE = (300, 60)
"""A terminal in which nothing has to be broken into lines, as wide as the shell's."""
PAGES = {
    ("results", "summary"): ("summary", "--view", "ana"),
    ("results", "ranking"): ("score", "--view", "ana"),
    ("robustness", "verdict"): ("robustness", "--view", "ana", "--samples", str(SAMPLES)),
    ("compare", "sides"): ("bilateral",),
    ("compare", "panel"): ("panel",),
}
WORD = re.compile(r"[\w.,%()+-]+")


@pytest.fixture(params=["us-mexico-2011", "river-basin"])
def session(request: pytest.FixtureRequest, session_on: Callable[..., Session]) -> Session:
    """A session on a shipped study."""
    return session_on(load(request.param))


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a verb as a shell does and return its standard output."""

    def print_verb(*words: str) -> str:
        monkeypatch.setenv("COLUMNS", str(WIDE[0]))
        capsys.readouterr()
        assert run(words) == 0
        return capsys.readouterr().out

    return print_verb


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))


async def shown_pages(app: WorkbenchApp, pilot: Pilot[None]) -> dict[tuple[str, str], str]:
    """Return the words of each page, but for the line that names its keys."""
    found = {}
    for mode, page in PAGES:
        await app.action_show_mode(mode)
        assert isinstance(app.mode, PagedScreen)
        app.mode.action_page(page)
        await settled(app, pilot)
        found[mode, page] = app.mode.paper.plain.replace(app.mode.paper.content.hint, "")
    return found


def ranked(ranking: str) -> list[tuple[str, str]]:
    """Return ranks and totals as they stand in the ranking beside the grid."""
    ranks = re.findall(r"^▏ (\d+(?:–\d+)?) ", ranking, re.MULTILINE)
    totals = re.findall(r"(\d+\.\d(?:–\d+\.\d)?)$", ranking, re.MULTILINE)
    return list(zip(ranks, totals, strict=True))


def printed_ranks(table: str) -> list[tuple[str, str]]:
    """Return ranks and totals of a printed table, best first, with as many decimals as the screen shows."""
    rows = sorted(csv.DictReader(StringIO(table)), key=lambda row: (int(row["best_rank"]), -float(row["low"])))
    return [
        (
            "–".join(dict.fromkeys((row["best_rank"], row["worst_rank"]))),
            f"{float(row['total']):.1f}"
            if row["complete"] == "true"
            else f"{float(row['low']):.1f}–{float(row['high']):.1f}",
        )
        for row in rows
    ]


def swings(screen: WeightsScreen) -> dict[str, list[tuple[str, str, str]]]:
    """Return the groups of which every member was asked for a swing: each leaf, its answer and its share, as shown."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    members = Counter(row.parent for row in screen.weighing.rows)
    for place, row in enumerate(screen.weighing.rows):
        *_, asked, answer, share, _ = text_of(screen.list.row_line(place, 70, here=False)).split()
        if asked == "swing":
            found.setdefault(row.parent, []).append((row.id, answer, share))
    return {parent: asked for parent, asked in found.items() if len(asked) == members[parent]}


async def test_what_stands_on_the_screen_is_what_the_shell_prints(
    session: Session, printed: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robustness_module, "robustness", partial(robustness_module.robustness, samples=SAMPLES))
    app = WorkbenchApp(session)
    async with app.run_test(size=WIDE) as pilot:
        ranking = app.score.query_one(Ranking).plain
        pages = await shown_pages(app, pilot)
        await app.action_show_mode("weights")
        assert isinstance(app.mode, WeightsScreen)
        weighed = swings(app.mode)
    for place, (verb, *options) in PAGES.items():
        assert words(pages[place]) == words(printed(verb, str(session.path), *options)), place
    assert sorted(ranked(ranking)) == sorted(
        printed_ranks(printed("score", str(session.path), "--view", "ana", "--format", "csv"))
    )
    assert weighed
    for group in weighed.values():
        answers = (f"{name}={answer}" for name, answer, _ in group)
        rows = csv.DictReader(StringIO(printed("weigh", "swing", *answers, "--format", "csv")))
        weights = {row["criterion"]: 100 * float(row["weight"]) for row in rows}
        assert weights == pytest.approx({name: float(share.rstrip("%")) for name, _, share in group}, abs=0.0501)
