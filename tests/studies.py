"""Small studies to test with, made in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.model.criterion import AnchoredScale, ComputedLeaf, Direction, Group, Leaf, Level
from workbench.model.option import Option
from workbench.model.score import Score
from workbench.model.state import assemble, read_record, state_of
from workbench.model.study import Analyst, Side, Study
from workbench.model.weights import Answer, GroupAnswers, WeightSet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.criterion import Criterion

LEVELS = tuple(Level(value=value, label=f"l{value}", descriptor=f"level {value}") for value in (0, 25, 50, 75, 100))


def leaf(name: str, parent: str = "root", **fields: Any) -> Leaf:
    """Return a leaf on the usual five levels."""
    scale = AnchoredScale(kind="anchored", levels=LEVELS, measurement=fields.pop("measurement", "interval"))
    given: dict[str, Any] = {"direction": Direction.MAXIMIZE, "scale": scale} | fields
    return Leaf(id=name, parent=parent, label=name.title(), **given)


def group(name: str, parent: str = "root", **fields: Any) -> Group:
    """Return a group."""
    return Group(id=name, parent=parent, label=name.title(), **fields)


def study(
    criteria: Sequence[Criterion],
    rows: Mapping[str, Mapping[str, float | str | None]],
    weights: Mapping[str, Mapping[str, float]] | None = None,
    **fields: Any,
) -> Study:
    """Return a study from rows of scores: a number, a kind of missing, or None for no score at all."""
    scores = [
        Score(option=option, criterion=criterion, analyst="ana", rationale="so",
              **({"missing": value} if isinstance(value, str) else {"value": value}))
        for option, row in rows.items()
        for criterion, value in row.items()
        if value is not None
    ]  # fmt: skip
    sets: tuple[WeightSet, ...] = ()
    if weights is not None:
        answers = {
            name: GroupAnswers(answers={child: Answer(points=points) for child, points in children.items()})
            for name, children in weights.items()
        }
        sets = (WeightSet(id="given", label="Given", groups=answers),)
    made = Study(
        id="small",
        title="A small study",
        analysts=(Analyst(id="ana", label="Ana"),),
        criteria=tuple(criteria),
        options=tuple(Option(id=name, label=name.title()) for name in rows),
        weight_sets=sets,
        scores=tuple(scores),
        **fields,
    )
    return assemble({key: read_record(key, value) for key, value in state_of(made).items()})


__all__ = ["LEVELS", "ComputedLeaf", "Side", "group", "leaf", "study"]
