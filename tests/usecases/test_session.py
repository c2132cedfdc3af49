"""A session: observers at once, the disk behind them, nothing lost on the way."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from tests.studies import leaf, study
from workbench.model.change import Change, ChangeSet
from workbench.model.state import state_of
from workbench.store.disk import Disk
from workbench.store.folder import create, read
from workbench.usecases.load import load, load_with_origin
from workbench.usecases.new import new
from workbench.usecases.score import score
from workbench.usecases.session import Saving, Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.model.change import Json
    from workbench.model.study import Study

ANA = ("ana", "Ana")


@pytest.fixture
def session(study_folder: Path) -> Iterator[Session]:
    opened = Session(study_folder, ANA)
    yield opened
    opened.close()


def cell(session: Session) -> tuple[str, str]:
    return session.study.options[0].id, session.study.leaves[0].id


def test_a_change_is_seen_at_once_and_again_after_reopening(session: Session, study_folder: Path) -> None:
    seen: list[ChangeSet] = []
    stop = session.subscribe(seen.append)
    before = session.evaluation
    assert before is not None
    after = session.apply(session.rescore(*cell(session), value=0.0))
    assert after is not None
    assert after.results[0].low < before.results[0].low
    assert len(seen) == 1
    stop()
    session.apply(session.rescore(*cell(session), value=25.0))
    assert len(seen) == 1
    assert session.close().done
    again = Session(study_folder, ANA)
    score = again.judgement(*cell(again))
    again.close()
    assert score is not None
    assert (score.value, score.analyst, score.rationale) == (25.0, "ana", "")


def test_a_ranking_that_was_left_for_later_is_the_same_and_the_observers_are_told(study_folder: Path) -> None:
    with_ranking, without = Session(study_folder, ANA), Session(study_folder, ("bo", "Bo"), later=True)
    seen: list[ChangeSet] = []
    without.subscribe(seen.append)
    assert (without.evaluation, without.reason, without.is_unscored) == (None, "It is being calculated.", True)
    without.score()
    without.score()
    assert seen == [ChangeSet(())]
    assert with_ranking.evaluation is not None
    assert without.evaluation is not None
    assert without.evaluation.results == with_ranking.evaluation.results
    for each in (with_ranking, without):
        each.close()


def test_a_change_does_not_wait_for_the_ranking_that_was_left_for_later(study_folder: Path) -> None:
    session = Session(study_folder, ANA, later=True)
    assert session.apply(session.rescore(*cell(session), value=0.0)) is not None
    assert not session.is_unscored
    session.close()


def test_a_number_keeps_ones_own_reason_and_a_reason_takes_what_stands(session: Session) -> None:
    inherited = session.judgement(*cell(session))
    assert inherited is not None
    session.apply(session.rescore(*cell(session), rationale="seen it"))
    own = session.own_score(*cell(session))
    assert own is not None
    assert inherited.evidence
    assert inherited.basis
    assert own == inherited.model_copy(update={"analyst": "ana", "rationale": "seen it"})
    session.apply(session.rescore(*cell(session), value=100.0))
    own = session.own_score(*cell(session))
    assert own is not None
    assert (own.value, own.rationale) == (100.0, "seen it")


def test_undo_and_redo_are_changes_of_their_own(session: Session, study_folder: Path) -> None:
    option, criterion = cell(session)
    before = session.judgement(option, criterion)
    session.apply(session.rescore(option, criterion, value=0.0))
    assert session.undo() is not None
    assert session.judgement(option, criterion) == before
    assert session.redo() is not None
    after = session.judgement(option, criterion)
    assert after is not None
    assert after.value == 0.0
    assert session.redo() is None
    session.close()
    assert len(read(study_folder).entries) == 5


def test_clearing_a_score_shows_the_one_below(session: Session) -> None:
    before = session.judgement(*cell(session))
    session.apply(session.rescore(*cell(session), value=0.0))
    session.apply(session.clear(*cell(session)))
    assert session.judgement(*cell(session)) == before


def test_a_log_that_is_open_is_news_unless_it_is_ones_own(session: Session, study_folder: Path) -> None:
    other = Session(study_folder, ("bo", "Bo"))
    for each in (session, other):
        each.apply(each.rescore(*cell(each), value=0.0))
        each.flush()
    found = load_with_origin(study_folder).warnings
    assert ["is not closed" in each for each in found] == [True, True]
    assert len([*filter(session.is_news, found)]) == 1
    assert not [*filter(other.is_news, filter(session.is_news, found))]
    other.close()


def test_an_invalid_change_changes_nothing(session: Session) -> None:
    state = session.study
    with pytest.raises(ValueError, match="number"):
        session.apply(ChangeSet((Change("score/a/b/ana", None, {"value": "high"}),)))
    assert session.study is state


def test_somebody_new_joins_with_their_first_score(study_folder: Path) -> None:
    session = Session(study_folder, ("bo", "Bo"))
    assert session.view == "ana"
    session.apply(session.rescore(*cell(session), value=0.0))
    assert session.view == "bo"
    assert session.study.analyst["bo"].based_on == "ana"
    assert session.study.view == "ana"
    session.close()


class FullDisk(Disk):
    """A disk that is full for a while."""

    full = True

    def write(self, descriptor: int, data: bytes) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(descriptor, data)


def test_a_change_that_could_not_be_saved_is_kept_said_and_saved_later(study_folder: Path) -> None:
    disk = FullDisk()
    session = Session(study_folder, ANA, disk=disk)
    told: list[Saving] = []
    session.on_saving(told.append)
    session.apply(session.rescore(*cell(session), value=0.0))
    saving = session.flush()
    assert (saving.waiting, saving.done) == (1, False)
    assert "No space left on device" in saving.failure
    assert told
    disk.full = False
    session.apply(session.rescore(*cell(session), rationale="later"))
    assert session.flush().done
    assert session.close().failure == ""
    score = load(study_folder).judgement(*cell(session), "ana")
    assert score is not None
    assert (score.value, score.rationale) == (0.0, "later")


def test_a_study_with_nothing_to_rank_opens_and_says_why(tmp_path: Path, shipped: Study) -> None:
    from workbench.model.study import Study as StudyRecord

    create(tmp_path / "blank", StudyRecord(id="blank", title="Blank"), "ana", why="blank")
    session = Session(tmp_path / "blank", ANA)
    assert session.evaluation is None
    assert "has no options yet" in session.reason
    session.close()
    assert shipped.options


def test_somebody_new_in_a_panel_starts_from_whom_the_others_start_from(tmp_path: Path) -> None:
    from workbench.usecases.new import make

    make(tmp_path / "river", "river-basin", ANA)
    session = Session(tmp_path / "river", ANA)
    score = session.judgement(session.study.options[0].id, session.study.leaves[0].id)
    session.close()
    assert session.study.analyst["ana"].based_on == "hydrologist"
    assert score is not None


def test_whoever_scores_first_is_shown_where_the_maker_of_the_study_has_scored_nothing(tmp_path: Path) -> None:
    new(tmp_path / "own", "blank", analyst="Maker")
    session = Session(tmp_path / "own", ANA)
    parts: tuple[tuple[str, Json], ...] = (
        ("criterion/cost", state_of(study([leaf("cost")], {}))["criterion/cost"]),
        ("option/bus", {"label": "Bus"}),
        ("option/tram", {"label": "Tram"}),
    )
    for key, value in parts:
        session.apply(ChangeSet((Change(key, None, value),)))
    session.apply(session.rescore("bus", "cost", value=100.0))
    after = session.apply(session.rescore("tram", "cost", value=0.0))
    session.close()
    assert after is not None
    for view in (None, "panel"):
        told = score(tmp_path / "own", view=view)
        assert [each.total for each in told.results] == [each.total for each in after.results] == [100.0, 0.0]


def test_a_side_or_a_judgement_that_is_shown_stays_when_somebody_joins(session: Session, study_folder: Path) -> None:
    shown = session.study.view
    assert session.study.has_judgement(shown)
    bo = Session(study_folder, ("bo", "Bo"))
    bo.apply(bo.rescore(*cell(bo), value=0.0))
    assert bo.whole.settings.view == session.whole.settings.view
    assert bo.study.view == shown
    bo.close()
