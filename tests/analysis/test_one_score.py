"""One score at a time: adding up only the changed option gives what adding up all of them gives, to the bit."""

from __future__ import annotations

import random
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.studies import ComputedLeaf, group, leaf, study
from workbench.analysis.ground import NOBODY, find_ground, lead_of
from workbench.analysis.one_score import one_score, totals_at
from workbench.analysis.score_flips import score_flips
from workbench.analysis.totals import Totals
from workbench.model.criterion import Aggregator, Computation
from workbench.model.reading import Reading
from workbench.model.value_function import Exponential

if TYPE_CHECKING:
    from workbench.model.study import Study

INPUTS = {"benefits": ("gain-1", "gain-2"), "burdens": ("cost-1", "cost-2")}


def odd_study(seed: int, rule: Aggregator = Aggregator.ARITHMETIC) -> Study:
    """Return a study with a gap, cells that do not apply, a bent value function and a computed leaf."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    leaves = [
        *(leaf(f"a-{number}", "a") for number in range(4)),
        leaf("b-0", "b", value_function=Exponential(kind="exponential", curvature=2.5)),
        leaf("b-1", "b", direction="minimize"),
        *(leaf(name, measurement="ratio") for names in INPUTS.values() for name in names),
    ]
    share = ComputedLeaf(id="share", label="Share", computed=Computation(measure="proportionality", **INPUTS))
    rows: dict[str, dict[str, float | str | None]] = {
        name: {each.id: dice.choice((25.0, 33.0, 50.0, 75.0)) for each in leaves} for name in "vwxyz"
    }
    rows["x"] |= {each.id: 100.0 for each in leaves if each.parent == "a"}
    rows["y"] |= {"a-1": "not-applicable", "b-1": "not-applicable"}
    rows["z"] |= {"a-0": None, "a-1": 25.0, "a-2": 25.0, "a-3": 25.0}
    return study([group("a", aggregator=rule), group("b"), *leaves, share], rows)


@pytest.mark.parametrize("rule", list(Aggregator))
@pytest.mark.parametrize("seed", range(5))
def test_the_lead_is_that_of_all_options_added_up_again(seed: int, rule: Aggregator) -> None:
    ground = find_ground(odd_study(seed, rule), Reading())
    assert ground.first != NOBODY
    changing, raw = one_score(ground), np.linspace(0, 100, 7)
    places = np.arange(len(ground.options))
    for column, name in enumerate(ground.problem.tree.leaves):
        if name == "share":
            continue
        found = changing.leads(column, places, np.tile(raw, (len(places), 1)))
        for place in places.tolist():
            expected = lead_of(*totals_at(ground, place, column, raw), ground.first)
            assert found[place].tolist() == expected.tolist()


@pytest.mark.parametrize("method", ["value_tree", "weighted_sum"])
def test_the_gap_of_a_pair_is_that_of_all_options_added_up_again(method: str) -> None:
    ground = find_ground(odd_study(3), Reading(), method=method)
    changing, raw = one_score(ground), np.linspace(0, 100, 7)
    places = np.arange(len(ground.options))
    for upper, lower in permutations(places.tolist(), 2):
        found = changing.gaps((upper, lower), 4, places, np.tile(raw, (len(places), 1)))
        for place in places.tolist():
            low, high = totals_at(ground, place, 4, raw)
            assert found[place].tolist() == (low[:, upper] - high[:, lower]).tolist()


def test_the_leads_do_not_depend_on_how_many_are_asked_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ground = find_ground(odd_study(1), Reading())
    places, raw = np.arange(len(ground.options)), np.tile(np.linspace(0, 100, 9), (len(ground.options), 1))
    at_once = one_score(ground).leads(0, places, raw)
    monkeypatch.setattr("workbench.analysis.one_score.BLOCK_FLOATS", 1)
    assert one_score(ground).leads(0, places, raw).tolist() == at_once.tolist()


def test_no_table_of_all_options_is_added_up_for_a_score(monkeypatch: pytest.MonkeyPatch) -> None:
    ground = find_ground(odd_study(2), Reading())
    assert ground.first != NOBODY
    assert ground.tolerance > 0
    asked: list[Totals] = []
    monkeypatch.setattr(Totals, "__call__", lambda totals, *_: asked.append(totals))
    assert any(each.needed is not None for each in score_flips(ground))
    assert not asked
