"""Weights mode: what keys do, and that the ranking follows in the same event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import ANA
from workbench.tui.app import WorkbenchApp
from workbench.tui.modes.weights import WeightsScreen
from workbench.tui.screens.best_worst import BestWorstScreen
from workbench.tui.screens.pairs import PairsScreen
from workbench.tui.screens.reading import Reading
from workbench.tui.text.line import text_of
from workbench.tui.widgets.listing import Words
from workbench.tui.widgets.ranking import Ranking, RankingLine
from workbench.tui.widgets.status import Status
from workbench.usecases.editing.study_edits import added
from workbench.usecases.new import make
from workbench.usecases.session import Session
from workbench.usecases.weighing.ends import Ends
from workbench.usecases.weighing.words import weights_page

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

SIZE = (80, 24)


async def weights(app: WorkbenchApp, pilot: Pilot[None], *keys: str) -> WeightsScreen:
    """Open the mode and press keys in it."""
    await pilot.press("f3", *keys)
    await pilot.pause()
    screen = app.mode
    assert isinstance(screen, WeightsScreen)
    return screen


def share(screen: WeightsScreen, name: str) -> float:
    row = screen.weighing.row(name)
    assert row is not None
    return row.local


async def test_a_nudged_weight_re_ranks_at_once_and_undo_takes_it_back(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot, "down", "down")
        row = screen.list.row
        assert row is not None
        before, ranking = row.local, screen.query_one(Ranking).plain
        await pilot.press(*["greater_than_sign"] * 8)
        assert share(screen, row.id) > before
        assert screen.query_one(Ranking).plain != ranking
        assert "Next flip" in screen.about() or "No flip" in screen.about()
        await pilot.press(*["u"] * 8)
        assert share(screen, row.id) == pytest.approx(before)


async def test_a_number_typed_at_a_digit_is_the_swing_and_goes_on_to_the_next_sibling(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot, "down", "down")
        row = screen.list.row
        assert row is not None
        await pilot.press("4", "0", "enter")
        await pilot.pause()
        found = screen.weighing.row(row.id)
        assert found is not None
        assert (found.asked, found.raw) == ("swing", 40)
        assert screen.list.row is not None
        assert screen.list.row.id != row.id
        assert screen.list.row.parent == row.parent


async def test_what_is_no_number_is_said_and_changes_nothing(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot, "down", "down", "4", "x", "enter")
        assert "is not a number" in screen.query_one(Status).plain
        assert app.session.undo() is None or "swing" not in app.heard_so_far[-1]


async def test_pairs_ask_first_what_they_replace_and_show_the_consistency(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot, "down", "p")
        pairs = app.screen
        assert isinstance(pairs, PairsScreen)
        await pilot.press("3")
        assert "y does it" in pairs.said[1]
        await pilot.press("n")
        assert screen.weighing.answers(pairs.group).way == ""  # type: ignore[union-attr]
        await pilot.press("3", "y", "down", "2", "7")
        await pilot.pause()
        answers = screen.weighing.answers(pairs.group)
        assert answers is not None
        assert [each.times for each in answers.comparisons] == [3, 2, 7]
        assert "contradict" in pairs.finding
        await pilot.press("5", "5")
        assert "consistency ratio" in pairs.finding
        await pilot.press("escape")
        assert app.screen is screen


async def test_best_and_worst_are_kept_once_they_are_complete(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot, "down", "b")
        asking = app.screen
        assert isinstance(asking, BestWorstScreen)
        last = len(asking.members) - 1
        await pilot.press("b", *["down"] * last, "w")
        await pilot.press(*["2"] * (2 * last - 2))
        assert "1 number is missing" in asking.finding
        assert screen.weighing.answers(asking.group).way == ""  # type: ignore[union-attr]
        await pilot.press("2", "n")
        assert "not kept" in asking.finding
        await pilot.press("2", "y")
        await pilot.pause()
        answers = screen.weighing.answers(asking.group)
        assert answers is not None
        assert answers.way == "best-worst"
        assert "Complete, and kept" in asking.finding


async def test_undo_among_best_and_worst_takes_back_what_was_typed_there_and_nothing_else(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("5", "f3", "down", "b")
        await pilot.pause()
        asking = app.screen
        assert isinstance(asking, BestWorstScreen)
        await pilot.press("b", *["down"] * (len(asking.members) - 1), "w", "3", "7")
        assert sorted(asking.ends.rows[0].values()) == [3, 7]
        await pilot.press("u")
        assert list(asking.ends.rows[0].values()) == [3]
        await pilot.press("4")
        assert sorted(asking.ends.rows[0].values()) == [3, 4]
        await pilot.press("u", "u", "u", "u")
        assert asking.ends == Ends()
        grid = app.score.grid
        assert app.session.own_score(grid.options[0].id, grid.row.criterion.id) is not None
        await pilot.press("u")
        assert app.session.own_score(grid.options[0].id, grid.row.criterion.id) is None
        assert "Undid" in asking.said[1]


async def test_comparisons_that_are_not_complete_are_there_when_the_group_is_opened_again(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await weights(app, pilot, "down", "b")
        await pilot.press("b", "down", "w", "6", "escape", "b")
        await pilot.pause()
        asking = app.screen
        assert isinstance(asking, BestWorstScreen)
        assert 6 in asking.ends.rows[0].values()


async def test_a_screen_that_compares_asks_in_words_and_shows_the_ranking_that_follows(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await weights(app, pilot, "down", "p")
        pairs = app.screen
        assert isinstance(pairs, PairsScreen)
        one, other = pairs.found.pairs[0].labels
        assert one in pairs.question
        assert other in pairs.question
        assert pairs.query(Words).last().plain.splitlines()[1].startswith("How many times")
        ranking = pairs.query_one(RankingLine)
        before = ranking.plain
        await pilot.press("9", "y", "9", "9", "9")
        await pilot.pause()
        assert ranking.plain
        assert ranking.plain != before


async def test_all_that_is_asked_and_implied_is_seen_at_80_by_24(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot)
        words = screen.query(Words).last()
        for row in screen.weighing.rows:
            shown = " ".join(words.plain.split())
            if not row.is_computed and len(screen.weighing.children(row.parent)) > 1:
                assert re.search(r" from \d+ .* to \d+ .*\? Check: .*\?|swing in its group.* Check: .*\?", shown), shown
            await pilot.press("down")


async def test_undo_goes_to_the_answer_and_to_its_set(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot, "down", "down", "plus")
        changed, chosen = screen.list.row, screen.weighing.chosen
        assert changed is not None
        await pilot.press("y", *"mine", "enter", "G")
        assert screen.weighing.chosen != chosen
        await pilot.press("u", "u")
        assert screen.weighing.chosen == chosen
        assert screen.list.row is not None
        assert screen.list.row.id == changed.id
        assert "Undid" in screen.query_one(Status).plain
        await pilot.press("down")
        assert "F1 help" in screen.query_one(Status).plain


async def test_what_a_number_is_for_is_seen_while_it_is_typed(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot, "4")
        await pilot.pause()
        asked = " ".join(screen.query_one(Status).plain.split())
        assert "the strongest in" in asked
        assert "(now " in asked
        assert "Esc leaves" in asked
        await pilot.press("escape")
        assert "F1 help" in screen.query_one(Status).plain


async def test_what_becomes_of_a_set_is_said_by_name_and_before(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot, "y", *"Mine too", "enter", "U")
        assert "goes by Mine too" in screen.query_one(Status).plain
        await pilot.press("X")
        asked = " ".join(screen.query_one(Status).plain.split())
        others = [each.label for each in screen.weighing.sets if each.id != screen.weighing.chosen]
        assert f"the ranking then goes by {others[0]}" in asked
        await pilot.press("y")
        assert screen.weighing.in_use == next(each.id for each in screen.weighing.sets if each.label == others[0])


async def test_sets_are_copied_renamed_and_shown_in_turn(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot)
        before = len(screen.weighing.sets)
        await pilot.press("y", *"mine", "enter")
        await pilot.pause()
        assert len(screen.weighing.sets) == before + 1
        assert screen.weighing.chosen == "mine"
        await pilot.press("w")
        assert screen.weighing.chosen != "mine"
        await pilot.press("W", "X")
        assert "y does it" in screen.query_one(Status).plain
        await pilot.press("y")
        assert len(screen.weighing.sets) == before


async def test_the_table_says_what_the_screen_says(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot, "t")
        assert isinstance(app.screen, Reading)
        shown = " ".join(app.screen.view.plain.split())
        for each in screen.weighing.rows:
            assert f"{each.share:.4f}" in shown
        assert " ".join(weights_page(screen.weighing).finding.split()) in shown
        computed = [each for each in screen.weighing.rows if each.is_computed]
        assert computed
        assert shown.count("computed") == len(computed)


def test_sentences_that_do_not_fit_end_with_a_mark() -> None:
    words = Words(lambda: [("", "One sentence after the other, and another one, until it is full."), ("", "More.")])
    assert [text_of(line) for line in words.draw(30, 3)][-1] == "and another one, until it is …"
    assert text_of(words.draw(30, 9)[-1]) == "More."


async def test_another_weight_set_where_there_is_only_one_is_said_with_the_keys_that_make_one(
    app: WorkbenchApp,
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot)
        while len(screen.weighing.sets) > 1:
            await pilot.press("X", "y")
            await pilot.pause()
        await pilot.press("w")
        said = "There is only one weight set: a adds another, y copies this one."
        assert screen.query_one(Status).plain.strip() == said
        await pilot.press("a", *"other", "enter")
        await pilot.pause()
        assert "dded the weight set other" in screen.query_one(Status).plain
        await pilot.press("w")
        assert "weight set other" not in screen.query_one(Status).plain
        await pilot.press("w", "X", "y", "X", "y", "w")
        await pilot.pause()
        assert "There is no weight set yet: a adds one." in screen.query_one(Status).plain


async def test_what_is_typed_where_a_swing_is_asked_is_kept_as_a_swing_and_points_where_points_are(
    tmp_path: Path,
) -> None:
    session = blank_with_criteria(tmp_path, "lives", "cost", "trust")
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        screen = await weights(app, pilot)
        for name, number in (("lives", "100"), ("cost", "60"), ("trust", "20")):
            await pilot.press(*number)
            assert "wing of" in screen.query_one(Status).plain
            await pilot.press("enter")
            await pilot.pause()
            assert session.state["weights/weights/root"]["answers"][name] == {"swing": float(number)}
        assert {row.asked for row in screen.weighing.rows} == {"swing"}
        await pilot.press("o", *"30", "enter", "plus")
        await pilot.pause()
        assert session.state["weights/weights/root"]["answers"]["trust"] == {"points": 31.0}
        await pilot.press("I", "y", *"70")
        assert "Importance of" in screen.query_one(Status).plain
        await pilot.press("enter")
        await pilot.pause()
        assert session.state["weights/weights/root"]["answers"]["trust"] == {"points": 70.0}
    session.close()


def blank_with_criteria(folder: Path, *names: str) -> Session:
    """Return a session on a blank study with two options and some criteria."""
    make(folder / "mine", "blank", ANA)
    session = Session(folder / "mine", ANA)
    for kind, name in (*(("option", each) for each in ("dam", "wall")), *(("criterion", each) for each in names)):
        session.apply(added(session, kind, name).changes)
    return session
