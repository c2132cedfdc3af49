"""Many scenarios at once give what scoring each of them alone gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.studies import group, leaf, study
from workbench.analysis.scenarios import Given, Scenarios
from workbench.analysis.scoring import score_study
from workbench.engine.method import aggregations
from workbench.errors import WorkbenchError
from workbench.model.criterion import Leaf
from workbench.model.reading import Reading
from workbench.model.score import Missing, Score
from workbench.usecases.load import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.study import Study

COUNT = 3
STUDIES = ("us-mexico-2011", "river-basin", "river-basin-three", "two-sides-example")


def numbers(study: Study, seed: int, *, gaps: bool) -> dict[tuple[str, str, str], Given]:
    """Return random scores for some cells of a study, each of an analyst; with gaps some are missing or intervals."""
    generator = np.random.default_rng(seed)
    cells = {}
    for score in study.scores:
        node = study.criterion[score.criterion]
        if not isinstance(node, Leaf) or score.missing is Missing.NOT_APPLICABLE or generator.random() < 0.5:
            continue
        low, high = node.scale.low, node.scale.high
        value = np.round(generator.uniform(low, high, COUNT), 2)
        ends: tuple[Any, Any] = (None, None)
        if gaps:
            value[generator.random(COUNT) < 0.1] = np.nan
            half = np.where(generator.random(COUNT) < 0.5, (high - low) / 10, 0.0)
            ends = np.maximum(low, value - half), np.minimum(high, value + half)
            value = (ends[0] + ends[1]) / 2
        cells[score.option, score.criterion, score.analyst] = Given(value, *ends)
    return cells


def one(study: Study, cells: Mapping[tuple[str, str, str], Given], place: int) -> Study:
    """Return a study with the scores of one scenario in it."""
    changed = {}
    for (option, criterion, analyst), given in cells.items():
        fields: dict[str, Any] = {"value": float(given.value[place])}
        if np.isnan(given.value[place]):
            fields = {"missing": Missing.NOT_KNOWN}
        elif given.low is not None and given.high is not None and given.low[place] < given.high[place]:
            fields = {"low": float(given.low[place]), "high": float(given.high[place])}
        changed[option, criterion, analyst] = Score(option=option, criterion=criterion, analyst=analyst, **fields)
    scores = [changed.pop((each.option, each.criterion, each.analyst), each) for each in study.scores]
    names = {name: getattr(study, name) for name in type(study).model_fields}
    return study.model_construct(**names | {"scores": (*scores, *changed.values())})


def check(study: Study, cells: Mapping[tuple[str, str, str], Given], method: str, **reading: Any) -> None:
    """Compare every scenario with scoring it alone."""
    many = Scenarios(study, Reading(**reading), method).score(cells, COUNT)
    options = Scenarios(study, Reading(**reading), method).options
    for place in range(COUNT):
        try:
            alone = score_study(one(study, cells, place), method=method, **reading)
        except WorkbenchError:
            assert np.isnan(many.totals[:, place]).all(), (method, place)
            continue
        results = {each.id: each for each in alone.results}
        for row, option in enumerate(options):
            where = (method, place, option)
            result = results.get(option)
            total = many.totals[row, place]
            if result is None or result.total is None:
                assert np.isnan(total), where
            else:
                assert total == pytest.approx(result.total, rel=1e-11, abs=1e-11), where
            if result is not None:
                assert many.ranks[row, place] == (result.rank or 0), where
                if many.low is not None and many.high is not None and many.best_ranks is not None:
                    wide = many.notices.get("wide-range")
                    if wide is None or not wide[:, place].any():
                        between = many.low[row, place], many.high[row, place]
                        assert between == pytest.approx((result.low, result.high), abs=1e-9), where
                        assert many.best_ranks[row, place] == result.possible_ranks[0], where


@pytest.mark.parametrize("name", STUDIES)
@pytest.mark.parametrize("gaps", [False, True])
def test_the_value_tree_gives_the_same_for_every_view(name: str, *, gaps: bool) -> None:
    loaded = load(name)
    cells = numbers(loaded, 1, gaps=gaps)
    for view in (next(iter(loaded.analyst)), *(["panel"] if loaded.sides else [])):
        check(loaded, cells, "value_tree", view=view)


@pytest.mark.parametrize("method", sorted(aggregations()))
def test_every_method_gives_the_same_with_gaps_and_without(method: str) -> None:
    for name, gaps in (("river-basin", True), ("two-sides-example", False)):
        loaded = load(name)
        try:
            Scenarios(loaded, Reading(weights="equal"), method).check()
        except WorkbenchError:
            with pytest.raises(WorkbenchError):
                score_study(loaded, method=method, weights="equal")
            continue
        check(loaded, numbers(loaded, 2, gaps=gaps), method, weights="equal")


def test_a_cell_of_the_view_itself_stands_in_place_of_all_who_judged_it() -> None:
    loaded = load("river-basin")
    many = Scenarios(loaded, Reading(view="panel"))
    weights = dict(zip(many.problem.tree.leaves, many.problem.weights, strict=True))
    counting = next(each for each in loaded.leaves if weights[each.id] > 0)
    given = Given(np.array([counting.scale.low, np.nan]))
    scores = many.score({(many.options[0], counting.id, ""): given}, 2)
    assert not np.isnan(scores.totals[0, 0])
    assert np.isnan(scores.totals[0, 1])
    assert scores.notices["missing-scores"][0].tolist() == [False, True]


def test_what_a_scenario_does_not_mention_is_the_studys_own_or_missing_on_request() -> None:
    small = study([leaf("a"), leaf("b")], {"x": {"a": 100, "b": 0}, "y": {"a": 25, "b": 25}})
    given = Given(np.array([50.0, 50.0]), given=np.array([True, False]))
    own = Scenarios(small).score({("x", "b", ""): given}, 2)
    assert own.totals.tolist() == [[75.0, 50.0], [25.0, 25.0]]
    assert own.margins.tolist() == [[50.0, 25.0], [-50.0, -25.0]]
    bare = Scenarios(small, from_study=False).score({("x", "b", ""): given, ("x", "a", ""): Given(np.ones(2))}, 2)
    assert np.isnan(bare.totals).tolist() == [[False, True], [True, True]]


def test_a_gate_leaves_an_option_out_of_its_scenario_only() -> None:
    from workbench.model.gate import Gate

    gates = (Gate(id="must", criterion="a", at_least=50, why="the law says so"),)
    small = study(
        [group("g"), leaf("a", "g"), leaf("b")], {"x": {"a": 75, "b": 0}, "y": {"a": 50, "b": 50}}, gates=gates
    )
    scores = Scenarios(small).score({("y", "a", ""): Given(np.array([50.0, 25.0, np.nan]))}, 3)
    assert scores.ranks.tolist() == [[2, 1, 0], [1, 0, 0]]
    assert scores.notices["gate"].tolist() == [[False] * 3, [False, True, False]]
    assert scores.notices["gate-open"].tolist() == [[False] * 3, [False, False, True]]


def test_options_that_tie_share_a_rank_and_a_single_option_has_no_margin() -> None:
    small = study([leaf("a")], {"x": {"a": 50}, "y": {"a": 50}, "z": {"a": 0}})
    scores = Scenarios(small).score({}, 1)
    assert scores.ranks[:, 0].tolist() == [1, 1, 3]
    assert scores.margins[:, 0].tolist() == [0.0, 0.0, -50.0]
    alone = Scenarios(study([leaf("a")], {"x": {"a": 50}})).score({}, 1)
    assert np.isnan(alone.margins).all()


def test_a_score_where_the_study_says_that_nothing_applies_changes_nothing_and_is_said() -> None:
    small = study([leaf("a"), leaf("b")], {"x": {"a": 75, "b": "not-applicable"}, "y": {"a": 50, "b": 50}})
    scores = Scenarios(small).score({("x", "b", ""): Given(np.array([0.0, np.nan]))}, 2)
    assert scores.totals[0].tolist() == [75.0, 75.0]
    assert scores.notices["not-applicable"].tolist() == [[True, False], [False, False]]
