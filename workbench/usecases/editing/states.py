"""The states in which options are scored: each that is in use is described, or is said not to be yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.change import Change, ChangeSet
from workbench.usecases.editing.structure import named_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.change import Json
    from workbench.model.study import Study

UNDESCRIBED = "not described yet"


def states_of(study: Study) -> tuple[str, ...]:
    """Return every state that is described or in use, by its id."""
    return tuple(dict.fromkeys((*study.states, *(each.state for each in study.options))))


def with_used_states(record: Json, study: Study) -> Json:
    """Return the study's record with a description of every state in use, where any state is described."""
    if not isinstance(record, dict) or not record.get("states"):
        return record
    used = {each.state: UNDESCRIBED for each in study.options}
    return record | {"states": used | record["states"]}


def added_state(state: Mapping[str, Json], study: Study, label: str) -> ChangeSet:
    """Return the change set that adds a state by what is scored in it."""
    record = state["study"]
    described = (record.get("states") if isinstance(record, dict) else None) or {}
    name = named_id(label, states_of(study))
    new = with_used_states({**record, "states": {**described, name: label}}, study)
    return ChangeSet((Change("study", record, new),), f"added state {label}")
