"""Weighing criteria: answers as single changes, what is said meanwhile, and the sets they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.studies import group, leaf, study
from workbench.errors import UsageError
from workbench.store.folder import create
from workbench.usecases.session import Session
from workbench.usecases.weighing import edits, sets
from workbench.usecases.weighing.pairs import pairs_of
from workbench.usecases.weighing.tree import Weighing
from workbench.usecases.weighing.words import about_node, finding, weights_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.model.criterion import Criterion
    from workbench.usecases.editing.prepared import Prepared

CRITERIA: list[Criterion] = [
    group("gains"),
    leaf("jobs", "gains"),
    leaf("skills", "gains"),
    leaf("trust", "gains"),
    leaf("cost"),
]
SCORES: dict[str, dict[str, float | str | None]] = {
    "bridge": {"jobs": 100.0, "skills": 0.0, "trust": 50.0, "cost": 50.0},
    "tunnel": {"jobs": 0.0, "skills": 100.0, "trust": 50.0, "cost": 75.0},
}
GIVEN = {
    "root": {"gains": 50.0, "cost": 100.0},
    "gains": {"jobs": 100.0, "skills": 50.0, "trust": 25.0},
}


@pytest.fixture
def weighing(tmp_path: Path) -> Iterator[Weighing]:
    """A study of two options with points for everything."""
    yield from opened(tmp_path, GIVEN)


@pytest.fixture
def unweighed(tmp_path: Path) -> Iterator[Weighing]:
    """The same study without any weight set."""
    yield from opened(tmp_path, None)


def opened(folder: Path, weights: dict[str, dict[str, float]] | None) -> Iterator[Weighing]:
    create(folder / "study", study(CRITERIA, SCORES, weights), "ana", why="test")
    session = Session(folder / "study", ("ana", "Ana"))
    yield Weighing(session)
    session.close()


def made(weighing: Weighing, prepared: Prepared | None) -> Weighing:
    assert prepared is not None
    weighing.session.apply(prepared.changes)
    return weighing


def local(weighing: Weighing, name: str) -> float:
    row = weighing.row(name)
    assert row is not None
    return row.local


def said(weighing: Weighing, name: str) -> str:
    return "\n".join(text for _, text in about_node(weighing, name))


def test_rows_stand_in_the_order_of_the_tree_with_their_shares(weighing: Weighing) -> None:
    assert [(each.id, each.depth) for each in weighing.rows] == [
        ("gains", 0), ("jobs", 1), ("skills", 1), ("trust", 1), ("cost", 0),
    ]  # fmt: skip
    assert local(weighing, "gains") == pytest.approx(1 / 3)
    assert sum(each.share for each in weighing.rows if not each.is_group) == pytest.approx(1)


def test_a_nudged_weight_moves_the_ranking_in_the_same_call_and_is_one_undoable_change(weighing: Weighing) -> None:
    assert weighing.evaluation is not None
    assert weighing.evaluation.ranking[0].id == "tunnel"
    made(weighing, edits.answered(weighing, "gains", 400))
    assert weighing.evaluation.ranking[0].id == "bridge"
    weighing.session.undo()
    assert weighing.evaluation.ranking[0].id == "tunnel"
    made(weighing, edits.nudged(weighing, "jobs", 5))
    answers = weighing.answers("gains")
    assert answers is not None
    assert answers.answers["jobs"].points == 105
    assert answers.answers["skills"].points == 50


def test_a_weight_never_falls_below_zero(weighing: Weighing) -> None:
    made(weighing, edits.nudged(weighing, "trust", -500))
    assert local(weighing, "trust") == 0
    with pytest.raises(UsageError, match="below 0"):
        edits.answered(weighing, "trust", -1)


def test_the_next_flip_is_where_another_option_comes_first(weighing: Weighing) -> None:
    text = said(weighing, "gains")
    assert "Next flip: Tunnel stays first from 0.0% to" in text
    assert "above comes Bridge" in text
    interval = float(text.split("0.0% to ")[1].split("%")[0]) / 100
    for share, first in ((interval - 0.01, "tunnel"), (interval + 0.01, "bridge")):
        made(weighing, edits.answered(weighing, "gains", 100 * share / (1 - share)))
        assert weighing.evaluation is not None
        assert weighing.evaluation.ranking[0].id == first


def test_the_swing_is_shown_in_the_words_of_both_ends_and_the_consistency_question_asked(weighing: Weighing) -> None:
    text = said(weighing, "skills")
    assert "from 0 l0: level 0" in text
    assert "to   100 l100: level 100" in text
    assert "Check: is Jobs worth 2 × this one, each from worst to best?" in text
    assert "weigh as much as one of" in text


def test_one_level_weighs_as_much_as_one(weighing: Weighing) -> None:
    made(weighing, edits.answered(weighing, "skills", 100))
    made(weighing, edits.answered(weighing, "cost", 0))
    assert "; 1 weighs as much as one of " in said(weighing, "skills") + said(weighing, "jobs")


def test_a_weight_set_without_answers_is_named_by_its_label_and_so_is_the_group(weighing: Weighing) -> None:
    made(weighing, sets.added_set(weighing, "Second view"))
    weighing.choose("second-view")
    assert "No criterion has any weight in the weight set “Second view”: nothing at the top" in said(weighing, "jobs")
    made(weighing, edits.answered(weighing, "gains", 100))
    assert "in the weight set “Second view”: nothing in Gains has points." in said(weighing, "jobs")


def test_a_criterion_on_which_no_option_differs_is_flagged(weighing: Weighing) -> None:
    assert weighing.without_spread == {"trust"}
    assert "No option differs on Trust" in said(weighing, "trust")


def test_a_group_is_compared_through_its_strongest_leaf(weighing: Weighing) -> None:
    prepared = edits.answered_through(weighing, "gains", 40)
    assert "through its strongest leaf, Jobs: swing 40" in prepared.changes.why
    made(weighing, prepared)
    jobs, cost = weighing.row("jobs"), weighing.row("cost")
    assert jobs is not None
    assert cost is not None
    assert jobs.share / cost.share == pytest.approx(0.4)


def test_ranks_become_weights_and_keep_the_order_that_was_given(weighing: Weighing) -> None:
    prepared = edits.ranked(weighing, "skills", -1)
    assert prepared is not None
    assert "points and swings of this group go" in prepared.consequence
    made(weighing, prepared)
    answers = weighing.answers("gains")
    assert answers is not None
    assert answers.ranks == {"skills": 1, "jobs": 2, "trust": 3}
    assert local(weighing, "skills") == pytest.approx(11 / 18)
    made(weighing, edits.next_rule(weighing, "gains"))
    assert local(weighing, "skills") == pytest.approx(3 / 6)
    assert edits.ranked(weighing, "skills", -1) is None


def test_numbers_after_ranks_begin_at_the_weights_that_the_ranks_gave(weighing: Weighing) -> None:
    made(weighing, edits.ranked(weighing, "jobs", 1))
    before = local(weighing, "trust")
    prepared = edits.nudged(weighing, "jobs", 0)
    assert "ranks" in prepared.consequence
    made(weighing, prepared)
    assert local(weighing, "trust") == pytest.approx(before, abs=1e-3)


def test_pairs_tell_their_consistency_and_the_judgement_to_look_at_again(weighing: Weighing) -> None:
    for above, below, times in (("jobs", "skills", 2), ("skills", "trust", 2)):
        made(weighing, edits.compared(weighing, "gains", above, below, times))
    found = pairs_of(weighing, "gains")
    assert found.ratio is None
    assert found.finding == "2 of 3 pairs judged; none of them can contradict the others yet."
    assert [each.times for each in found.pairs] == [2, None, 2]
    made(weighing, edits.compared(weighing, "gains", "jobs", "trust", 4))
    assert pairs_of(weighing, "gains").ratio == pytest.approx(0, abs=1e-9)
    made(weighing, edits.compared(weighing, "gains", "trust", "jobs", 9))
    found = pairs_of(weighing, "gains")
    assert found.ratio is not None
    assert found.ratio > 0.1
    assert [each.revisit for each in found.pairs].count(True) >= 1
    assert "look again" in found.finding
    assert "look again, first at Skills : Trust, judged 2, all together say 1/1.65." in found.finding
    assert found.pairs[1].times == pytest.approx(1 / 9, rel=1e-4)
    made(weighing, edits.compared(weighing, "gains", "jobs", "trust", None))
    assert pairs_of(weighing, "gains").pairs[1].times is None


def test_best_worst_answers_are_kept_as_they_were_given(weighing: Weighing) -> None:
    ends = ("jobs", "trust")
    prepared = edits.best_worst_given(weighing, "gains", ends, {"skills": 2, "trust": 4}, {"jobs": 4, "skills": 2})
    made(weighing, prepared)
    assert local(weighing, "jobs") == pytest.approx(4 / 7)
    with pytest.raises(UsageError, match="one judgement"):
        edits.best_worst_given(weighing, "gains", ends, {"skills": 2, "trust": 4}, {"jobs": 3, "skills": 2})


def test_the_first_number_of_a_study_begins_a_weight_set_in_which_the_rest_counts_alike_as_before(
    unweighed: Weighing,
) -> None:
    assert "no weight set" in finding(unweighed)
    made(unweighed, edits.answered(unweighed, "cost", 300))
    assert unweighed.chosen == unweighed.in_use == "weights"
    assert (local(unweighed, "cost"), local(unweighed, "jobs")) == pytest.approx((3 / 4, 1 / 3))
    assert unweighed.session.evaluation is not None
    assert "the study's own" in finding(unweighed)
    assert "not the study's own" not in finding(unweighed)
    unweighed.session.undo()
    assert unweighed.chosen == ""


def test_without_a_weight_set_a_nudge_moves_from_where_all_stand_alike(unweighed: Weighing) -> None:
    made(unweighed, edits.nudged(unweighed, "cost", 1))
    assert local(unweighed, "cost") == pytest.approx(101 / 201)


def test_ranks_may_be_the_first_answers_of_a_study(unweighed: Weighing) -> None:
    prepared = edits.ranked(unweighed, "skills", -1)
    assert prepared is not None
    made(unweighed, prepared)
    assert (local(unweighed, "skills"), local(unweighed, "cost")) == pytest.approx((11 / 18, 1 / 2))


def test_an_answer_taken_back_leaves_the_others(weighing: Weighing) -> None:
    made(weighing, edits.taken_back(weighing, "jobs"))
    answers = weighing.answers("gains")
    assert answers is not None
    assert set(answers.answers) == {"skills", "trust"}
    with pytest.raises(UsageError, match="no answer"):
        edits.taken_back(weighing, "jobs")


def test_a_copied_set_has_the_same_answers_and_leaves_the_ranking_alone_until_it_is_used(weighing: Weighing) -> None:
    made(weighing, sets.added_set(weighing, "Ministry of Labor", copy=True))
    weighing.choose("ministry-of-labor")
    assert weighing.answers("gains") is not None
    made(weighing, edits.answered(weighing, "gains", 400))
    own = weighing.session.evaluation
    assert own is not None
    assert weighing.evaluation is not None
    assert (own.ranking[0].id, weighing.evaluation.ranking[0].id) == ("tunnel", "bridge")
    assert "not the study's own" in finding(weighing)
    made(weighing, sets.marked_perspective(weighing))
    assert "perspective" in finding(weighing)
    made(weighing, sets.used_set(weighing))
    assert weighing.session.evaluation is not None
    assert weighing.session.evaluation.ranking[0].id == "bridge"


def test_a_removed_set_takes_along_all_that_names_it_and_undo_brings_it_back(weighing: Weighing) -> None:
    made(weighing, sets.used_set(weighing))
    before = dict(weighing.session.state)
    prepared = sets.removed_set(weighing)
    assert "answers about 2 groups" in prepared.consequence
    made(weighing, prepared)
    assert not [key for key in weighing.session.state if key.startswith("weights/")]
    assert "setting/weight_set" not in weighing.session.state
    weighing.session.undo()
    assert dict(weighing.session.state) == before


def test_importance_is_said_not_to_fit_a_sum_of_values(weighing: Weighing) -> None:
    prepared = sets.other_kind(weighing)
    assert "sums of values refuse" in prepared.consequence
    made(weighing, prepared)
    assert "fits outranking methods" in said(weighing, "jobs")
    assert edits.usual_kind(weighing) == "points"


def test_the_page_says_the_same_as_the_rows(weighing: Weighing) -> None:
    page = weights_page(weighing)
    assert page.finding == finding(weighing)
    assert [row[0].lstrip("· ") for row in page.tables[0].rows] == [each.label for each in weighing.rows]  # type: ignore[union-attr]
    assert page.tables[1].title.startswith("Trade-offs")
