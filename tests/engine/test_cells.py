"""Cells that are read again only where something changed are those that are read from the beginning."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.studies import group, leaf, study
from workbench.engine import cells
from workbench.engine.problem import Problem, build
from workbench.model.assembly import Assembly
from workbench.model.criterion import Computation, ComputedLeaf
from workbench.model.record import Source
from workbench.model.score import Score
from workbench.model.state import read_record, score_key, state_of
from workbench.model.study import Analyst, Side

if TYPE_CHECKING:
    from workbench.model.study import Study

OPTIONS, LEAVES, WHO = ("ferry", "bridge", "tunnel"), ("cost", "speed", "noise", "risk"), ("ana", "bo", "cy")
VIEWS = (None, *WHO, "north", "panel")


def panel_study() -> Study:
    """Return a study of two sides, whose Bo starts from Ana, with a computed leaf."""
    balance = ComputedLeaf(
        id="balance", parent="root", label="Balance", source=(Source(location="made up"),),
        computed=Computation(measure="proportionality", benefits=("cost", "speed"), burdens=("noise", "risk")),
    )  # fmt: skip
    made = study(
        [group("money"), leaf("cost", "money"), leaf("speed"), leaf("noise"), leaf("risk"), balance],
        {option: {"cost": 25.0, "speed": 50.0} for option in OPTIONS},
    )
    analysts = (
        Analyst(id="ana", label="Ana", side="north"),
        Analyst(id="bo", label="Bo", side="north", based_on="ana"),
        Analyst(id="cy", label="Cy", side="south"),
    )
    sides = (Side(id="north", label="North"), Side(id="south", label="South"))
    return made.model_copy(update={"analysts": analysts, "sides": sides})


judgements = st.one_of(
    st.none(),
    st.fixed_dictionaries({"value": st.sampled_from([0.0, 50.0, 100.0, 130.0])}, optional={"rationale": st.just("so")}),
    st.just({"low": 25.0, "high": 75.0, "confidence": "low"}),
    st.sampled_from(["not-known", "not-applicable"]).map(lambda kind: {"missing": kind}),
)
edits = st.lists(
    st.tuples(st.sampled_from(OPTIONS), st.sampled_from(LEAVES), st.sampled_from(WHO), judgements), max_size=4
)


def same(one: Problem, other: Problem) -> bool:
    return all(equal(getattr(one, each.name), getattr(other, each.name)) for each in fields(Problem))


def equal(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(equal, one, other))
    return bool(one == other)


@settings(max_examples=60)
@given(turns=st.lists(st.tuples(edits, st.sampled_from(VIEWS)), min_size=1, max_size=6))
def test_after_any_changes_a_problem_is_the_one_read_from_the_beginning(
    turns: list[tuple[list[tuple[str, str, str, dict[str, Any] | None]], str | None]],
) -> None:
    records = {key: read_record(key, value) for key, value in state_of(panel_study()).items()}
    assembly = Assembly(records)
    for changes, view in turns:
        for option, criterion, analyst, value in changes:
            key = score_key(option, criterion, analyst)
            records.pop(key, None)
            if value is not None:
                records[key] = read_record(key, value)
        following = assembly.update([score_key(*change[:3]) for change in changes])
        whole = Assembly(records).study
        assert following == whole
        assert following.score == whole.score
        remembered = build(following, view=view)
        kept, cells._remembered = cells._remembered, []
        assert same(remembered, build(whole, view=view))
        cells._remembered = kept


def test_only_the_leaf_of_a_changed_score_is_valued_again(monkeypatch: pytest.MonkeyPatch) -> None:
    records = {key: read_record(key, value) for key, value in state_of(panel_study()).items()}
    assembly = Assembly(records)
    build(assembly.study)
    valued: list[str] = []
    judged: list[tuple[int, str]] = []
    value, judge = cells._Reader._value, cells._Reader._judge

    def valuing(reader: Any, place: int, leaf: Any) -> None:
        valued.append(leaf.id)
        value(reader, place, leaf)

    def judging(reader: Any, row: int, column: int, option: str, leaf: Any) -> None:
        judged.append((row, leaf.id))
        judge(reader, row, column, option, leaf)

    monkeypatch.setattr(cells._Reader, "_value", valuing)
    monkeypatch.setattr(cells._Reader, "_judge", judging)
    key = score_key("bridge", "speed", "ana")
    records[key] = Score(option="bridge", criterion="speed", analyst="ana", value=75.0)
    problem = build(assembly.update([key]))
    assert (valued, judged) == (["speed"], [(1, "speed")])
    assert problem.values[1, problem.tree.leaves.index("speed")] == 75.0


def test_what_is_remembered_is_not_written_into() -> None:
    problem = build(panel_study())
    for array in (problem.values, problem.performances, problem.known, *problem.doubtful):
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0.0


def test_scores_without_a_reason_are_counted_once_in_their_cell() -> None:
    made = panel_study()
    bare = tuple(each.model_copy(update={"rationale": ""}) for each in made.scores[:1])
    problem = build(made.model_copy(update={"scores": (*bare, *made.scores[1:])}), view="north")
    assert problem.unreasoned.sum() == 1
