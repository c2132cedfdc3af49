"""Small studies with several analysts, made in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.studies import study
from workbench.model.state import assemble, read_record, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.criterion import Criterion
    from workbench.model.study import Side, Study

Rows = dict[str, dict[str, float | str | None]]


def panel_study(
    criteria: Sequence[Criterion],
    scores: Mapping[str, tuple[str | None, Rows]],
    weights: Mapping[str, Mapping[str, float]] | None = None,
    sides: tuple[Side, ...] = (),
) -> Study:
    """Return a study in which each analyst, by name, is on a side or none and has rows of scores."""
    options = list(dict.fromkeys(option for _, rows in scores.values() for option in rows))
    state = state_of(study(criteria, {option: {} for option in options}, weights, sides=sides))
    del state["analyst/ana"]
    state["order/analyst"] = list(scores)
    for name, (side, rows) in scores.items():
        state[f"analyst/{name}"] = {"label": f"Dr {name.title()}"} | ({"side": side} if side else {})
        for option, row in rows.items():
            for criterion, value in row.items():
                if value is not None:
                    judged: dict[str, Any] = {"missing": value} if isinstance(value, str) else {"value": value}
                    state[f"score/{option}/{criterion}/{name}"] = judged | {"rationale": "so"}
    return changed_study(state, {})


def changed_study(state: Mapping[str, Any], changes: Mapping[str, Any]) -> Study:
    """Return the study of a state with some keys given another value; None takes a key away."""
    merged = {key: value for key, value in {**state, **changes}.items() if value is not None}
    return assemble({key: read_record(key, value) for key, value in merged.items()})


def with_keys(made: Study, **changes: Any) -> Study:
    """Return a study with keys changed; in their names two underscores stand for a slash, one for a hyphen."""
    return changed_study(
        state_of(made), {key.replace("__", "/").replace("_", "-"): value for key, value in changes.items()}
    )
