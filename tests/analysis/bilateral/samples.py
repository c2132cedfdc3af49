"""Small studies with sides: gains, costs and channels between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.studies import ComputedLeaf, Side, group, leaf, study
from workbench.model.criterion import Cell, Computation, Direction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.study import Study

LABELS = {"n": "North", "s": "South", "e": "East"}


def sides_of(letters: Sequence[str]) -> tuple[Side, ...]:
    return tuple(Side(id=letter, label=LABELS[letter]) for letter in letters)


def shared(rows: Mapping[str, Sequence[Any]], letters: Sequence[str] = ("n", "s"), **fields: Any) -> Study:
    """Return a study of gains and costs; each row holds the gains of all sides, then the costs."""
    gains, costs = [f"gain-{letter}" for letter in letters], [f"cost-{letter}" for letter in letters]
    leaves = [
        leaf(name, measurement="ratio", side=name[-1], direction=direction)
        for names, direction in ((gains, Direction.MAXIMIZE), (costs, Direction.MINIMIZE))
        for name in names
    ]
    match = ComputedLeaf(
        id="match",
        label="Match",
        computed=Computation(measure="proportionality", benefits=tuple(gains), burdens=tuple(costs)),
    )
    scores = {name: dict(zip([*gains, *costs], row, strict=True)) for name, row in rows.items()}
    return study([*leaves, match], scores, sides=sides_of(letters), **fields)


def matrix(rows: Mapping[str, Sequence[Any]], letters: Sequence[str] = ("n", "s"), **fields: Any) -> Study:
    """Return a study of channels: each row holds the cells by government, then public."""
    names = [(a, b) for a in letters for b in letters]
    leaves = [leaf(f"ch-{a}-{b}", "channels", side=a, cell=Cell(government=a, public=b)) for a, b in names]
    scores = {name: dict(zip([each.id for each in leaves], row, strict=True)) for name, row in rows.items()}
    return study([group("channels"), *leaves], scores, sides=sides_of(letters), **fields)


def joined_by(made: Study, others: Mapping[str, tuple[str | None, Mapping[tuple[str, str], float]]]) -> Study:
    """Return a study with more analysts based on Ana: by name their side, and scores by option and criterion."""
    from workbench.model.state import assemble, read_record, state_of

    state = state_of(made)
    state["order/analyst"] = ["ana", *others]
    for name, (side, scores) in others.items():
        state[f"analyst/{name}"] = {"label": name.title(), "based_on": "ana"} | ({"side": side} if side else {})
        for (option, criterion), value in scores.items():
            state[f"score/{option}/{criterion}/{name}"] = {"value": value, "rationale": "so"}
    return assemble({key: read_record(key, value) for key, value in state.items()})


def changed(made: Study, **keys: Any) -> Study:
    """Return a study with some keys of its state replaced; a double underscore stands for a slash, a single for -."""
    from workbench.model.state import assemble, read_record, state_of

    state = state_of(made)
    for name, value in keys.items():
        key = name.replace("__", "/").replace("_", "-")
        known = state.get(key)
        state[key] = known | value if isinstance(known, dict) and isinstance(value, dict) else value
    return assemble({key: read_record(key, value) for key, value in state.items()})
