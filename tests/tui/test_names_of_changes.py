"""What others changed, what is in dispute and what was undone is called by its names, and by no id."""

from __future__ import annotations

import copy
import re

from textual.widgets import Input, OptionList, Static

from workbench.model.change import Change, ChangeSet
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.disputes import Disputes
from workbench.tui.widgets.status import Status
from workbench.usecases.editing.change_words import called, when
from workbench.usecases.session import Session

SIZE = (120, 40)


def said(app: WorkbenchApp) -> str:
    return " ".join(app.mode.query_one(Status).plain.split())


async def test_a_dispute_names_the_cell_the_people_and_the_time_as_people_do(disputed: Session) -> None:
    app = WorkbenchApp(disputed)
    option, leaf = disputed.study.options[0], disputed.study.leaves[0]
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("D")
        assert isinstance(app.screen, Disputes)
        claims = app.screen.query_one(OptionList)
        texts = [str(claims.get_option_at_index(place).prompt) for place in range(claims.option_count)]
        assert texts[0] == f"{option.brief} on {leaf.brief}, score of Ana"
        assert all(" by Ana, " in each for each in texts[1:])
        assert all(re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", each) for each in texts[1:])
        await pilot.press("enter", "enter")
        assert "Say why this one is right" in str(app.screen.query_one(".hint", Static).visual)
        app.screen.query_one(Input).value = "both seen"
        await pilot.press("enter")
        assert not disputed.disputes
        assert option.id not in said(app)
        assert f"Settled: {option.brief} on {leaf.brief}" in said(app)


async def test_the_arrows_choose_a_value_while_the_reason_is_typed(disputed: Session) -> None:
    app = WorkbenchApp(disputed)
    claims = disputed.disputes[0].claims
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("D", "s", "o", "down")
        lines = app.screen.query_one(OptionList)
        marked = [str(lines.get_option_at_index(place).prompt).startswith("▸") for place in range(lines.option_count)]
        assert marked == [False, False, True]
        await pilot.press("enter")
    option, leaf = disputed.study.options[0].id, disputed.study.leaves[0].id
    score = disputed.own_score(option, leaf)
    assert score is not None
    assert score.value == claims[1].value["value"]


async def test_a_dispute_about_weights_names_what_differs(session: Session) -> None:
    group = session.study.weight_sets[0].groups
    name, answers = next((name, each) for name, each in group.items() if len(each.answers) > 1)
    child = next(iter(answers.answers))
    key, other = f"weights/{session.study.weight_sets[0].id}/{name}", Session(session.path, ("bo", "Bo"))
    for each, points in ((session, 31.0), (other, 47.0)):
        value = copy.deepcopy(each.state[key])
        value["answers"][child] = {"points": points}
        each.apply(ChangeSet((Change(key, each.state[key], value),), "heavier"))
        each.flush()
    other.close()
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        app.others.look()
        await pilot.press("D")
        lines = app.screen.query_one(OptionList)
        texts = [str(lines.get_option_at_index(place).prompt) for place in range(lines.option_count)]
        assert f"{session.study.criterion[child].brief} points 31" in texts[1]
        assert f"{session.study.criterion[child].brief} points 47" in texts[2]
        assert not any(child in each for each in texts)


async def test_what_one_wrote_oneself_was_not_changed_by_others(session: Session) -> None:
    app = WorkbenchApp(session)
    option, leaf = session.study.options[1], session.study.leaves[2]
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        same = Session(session.path, session_of(session))
        same.apply(same.rescore(option.id, leaf.id, value=100))
        same.close()
        app.others.look(own=True)
        assert "Changed" not in said(app)
        again = Session(session.path, session_of(session))
        again.apply(again.rescore(option.id, leaf.id, value=0))
        again.close()
        app.others.look()
        await pilot.pause()
        assert "Changed elsewhere under your name" in said(app)


def session_of(session: Session) -> tuple[str, str]:
    return session.analyst, session.label


async def test_what_others_changed_is_said_by_its_names(session: Session) -> None:
    app = WorkbenchApp(session)
    option, leaf = session.study.options[1], session.study.leaves[2]
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        other = Session(session.path, ("bo", "Bo"))
        other.apply(other.rescore(option.id, leaf.id, value=100))
        other.apply(other.rescore(option.id, leaf.id, value=0))
        other.flush()
        app.others.look()
        await pilot.pause()
        other.close()
        assert "Changed by others" in said(app)
        assert option.id not in said(app)


async def test_many_scores_are_undone_by_their_number(session: Session) -> None:
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("V", "right", "right", "5", "u")
        assert "Undid: 3 scores filled" in said(app)
        await pilot.press("ctrl+r")
        assert "Redid: 3 scores filled" in said(app)


def test_every_key_of_a_study_is_called_without_marks_of_files(session: Session) -> None:
    for key in session.state:
        words = called(session.state, key)
        assert "/" not in words.replace("and/or", "")
        assert "_" not in words


def test_a_moment_is_told_to_the_minute() -> None:
    assert when("2026-11-26T13:33:01Z") == "2026-11-26 13:33 UTC"
    assert when("soon") == "soon"
